"""The Python API: open a workspace and ask, export, project, draw and explain its graph."""

from pathlib import Path
from typing import TYPE_CHECKING

from libgraph.graph.explain import Explainer, Statement
from libgraph.graph.opened import OpenGraph
from libgraph.maps.pyvis_map import render
from libgraph.network.assemble import assemble
from libgraph.network.projections import asker
from libgraph.publish.convert import to_dataset
from libgraph.publish.rdf import export
from libgraph.workspace import open_workspace

if TYPE_CHECKING:
    import networkx as nx
    from rdflib import Dataset


def open(workspace: str | Path, *, fresh: bool = False) -> "LibraryGraph":
    """Open the graph of a workspace.

    Parameters
    ----------
    workspace : path
        The folder with libgraph.toml.
    fresh : bool
        Read the records now, into memory, instead of opening the last build.
        Without a build this happens anyway.

    Returns
    -------
    LibraryGraph

    Raises
    ------
    WorkspaceNotFound
        If there is no workspace.
    FaultyRecords
        If records are read and have faults.
    DamagedBuild
        If a file of the build was changed.
    """
    return LibraryGraph(open_workspace(Path(workspace)), fresh=fresh)


class LibraryGraph(OpenGraph):
    """The graph of a workspace: what `OpenGraph` answers, and everything made of it."""

    def to_rdflib(self) -> "Dataset":
        """Return the graph as an rdflib Dataset, one graph per source."""
        return to_dataset(self.nquads)

    def export(self, name: str = "trig", *, ontology: bool = False) -> bytes:
        """Return the graph in a format: ttl, trig, nq, nt, jsonld or rdf.

        Parameters
        ----------
        ontology : bool
            Whether the ontology is exported with the data.
        """
        return export(self, name, ontology=ontology)

    def network(self, projection: str = "collaboration") -> "nx.MultiDiGraph[str]":
        """Return the network that a declared projection makes of the graph, measured."""
        return assemble(asker(self.store, self.workspace), self.model, self.workspace.title, projection)

    def map(self, projection: str = "collaboration", *, lang: str = "en") -> str:
        """Return the map of a network as one HTML page."""
        return render(self.network(projection), lang=lang)

    def explain(self, what: str, predicate: str = "", obj: str = "") -> list[Statement]:
        """Return who states what about a thing, with passages, record file and line.

        Parameters
        ----------
        what : str
            A record as kind/id, such as `person/liga-tetere`, or an IRI.
        predicate, obj : str, optional
            A property IRI and an N-Triples term, to ask about one triple.
        """
        iri = self.iri(what).value
        explainer = Explainer(self.reading)
        return explainer.triple(iri, predicate, obj) if predicate else explainer.about(iri)
