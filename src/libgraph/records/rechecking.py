"""Checking again: only the records that a change can have touched.

What is wrong with a record depends on itself, on the model, and on the ids it refers to. A record
without fault, whose references all meant something, is looked at again only if one of these ids
came, went or changed its type or names; every other record is looked at each time. Faults are the
same as those of `check_records`.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from libgraph.model import Kind, Model, Value
from libgraph.records.check import Checker, note_of_all
from libgraph.records.faults import Fault
from libgraph.records.findings import Reading
from libgraph.records.ids import names_of
from libgraph.records.record import Record

Defined = dict[tuple[str, str], Record]


@dataclass(frozen=True, slots=True)
class _Good:
    """A record without fault, and the ids that it needs."""

    record: Record
    needs: frozenset[str]


class Rechecker:
    """Remembers which records were good.

    Parameters
    ----------
    lang : str
        In which language names and shapes are shown inside the sentences.
    """

    def __init__(self, lang: str) -> None:
        self._lang = lang
        self._good: dict[int, _Good] = {}
        self._defined: Defined = {}

    def check(self, reading: Reading) -> list[Fault]:
        """Return every fault of the records read, sorted by file and line.

        Records are known again by their identity: a file that did not change must have the same ones.
        """
        checker = Checker(reading, self._lang)
        checker.check_ids()
        changed = self._changed_ids(checker)
        good: dict[int, _Good] = {}
        again: list[Record] = []
        for record in reading.records:
            known = self._good.get(id(record))
            if known and known.record is record and known.needs.isdisjoint(changed):
                good[id(record)] = known
            else:
                again.append(record)
        bad = self._check(checker, again)
        for record in again:
            if id(record) not in bad:
                good[id(record)] = _Good(record, frozenset(ids_in(reading.model, record)))
        self._good = good
        note_of_all(reading)
        return reading.told()

    def _check(self, checker: Checker, records: list[Record]) -> set[int]:
        """Note the faults of records; return which are to be looked at each time."""
        bad = checker.similar & {id(record) for record in records}
        for record in checker.doubtful(records):
            before = checker.references.missed
            problems = list(checker.record(record))
            for problem in problems:
                checker.reading.note(record.file, problem, record.at)
            if problems or checker.references.missed > before:
                bad.add(id(record))
        return bad

    def _changed_ids(self, checker: Checker) -> frozenset[str]:
        """Return the ids that came, went or changed their type or names since the last check."""
        defined: Defined = {
            (kind, ident): record
            for kind, records in checker.ids.by_kind.items()
            for ident, record in records.items()
        }
        before, self._defined = self._defined, defined
        other = {key for key, record in defined.items() if not _stands(before.get(key), record)}
        return frozenset(ident for _, ident in other | (before.keys() - defined.keys()))


def _stands(before: Record | None, now: Record) -> bool:
    """Say whether a definition is to those who refer to it what it was."""
    if before is None or before is now:
        return before is now
    same_type = before.data.get("type") == now.data.get("type")
    return same_type and list(names_of(before)) == list(names_of(now))


def ids_in(model: Model, record: Record) -> Iterator[str]:
    """Yield the ids that a record refers to, its source among them."""
    yield record.source
    yield from _ids(record.data.get("about"))
    yield from _references(model, model.kinds[record.kind], record.data)


def _references(model: Model, kind: Kind, data: Mapping[str, Any]) -> Iterator[str]:
    for name, value in data.items():
        spec = kind.fields.get(name)
        if spec is None:
            continue
        if spec.value is Value.REFERENCE:
            yield from _ids(value)
        elif spec.value is Value.NESTED:
            below = model.kind(spec.kinds[0])
            for item in value if isinstance(value, list) else (value,):
                yield from _references(model, below, item if isinstance(item, dict) else {below.scalar: item})


def _ids(value: Any) -> Iterator[str]:
    for item in value if isinstance(value, list) else (value,):
        if isinstance(item, str):
            yield item.rpartition("/")[2]
