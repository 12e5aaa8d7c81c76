"""Dates in a passage: ISO, 05.03.2021, and in words in Lithuanian, Latvian and English."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Final

from libgraph.dates import parse
from libgraph.dates.grammar import read
from libgraph.dates.phrases import months_and_seasons
from libgraph.dates.trees import Date, DateSet, Interval, Span, Tree
from libgraph.records.evidence.answer import Answer
from libgraph.records.evidence.loose import Loose, folded, loosened

_YEAR: Final = r"(?<![0-9])(?P<{0}>1[0-9]{{3}}|20[0-9]{{2}})(?![0-9])"
_DAYS: Final = (
    r"(?<![0-9])(?P<{0}>[0-9]{{1,2}})(?:(?:\.? ?[-–] ?|\.? (?:lidz|iki|to|ir|un|and) )"
    r"(?P<{0}_last>[0-9]{{1,2}}))?(?![0-9])"
)
_Parts = tuple[int | None, int | None, int | None]
_YEAR_ALONE: Final = re.compile(_YEAR.format("y"))
_ISO: Final = re.compile(r"(?<![0-9])(?P<y>[0-9]{4})-(?P<m>[0-9]{2})(?:-(?P<d>[0-9]{2}))?(?![0-9])")
_NUMERIC: Final = re.compile(
    r"(?<![0-9.])(?:(?P<d>[0-9]{1,2})[./] ?(?P<m>[0-9]{1,2})[./] ?(?P<y>[0-9]{4})"
    r"|(?P<y2>[0-9]{4})[. ]+(?P<m2>[0-9]{1,2})[. ]+(?P<d2>[0-9]{1,2}))(?![0-9])"
)


@dataclass(frozen=True, slots=True)
class DateSaid:
    """A date as a text gives it, and where; None for what it leaves out. `month` may be a season, 21–24."""

    year: int | None
    month: int | None
    day: int | None
    span: tuple[int, int] = field(default=(0, 0), repr=False)


def says_date(passages: Sequence[str], value: str) -> Answer:
    """Say whether passages give an EDTF date.

    What the record marks as uncertain or approximate was inferred, so it need not be
    there; the rest must, day and month side by side, the year perhaps in another passage.

    Raises
    ------
    InvalidDate
        If the value is no EDTF date.

    Examples
    --------
    >>> says_date(["2021. gada 5. martā"], "2021-03-05"), says_date(["kovo 5 d."], "2021?-03-05")
    (<Answer.YES: 'yes'>, <Answer.YES: 'yes'>)
    >>> says_date(["kovo 5 d."], "2021-03-05"), says_date(["prieš vasarą"], "2021-21?")
    (<Answer.NO: 'no'>, <Answer.UNKNOWN: 'unknown'>)
    """
    parse(value)
    said = [date for passage in passages for date in dates_in(passage)]
    asked = [date for date in _dates(read(value)) if "X" not in "".join(date.parts[:1])]
    answers = {_says(said, date) for date in asked}
    if answers <= {Answer.YES} and answers:
        return Answer.YES
    return Answer.NO if Answer.NO in answers else Answer.UNKNOWN


def _dates(tree: Tree) -> Iterator[Date]:
    """Yield the dates that an EDTF expression is made of."""
    match tree:
        case Date():
            yield tree
        case Interval(begin=begin, end=end):
            yield from (date for date in (begin, end) if isinstance(date, Date))
        case DateSet(members=members):
            for member in members:
                yield from _dates(member) if isinstance(member, Date) else _ends(member)


def _ends(span: Span) -> Iterator[Date]:
    yield from (date for date in (span.first, span.last) if date)


def _says(said: Sequence[DateSaid], date: Date) -> Answer:
    """Compare one date with those said: first all of its parts, then those that were not inferred."""
    parts = [int(part) if part.isdigit() else None for part in (date.year, date.month, date.day)]
    certain = [None if mark else part for part, mark in zip(parts, date.marks, strict=True)]
    if any(part is not None for part in parts) and _covered(said, parts):
        return Answer.YES
    if all(part is None for part in certain):
        return Answer.UNKNOWN
    return Answer.YES if _covered(said, certain) else Answer.NO


def _covered(said: Sequence[DateSaid], parts: Sequence[int | None]) -> bool:
    year, month, day = parts
    has_year = year is None or any(date.year == year for date in said)
    return has_year and any(
        date.month == (month or date.month)
        and date.day == (day or date.day)
        and date.year in {year or date.year, None}
        for date in said
    )


def where_date(text: str, value: str) -> Iterator[tuple[int, int]]:
    """Yield each passage of a text that gives what is certain of an EDTF date."""
    for start, end in dict.fromkeys(date.span for date in dates_in(text)):
        if says_date([text[start:end]], value) is Answer.YES:
            yield start, end


def dates_in(passage: str) -> list[DateSaid]:
    """Return the dates that a passage gives.

    Examples
    --------
    >>> dates_in("2025 m. gruodžio 1–4 d.")
    [DateSaid(year=2025, month=12, day=1), DateSaid(year=2025, month=12, day=4)]
    """
    loose = loosened(passage, folded)
    found: list[DateSaid] = []
    rest = loose.text
    for pattern, dates_of in (
        (_ISO, _of_digits),
        (_NUMERIC, _of_digits),
        (_in_words(), _of_words),
        (_YEAR_ALONE, _of_year),
    ):
        for match in pattern.finditer(rest):
            span = _span(loose, match)
            found.extend(DateSaid(*date, span) for date in dates_of(match))
        rest = pattern.sub(lambda match: " " * len(match.group()), rest)
    return sorted(found, key=lambda date: date.span)


def _span(loose: Loose, match: re.Match[str]) -> tuple[int, int]:
    return loose.starts[match.start()], loose.ends[match.end() - 1]


@cache
def _in_words() -> re.Pattern[str]:
    """Return what finds a month or season in words, with the day and year beside it."""
    names = "|".join(sorted(months_and_seasons(), key=len, reverse=True))
    year_before = _YEAR.format("y1") + r"\.?,? *(?:m\.?|metu|metais|gada|g\.)?,? *"
    day_after = " +" + _DAYS.format("d2") + r"(?![.:,]?[0-9])"
    year_after = r",? *(?:of |gada )?" + _YEAR.format("y2")
    return re.compile(
        rf"(?:{year_before})?(?:{_DAYS.format('d1')}\.?(?:st|nd|rd|th)? *(?:d\.|diena|dienos)? *(?:of )?)?"
        rf"\b(?P<month>{names})\b(?:{day_after}(?:st|nd|rd|th)?)?(?:{year_after})?"
    )


def _of_digits(match: re.Match[str]) -> Iterator[_Parts]:
    groups = match.groupdict()
    year, month, day = (groups[name] or groups.get(f"{name}2") for name in "ymd")
    yield _number(year), _number(month), _number(day)


def _of_words(match: re.Match[str]) -> Iterator[_Parts]:
    month = int(months_and_seasons()[match["month"]])
    days = [match[name] for name in ("d1", "d1_last", "d2", "d2_last") if match[name]]
    for day in days or [""]:
        yield _number(match["y1"] or match["y2"]), month, _number(day)


def _of_year(match: re.Match[str]) -> Iterator[_Parts]:
    yield _number(match["y"]), None, None


def _number(digits: str | None) -> int | None:
    return int(digits) if digits else None
