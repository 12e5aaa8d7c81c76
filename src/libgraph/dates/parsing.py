"""Text to date: the fast path for plain dates, and the error that a curator's slip becomes."""

import re
from dataclasses import dataclass
from functools import lru_cache

from libgraph.dates.bounds import Bounds, Day, days_in_month
from libgraph.dates.grammar import level, read
from libgraph.dates.hints import suggest
from libgraph.dates.spans import bounds_of
from libgraph.dates.trees import Reason, Refused

_PLAIN = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")


class InvalidDate(ValueError):
    """Text that is not a valid EDTF date.

    Attributes
    ----------
    text
        What was given.
    reason
        Why it is refused: one of `REASONS`.
    suggestion
        What was probably meant, as valid EDTF; None if there is no good guess.
    """

    def __init__(self, text: str, reason: Reason, suggestion: str | None = None) -> None:
        super().__init__(text, reason, suggestion)
        self.text = text
        self.reason: Reason = reason
        self.suggestion = suggestion

    def __str__(self) -> str:
        hint = f"; did you mean {self.suggestion}?" if self.suggestion else ""
        return f"{self.text!r} is not an EDTF date ({self.reason}){hint}"


@dataclass(frozen=True, slots=True)
class Edtf:
    """A valid EDTF expression: its text, the bounds it sets, the level of EDTF it needs (0, 1, 2)."""

    text: str
    bounds: Bounds
    level: int

    @property
    def uncertain(self) -> bool:
        """Whether some part of it is uncertain (`?` or `%`)."""
        return "?" in self.text or "%" in self.text

    @property
    def approximate(self) -> bool:
        """Whether some part of it is approximate (`~` or `%`)."""
        return "~" in self.text or "%" in self.text

    @property
    def open_begin(self) -> bool:
        """Whether it is an interval without a beginning (`../2021`)."""
        return self.text.startswith("../")

    @property
    def open_end(self) -> bool:
        """Whether it is an interval without an end, such as what still goes on (`2021/..`)."""
        return self.text.endswith("/..")

    @property
    def unknown_begin(self) -> bool:
        """Whether it is an interval that began at an unknown time (`/2021`)."""
        return self.text.startswith("/")

    @property
    def unknown_end(self) -> bool:
        """Whether it is an interval that ended or will end at an unknown time (`2021/`)."""
        return self.text.endswith("/")


def parse(text: str) -> Edtf:
    """Read an EDTF expression of level 0, 1 or 2.

    Raises
    ------
    InvalidDate
        If it is none; the error says why, and what was probably meant.

    Examples
    --------
    >>> parse("2021").bounds.as_xsd()
    ('2021-01-01', '2021-12-31', '2021-01-01', '2021-12-31')
    >>> parse("2022?-05-03").uncertain
    True
    >>> try:
    ...     parse("03.05.2021")
    ... except InvalidDate as error:
    ...     print(error.reason, error.suggestion)
    not-edtf 2021-05-03
    """
    return _parse(text)


def period(text: str) -> Bounds:
    """Return the whole time that an EDTF expression covers, for questions such as "in 2021".

    >>> period("2021").as_xsd()
    ('2021-01-01', '2021-01-01', '2021-12-31', '2021-12-31')
    """
    return parse(text).bounds.whole()


# Records name the same few thousand days over and over; what is cached is immutable.
@lru_cache(maxsize=1 << 14)
def _parse(text: str) -> Edtf:
    plain = _PLAIN.fullmatch(text)
    bounds = plain and _plain_bounds(int(plain[1]), plain[2], plain[3])
    if bounds:
        return Edtf(text, bounds, 0)
    try:
        bounds = bounds_of(read(text))
    except Refused as refusal:
        suggestion = suggest(text)
        only_spaces = suggestion is not None and suggestion == "".join(text.split())
        raise InvalidDate(text, "spaces" if only_spaces else refusal.reason, suggestion) from None
    return Edtf(text, bounds, level(text))


def _plain_bounds(year: int, month_digits: str | None, day_digits: str | None) -> Bounds | None:
    """Return the bounds of a date without X, season or qualifier; None if there is no such date."""
    if month_digits is None:
        first, last = Day(year, 1, 1), Day(year, 12, 31)
        return Bounds(first, last, first, last)
    month = int(month_digits)
    if not 1 <= month <= 12:
        return None
    length = days_in_month(year, month)
    if day_digits is None:
        first, last = Day(year, month, 1), Day(year, month, length)
        return Bounds(first, last, first, last)
    day = Day(year, month, int(day_digits))
    return Bounds(day, day, day, day) if 1 <= day.day <= length else None
