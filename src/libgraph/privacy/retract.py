"""Retracting a source, and taking that back: a log that reading honours; no record file is touched."""

from dataclasses import dataclass
from datetime import date

from libgraph.errors import LibgraphError
from libgraph.files import rewrite
from libgraph.model import Model, read_model
from libgraph.privacy.spans import without
from libgraph.records.check import check_records
from libgraph.records.faults import Fault
from libgraph.records.findings import Reading
from libgraph.records.ids import index
from libgraph.records.nearest import nearest
from libgraph.records.reading import read_records
from libgraph.records.retracted import FIELDS, leave_out, retractions
from libgraph.workspace import RETRACTED, Workspace

_HEAD = "# Sources that were retracted: reading leaves their records out. Written by libgraph retract.\n"


class NoSourceToRetract(LibgraphError):
    """No record defines the source."""

    exit_code = 1

    def __init__(self, source: str, near: str) -> None:
        super().__init__(source, near)
        self.source, self.near = source, near
        self.cure = near or "SOURCE"

    def __str__(self) -> str:
        cure = f"Did you mean {self.near}?" if self.near else "Write the id of a source."
        return f"There is no source {self.source} to retract. {cure}"


class NotRetracted(LibgraphError):
    """The source is not retracted, so that nothing can be taken back."""

    exit_code = 1

    def __init__(self, source: str, known: str) -> None:
        super().__init__(source, known)
        self.source, self.known = source, known

    def __str__(self) -> str:
        return f"Source {self.source} is not retracted. Retracted sources: {self.known}."


class BadLog(LibgraphError):
    """The log of retractions has faults."""

    exit_code = 1

    def __init__(self, lines: str) -> None:
        super().__init__(lines)
        self.lines = lines

    def __str__(self) -> str:
        return f"{self.lines}\nCorrect retracted.yaml, then run again."


@dataclass(frozen=True, slots=True)
class Retracting:
    """What a retraction would do.

    Attributes
    ----------
    records : int
        How many records would be left out.
    breaks : tuple of Fault
        What would be wrong with other records, and is not now.
    already : bool
        Whether the source is retracted.
    """

    records: int
    breaks: tuple[Fault, ...]
    already: bool


def plan_retract(workspace: Workspace, source: str, lang: str = "en") -> Retracting:
    """Return what retracting a source would do; nothing is changed.

    Raises
    ------
    NoSourceToRetract
        If no record defines the source.
    """
    model = read_model(workspace.ontology_files())
    if source in _retracted(workspace, model, lang):
        return Retracting(0, (), already=True)
    before, after = read_records(workspace, model), read_records(workspace, model)
    known = index(before.records, model).by_kind["source"]
    if source not in known:
        raise NoSourceToRetract(source, nearest(source, list(known)))
    records = leave_out(after, source)
    old = {_what(fault) for fault in check_records(before, lang)}
    breaks = [f for f in check_records(after, lang) if not f.warning and _what(f) not in old]
    return Retracting(records, tuple(breaks), already=False)


def _what(fault: Fault) -> tuple[object, ...]:
    return fault.file, fault.place, fault.line, fault.column, fault.field, fault.code


def _retracted(workspace: Workspace, model: Model, lang: str) -> list[str]:
    reading = Reading(workspace, model)
    found = [entry.source for entry in retractions(reading)]
    if reading.faults:
        raise BadLog("\n".join(fault.text(lang) for fault in reading.faults))
    return found


def log_retraction(workspace: Workspace, source: str, on: date, who: str, why: str) -> None:
    """Add a source to the log."""
    path = workspace.root / RETRACTED
    text = path.read_text("utf-8") if path.exists() else f"{_HEAD}retracted:\n"
    values = zip(FIELDS, (source, on.isoformat(), who, why), strict=True)
    told = [f"{name}: {_quoted(value)}" for name, value in values if value]
    start = text if text.endswith("\n") else f"{text}\n"
    rewrite(path, (start + "  - " + "\n    ".join(told) + "\n").encode())


def _quoted(text: str) -> str:
    """Return a text as a YAML scalar in one line."""
    plain = " ".join(text.split())
    return "'" + plain.replace("'", "''") + "'"


def undo_retraction(workspace: Workspace, source: str, lang: str = "en") -> None:
    """Take a source out of the log; the log goes with the last one.

    Raises
    ------
    NotRetracted
        If the source is not retracted.
    """
    path = workspace.root / RETRACTED
    found = _retracted(workspace, read_model(workspace.ontology_files()), lang)
    if source not in found:
        raise NotRetracted(source, ", ".join(found) or "–")
    left = len(found) > 1
    text = path.read_text("utf-8-sig")
    rewrite(path, without(text, {("retracted", found.index(source))}).encode() if left else None)
