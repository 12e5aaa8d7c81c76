"""The Python API: open a workspace and ask, export, project, draw and explain its graph."""

from collections.abc import Mapping
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox

from libgraph.build import GRAPH_FILE, STORE, checked
from libgraph.graph.dataset import canonical_nquads, kind_prefixes
from libgraph.graph.explain import Explainer, Statement
from libgraph.graph.load import load_records
from libgraph.graph.params import bind
from libgraph.graph.queries import QueryFile, find_query
from libgraph.graph.queryable import Queryable
from libgraph.graph.references import References
from libgraph.graph.solutions import Answer
from libgraph.graph.store import GraphStore
from libgraph.graph.swap import BuildFolder
from libgraph.maps.pyvis_map import render
from libgraph.model import Model, read_model
from libgraph.network.assemble import assemble
from libgraph.network.projections import asker
from libgraph.publish.convert import to_dataset
from libgraph.publish.rdf import serialise
from libgraph.records.reading import Reading, read_records
from libgraph.terms import ONTOLOGY_GRAPH, namespaces
from libgraph.workspace import Workspace, open_workspace

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


class LibraryGraph:
    """The graph of a workspace.

    Parameters
    ----------
    workspace : Workspace
    fresh : bool
        Read the records instead of opening the last build.

    Attributes
    ----------
    build : Path or None
        The sealed build that answers; None if the graph was read from records.
    """

    def __init__(self, workspace: Workspace, *, fresh: bool = False) -> None:
        self.workspace = workspace
        folder = BuildFolder(workspace.build_folder)
        self.build: Path | None = None if fresh or not folder.exists() else folder.current()

    @cached_property
    def model(self) -> Model:
        """What the ontology and its shapes say about records."""
        return read_model(self.workspace.ontology_files())

    @cached_property
    def store(self) -> GraphStore:
        """The store that answers queries: that of the build, or one in memory."""
        if self.build:
            return GraphStore.on_disk(self.build / STORE, namespaces(self.workspace.base))
        return load_records(checked(self.workspace)[1])

    @cached_property
    def nquads(self) -> bytes:
        """The canonical N-Quads of the graph."""
        if self.build:
            return (self.build / GRAPH_FILE).read_bytes()
        return canonical_nquads(checked(self.workspace)[1])

    @cached_property
    def reading(self) -> Reading:
        """The records as they are now."""
        return read_records(self.workspace, self.model)

    @property
    def prefixes(self) -> dict[str, str]:
        """The prefixes that queries may use undeclared and that exports write."""
        return {**kind_prefixes(self.model, self.workspace.base), **namespaces(self.workspace.base)}

    def query(self, text: str, params: Mapping[str, object] | None = None) -> Answer:
        """Answer a SPARQL query over the union of all graphs.

        Parameters
        ----------
        text : str
            SELECT, ASK, CONSTRUCT or DESCRIBE; prefixes of libgraph need no declaration.
        params : Mapping of str to value, optional
            Variables of the query and what they are bound to: RDF terms of
            pyoxigraph, or plain str, int, float, bool and date values. They are
            bound as terms, never pasted into the text.

        Returns
        -------
        Solutions, Triples or bool
            Rows with `.to_pandas()` for SELECT; triples for CONSTRUCT and
            DESCRIBE; True or False for ASK.
        """
        return self.store.query(text, _terms(params or {}))

    def ask(
        self,
        question: str | QueryFile,
        given: Mapping[str, str] | None = None,
        graph: Queryable | None = None,
    ) -> Answer:
        """Answer a competency question: a query with a name and typed parameters.

        Parameters
        ----------
        question : str or QueryFile
            Its name, such as `visits`.
        given : Mapping of str to str, optional
            Parameters as people write them: ids, days, words.
        graph : Queryable, optional
            Another graph to ask, such as a remote endpoint.
        """
        asked = graph or self.store
        query = (
            find_query(question, self.workspace.query_folders()) if isinstance(question, str) else question
        )
        references = References(asked, self.model, self.workspace.base)
        return asked.query(query.text, bind(query, given or {}, references.resolve, references.known))

    def iri(self, what: str) -> ox.NamedNode:
        """Return the IRI of a record given as kind/id, such as `person/liga-tetere`."""
        return ox.NamedNode(f"{self.workspace.base}id/{what}")

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
        quads = ox.parse(self.nquads, format=ox.RdfFormat.N_QUADS)
        wanted = [quad for quad in quads if ontology or str(quad.graph_name) != f"<{ONTOLOGY_GRAPH}>"]
        return serialise(wanted, name, self.prefixes)

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
        iri = what if "://" in what else self.iri(what).value
        explainer = Explainer(self.reading)
        return explainer.triple(iri, predicate, obj) if predicate else explainer.about(iri)


def _terms(params: Mapping[str, object]) -> dict[str, ox.NamedNode | ox.Literal]:
    return {
        name: value if isinstance(value, ox.NamedNode | ox.Literal) else _literal(value)
        for name, value in params.items()
    }


def _literal(value: object) -> ox.Literal:
    if isinstance(value, date):
        return ox.Literal(value.isoformat(), datatype=ox.NamedNode("http://www.w3.org/2001/XMLSchema#date"))
    if isinstance(value, str | int | float | bool):
        return ox.Literal(value)
    raise TypeError(f"{value!r} cannot be bound; give an RDF term, text, number, truth value or date")
