"""Faults: what is wrong in the curator's input, where, and what to do about it."""

import dataclasses
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from libgraph.messages import messages


@dataclass(frozen=True, slots=True)
class Fault:
    """Something wrong in a record file.

    Attributes
    ----------
    file : str
        Path inside the workspace.
    line, column : int
        Counted from 1; for a workbook, the row and column of the cell.
    place : str
        For a workbook, sheet and cell such as `events!B7`; else empty.
    field : str
        Dotted path inside the file, such as `events.0.participations.1.role`.
    code : str
        What is wrong; a key of the messages.
    cure : str
        What to do; a key of the messages.
    data : Mapping of str to str
        What fills the gaps of both sentences.
    warning : bool
        A warning does not stop a build.
    """

    file: str
    line: int
    column: int
    field: str
    code: str
    cure: str
    data: Mapping[str, str] = dataclasses.field(default_factory=dict)
    place: str = ""
    warning: bool = False

    @property
    def where(self) -> str:
        """Say file, line and column, or file, sheet and cell."""
        return f"{self.file}:{self.place}" if self.place else f"{self.file}:{self.line}:{self.column}"

    def text(self, lang: str = "en") -> str:
        """Say the fault in one line: where, field, what is wrong, what to do."""
        say = messages(lang).say
        field = f"{self.field}: " if self.field else ""
        kind = f"{say('warning')}: " if self.warning else ""
        what = say(f"what-{self.code}", **self.data)
        return f"{self.where}  {kind}{field}{what} {say(f'cure-{self.cure}', **self.data)}"

    def __str__(self) -> str:
        return self.text()

    def as_dict(self, lang: str = "en") -> dict[str, Any]:
        """Return the fault as plain data, with its sentence."""
        return {
            "file": self.file,
            "line": self.line,
            "column": self.column,
            "place": self.place,
            "field": self.field,
            "severity": "warning" if self.warning else "fault",
            "code": self.code,
            "data": dict(self.data),
            "message": self.text(lang),
        }


def in_order(faults: Iterable[Fault]) -> list[Fault]:
    """Return the faults sorted by file, line, column and code, each once."""
    unique = {(f.file, f.line, f.column, f.field, f.code, f.where): f for f in faults}
    return [unique[key] for key in sorted(unique)]
