"""Reads the text of an EDTF expression into a tree and tells its level."""

import re
from typing import Literal

from libgraph.dates.trees import Date, DateSet, Edge, Interval, Refused, Span, Tree

_YEAR_DIGITS = 12
_DATE = re.compile(
    r"(?P<year_mark>[?~%])?"
    r"(?P<year>-?[0-9X]{4}|Y-?[1-9][0-9]*(?:E[1-9][0-9]*)?)"
    r"(?:S(?P<significant>[1-9][0-9]*))?"
    r"(?P<year_group>[?~%])?"
    r"(?:-(?P<month_mark>[?~%])?(?P<month>[0-9X]{2})(?P<month_group>[?~%])?"
    r"(?:-(?P<day_mark>[?~%])?(?P<day>[0-9X]{2})(?P<day_group>[?~%])?"
    r"(?:T(?P<time>[0-9:]+(?:Z|[+-][0-9:]+)?))?)?)?"
)
_TIME = re.compile(r"[0-9]{2}:[0-9]{2}:[0-9]{2}(?:Z|[+-][0-9]{2}(?::[0-9]{2})?)?")
_REAL_TIME = re.compile(
    r"(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](?:Z|[+-](?:[01][0-9]|2[0-3])(?::[0-5][0-9])?)?"
)
_LEVEL_0 = re.compile(r"[0-9]{4}(?:-[01][0-9](?:-[0-9]{2}(?:T.+)?)?)?")
_LEVEL_1 = re.compile(
    r"(?:Y-?[0-9]+"
    r"|-?[0-9]{4}(?:-2[1-4]|-[01][0-9](?:-[0-9]{2}(?:T.+)?)?)?"
    r"|-?[0-9]{2}[0-9X]X|-?[0-9]{4}-(?:XX|XX-XX|[01][0-9]-XX))[?~%]?"
)


def read(text: str) -> Tree:
    """Return the tree of an EDTF expression.

    Whether each date has a day in the calendar is for `libgraph.dates.spans` to say.

    Raises
    ------
    Refused
        If the text does not have the form of EDTF.
    """
    if not text or text.isspace():
        raise Refused("empty")
    if text[0] in "[{":
        return _read_set(text)
    begin, slash, end = text.partition("/")
    if slash:
        return _read_interval(begin, end)
    return _read_date(text)


def level(text: str) -> Literal[0, 1, 2]:
    """Return the lowest level of EDTF that has the expression; the text must be valid."""
    if text[0] in "[{":
        return 2
    sides = text.split("/")
    if all(_LEVEL_0.fullmatch(side) for side in sides):
        return 0
    return 1 if all(side in ("", "..") or _LEVEL_1.fullmatch(side) for side in sides) else 2


def _read_date(text: str) -> Date:
    match = _DATE.fullmatch(text)
    if match is None:
        raise Refused("not-edtf")
    given = {name: part or "" for name, part in match.groupdict().items()}
    date = Date(
        year=given["year"],
        month=given["month"],
        day=given["day"],
        time=given["time"],
        significant=_count(given["significant"]),
        marks=(
            _merged(given["year_mark"], given["year_group"], given["month_group"], given["day_group"]),
            _merged(given["month_mark"], given["month_group"], given["day_group"]),
            _merged(given["day_mark"], given["day_group"]),
        ),
    )
    _check(date)
    return date


def _check(date: Date) -> None:
    """Refuse what the pattern of a date cannot."""
    if date.year == "-0000":
        raise Refused("negative-zero-year")
    long_year = date.year[0] == "Y"
    if (long_year or date.significant) and (date.month or "X" in date.year):
        raise Refused("not-edtf")
    if long_year:
        _check_long_year(date.year)
    if date.time:
        if date.masked or any(date.marks) or not _TIME.fullmatch(date.time):
            raise Refused("not-edtf")
        if not _REAL_TIME.fullmatch(date.time):
            raise Refused("time-out-of-range")


def _check_long_year(year: str) -> None:
    base, exponential, exponent = year[1:].lstrip("-").partition("E")
    if len(exponent) > 2 or len(base) + int(exponent or 0) > _YEAR_DIGITS:
        raise Refused("year-out-of-range")
    if len(base) < 5 and not exponential:
        raise Refused("long-year-too-short")


def _count(digits: str) -> int:
    """Return the number of significant digits; more than a year can have come to the same."""
    return int(digits[: _YEAR_DIGITS + 1] or 0)


def _merged(*marks: str) -> str:
    """Return the one qualifier that says what several say of the same part."""
    said = set("".join(marks).replace("%", "?~"))
    return "%" if len(said) == 2 else "".join(said)


def _read_interval(begin: str, end: str) -> Interval:
    if not begin and not end:
        raise Refused("no-dates")
    return Interval(_read_edge(begin), _read_edge(end))


def _read_edge(text: str) -> Date | Edge:
    if text == "":
        return ""
    if text == "..":
        return ".."
    return _read_member(text)


def _read_member(text: str) -> Date:
    date = _read_date(text)
    if date.time:
        raise Refused("time-in-range")
    return date


def _read_set(text: str) -> DateSet:
    if text[-1] != {"[": "]", "{": "}"}[text[0]]:
        raise Refused("not-edtf")
    if text[1:-1] in ("", ".."):
        raise Refused("no-dates")
    parts = text[1:-1].split(",")
    last = len(parts) - 1
    members = tuple(_read_element(part, index == 0, index == last) for index, part in enumerate(parts))
    return DateSet(text[0] == "[", members)


def _read_element(text: str, at_start: bool, at_end: bool) -> Date | Span:
    first, dots, last = text.partition("..")
    if not dots:
        return _read_member(text)
    if not (first or (at_start and last)) or not (last or at_end):
        raise Refused("not-edtf")
    span = Span(_read_member(first) if first else None, _read_member(last) if last else None)
    if span.first and span.last and _precision(span.first) != _precision(span.last):
        raise Refused("mixed-precision")
    return span


def _precision(date: Date) -> tuple[int, bool]:
    return len(date.parts), bool(date.season)
