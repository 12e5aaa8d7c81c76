"""Retracted sources: `retracted.yaml` in the workspace names them, and reading leaves their records out.

::

    retracted:
      - source: valka-2021-03-05
        date: 2026-11-22
        who: curator
        reason: The library asked for it.

The records stay where they are, so that a retraction can be undone; the graph is the one that
would be built if they were not there. When and why a source was retracted does not enter it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from libgraph.records.faults import Fault
from libgraph.records.findings import Reading
from libgraph.records.record import At
from libgraph.records.yaml_file import Mark, YamlFile, read_yaml
from libgraph.workspace import RETRACTED

FIELDS: Final = ("source", "date", "who", "reason")


@dataclass(frozen=True, slots=True)
class Retraction:
    """A source that was taken back, and where the log says so."""

    source: str
    mark: Mark


def leave_out_retracted(reading: Reading) -> None:
    """Leave out the records of retracted sources, and say how many these are.

    A log that cannot be used is a fault: nothing is built that may hold what was taken back.
    """
    for entry in retractions(reading):
        count = leave_out(reading, entry.source)
        code = "retracted" if count else "retracted-nothing"
        data = {"name": entry.source, "count": str(count)}
        reading.faults.append(Fault(RETRACTED, *entry.mark, "", code, "retracted", data, warning=True))


def leave_out(reading: Reading, source: str) -> int:
    """Leave out the records of one source; return how many.

    A YAML file has one source: its faults go with it.
    """
    gone = [record for record in reading.records if record.source == source]
    reading.records = [record for record in reading.records if record.source != source]
    reading.drop_faults({record.file for record in gone if record.at == ("source",)})
    return len(gone)


def retractions(reading: Reading) -> list[Retraction]:
    """Read the log; what is wrong in it becomes a fault."""
    path = reading.workspace.root / RETRACTED
    if not path.exists():
        return []
    try:
        parsed = read_yaml(path.read_bytes().decode("utf-8-sig"))
    except UnicodeDecodeError:
        reading.plain_fault(path, (1, 1), "encoding", "save-utf8")
        return []
    for code, data, line, column, _ in parsed.problems:
        reading.plain_fault(path, (line, column), code, code, **data)
    if parsed.problems:
        return []
    faulty = [_mark(parsed, at) for at in _unusable(parsed.tree)]
    for mark in faulty:
        reading.plain_fault(path, mark, "retracted-form", "retracted-form")
    if faulty:
        return []
    entries = enumerate(parsed.tree["retracted"])
    return [Retraction(entry["source"], _mark(parsed, ("retracted", place))) for place, entry in entries]


def _mark(parsed: YamlFile, at: At) -> Mark:
    while at and at not in parsed.marks:
        at = at[:-1]
    return parsed.marks.get(at, (1, 1))


def _unusable(tree: Any) -> Iterator[At]:
    """Yield where the log is not what it should be."""
    if not isinstance(tree, dict) or set(tree) != {"retracted"} or not isinstance(tree["retracted"], list):
        yield ()
        return
    seen: set[str] = set()
    for place, entry in enumerate(tree["retracted"]):
        at: At = ("retracted", place)
        if not isinstance(entry, dict) or not {"source", "date"} <= set(entry) <= set(FIELDS):
            yield at
            continue
        if not all(isinstance(text, str) for text in entry.values()):
            yield at
            continue
        if not _is_day(entry["date"]):
            yield (*at, "date")
        if not entry["source"] or entry["source"] in seen:
            yield (*at, "source")
        seen.add(entry["source"])


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
