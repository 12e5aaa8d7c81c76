"""The lines of a map: one for each event or agreement that joins a pair."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import networkx as nx

WIDEST_BEND = 0.35
USUAL_STEP = 0.16


@dataclass(frozen=True)
class Line:
    """One line: two nodes, what joins them, and how far it bows, so that others of the pair stay visible."""

    start: str
    end: str
    context: str
    attributes: Mapping[str, Any]
    bend: float


def lines(network: "nx.MultiDiGraph[str]") -> list[Line]:
    """Return the lines of a network in a fixed order.

    Lines have no direction: a context that joins a pair both ways is one line. Loops are left out.
    """
    unique: dict[tuple[str, str, str], Mapping[str, Any]] = {}
    for u, v, key in sorted(network.edges(keys=True)):
        if u != v:
            unique.setdefault((min(u, v), max(u, v), str(key)), network.edges[u, v, key])
    totals = Counter((u, v) for u, v, _ in unique)
    seen: Counter[tuple[str, str]] = Counter()
    result = []
    for u, v, key in sorted(unique):
        result.append(Line(u, v, key, unique[u, v, key], _bend(seen[u, v], totals[u, v])))
        seen[u, v] += 1
    return result


def contexts(drawn: Sequence[Line]) -> dict[str, Mapping[str, Any]]:
    """Return the events and agreements that the lines stand for, in the order of their names."""
    first = {line.context: line.attributes for line in reversed(drawn)}
    return {context: first[context] for context in sorted(first)}


def _bend(index: int, total: int) -> float:
    """Return the bend of one of `total` lines between a pair: 0 is straight, the sign is the side.

    Examples
    --------
    >>> [_bend(index, 2) for index in range(2)], [_bend(index, 3) for index in range(3)]
    ([-0.08, 0.08], [-0.16, 0.0, 0.16])
    """
    step = min(USUAL_STEP, 2 * WIDEST_BEND / max(total - 1, 1))
    return round((index - (total - 1) / 2) * step, 3)
