"""What a map page knows: the network as plain data, in a fixed order, under ids of our own."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import networkx as nx

from libgraph.maps import palette
from libgraph.maps.layout import DESKTOP, PHONE, positions_for

LANGUAGES = ("lt", "lv", "en")

Texts = Mapping[str, str]
Places = Mapping[str, tuple[float, float]]
Json = dict[str, Any]


@dataclass(frozen=True)
class Line:
    """One line of the map: two nodes, what joins them, and its place among the lines of the same pair."""

    start: str
    end: str
    context: str
    attributes: Mapping[str, Any]
    bend: float


def label_in(texts: Texts, lang: str, default: str = "") -> str:
    """Return the text in `lang`, else in lt, lv, en, else any other.

    Examples
    --------
    >>> label_in({"lv": "Valka", "en": "Valka town"}, "lt")
    'Valka'
    """
    wanted = (texts.get(code) for code in (lang, *LANGUAGES, *sorted(texts)))
    return next((text for text in wanted if text), default)


def node_ids(network: "nx.MultiDiGraph[str]") -> dict[str, str]:
    """Return our id of every node, n1, n2 …, in the order of their names: a name may be `__proto__`."""
    return {node: f"n{number}" for number, node in enumerate(sorted(network), start=1)}


def lines(network: "nx.MultiDiGraph[str]") -> list[Line]:
    """Return the lines in a fixed order, those between one pair bent so that each can be seen.

    A context that joins a pair in both directions is one line; loops are left out.
    """
    unique: dict[tuple[str, str, str], Mapping[str, Any]] = {}
    for u, v, key, attributes in sorted(network.edges(keys=True, data=True), key=lambda edge: edge[:3]):
        if u != v:
            unique.setdefault((min(u, v), max(u, v), str(key)), attributes)
    totals = Counter((u, v) for u, v, _ in unique)
    seen: Counter[tuple[str, str]] = Counter()
    result = []
    for (u, v, key), attributes in sorted(unique.items(), key=lambda item: item[0]):
        result.append(Line(u, v, key, attributes, _bend(seen[u, v], totals[u, v])))
        seen[u, v] += 1
    return result


def _bend(index: int, total: int) -> float:
    """Return how far the line bows out of the straight one, from -0.5 to 0.5."""
    step = min(0.16, 1 / max(total - 1, 1))
    return round((index - (total - 1) / 2) * step, 3)


def places(network: "nx.MultiDiGraph[str]") -> tuple[Places, Places | None]:
    """Return the positions for a wide window and, unless somebody else chose them, for a tall one."""
    wide, tall = positions_for(network, [DESKTOP, PHONE])
    given = {
        node: (attributes["x"], attributes["y"])
        for node, attributes in network.nodes(data=True)
        if attributes.get("x") is not None and attributes.get("y") is not None
    }
    return (given, None) if len(given) == len(network) and given != wide else (wide, tall)


def page_data(network: "nx.MultiDiGraph[str]") -> Json:
    """Return what the page shows beside the drawing itself: entities, contexts, sources, types, communities."""
    nodes = {node: network.nodes[node] for node in sorted(network)}
    types, type_of = _types(nodes)
    communities, community_of = _communities(nodes)
    contexts, sources = _contexts(lines(network))
    return {
        "title": dict(network.graph.get("title", {})),
        "entities": [
            {
                "label": dict(attributes.get("label", {})) if any(attributes.get("label", {}).values()) else {"": node},
                "kind": attributes["kind"],
                "type": type_of[node],
                "names": list(attributes.get("names", [])),
                "degree": attributes.get("degree", 0),
                "betweenness": round(float(attributes.get("betweenness", 0)), 6),
                "community": community_of[node],
            }
            for node, attributes in nodes.items()
        ],
        "types": types,
        "communities": communities,
        "contexts": contexts,
        "sources": sources,
        "strokes": palette.STROKES,
    }


def context_numbers(drawn: Sequence[Line]) -> dict[str, int]:
    """Return the place of every context in the list of contexts."""
    return {context: number for number, context in enumerate(sorted({line.context for line in drawn}))}


def _contexts(drawn: Sequence[Line]) -> tuple[list[Json], list[Json]]:
    """Return the events and agreements that lines stand for, and the sources that state them."""
    first = {line.context: line.attributes for line in reversed(drawn)}
    stated = {_source_key(source): source for line in drawn for source in line.attributes.get("sources", [])}
    numbers = {key: number for number, key in enumerate(sorted(stated))}
    contexts = [
        {
            "relation": first[context]["relation"],
            "label": dict(first[context].get("label", {})) or {"": context},
            "date": dict(first[context].get("date") or {}),
            "sources": sorted({numbers[_source_key(source)] for source in first[context].get("sources", [])}),
        }
        for context in context_numbers(drawn)
    ]
    sources = [
        {"title": dict(stated[key].get("title", {})), "url": stated[key].get("url", ""), "iri": stated[key].get("iri", "")}
        for key in numbers
    ]
    return contexts, sources


def _source_key(source: Mapping[str, Any]) -> tuple[str, str, tuple[tuple[str, str], ...]]:
    return source.get("iri", ""), source.get("url", ""), tuple(sorted(source.get("title", {}).items()))


def _types(nodes: Mapping[str, Mapping[str, Any]]) -> tuple[list[Json], dict[str, int]]:
    """Return the types of the nodes, frequent ones first, each with its colour; and the type of each node."""
    keys = {
        node: (attributes["kind"], tuple(sorted(attributes.get("type", {}).items())))
        for node, attributes in nodes.items()
    }
    counts = Counter(keys.values())
    order = sorted(counts, key=lambda key: (key[0], -counts[key], key[1]))
    colours = iter(palette.INSTITUTIONS)
    types = []
    for kind, label in order:
        colour = palette.PERSON if kind == "person" else next(colours, palette.OTHER)
        other = colour == palette.OTHER
        types.append({"kind": kind, "label": dict(label), "color": colour, "count": counts[kind, label], "other": other})
    return types, {node: order.index(key) for node, key in keys.items()}


def _communities(nodes: Mapping[str, Mapping[str, Any]]) -> tuple[list[Json], dict[str, int]]:
    """Return the communities, large ones first, each named after its best connected institution."""
    members: dict[int, list[str]] = {}
    for node, attributes in nodes.items():
        members.setdefault(attributes.get("community", 0), []).append(node)
    order = sorted(members, key=lambda community: (-len(members[community]), members[community]))
    colours = iter(palette.COMMUNITIES)
    numbers = {node: number for number, node in enumerate(nodes)}
    communities = []
    for community in order:
        group = members[community]
        colour = next(colours, palette.OTHER) if len(group) > 1 else palette.OTHER
        institutions = [node for node in group if nodes[node]["kind"] == "institution"]
        head = max(institutions, key=lambda node: (nodes[node].get("degree", 0), -numbers[node]), default=None)
        communities.append(
            {
                "color": colour,
                "count": len(group),
                "head": None if head is None else numbers[head],
                "other": colour == palette.OTHER,
            }
        )
    place = {community: number for number, community in enumerate(order)}
    return communities, {node: place[attributes.get("community", 0)] for node, attributes in nodes.items()}
