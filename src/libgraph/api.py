"""The Python API: open a workspace and ask, export, project, draw and explain its graph."""

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from libgraph.graph.explanation import Explanation, Explanations
from libgraph.graph.opened import OpenGraph
from libgraph.maps.pyvis_map import render
from libgraph.network.assemble import assemble
from libgraph.network.projections import asker
from libgraph.publish.convert import to_dataset
from libgraph.publish.rdf import export
from libgraph.records.candidates import LOOK, Candidate, candidates
from libgraph.records.ids import index
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

    def export(self, name: str = "trig", *, ontology: bool = False, asserted: bool = False) -> bytes:
        """Return the graph in a format: ttl, trig, nq, nt, jsonld or rdf.

        Parameters
        ----------
        ontology : bool
            Whether the ontology is exported with the data.
        asserted : bool
            Whether only what sources state is exported, and not what follows from it.
        """
        return export(self, name, ontology=ontology, asserted=asserted)

    def network(self, projection: str = "collaboration") -> "nx.MultiDiGraph[str]":
        """Return the network that a declared projection makes of the graph, measured."""
        return assemble(asker(self.store, self.workspace), self.model, self.workspace.title, projection)

    def map(self, projection: str = "collaboration", *, lang: str = "en") -> str:
        """Return the map of a network as one HTML page."""
        return render(self.network(projection), lang=lang)

    def identity_candidates(self, least: float = LOOK) -> list[Candidate]:
        """Return pairs of records that may be of one thing and that nobody has judged, the likeliest first.

        `pandas.DataFrame(one.as_dict("lt") for one in graph.identity_candidates())` is a table of them.

        Parameters
        ----------
        least : float
            The lowest score, from 0 to 1; from 0.8 on two records probably are of one thing.
        """
        records = self.reading.records
        return candidates(records, self.model, index(records, self.model), least)

    def explain(self, what: str, predicate: str = "", obj: str = "", *, inferred: bool = True) -> Explanation:
        """Return who states what about a thing and where, and what follows from it by which rules.

        Parameters
        ----------
        what : str
            A record as kind/id, such as `person/liga-tetere`, a term such as `lg:Seminar`, or an IRI.
        predicate : str, optional
            Only this property: prefix:name, an IRI, or the name of a field.
        obj : str, optional
            Only this triple: a thing, the text of a literal, or an N-Triples term.
        inferred : bool
            Whether inferred triples are explained too; with a `predicate`, each has its proof.

        Returns
        -------
        Explanation
            A sequence of `Statement`, with `inferred` and, for a term of the ontology, `term`.

        Raises
        ------
        UnknownProperty
            If there is no such property.
        """
        return self._explanations.explain(what, predicate, obj, inferred=inferred)

    @cached_property
    def _explanations(self) -> Explanations:
        return Explanations(self)
