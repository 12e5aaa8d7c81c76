"""From a tree to its bounds: the first and last day each date can be."""

from collections.abc import Iterator, Sequence
from itertools import product

from libgraph.dates.bounds import Bounds, Day, days_in_month
from libgraph.dates.trees import Date, DateSet, Interval, Refused, Span, Tree

_SPRING, _SUMMER, _AUTUMN, _WINTER = (3, 3), (6, 3), (9, 3), (12, 3)
# First month and number of months of the parts of a year with the codes 21 to 41.
_SEASONS = (
    *(_SPRING, _SUMMER, _AUTUMN, _WINTER),  # anywhere: read as on the northern hemisphere
    *(_SPRING, _SUMMER, _AUTUMN, _WINTER),  # northern hemisphere
    *(_AUTUMN, _WINTER, _SPRING, _SUMMER),  # southern hemisphere: spring starts in September
    *((1, 3), (4, 3), (7, 3), (10, 3)),  # quarters
    *((1, 4), (5, 4), (9, 4)),  # thirds
    *((1, 6), (7, 6)),  # halves
)


def bounds_of(tree: Tree) -> Bounds:
    """Return the bounds of what an EDTF expression says.

    - A date: it began and ended within the time the date names. Qualifiers do not widen it:
      `2019~` has the bounds of `2019`; who wants slack adds it knowingly.
    - A year with significant digits: within the years these digits allow (`1950S2`: 1900–1999).
    - An interval: it began within the one date and ended within the other. No limit is known
      where an edge is open (`..`) or unknown; `Edtf.open_end` and its kin tell these apart.
    - `[one of]`: from the first member to the last; the gaps between members are not told.
    - `{all of}`: it began within the earliest member and ended within the latest.

    Raises
    ------
    Refused
        If there is no such month or day, or an end lies before its beginning.
    """
    if isinstance(tree, Date):
        first, last = extent(tree)
        return Bounds(first, last, first, last)
    if isinstance(tree, Interval):
        return _interval_bounds(tree)
    return _set_bounds(tree)


def extent(date: Date) -> tuple[Day, Day]:
    """Return the first and the last day that a date can be."""
    if date.month and not date.season:
        return _find(date, last=False), _find(date, last=True)
    first_year, last_year = year_range(date)
    if not date.month:
        return Day(first_year, 1, 1), Day(last_year, 12, 31)
    start, length = season_months(date)
    end_year, end = last_year + (start + length - 2) // 12, (start + length - 2) % 12 + 1
    return Day(first_year, start, 1), Day(end_year, end, days_in_month(end_year, end))


def season_months(date: Date) -> tuple[int, int]:
    """Return the first month and the number of months of a season, quarter, third or half."""
    if date.day or not 21 <= date.season <= 41:
        raise Refused("month-out-of-range")
    return _SEASONS[date.season - 21]


def year_range(date: Date) -> tuple[int, int]:
    """Return the first and the last year that a date can be in."""
    if "X" in date.year:
        return next(_years(date.year, last=False)), next(_years(date.year, last=True))
    year = exact_year(date)
    digits = len(str(abs(year)))
    step: int = 10 ** max(digits - (date.significant or digits), 0)
    first = abs(year) // step * step
    last = first + step - 1
    return (first, last) if year >= 0 else (-last, -first)


def exact_year(date: Date) -> int:
    """Return the year that is written; it must not be masked."""
    base, _, exponent = date.year.lstrip("Y").partition("E")
    return int(base + "0" * int(exponent or 0))


def _find(date: Date, *, last: bool) -> Day:
    """Return the first or last day of the calendar that fits a date with a month."""
    months = _fitting(date.month, 12, last=last)
    days = _fitting(date.day or "XX", 31, last=last)
    if not months:
        raise Refused("month-out-of-range")
    for year in _years(date.year, last=last):
        for month, day in product(months, days):
            if day <= days_in_month(year, month):
                return Day(year, month, day)
    raise Refused("no-such-day")


def _fitting(mask: str, most: int, *, last: bool) -> Sequence[int]:
    """Return the numbers from 1 to `most` that fit a mask of two digits; for `last`, the greatest first."""
    if "X" not in mask:
        number = int(mask)
        return (number,) if 1 <= number <= most else ()
    numbers = range(most, 0, -1) if last else range(1, most + 1)
    return [n for n in numbers if mask[0] in ("X", str(n // 10)) and mask[1] in ("X", str(n % 10))]


def _years(mask: str, *, last: bool) -> Iterator[int]:
    """Yield the years that fit a mask of four digits, in the order of time or, for `last`, against it."""
    negative = mask[0] == "-"
    digits = "0123456789"[:: -1 if last != negative else 1]
    for choice in product(*(digits if digit == "X" else digit for digit in mask.lstrip("-"))):
        year = int("".join(choice))
        if year or not negative:
            yield -year if negative else year


def _interval_bounds(interval: Interval) -> Bounds:
    begin = extent(interval.begin) if isinstance(interval.begin, Date) else None
    end = extent(interval.end) if isinstance(interval.end, Date) else None
    if begin and end:
        _check_order(begin, end)
        return Bounds(begin[0], min(begin[1], end[1]), max(begin[0], end[0]), end[1])
    return Bounds(*(begin or (None, None)), *(end or (None, None)))


def _check_order(begin: tuple[Day, Day], end: tuple[Day, Day]) -> None:
    if end[1] < begin[0]:
        raise Refused("end-before-start")


def _set_bounds(dates: DateSet) -> Bounds:
    edges = [_edges(member) for member in dates.members]
    firsts = [first for first, _ in edges]
    lasts = [last for _, last in edges]
    earliest_begin = _first(begin and begin[0] for begin in firsts)
    latest_end = _last(end and end[1] for end in lasts)
    if dates.one_of:
        return Bounds(earliest_begin, latest_end, earliest_begin, latest_end)
    return Bounds(
        earliest_begin,
        _first(begin and begin[1] for begin in firsts),
        _last(end and end[0] for end in lasts),
        latest_end,
    )


Extent = tuple[Day, Day] | None


def _edges(member: Date | Span) -> tuple[Extent, Extent]:
    """Return when the first and the last date of a member of a set can be."""
    if isinstance(member, Date):
        return extent(member), extent(member)
    first = extent(member.first) if member.first else None
    last = extent(member.last) if member.last else None
    if first and last:
        _check_order(first, last)
    return first, last


def _first(days: Iterator[Day | None]) -> Day | None:
    known = list(days)
    return None if None in known else min(day for day in known if day)


def _last(days: Iterator[Day | None]) -> Day | None:
    known = list(days)
    return None if None in known else max(day for day in known if day)
