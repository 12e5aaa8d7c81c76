"""What the colours of a map mean: the types and the communities of its nodes."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from libgraph.maps import palette

Nodes = Mapping[str, Mapping[str, Any]]
Json = dict[str, Any]


@dataclass(frozen=True)
class Type:
    """A kind and class of nodes; `other` when the colours did not reach so far."""

    kind: str
    label: dict[str, str]
    color: str
    count: int
    other: bool


@dataclass(frozen=True)
class Community:
    """A group of closely joined nodes, named after its best connected institution (a node's number)."""

    head: int | None
    color: str
    count: int
    other: bool


def types(nodes: Nodes) -> tuple[list[Json], dict[str, int]]:
    """Return the types, institutions' first, frequent ones first; and the number of each node's type."""
    keys = {
        node: (attributes["kind"], tuple(sorted(attributes.get("type", {}).items())))
        for node, attributes in nodes.items()
    }
    counts = Counter(keys.values())
    order = sorted(counts, key=lambda key: (key[0], -counts[key], key[1]))
    colours = iter(palette.INSTITUTIONS)
    found = []
    for kind, label in order:
        colour = palette.PERSON if kind == "person" else next(colours, palette.OTHER)
        found.append(Type(kind, dict(label), colour, counts[kind, label], colour == palette.OTHER))
    number = {key: index for index, key in enumerate(order)}
    return [asdict(each) for each in found], {node: number[key] for node, key in keys.items()}


def communities(nodes: Nodes) -> tuple[list[Json], dict[str, int]]:
    """Return the communities, large ones first; and the number of each node's community."""
    members: dict[int, list[str]] = {}
    for node, attributes in nodes.items():
        members.setdefault(attributes.get("community", 0), []).append(node)
    groups = sorted(members.values(), key=lambda group: (-len(group), group))
    numbers = {node: number for number, node in enumerate(nodes)}
    colours = iter(palette.COMMUNITIES)
    found = []
    for group in groups:
        colour = next(colours, palette.OTHER) if len(group) > 1 else palette.OTHER
        head = _head(nodes, group)
        number = None if head is None else numbers[head]
        found.append(Community(number, colour, len(group), colour == palette.OTHER))
    return [asdict(each) for each in found], {node: i for i, group in enumerate(groups) for node in group}


def _head(nodes: Nodes, group: list[str]) -> str | None:
    """Return the institution with most connections: a group is never named after a person."""
    institutions = [node for node in group if nodes[node]["kind"] == "institution"]
    return max(institutions, key=lambda node: nodes[node].get("degree", 0), default=None)
