"""Why a statement is in the graph: its sources, the passages, the record file and line."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import unquote

import pyoxigraph as ox

from libgraph.graph.mentioning import RecordIndex
from libgraph.graph.merged import emission
from libgraph.graph.mint import keys_of
from libgraph.model import Kind, Model, Value
from libgraph.records.places import cell_name
from libgraph.records.reading import Reading
from libgraph.records.record import At, Record
from libgraph.terms import LG, RDF_TYPE, expand

_BOUNDS: Final = frozenset(
    f"{LG}{name}" for name in ("earliestBegin", "latestBegin", "earliestEnd", "latestEnd")
)


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
    """Answers "who says so?" from the records that a graph was made of.

    The records are looked through once; afterwards a question costs what it finds.
    """

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._model: Model = reading.model
        self._base = reading.workspace.base
        made = emission(reading)
        self._emitter = made.emitter
        self._index = RecordIndex(made.merged.records, self._model, self._base)

    def about(self, iri: str) -> list[Statement]:
        """Return every statement that has `iri`, or a node below it, as subject, or `iri` as object."""
        return self._found(iri, lambda s: _within(s.subject, iri) or s.object == f"<{iri}>")

    def triple(self, subject: str, predicate: str, obj: str) -> list[Statement]:
        """Return the statements of one triple; `obj` is an N-Triples term."""
        asked = f"<{subject}>", f"<{predicate}>", obj
        return self._found(subject, lambda s: (s.subject, s.predicate, s.object) == asked)

    def at_passage(self, source: str, start: int, end: int, note: str = "") -> list[Statement]:
        """Return the statements of a source that give a passage as their evidence.

        Parameters
        ----------
        note : str
            The IRI of an annotation: if it names a property, only statements with it.
        """
        names = f"#evidence-{start}-{end}-"
        path = expand(unquote(note.partition(names)[2])) if names in note else ""
        found = {
            s
            for record in self._index.of_source(source)
            for s, given in self._statements(record, "")
            if given and (start, end) in s.passages and (not path or (s.exact and s.predicate == f"<{path}>"))
        }
        return sorted(found, key=_order)

    def _found(self, iri: str, wanted: Callable[[Statement], bool]) -> list[Statement]:
        found = (s for record in self._index.mentioning(iri) for s, _ in self._statements(record, iri))
        return sorted({s for s in found if wanted(s)}, key=_order)

    def _statements(self, record: Record, iri: str) -> Iterator[tuple[Statement, bool]]:
        """Yield what a record states in which an IRI occurs, and whether its passages are given for it."""
        kind = self._model.kinds[record.kind]
        out: list[str] = []
        self._emitter.write(out, record)
        lines = [line for line in "".join(out).splitlines(keepends=True) if iri in line]
        record_node = self._emitter.subject(record)
        for quad in ox.parse("".join(lines), format=ox.RdfFormat.N_QUADS):
            subject = str(quad.subject)
            if not _within(subject, record_node) or "#evidence-" in subject:
                continue
            at, data, below = self._node(kind, record, subject)
            name = _field(below, quad.predicate.value)
            evidence = data.get("evidence")
            spec = below.fields.get(name)
            if spec and spec.value is Value.NESTED and not (isinstance(evidence, dict) and name in evidence):
                at, data, _ = self._node(kind, record, str(quad.object))
                evidence, name = data.get("evidence", evidence), ""
            passages, exact = _passages(evidence, name)
            given = exact or not isinstance(evidence, dict)
            yield self._statement(quad, record, (*at, name) if name in data else at, passages, exact), given

    def _statement(
        self, quad: ox.Quad, record: Record, at: At, passages: tuple[tuple[int, int], ...], exact: bool
    ) -> Statement:
        suffix = record.file.suffix.lower()
        lines = suffix == ".jsonl"  # a record a line
        line, column = (int(at[0]), 1) if lines else self._reading.places.find(record.file, at)
        return Statement(
            subject=str(quad.subject), predicate=str(quad.predicate), object=str(quad.object),
            source=record.source, passages=passages, exact=exact,
            file=self._reading.workspace.inside(record.file), line=line,
            place=f"{at[0]}!{cell_name(line, column)}" if suffix == ".xlsx" else "",
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


def _field(kind: Kind, path: str) -> str:
    """Return the name of the field from which a property is written; of the bounds of a date, the date."""
    if path in _BOUNDS:
        return next((spec.name for spec in kind.fields.values() if spec.has_bounds), "")
    usual = "type" if path == RDF_TYPE else ""
    return next((spec.name for spec in kind.fields.values() if spec.path == path), usual)


def _order(statement: Statement) -> tuple[str, str, str, str, str, int]:
    s = statement
    return s.subject, s.predicate, s.object, s.source, s.file, s.line


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
