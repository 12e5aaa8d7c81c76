"""Why a statement is in the graph: its sources, the passages, the record file and line."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import pyoxigraph as ox

from libgraph.graph.emit import Emitter
from libgraph.graph.mint import keys_of
from libgraph.model import Kind, Model, Value
from libgraph.records.ids import index
from libgraph.records.places import cell_name
from libgraph.records.reading import Reading
from libgraph.records.record import At, Record
from libgraph.terms import RDF_TYPE


@dataclass(frozen=True, slots=True)
class Statement:
    """A triple, the source that says so, and where.

    Attributes
    ----------
    subject, predicate, object : str
        N-Triples terms.
    source : str
        Id of the source.
    passages : tuple of (start, end)
        Positions in the text of the source: code points, end-exclusive. Passages
        of the very statement if the record gives them, else of the whole record.
    exact : bool
        Whether the passages are of the very statement.
    file, line
        Where in the records it is written.
    place : str
        Sheet and cell if the file is a workbook.
    """

    subject: str
    predicate: str
    object: str
    source: str
    passages: tuple[tuple[int, int], ...]
    exact: bool
    file: str
    line: int
    place: str = ""


class Explainer:
    """Answers "who says so?" from the records that a graph was made of."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._model: Model = reading.model
        self._base = reading.workspace.base
        self._emitter = Emitter(self._model, self._base, index(reading.records, self._model))

    def about(self, iri: str) -> list[Statement]:
        """Return every statement that has `iri`, or a node below it, as subject, or `iri` as object."""
        found = (statement for record in self._mentioning(iri) for statement in self._statements(record))
        return sorted(
            {s for s in found if _within(s.subject, iri) or s.object == f"<{iri}>"},
            key=lambda s: (s.subject, s.predicate, s.object, s.source, s.file, s.line),
        )

    def triple(self, subject: str, predicate: str, obj: str) -> list[Statement]:
        """Return the statements of one triple; `obj` is an N-Triples term."""
        return [s for s in self.about(subject) if s.predicate == f"<{predicate}>" and s.object == obj]

    def _mentioning(self, iri: str) -> Iterator[Record]:
        """Yield the records whose lines may hold the IRI."""
        for record in self._reading.records:
            out: list[str] = []
            self._emitter.write(out, record)
            if any(iri in line for line in out):
                yield record

    def _statements(self, record: Record) -> Iterator[Statement]:
        kind = self._model.kinds[record.kind]
        out: list[str] = []
        self._emitter.write(out, record)
        quads = list(ox.parse("".join(out), format=ox.RdfFormat.N_QUADS))
        record_node = self._emitter.subject(record)
        for quad in quads:
            subject = str(quad.subject)
            if not _within(subject, record_node) or "#evidence-" in subject:
                continue
            at, data, below = self._node(kind, record, subject)
            predicate = quad.predicate.value
            usual = "type" if predicate == RDF_TYPE else ""
            name = next((f.name for f in below.fields.values() if f.path == predicate), usual)
            passages, exact = _passages(data.get("evidence"), name)
            yield self._statement(quad, record, (*at, name) if name in data else at, passages, exact)

    def _statement(
        self, quad: ox.Quad, record: Record, at: At, passages: tuple[tuple[int, int], ...], exact: bool
    ) -> Statement:
        line, column = self._reading.places.find(record.file, at)
        workbook = record.file.suffix.lower() == ".xlsx"
        return Statement(
            subject=str(quad.subject), predicate=str(quad.predicate), object=str(quad.object),
            source=record.source, passages=passages, exact=exact,
            file=self._reading.workspace.inside(record.file), line=line,
            place=f"{at[0]}!{cell_name(line, column)}" if workbook else "",
        )  # fmt: skip

    def _node(self, kind: Kind, record: Record, subject: str) -> tuple[At, dict[str, Any], Kind]:
        """Return the path, content and kind of the (nested) record that a subject stands for."""
        fragment = subject.rpartition("#")[2].strip("<>") if "#" in subject else ""
        for spec in kind.fields.values():
            if fragment and spec.value is Value.NESTED and spec.name in record.data:
                below = self._model.kind(spec.kinds[0])
                value = record.data[spec.name]
                items: list[Any] = value if isinstance(value, list) else [value]
                for place, key in enumerate(keys_of(below, items)):
                    if fragment == f"{below.name}-{key}":
                        item = items[place]
                        data = item if isinstance(item, dict) else {below.scalar: item}
                        at = (*record.at, spec.name)
                        return (*at, place) if isinstance(value, list) else at, data, below
        return record.at, record.data, kind


def _within(term: str, iri: str) -> bool:
    return term == f"<{iri}>" or term.startswith(f"<{iri}#")


def _passages(evidence: Any, name: str) -> tuple[tuple[tuple[int, int], ...], bool]:
    """Return the passages that state a field, or those of the record as a whole."""
    if isinstance(evidence, dict):
        own = evidence.get(name)
        every = [pair for ranges in evidence.values() for pair in ranges]
        return _pairs(own if own else every), bool(own)
    return _pairs(evidence or []), False


def _pairs(ranges: Iterable[Any]) -> tuple[tuple[int, int], ...]:
    return tuple(sorted({(int(start), int(end)) for start, end in ranges}))
