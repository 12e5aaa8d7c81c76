"""Checking records against each other: what no single record shows, found in the graph they make.

The constraints are SHACL (`ontology/constraints.ttl` and the workspace's own), and run in a store.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from libgraph.graph.emit import Emitter
from libgraph.graph.mint import graph_iri
from libgraph.graph.shacl.asking import Asker
from libgraph.graph.shacl.data import triples_of
from libgraph.graph.shacl.left_out import LeftOut
from libgraph.graph.shacl.locate import Locator
from libgraph.graph.shacl.result import Result
from libgraph.graph.shacl.shapes import Shape, Shapes
from libgraph.graph.shacl.sparql import sparql_results
from libgraph.graph.store import ChangingStore
from libgraph.model import Model
from libgraph.records.check import check_records
from libgraph.records.faults import Fault, in_order
from libgraph.records.ids import ID, Ids, index
from libgraph.records.reading import Reading
from libgraph.records.record import At, Record
from libgraph.records.values import Problem
from libgraph.terms import ONTOLOGY_GRAPH, local_name
from libgraph.workspace import Workspace

Kinds = dict[str, tuple[str, ...]]
HINT: Final = "Info"
_ANNOTATION: Final = re.compile(r"\boa:|www\.w3\.org/ns/oa#")
_CAPITAL: Final = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")


def check_all(reading: Reading, lang: str = "en", *, hints: bool = False) -> list[Fault]:
    """Return every fault of the records read, one by one and together, sorted by file and line.

    Parameters
    ----------
    hints : bool
        Whether to add what may just be missing in the sources (sh:Info).
    """
    faults = check_records(reading, lang)
    cross = CrossCheck(reading.workspace, reading.model).faults(reading, faults, lang, hints=hints)
    return in_order([*faults, *cross])


class CrossCheck:
    """Finds what records say against each other.

    Keeps its store between calls: sources whose Record objects are the same as last time are not
    emitted again.

    Parameters
    ----------
    workspace : Workspace
    model : Model
    """

    def __init__(self, workspace: Workspace, model: Model) -> None:
        self._model = model
        self._base = workspace.base
        self._shapes = Shapes(workspace.ontology_files())
        self._constraints = [shape for shape in self._shapes.with_targets() if shape.all("sparql")]
        self._evidence = any(_asks_evidence(self._shapes, shape) for shape in self._constraints)
        self._store = ChangingStore()
        for number, path in enumerate(workspace.vocabulary_files()):
            self._store.put(f"{ONTOLOGY_GRAPH}/{number}", path)
        self._held: dict[str, list[Record]] = {}
        self._kinds: Kinds = {}

    def faults(
        self, reading: Reading, field_faults: Sequence[Fault], lang: str = "en", *, hints: bool = False
    ) -> list[Fault]:
        """Return the faults and warnings of records together, sorted by file and line.

        Parameters
        ----------
        field_faults : sequence of Fault
            What is wrong with records one by one. Records with such a fault are left out, and nothing
            is said that could be due to that.
        hints : bool
            Whether to return hints too.
        """
        left_out = LeftOut(reading, field_faults)
        ids = index(reading.records, self._model)
        emitter = Emitter(self._model, self._base, ids, evidence=self._evidence)
        self._renew(left_out.others(), emitter, ids)
        results = [result for result in self._results(hints) if not left_out.may_explain(result)]
        return in_order(self._placed(results, reading, emitter, lang)) if results else []

    def _renew(self, records: Iterable[Record], emitter: Emitter, ids: Ids) -> None:
        """Bring the store up to date with the records."""
        kinds = _kinds_of(ids)
        # a reference that may be of several kinds means another thing when its id changes kind
        if any(kinds.get(ident, told) != told for ident, told in self._kinds.items()):
            self._held.clear()
        self._kinds = kinds
        grouped: dict[str, list[Record]] = {}
        for record in records:
            if ID.match(record.source):  # else that id is a fault of its own, and names no graph
                grouped.setdefault(record.source, []).append(record)
        for source in self._held.keys() - grouped.keys():
            self._store.drop(graph_iri(self._base, source))
        for source, found in grouped.items():
            if not _same(found, self._held.get(source, ())):
                self._store.put(graph_iri(self._base, source), triples_of(found, emitter, self._base))
        self._held = grouped

    def _results(self, hints: bool) -> Iterator[Result]:
        """Yield what the SPARQL constraints find."""
        asker = Asker(self._store)
        for shape in self._constraints:
            if shape.active and (hints or shape.severity != HINT):
                for node in shape.all("sparql"):
                    yield from sparql_results(self._shapes, shape, node, asker.focus(shape.targets), asker)

    def _placed(
        self, results: Sequence[Result], reading: Reading, emitter: Emitter, lang: str
    ) -> Iterator[Fault]:
        locator = Locator(reading, emitter, results)
        for result in results:
            place = locator.place(result)
            if place is not None:
                yield _fault(result, reading, *place, result.message(lang, locator.shown))


def _fault(result: Result, reading: Reading, record: Record, at: At, message: str) -> Fault:
    code = _CAPITAL.sub("-", local_name(result.shape)).lower()
    warning, hint = result.severity != "Violation", result.severity == HINT
    return reading.placed(
        record.file, Problem(at, code, "", {"message": message}, warning=warning, hint=hint)
    )


def _same(now: Sequence[Record], before: Sequence[Record]) -> bool:
    return len(now) == len(before) and all(one is other for one, other in zip(now, before, strict=True))


def _kinds_of(ids: Ids) -> Kinds:
    """Return of which kinds the records with each id are."""
    kinds: Kinds = {}
    for kind, records in ids.by_kind.items():
        for ident in records:
            kinds[ident] = (*kinds.get(ident, ()), kind)
    return kinds


def _asks_evidence(shapes: Shapes, shape: Shape) -> bool:
    """Say whether a constraint asks for Web Annotations."""
    texts = [shapes.triples.text(node, "sh:select") for node in shape.all("sparql")]  # type: ignore[arg-type]
    return any(_ANNOTATION.search(text) for text in texts)
