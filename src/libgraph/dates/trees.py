"""The parts of an EDTF expression, as read from its text."""

from dataclasses import dataclass
from typing import Final, Literal, get_args

Reason = Literal[
    "empty",  # nothing but white space
    "spaces",  # would be EDTF without its white space
    "not-edtf",  # no form of EDTF
    "month-out-of-range",  # neither 01–12 nor, without a day, 21–41
    "no-such-day",  # the month has no such day in that year
    "negative-zero-year",  # -0000
    "long-year-too-short",  # Y2006: the letter is for years of five and more digits
    "year-out-of-range",  # beyond ±999 999 999 999
    "time-out-of-range",  # 25:00:00
    "time-in-range",  # a time of day inside an interval or set
    "no-dates",  # "/" or "[]"
    "mixed-precision",  # [1670..1672-05]
    "end-before-start",  # 2021/2019
]
REASONS: Final[tuple[Reason, ...]] = get_args(Reason)


class Refused(Exception):
    """Text is not EDTF, and why; never leaves this package, where it becomes InvalidDate."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason)
        self.reason: Reason = reason


@dataclass(frozen=True, slots=True)
class Date:
    """One date: digits and X as written; parts that are not given are empty.

    `month` may be a season or another part of the year (21 to 41). `marks` has for year, month
    and day the qualifiers that apply to it: "", "?", "~" or "%".
    """

    year: str
    month: str = ""
    day: str = ""
    time: str = ""
    significant: int = 0
    marks: tuple[str, str, str] = ("", "", "")

    @property
    def parts(self) -> tuple[str, ...]:
        """The parts that are given."""
        return tuple(part for part in (self.year, self.month, self.day) if part)

    @property
    def season(self) -> int:
        """The code of the part of the year, 21 to 41, or 0."""
        return int(self.month) if self.month.isdigit() and int(self.month) > 12 else 0

    @property
    def masked(self) -> bool:
        """Whether some digit is unspecified."""
        return any("X" in part for part in self.parts)


Edge = Literal["", ".."]


@dataclass(frozen=True, slots=True)
class Interval:
    """From one date to another; an edge is "" if unknown, ".." if open."""

    begin: Date | Edge
    end: Date | Edge


@dataclass(frozen=True, slots=True)
class Span:
    """All values from one member of a set to another; None: and everything before or after."""

    first: Date | None
    last: Date | None


@dataclass(frozen=True, slots=True)
class DateSet:
    """Several dates: one of them is meant, or all of them."""

    one_of: bool
    members: tuple[Date | Span, ...]


Tree = Date | Interval | DateSet
