"""What the ontology says of one of its own terms, and where."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from libgraph.graph.opened import OpenGraph
from libgraph.graph.solutions import Solutions
from libgraph.terms import ONTOLOGY_GRAPH, PREFIXES, RDF_TYPE, RDFS_LABEL, expand

_LABELS: Final = (RDFS_LABEL, expand("skos:prefLabel"))
_DEFINITION: Final = expand("skos:definition")
_ABOVE: Final = frozenset(map(expand, ("rdfs:subClassOf", "rdfs:subPropertyOf", "skos:broader")))
_SAID: Final = f"SELECT ?p ?o WHERE {{ GRAPH <{ONTOLOGY_GRAPH}> {{ $thing ?p ?o }} }}"
_USES: Final = f"""SELECT (COUNT(*) AS ?uses) WHERE {{
  GRAPH ?g {{ {{ ?s $thing ?o }} UNION {{ ?s ?p $thing }} }}
  FILTER(?g != <{ONTOLOGY_GRAPH}>)
}}"""
_PREFIX: Final = re.compile(r"^@prefix\s+([\w-]*):\s*<([^>]*)>", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Term:
    """A class, property or concept of the ontology.

    Attributes
    ----------
    labels, definitions : Mapping of language to text
    types, above : tuple of str
        IRIs of what it is, and of the broader terms that the ontology names.
    uses : int
        In how many triples of the graph it occurs, outside the ontology.
    file, line
        Where it is declared; empty and 0 if that is not plain.
    """

    iri: str
    labels: Mapping[str, str]
    definitions: Mapping[str, str]
    types: tuple[str, ...]
    above: tuple[str, ...]
    uses: int
    file: str
    line: int


def term_of(graph: OpenGraph, iri: str) -> Term | None:
    """Return what the ontology says of a term; None if it does not say anything."""
    node = ox.NamedNode(iri)
    said = [(str(getattr(row["p"], "value", "")), row["o"]) for row in rows_of(graph, _SAID, node)]
    if not said:
        return None
    (counted,) = rows_of(graph, _USES, node)
    file, line = _declared(graph, iri)
    return Term(
        iri=iri,
        labels=_texts(said, _LABELS),
        definitions=_texts(said, (_DEFINITION,)),
        types=_iris(said, frozenset({RDF_TYPE})),
        above=_iris(said, _ABOVE),
        uses=int(getattr(counted["uses"], "value", "0")),
        file=file,
        line=line,
    )


def rows_of(graph: OpenGraph, query: str, thing: ox.NamedNode) -> Iterator[Mapping[str, object]]:
    """Yield the solutions of a query about `$thing`."""
    answer = graph.query(query, {"thing": thing})
    if isinstance(answer, Solutions):
        for row in answer:
            yield {name: row[name] for name in answer.variables}


def _texts(said: list[tuple[str, object]], paths: tuple[str, ...]) -> dict[str, str]:
    literals = [term for path, term in said if path in paths and isinstance(term, ox.Literal)]
    return {term.language or "": term.value for term in sorted(literals, key=str)}


def _iris(said: list[tuple[str, object]], paths: frozenset[str]) -> tuple[str, ...]:
    return tuple(sorted(o.value for path, o in said if path in paths and isinstance(o, ox.NamedNode)))


def _declared(graph: OpenGraph, iri: str) -> tuple[str, int]:
    """Return the file and line in which a term stands as a subject at the beginning of a line."""
    for path in graph.workspace.ontology_files():
        text = path.read_text("utf-8")
        prefixes = {**PREFIXES, **{match[1]: match[2] for match in _PREFIX.finditer(text)}}
        names = [f"{p}:{iri.removeprefix(s)}" for p, s in prefixes.items() if s and iri.startswith(s)]
        written = "|".join(re.escape(name) for name in (f"<{iri}>", *names))
        if found := re.search(rf"^(?:{written})(?=\s)", text, re.MULTILINE):
            return _shown(path, graph.workspace.root), text.count("\n", 0, found.start()) + 1
    return "", 0


def _shown(path: Path, root: Path) -> str:
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else f"ontology/{path.name}"
