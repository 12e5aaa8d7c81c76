"""Focus nodes and their values, asked of a store."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import pyoxigraph as ox

from libgraph.graph.shacl.shapes import Shape, Target
from libgraph.graph.solutions import Term
from libgraph.graph.store import GraphStore
from libgraph.terms import RDF_TYPE, expand

Pair = tuple[Term, Term]
_AT_WILL: Final = re.compile(r"[*+?]")  # such a path leads from each node to itself, or far
_SUBCLASS: Final = expand("rdfs:subClassOf")


@dataclass(frozen=True, slots=True)
class Focus:
    """Nodes under validation, as a graph pattern that binds a variable.

    Attributes
    ----------
    where : str
        The pattern.
    depth : int
        How many paths lead from a target to the nodes.
    """

    where: str
    depth: int = 0

    @property
    def var(self) -> str:
        """The variable that stands for the nodes."""
        return f"?f{self.depth}"

    def along(self, path: str) -> "Focus":
        """Return the nodes that a property path leads to; the same nodes if there is no path."""
        if not path:
            return self
        return Focus(f"{self.where} {self.var} {path} ?f{self.depth + 1} .", self.depth + 1)


class Asker:
    """Asks a store about focus nodes.

    Parameters
    ----------
    store : GraphStore
        The data, with the class tree, over all its graphs.
    """

    def __init__(self, store: GraphStore) -> None:
        self.store = store
        self._subclasses: dict[Term, list[Term]] = {}
        self._used: dict[str, bool] = {}
        self._nowhere: dict[tuple[str, ...], bool] = {}

    def focus(self, targets: Sequence[Target]) -> Focus:
        """Return the focus nodes of targets, each node once."""
        patterns = [self._pattern(target) for target in targets]
        return Focus(patterns[0] if len(patterns) == 1 else " UNION ".join(f"{{ {p} }}" for p in patterns))

    def _pattern(self, target: Target) -> str:
        term = target.term
        match target.kind:
            case "targetClass":
                classes = " ".join(map(str, self.subclasses(term)))
                return f"VALUES ?class {{ {classes} }} ?f0 <{RDF_TYPE}> ?class ."
            case "targetNode":
                return f"VALUES ?f0 {{ {term} }}"
            case "targetSubjectsOf":
                return f"?f0 {term} ?any ."
            case _:
                return f"?any {term} ?f0 ."

    def subclasses(self, cls: Term) -> list[Term]:
        """Return a class and all below it."""
        if cls not in self._subclasses:
            rows = self.store.rows(f"SELECT DISTINCT ?c WHERE {{ ?c <{_SUBCLASS}>+ {cls} }}")
            found = {row[0] for row in rows if isinstance(row[0], ox.NamedNode)}
            self._subclasses[cls] = sorted({cls, *found}, key=str)
        return self._subclasses[cls]

    def nodes(self, var: str, where: str, after: str = "") -> list[Term]:
        """Return what a pattern binds to a variable."""
        rows = self.store.rows(f"SELECT DISTINCT {var} WHERE {{ {where} }} {after}")
        return [row[0] for row in rows if row[0] is not None]

    def pairs(self, shape: Shape, focus: Focus, filtered: str = "") -> list[Pair]:
        """Return the focus nodes with their values, both the same at a node shape; `?v` in the filter."""
        reach = f"{focus.var} {shape.path} ?v ." if shape.path else f"BIND({focus.var} AS ?v)"
        return self.two(focus.var, "?v", f"{focus.where} {reach} {filtered}")

    def two(self, one: str, other: str, where: str, also: str = "") -> list[Pair]:
        """Return what a pattern binds to two variables; `also` names a third that tells rows apart."""
        rows = self.store.rows(f"SELECT DISTINCT {one} {other} {also} WHERE {{ {where} }}")
        return [(row[0], row[1]) for row in rows if row[0] is not None and row[1] is not None]

    def nowhere(self, path: str, filtered: str, after: str = "") -> bool:
        """Say whether no node at all has values along a path for which a filter holds.

        Asked once for each path and filter: many shapes share their fields, and most data is in order.
        """
        if not path or _AT_WILL.search(path):
            return False
        key = path, filtered, after
        if key not in self._nowhere:
            query = f"SELECT ?f WHERE {{ ?f {path} ?v . {filtered} }} {after} LIMIT 1"
            self._nowhere[key] = not self.store.rows(query)
        return self._nowhere[key]

    def possible(self, shape: Shape) -> bool:
        """Say whether a property path can lead anywhere: most fields are not used by most data."""
        if not shape.simple:
            return True
        if shape.path not in self._used:
            found = self.store.rows(f"SELECT ?s WHERE {{ ?s {shape.path} ?o }} LIMIT 1")
            self._used[shape.path] = bool(found)
        return self._used[shape.path]
