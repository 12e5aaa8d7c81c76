"""Labels of dates for readers.

A qualifier that covers a whole date is said around it: "apie 2019 m.", "2019 m. (?)". One that
covers a part is said of that part, in parentheses: "2022 m. gegužės 3 d. (metai?)", "(diena
apytikslė)". An open end is "nuo …", an unknown one says so: "nuo … (pabaiga nežinoma)".
"""

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from libgraph.dates.bounds import Day, days_in_month
from libgraph.dates.english import ENGLISH
from libgraph.dates.grammar import read
from libgraph.dates.language import Case, Language
from libgraph.dates.latvian import LATVIAN
from libgraph.dates.lithuanian import LITHUANIAN
from libgraph.dates.parsing import Edtf, parse
from libgraph.dates.spans import exact_year, extent, season_months, year_range
from libgraph.dates.trees import Date, DateSet, Interval, Span

LANGUAGES: Final[Mapping[str, Language]] = MappingProxyType({"lt": LITHUANIAN, "lv": LATVIAN, "en": ENGLISH})
_GAPPY = re.compile("X.*[0-9]")
_Plain = tuple[int, int, int]  # year, month, day; 0 where not given


def label(date: str | Edtf, lang: str) -> str:
    """Return a date as a reader of `lang` (lt, lv, en) would write it.

    Raises
    ------
    InvalidDate
        If the text is not EDTF.
    ValueError
        If there are no labels in that language.

    Examples
    --------
    >>> label("2019~", "lt"), label("2019~", "lv"), label("2019~", "en")
    ('apie 2019 m.', 'ap. 2019. g.', 'c. 2019')
    """
    if lang not in LANGUAGES:
        raise ValueError(f"no labels of dates in {lang!r}; choose one of {', '.join(LANGUAGES)}")
    words = LANGUAGES[lang]
    tree = read(date.text if isinstance(date, Edtf) else parse(date).text)
    if isinstance(tree, Interval):
        return _interval(words, tree)
    if isinstance(tree, DateSet):
        return _set(words, tree)
    return _date(words, tree, "nom")


def _interval(words: Language, interval: Interval) -> str:
    begin, end = interval.begin, interval.end
    if isinstance(begin, Date) and isinstance(end, Date):
        return _from_to(words, begin, end)
    if isinstance(begin, Date):
        template, case = words.since if end == ".." else words.starting
        note = "" if end == ".." else f" ({words.end_unknown})"
        return template.format(_date(words, begin, case)) + note
    if isinstance(end, Date):
        template, case = words.until
        note = "" if begin == ".." else f" ({words.begin_unknown})"
        return template.format(_date(words, end, case)) + note
    start = words.begin_open if begin == ".." else words.begin_unknown
    return f"{start}, {words.end_open if end == '..' else words.end_unknown}"


def _set(words: Language, dates: DateSet) -> str:
    joint = words.any_of if dates.one_of else words.all_of
    items = [_member(words, member, joint) for member in dates.members]
    head, tail = dates.members[0], dates.members[-1]
    if len(items) == 1:
        vague = dates.one_of and isinstance(head, Span) and head.first and head.last
        return f"{items[0]} ({words.inexact})" if vague else items[0]
    if isinstance(tail, Span) and tail.last is None:
        return ", ".join(items)
    comma = "," if isinstance(head, Span) and head.first is None else ""
    return f"{', '.join(items[:-1])}{comma} {joint} {items[-1]}"


def _member(words: Language, member: Date | Span, joint: str) -> str:
    if isinstance(member, Date):
        return _date(words, member, "nom")
    if member.first and member.last:
        return _from_to(words, member.first, member.last)
    known = member.first or member.last
    assert known is not None
    return f"{_date(words, known, 'nom')} {joint} {words.later if member.first else words.earlier}"


def _from_to(words: Language, begin: Date, end: Date) -> str:
    first, last = _plain(begin), _plain(end)
    if first and last and len(begin.parts) == len(end.parts):
        return _range(words, first, last, "nom")
    one, other = _date(words, begin, "nom"), _date(words, end, "nom")
    return one if one == other else f"{one} – {other}"


def _plain(date: Date) -> _Plain | None:
    """Return the numbers of a date that is nothing but numbers."""
    if date.masked or date.season or date.significant or any(date.marks):
        return None
    return exact_year(date), int(date.month or 0), int(date.day or 0)


def _date(words: Language, date: Date, case: Case) -> str:
    """Write one date with its qualifiers; `case` is what the words around it ask for."""
    shared = set("?~").intersection(*(mark.replace("%", "?~") for mark in date.marks[: len(date.parts)]))
    first, last = year_range(date)
    about = "~" in shared or (date.significant > 0 and first < last)
    prefix, inner = words.approximate[case] if about else ("", case)
    body, note = _body(words, date, inner)
    notes = ["?" if "?" in shared else "", note, *_part_notes(words, date, shared)]
    said = ", ".join(filter(None, notes))
    text = f"{prefix} {body}".strip() + (f", {_time(date.time)}" if date.time else "")
    return f"{text} ({said})" if said else text


def _part_notes(words: Language, date: Date, shared: set[str]) -> list[str]:
    """Return what qualifies some parts of a date only."""
    names, approximate = list(words.parts), list(words.approximate_parts)
    if date.season:
        names[1], approximate[1] = words.season_part, words.approximate_season
    notes = []
    for name, about, mark in zip(names, approximate, date.marks, strict=True):
        own = set(mark.replace("%", "?~")) - shared
        if own:
            notes.append((about if "~" in own else name) + ("?" if "?" in own else ""))
    return notes


def _time(time: str) -> str:
    clock, zone = time[:8], time[8:]
    return f"{clock} UTC{zone.removeprefix('Z')}" if zone else clock


def _body(words: Language, date: Date, case: Case) -> tuple[str, str]:
    """Return a date without its qualifiers, and what must be noted about it."""
    if date.season:
        return _season(words, date, case)
    if date.masked:
        return _masked(words, date, case)
    first, last = year_range(date)
    note = _range(words, (first, 0, 0), (last, 0, 0), "nom") if first < last else ""
    return _numbers(words, (exact_year(date), int(date.month or 0), int(date.day or 0)), case), note


def _season(words: Language, date: Date, case: Case) -> tuple[str, str]:
    code = date.season - 21
    start, length = season_months(date)
    if code < 12:
        name = words.seasons[case][code % 4]
    elif length == 3:
        name = words.quarters[case][start // 3]
    elif length == 6:
        name = words.halves[case][start // 6]
    else:
        name = f"{words.months[case][start - 1]}–{words.months[case][start + 2]}"
    first, last = year_range(date)
    year = _years(words, first, last, words.year_within)
    notes = ["" if code < 4 else words.northern if code < 8 else words.southern if code < 12 else ""]
    if date.masked:
        notes.append(f"{words.inexact}: {date.year}-{date.month}")
    return words.with_year.format(year=year, rest=name), ", ".join(filter(None, notes))


def _masked(words: Language, date: Date, case: Case) -> tuple[str, str]:
    if "X" not in date.year:
        if date.month == "XX" and date.day in ("", "XX"):
            note = words.both_unstated if date.day else words.month_unstated
            return _numbers(words, (exact_year(date), 0, 0), case), note
        if date.day == "XX" and "X" not in date.month:
            return _numbers(words, (exact_year(date), int(date.month), 0), case), words.day_unstated
    name = None if date.month else _decade_or_century(words, date.year, case)
    if name:
        return name, ""
    first, last = extent(date)
    text = _range(words, *_reduced(first, last), case)
    pattern = "-".join(date.parts)
    return text, f"{words.inexact}: {pattern}" if _GAPPY.search(pattern) else words.inexact


def _decade_or_century(words: Language, year: str, case: Case) -> str | None:
    if year[:3].isdigit():
        return words.decade(int(f"{year[:3]}0"), case)
    if year[:2].isdigit() and year[2:] == "XX":
        return words.century(int(f"{year[:2]}00"), case)
    return None


def _reduced(first: Day, last: Day) -> tuple[_Plain, _Plain]:
    """Name whole years and whole months as such."""
    if first[1:] == (1, 1) and last[1:] == (12, 31):
        return (first.year, 0, 0), (last.year, 0, 0)
    if first.day == 1 and last.day == days_in_month(last.year, last.month):
        return (first.year, first.month, 0), (last.year, last.month, 0)
    return first, last


def _range(words: Language, first: _Plain, last: _Plain, case: Case) -> str:
    """Write two dates of like precision and a dash, with nothing said twice."""
    if first == last:
        return _numbers(words, first, case)
    if not first[1]:
        return _years(words, first[0], last[0], words.year[case])
    if first[0] != last[0]:
        return f"{_numbers(words, first, case)} – {_numbers(words, last, case)}"
    if not first[2]:
        rest = f"{words.months[case][first[1] - 1]}–{words.months[case][last[1] - 1]}"
    elif first[1] == last[1]:
        rest = _month_day(words, first[1], f"{first[2]}{words.dash}{last[2]}", case)
    else:
        rest = " – ".join(_month_day(words, month, str(day), case) for _, month, day in (first, last))
    year = _years(words, first[0], first[0], words.year_within)
    return words.with_year.format(year=year, rest=rest)


def _numbers(words: Language, date: _Plain, case: Case) -> str:
    year, month, day = date
    if not month:
        return _years(words, year, year, words.year[case])
    rest = _month_day(words, month, str(day), case) if day else words.months[case][month - 1]
    return words.with_year.format(year=_years(words, year, year, words.year_within), rest=rest)


def _month_day(words: Language, month: int, days: str, case: Case) -> str:
    return words.day.format(month=words.day_months[case][month - 1], day=days)


def _years(words: Language, first: int, last: int, template: str) -> str:
    """Write a year or a run of years; the era where it is not plain."""
    if first <= 0 < last:
        return " – ".join(_years(words, year, year, template) for year in (first, last))
    digits = [str(year if year > 0 else 1 - year) for year in (first, last)]
    number = digits[0] if first == last else words.dash.join(digits)
    before, within = words.eras
    if last <= 0:
        return f"{template.format(number)} {before}"
    return template.format(number) + (f" {within}" if first < 1000 else "")
