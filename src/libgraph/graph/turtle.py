"""Turtle and TriG whose bytes depend on the quads alone.

Conventions: prefixes in use, sorted, declared once; graphs, subjects,
predicates and objects sorted, `a` first; one object a line; LF, UTF-8.
(pyoxigraph writes prefixes in no fixed order.)
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from typing import Final

import pyoxigraph as ox

from libgraph.terms import RDF_TYPE, XSD

_LOCAL: Final = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_-]*[A-Za-z0-9_])?\Z")


class _Names:
    """Shortens IRIs and remembers which prefixes were used."""

    def __init__(self, prefixes: Mapping[str, str]) -> None:
        self._spaces = {space: prefix for prefix, space in prefixes.items()}
        self.used: dict[str, str] = {}
        self._short: dict[str, str] = {}

    def iri(self, iri: str) -> str:
        if iri not in self._short:
            self._short[iri] = self._shorten(iri)
        return self._short[iri]

    def _shorten(self, iri: str) -> str:
        cut = max(iri.rfind("#"), iri.rfind("/")) + 1
        prefix = self._spaces.get(iri[:cut])
        if prefix is None or not _LOCAL.match(iri[cut:]):
            return f"<{iri}>"
        self.used[prefix] = iri[:cut]
        return f"{prefix}:{iri[cut:]}"

    def term(self, term: object) -> str:
        if isinstance(term, ox.NamedNode):
            return self.iri(term.value)
        if isinstance(term, ox.Literal) and not term.language and term.datatype.value != f"{XSD}string":
            value, _, _ = str(term).rpartition("^^")
            return f"{value}^^{self.iri(term.datatype.value)}"
        return str(term)


def turtle(quads: Iterable[ox.Quad], prefixes: Mapping[str, str]) -> str:
    """Return the triples of all graphs, merged, as Turtle."""
    names = _Names(prefixes)
    triples = sorted({quad.triple for quad in quads}, key=_order)
    body = "\n".join(_subjects(triples, names, ""))
    return _with_prefixes(names, body)


def trig(quads: Iterable[ox.Quad], prefixes: Mapping[str, str]) -> str:
    """Return the quads as TriG, one block a graph; the default graph first."""
    names = _Names(prefixes)
    blocks: list[str] = []
    ordered = sorted(set(quads), key=lambda quad: (_graph(quad), _order(quad.triple)))
    for graph, group in groupby(ordered, key=_graph):
        triples = [quad.triple for quad in group]
        if graph:
            inner = "\n".join(_subjects(triples, names, "  "))
            blocks.append(f"{names.iri(graph)} {{\n{inner}}}\n")
        else:
            blocks.append("\n".join(_subjects(triples, names, "")))
    return _with_prefixes(names, "\n".join(blocks))


def _graph(quad: ox.Quad) -> str:
    return "" if isinstance(quad.graph_name, ox.DefaultGraph) else str(quad.graph_name.value)


def _order(triple: ox.Triple) -> tuple[str, bool, str, bool, str]:
    predicate = triple.predicate.value
    return (
        str(triple.subject), predicate != RDF_TYPE, predicate,
        isinstance(triple.object, ox.Literal), str(triple.object),
    )  # fmt: skip


def _subjects(triples: list[ox.Triple], names: _Names, indent: str) -> Iterator[str]:
    for _, about in groupby(triples, key=lambda triple: str(triple.subject)):
        group = list(about)
        lines = [f"{indent}{names.term(group[0].subject)}"]
        parts = [
            _predicate(predicate, [triple.object for triple in same], names, indent)
            for predicate, same in groupby(group, key=lambda triple: triple.predicate.value)
        ]
        yield "\n".join([*lines, " ;\n".join(parts) + " ."]) + "\n"


def _predicate(predicate: str, objects: list[object], names: _Names, indent: str) -> str:
    verb = "a" if predicate == RDF_TYPE else names.iri(predicate)
    terms = [names.term(term) for term in objects]
    if len(terms) == 1:
        return f"{indent}  {verb} {terms[0]}"
    return f"{indent}  {verb}\n" + ",\n".join(f"{indent}    {term}" for term in terms)


def _with_prefixes(names: _Names, body: str) -> str:
    head = "".join(f"@prefix {prefix}: <{space}> .\n" for prefix, space in sorted(names.used.items()))
    return f"{head}\n{body}"
