"""Faults: what is wrong in the curator's input, where, and what to do about it."""

import dataclasses
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from libgraph.messages import messages

_LONGEST: Final = 80
_WHOLE: Final = frozenset({"known", "kinds", "shape", "where"})


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
        What is wrong; a key of the messages, or the name of the shape whose message `data` holds.
    cure : str
        What to do; a key of the messages.
    data : Mapping of str to str
        What fills the gaps of both sentences.
    warning : bool
        A warning does not stop a build.
    hint : bool
        A warning about what may just be missing in the sources; shown only when asked for.
    more : int
        How many more of this kind the file has that are only counted.
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
    hint: bool = False
    more: int = 0

    @property
    def where(self) -> str:
        """Say file, line and column, or file, sheet and cell."""
        return f"{self.file}:{self.place}" if self.place else f"{self.file}:{self.line}:{self.column}"

    def text(self, lang: str = "en") -> str:
        """Say the fault in one line: where, field, what is wrong, what to do."""
        said = "hint" if self.hint else "warning"
        kind = f"{messages(lang).say(said)}: " if self.warning else ""
        return f"{self.where}  {kind}{self.sentence(lang)}"

    def sentence(self, lang: str = "en") -> str:
        """Say field, what is wrong and what to do."""
        say = messages(lang).say
        field = f"{_shown(self.field)}: " if self.field else ""
        more = f" {say('more-of-a-kind', count=self.more)}" if self.more else ""
        if "message" in self.data:
            return f"{field}{self.data['message']}{more}"
        data = {key: text if key in _WHOLE else _shown(text) for key, text in self.data.items()}
        what, cure = say(f"what-{self.code}", **data), say(f"cure-{self.cure}", **data)
        return f"{field}{what} {cure}".rstrip() + more

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
            "severity": "hint" if self.hint else "warning" if self.warning else "fault",
            "code": self.code,
            "data": dict(self.data),
            "more": self.more,
            "message": self.text(lang),
        }


def _shown(text: str) -> str:
    """Return what a curator typed so that it fits into one line."""
    line = re.sub(r"\s*\n\s*", "⏎", text[: 4 * _LONGEST])
    line = re.sub(r"\s+", " ", line).strip()
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1]}…"


def in_order(faults: Iterable[Fault]) -> list[Fault]:
    """Return the faults sorted by file, sheet, line, column and code, each once."""
    unique = {_key(fault): fault for fault in faults}
    return [unique[key] for key in sorted(unique)]


def _key(fault: Fault) -> tuple[object, ...]:
    sheet = fault.place.rpartition("!")[0]
    data = tuple(sorted(fault.data.items()))
    return fault.file, sheet, fault.line, fault.column, fault.field, fault.code, fault.cure, data
