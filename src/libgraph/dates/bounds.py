"""What a date says about the days of a beginning and an end, and how two such statements relate.

A `Bounds` stands for all intervals [begin, end] of days with

    earliest_begin <= begin <= latest_begin,  earliest_end <= end <= latest_end,  begin <= end

where a limit that is None is absent. Each relation between two bounds `a` and `b` exists twice:
*certainly* it holds whatever intervals the two really are; *possibly* there are intervals for
which it holds. `a` and `b` are taken to be independent of each other.

`2021` as the date of an event says "some time in 2021": the interval may be a day or the year. To
ask whether something happened *in* 2021, compare with the whole year: `period("2021")`.
"""

from dataclasses import dataclass
from typing import NamedTuple

_MONTH_LENGTHS = (0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def days_in_month(year: int, month: int) -> int:
    """Return the number of days of a month in the proleptic Gregorian calendar."""
    if month == 2 and year % 4 == 0 and (year % 100 != 0 or year % 400 == 0):
        return 29
    return _MONTH_LENGTHS[month]


class Day(NamedTuple):
    """A day of the proleptic Gregorian calendar; days compare in the order of time.

    Unlike `datetime.date`, it has the years before 1 (0 is 1 BCE) and after 9999.
    """

    year: int
    month: int
    day: int

    def as_xsd(self) -> str:
        """Return the lexical form of xsd:date (XSD 1.1, which has a year 0000).

        >>> Day(-999, 1, 1).as_xsd()
        '-0999-01-01'
        """
        sign = "-" if self.year < 0 else ""
        return f"{sign}{abs(self.year):04}-{self.month:02}-{self.day:02}"


@dataclass(frozen=True, slots=True)
class Bounds:
    """The first and last day on which something can have begun and ended; None where nothing is known."""

    earliest_begin: Day | None
    latest_begin: Day | None
    earliest_end: Day | None
    latest_end: Day | None

    def as_xsd(self) -> tuple[str | None, str | None, str | None, str | None]:
        """Return the four limits as lexical forms of xsd:date, in the order of the fields."""
        return (
            self.earliest_begin and self.earliest_begin.as_xsd(),
            self.latest_begin and self.latest_begin.as_xsd(),
            self.earliest_end and self.earliest_end.as_xsd(),
            self.latest_end and self.latest_end.as_xsd(),
        )

    def whole(self) -> "Bounds":
        """Return the period from the earliest begin to the latest end, taken as one definite interval."""
        return Bounds(self.earliest_begin, self.earliest_begin, self.latest_end, self.latest_end)

    @property
    def last_begin(self) -> Day | None:
        """The last day on which it can have begun, given also that it began before it ended."""
        return _lesser(self.latest_begin, self.latest_end)

    @property
    def first_end(self) -> Day | None:
        """The first day on which it can have ended, given also that it ended after it began."""
        return _greater(self.earliest_end, self.earliest_begin)


def _lesser(one: Day | None, other: Day | None) -> Day | None:
    return min(one, other) if one and other else one or other


def _greater(one: Day | None, other: Day | None) -> Day | None:
    return max(one, other) if one and other else one or other


def _surely_in_order(last: Day | None, first: Day | None) -> bool:
    """Say whether `last <= first`, an absent limit being no assurance."""
    return last is not None and first is not None and last <= first


def _maybe_in_order(first: Day | None, last: Day | None) -> bool:
    """Say whether `first <= last`, an absent limit being no hindrance."""
    return first is None or last is None or first <= last


def certainly_within(a: Bounds, b: Bounds) -> bool:
    """Say whether `a` surely began no earlier and ended no later than `b`.

    Every possible begin of `b` must precede every possible begin of `a`, and every possible end
    of `a` every possible end of `b`. With a vague `b` (`2021`) that is hardly ever so: for "in
    2021" give `period("2021")`.
    """
    return _surely_in_order(b.last_begin, a.earliest_begin) and _surely_in_order(a.latest_end, b.first_end)


def possibly_within(a: Bounds, b: Bounds) -> bool:
    """Say whether `a` can have begun no earlier and ended no later than `b`."""
    return _maybe_in_order(b.earliest_begin, a.last_begin) and _maybe_in_order(a.first_end, b.latest_end)


def certainly_overlap(a: Bounds, b: Bounds) -> bool:
    """Say whether `a` and `b` surely have a day in common.

    The last possible begin of each must come no later than the first possible end of the other.
    An interval with an open or unknown end surely held on the day it began, and no longer.
    """
    return _surely_in_order(a.last_begin, b.first_end) and _surely_in_order(b.last_begin, a.first_end)


def possibly_overlap(a: Bounds, b: Bounds) -> bool:
    """Say whether `a` and `b` can have a day in common."""
    return _maybe_in_order(a.earliest_begin, b.latest_end) and _maybe_in_order(b.earliest_begin, a.latest_end)


def certainly_before(a: Bounds, b: Bounds) -> bool:
    """Say whether `a` surely ended on a day before `b` began."""
    return a.latest_end is not None and b.earliest_begin is not None and a.latest_end < b.earliest_begin
