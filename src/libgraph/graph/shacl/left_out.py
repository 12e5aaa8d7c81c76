"""Records that have faults are left out of the graph; what that may explain is not said.

One slip, one fault: a misspelt tenure is a fault of that tenure, and no hint that a tenure is missing.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pyoxigraph as ox

from libgraph.graph.shacl.result import Result
from libgraph.graph.solutions import Term
from libgraph.records.faults import Fault
from libgraph.records.ids import ID
from libgraph.records.places import TABLES
from libgraph.records.reading import Reading
from libgraph.records.rechecking import ids_in
from libgraph.records.record import Record


class LeftOut:
    """The records of a reading that have faults.

    Parameters
    ----------
    reading : Reading
    faults : sequence of Fault
        Warnings among them leave nothing out.
    """

    def __init__(self, reading: Reading, faults: Sequence[Fault]) -> None:
        self._reading = reading
        self._base = f"{reading.workspace.base}id/"
        self._by_file: dict[str, list[Fault]] = {}
        for fault in faults:
            if not fault.warning:
                self._by_file.setdefault(fault.file, []).append(fault)
        self._records = self._faulty() if self._by_file else []

    def others(self) -> Sequence[Record]:
        """Return the records that stay: those without fault that refer to nothing unnameable."""
        if not self._records:
            return self._reading.records
        out = {id(record) for record in self._records}
        return [r for r in self._reading.records if id(r) not in out and self._can_be_named(r)]

    def _can_be_named(self, record: Record) -> bool:
        """Say whether all that a record refers to can be; what cannot is a fault where it is defined."""
        return all(ID.match(ident) for ident in ids_in(self._reading.model, record))

    def may_explain(self, result: Result) -> bool:
        """Say whether a result is about something that what is left out, or cannot be read, speaks of."""
        if result.final or not self._by_file:
            return False
        return any(
            word in self._words or self._reading.may_be_lost(word)
            for term in (result.focus, *result.bindings.values())
            for word in self._names(term)
        )

    def _names(self, term: Term) -> Iterator[str]:
        """Yield the ids in the IRI of a record, or of one nested in it."""
        if isinstance(term, ox.NamedNode) and term.value.startswith(self._base):
            kind_and_id = term.value.removeprefix(self._base).partition("#")[0]
            yield from unquote(kind_and_id.partition("/")[2]).split("--")

    @cached_property
    def _words(self) -> set[str]:
        return {word for record in self._records for word in _texts((record.source, record.data))}

    def _faulty(self) -> list[Record]:
        """Return the records that faults are about; of a file with a fault of its own, or too many, all."""
        names = {record.file: self._reading.name(record.file) for record in self._reading.records}
        records: dict[str, list[Record]] = {}
        for record in self._reading.records:
            if names[record.file] in self._by_file:
                records.setdefault(names[record.file], []).append(record)
        found: dict[int, Record] = {}
        for name, here in records.items():
            places = {self._place(record): record for record in here}
            for fault in self._by_file[name]:
                hit = None if fault.more else _record_at(places, here[0].file, fault)
                found |= {id(record): record for record in ([hit] if hit else here)}
        return list(found.values())

    def _place(self, record: Record) -> tuple[str, ...] | tuple[str, int]:
        """Return what tells the record of a fault: its path, or its line; in a workbook also the sheet."""
        suffix = record.file.suffix.lower()
        if suffix in TABLES:
            (line, _), place, _ = self._reading.places.cell(record.file, record.at)
            return place.rpartition("!")[0], line
        return ("", int(record.at[0])) if suffix == ".jsonl" else tuple(map(str, record.at))


def _record_at(places: Mapping[Any, Record], file: Path, fault: Fault) -> Record | None:
    suffix = file.suffix.lower()
    if suffix in TABLES | {".jsonl"}:
        return places.get((fault.place.rpartition("!")[0], fault.line))
    path = tuple(fault.field.split("."))
    return places.get(path[:1] if path[0] == "source" else path[:2])


def _texts(value: Any) -> Iterator[str]:
    """Yield every text in a value, and what stands behind a slash in it."""
    if isinstance(value, str):
        yield value
        yield value.rpartition("/")[2]
    elif isinstance(value, Mapping):
        for inner in value.values():
            yield from _texts(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _texts(inner)
