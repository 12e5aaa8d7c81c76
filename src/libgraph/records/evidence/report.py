"""What a look into the texts found, as data."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from libgraph.records.evidence.statements import Stated
from libgraph.records.faults import Fault
from libgraph.records.findings import Reading


class Status(StrEnum):
    """What became of one statement."""

    VERIFIED = "verified"  # the passage has its name, date or number
    POSITION_ONLY = "position-only"  # the position is good; words cannot tell the rest
    NOT_FOUND = "not-found"  # the passage has nothing of it
    OUTSIDE = "outside"  # the position is outside the text, or cuts a character
    STILL_SAID = "drifted-still-said"  # the text is another one, the passage says it all the same
    MOVED = "drifted-moved"  # another passage of the changed text says it
    GONE = "drifted-gone"  # no passage does, or several do
    UNCHECKED = "drifted-unchecked"  # words cannot tell
    NO_EVIDENCE = "no-evidence"
    NO_TEXT = "no-text"


@dataclass(frozen=True, slots=True)
class StatementCheck:
    """One statement, and what its passages say.

    Attributes
    ----------
    found_at : tuple of (start, end)
        Where else the text says it, if the passages do not.
    """

    stated: Stated
    status: Status
    found_at: tuple[tuple[int, int], ...] = ()

    def as_dict(self, reading: Reading) -> dict[str, Any]:
        """Return the statement as plain data, with its place in the records."""
        stated = self.stated
        file = stated.record.file
        return {
            "source": stated.record.source,
            "record": stated.record.kind,
            "field": stated.field.name,
            "value": stated.value,
            "lang": stated.lang,
            "passages": [[passage.start, passage.end] for passage in stated.passages],
            "exact": stated.exact,
            "status": self.status.value,
            "found_at": [list(pair) for pair in self.found_at],
            "file": reading.name(file),
            "line": reading.places.find(file, stated.at)[0],
        }


@dataclass(frozen=True, slots=True)
class SourceCheck:
    """A source and its text.

    Attributes
    ----------
    text : str
        File of the text; empty if it is not at hand.
    drifted : bool
        Whether the text at hand is not the one whose hash the record gives.
    """

    source: str
    text: str
    drifted: bool
    counts: Mapping[Status, int]


@dataclass(frozen=True, slots=True)
class EvidenceReport:
    """Each statement of the records, with what the text of its source says of it.

    Attributes
    ----------
    unmatched : tuple of str
        Texts in the folder that belong to no source.
    unread : tuple of str
        Files in the folder that are no UTF-8 text.
    """

    statements: tuple[StatementCheck, ...]
    sources: tuple[SourceCheck, ...]
    faults: tuple[Fault, ...]
    unmatched: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()
    counts: Mapping[Status, int] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "counts", counted(self.statements))

    @property
    def good(self) -> bool:
        """Whether no passage says something else than it should, and none lies outside its text."""
        return all(fault.warning for fault in self.faults)

    def as_dict(self, reading: Reading) -> dict[str, Any]:
        """Return the report as plain data; the faults are told apart from it."""
        return {
            "counts": dict(self.counts),
            "sources": [
                {"id": s.source, "text": s.text, "drifted": s.drifted, "counts": dict(s.counts)}
                for s in self.sources
            ],
            "statements": [statement.as_dict(reading) for statement in self.statements],
            "unmatched": list(self.unmatched),
            "unread": list(self.unread),
        }


def counted(statements: Iterable[StatementCheck]) -> dict[Status, int]:
    """Count statements by status; every status is there."""
    found = Counter(statement.status for statement in statements)
    return {status: found[status] for status in Status}
