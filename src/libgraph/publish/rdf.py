"""One graph in six formats; each parses back to the same triples or quads."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final

import pyoxigraph as ox

from libgraph.errors import LibgraphError
from libgraph.graph.mint import inferred_graph_iri
from libgraph.graph.opened import OpenGraph
from libgraph.graph.turtle import trig, turtle
from libgraph.publish.rdfxml import rdf_xml
from libgraph.terms import ONTOLOGY_GRAPH

FORMATS: Final = ("ttl", "trig", "nq", "nt", "jsonld", "rdf")


class UnknownFormat(LibgraphError):
    """There is no exporter for a format."""

    def __init__(self, name: str, known: Sequence[str]) -> None:
        super().__init__(name, known)
        self.name, self.known = name, tuple(known)

    def __str__(self) -> str:
        return f"There is no format {self.name!r}. Choose one of: {', '.join(self.known)}."


def serialise(quads: Iterable[ox.Quad], name: str, prefixes: Mapping[str, str]) -> bytes:
    """Return the quads in a format.

    Parameters
    ----------
    name : str
        One of `FORMATS`: Turtle, TriG, N-Quads, N-Triples, JSON-LD (expanded), RDF/XML.
        ttl, nt and rdf merge the graphs.
    prefixes : Mapping of str to str
        For ttl and trig.

    Raises
    ------
    UnknownFormat
        If there is no such format.
    """
    writers: dict[str, Callable[[], str]] = {
        "ttl": lambda: turtle(quads, prefixes),
        "trig": lambda: trig(quads, prefixes),
        "nq": lambda: _lines(f"{quad} .\n" for quad in quads),
        "nt": lambda: _lines(f"{quad.triple} .\n" for quad in quads),
        "rdf": lambda: rdf_xml(quads),
        "jsonld": lambda: _json_ld(quads),
    }
    if name not in writers:
        raise UnknownFormat(name, FORMATS)
    return writers[name]().encode()


def export(graph: OpenGraph, name: str, *, ontology: bool = False, asserted: bool = False) -> bytes:
    """Return an open graph in a format.

    Parameters
    ----------
    ontology : bool
        Whether the ontology is exported too.
    asserted : bool
        Whether only what sources state is, and not what follows from it.
    """
    quads = ox.parse(graph.nquads, format=ox.RdfFormat.N_QUADS)
    own, inferred = f"<{ONTOLOGY_GRAPH}>", f"<{inferred_graph_iri(graph.workspace.base, '')}"
    left_out = tuple(start for start, wanted in ((own, ontology), (inferred, not asserted)) if not wanted)
    wanted = [quad for quad in quads if not str(quad.graph_name).startswith(left_out)]
    return serialise(wanted, name, graph.prefixes)


def _lines(lines: Iterable[str]) -> str:
    return "".join(sorted(set(lines)))


def _json_ld(quads: Iterable[ox.Quad]) -> str:
    ordered = sorted(set(quads), key=lambda quad: (str(quad.graph_name), str(quad.triple)))
    data = ox.serialize(ordered, format=ox.RdfFormat.JSON_LD)
    return (data or b"[]").decode() + "\n"
