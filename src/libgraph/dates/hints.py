"""What a curator probably meant by text that is not EDTF: dates as people write them in lt, lv, en.

A hint is only ever offered, never applied. It is given where one reading is clearly the likely
one: `03.05.2021` is 3 May here in the Baltics, but `03/05/2021` may be either.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator

from libgraph.dates.grammar import read
from libgraph.dates.phrases import phrase_to_edtf
from libgraph.dates.spans import bounds_of
from libgraph.dates.trees import Refused

_LONGEST = 200
_DASHES = re.compile("[\u2010-\u2015\u2212]")
_YEAR_FIRST = re.compile(r"([0-9]{4})[-./ ] ?([0-9]{1,2})(?:[-./ ] ?([0-9]{1,2}))?\.?")
_DAY_FIRST = re.compile(r"([0-9]{1,2})([-./]) ?([0-9]{1,2})\2 ?([0-9]{4})\.?")
_MONTH_FIRST = re.compile(r"([0-9]{1,2})[./]([0-9]{4})\.?")
_BASIC = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})")
_WITH_TIME = re.compile(r"(.+?)[ tT,]+([0-9]{1,2})[:.]([0-9]{2})(?:[:.]([0-9]{2}))?")
_SIDES = re.compile(r" ?/ ?| - ")
_YEARS = re.compile(r"([0-9]{4}) ?- ?([0-9]{4})")
_SHORT_LONG_YEAR = re.compile(r"Y(-?)0*([0-9]{1,4})")
_OLD_DRAFT = (("unknown", ""), ("open", ".."), ("?~", "%"), ("~?", "%"), ("u", "X"), ("p", "S"))


def suggest(text: str) -> str | None:
    """Return valid EDTF that `text` was probably meant to be, or None if there is no good guess."""
    if len(text) > _LONGEST:
        return None
    return next((hint for hint in _hints(text) if hint != text and _is_valid(hint)), None)


def _is_valid(text: str) -> bool:
    try:
        bounds_of(read(text))
    except Refused:
        return False
    return True


def _hints(text: str) -> Iterator[str]:
    """Yield what the text may mean, the likeliest first; not all of it is valid."""
    tidy = " ".join(_DASHES.sub("-", unicodedata.normalize("NFC", text)).split())
    yield tidy.replace(" ", "")
    yield _from_old_draft(tidy.replace(" ", ""))
    for reading in (_numeric, _with_time, _sides, phrase_to_edtf):
        hint = reading(tidy)
        if hint is not None:
            yield hint


def _from_old_draft(text: str) -> str:
    """Rewrite the EDTF draft of 2012 (`199u`, `2004/open`, `2004?~`) and lower-case letters."""
    for old, new in _OLD_DRAFT:
        text = text.replace(old, new)
    return text.upper()


def _numeric(text: str) -> str | None:
    if match := _YEAR_FIRST.fullmatch(text):
        return _year_first(*match.groups())
    if match := _DAY_FIRST.fullmatch(text):
        return _day_first(*match.groups())
    if match := _MONTH_FIRST.fullmatch(text):
        return _joined(match[2], match[1])
    if match := _BASIC.fullmatch(text):
        return _joined(*match.groups())
    if match := _SHORT_LONG_YEAR.fullmatch(text):
        return match[1] + match[2].zfill(4)
    return None


def _year_first(year: str, month: str, day: str | None) -> str:
    if day and int(month) > 12 >= int(day):
        month, day = day, month
    return _joined(year, month, day)


def _day_first(one: str, separator: str, other: str, year: str) -> str | None:
    if separator == ".":
        return _joined(year, other, one)
    if int(one) > 12 or one == other:
        return _joined(year, other, one)
    return _joined(year, one, other) if int(other) > 12 else None


def _joined(year: str, month: str, day: str | None = None) -> str:
    return "-".join([year, *(part.zfill(2) for part in (month, day) if part)])


def _with_time(text: str) -> str | None:
    match = _WITH_TIME.fullmatch(text)
    date = match and _one(match[1].strip(" ,"))
    return f"{date}T{match[2]:0>2}:{match[3]}:{match[4] or '00'}" if match and date else None


def _sides(text: str) -> str | None:
    """Read two dates with a dash or a slash between them."""
    if match := _YEARS.fullmatch(text):
        return f"{match[1]}/{match[2]}"
    sides = _SIDES.split(text)
    if len(sides) != 2 or not all(sides):
        return None
    begin, end = (_one(side) for side in sides)
    return f"{begin}/{end}" if begin and end else None


def _one(text: str) -> str | None:
    """Return one date as EDTF if it is that already or a reading makes it so."""
    readings: tuple[Callable[[str], str | None], ...] = (str, _numeric, phrase_to_edtf)
    hints = (reading(text) for reading in readings)
    return next((hint for hint in hints if hint and "/" not in hint and _is_valid(hint)), None)
