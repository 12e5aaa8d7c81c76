"""An open workspace: its last sealed build, or its records read into memory, ready for questions."""

from collections.abc import Mapping
from datetime import date
from functools import cached_property
from pathlib import Path

import pyoxigraph as ox

from libgraph.graph.checked import read_checked
from libgraph.graph.dataset import canonical_nquads, kind_prefixes
from libgraph.graph.load import load_records
from libgraph.graph.params import bind
from libgraph.graph.pointer import NoBuild
from libgraph.graph.queries import QueryFile, find_query
from libgraph.graph.queryable import Queryable
from libgraph.graph.references import References
from libgraph.graph.seal import DATASET, STORE
from libgraph.graph.solutions import Answer
from libgraph.graph.store import GraphStore
from libgraph.graph.swap import BuildFolder
from libgraph.model import Model, read_model
from libgraph.records.reading import Reading, read_records
from libgraph.terms import XSD, namespaces
from libgraph.workspace import Workspace


class OpenGraph:
    """The graph of a workspace, to be asked.

    Parameters
    ----------
    workspace : Workspace
    fresh : bool
        Read the records now, into memory, instead of opening the last build.
        Without a build this happens anyway.

    Attributes
    ----------
    build : Path or None
        The sealed build that answers; None if the graph is read from records.
    """

    def __init__(self, workspace: Workspace, *, fresh: bool = False) -> None:
        self.workspace = workspace
        self.build: Path | None = None if fresh else _current(workspace)

    def __repr__(self) -> str:
        origin = f"build {self.build.name}" if self.build else "read from records"
        return f"{type(self).__name__}({str(self.workspace.root)!r}, {origin}, {len(self.store)} quads)"

    @cached_property
    def model(self) -> Model:
        """What the ontology and its shapes say about records."""
        return read_model(self.workspace.ontology_files())

    @cached_property
    def store(self) -> GraphStore:
        """The store that answers queries: that of the build, or one in memory."""
        if self.build:
            return GraphStore.on_disk(self.build / STORE, self.prefixes)
        return load_records(read_checked(self.workspace)[0])

    @cached_property
    def nquads(self) -> bytes:
        """The canonical N-Quads of the graph."""
        if self.build:
            return (self.build / DATASET).read_bytes()
        return canonical_nquads(read_checked(self.workspace)[0])

    @cached_property
    def reading(self) -> Reading:
        """The records as they are now."""
        return read_records(self.workspace, self.model)

    @property
    def prefixes(self) -> dict[str, str]:
        """The prefixes that queries may use undeclared, with one for each kind, such as `person:`."""
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
        return self.store.query(text, {name: _term(value) for name, value in (params or {}).items()})

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
        folders = self.workspace.query_folders()
        query = find_query(question, folders) if isinstance(question, str) else question
        references = References(asked, self.model, self.workspace.base)
        return asked.query(query.text, bind(query, given or {}, references.resolve, references.known))

    def iri(self, what: str) -> ox.NamedNode:
        """Return the IRI of a record given as kind/id or kind:id, such as `person/liga-tetere`."""
        path = what.replace(":", "/", 1)
        return ox.NamedNode(what if "://" in what else f"{self.workspace.base}id/{path}")


def _current(workspace: Workspace) -> Path | None:
    try:
        return BuildFolder(workspace.build_folder).current()
    except NoBuild:
        return None


def _term(value: object) -> ox.NamedNode | ox.Literal:
    if isinstance(value, ox.NamedNode | ox.Literal):
        return value
    if isinstance(value, date):
        return ox.Literal(value.isoformat(), datatype=ox.NamedNode(f"{XSD}date"))
    if isinstance(value, str | int | float | bool):
        return ox.Literal(value)
    raise TypeError(f"{value!r} cannot be bound; give an RDF term, text, number, truth value or date")
