"""Numbers in a passage: digits, and words of small ones in Lithuanian, Latvian and English."""

import re
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from typing import Final

from libgraph.texts import fold

# What the case forms of the numbers from 1 on begin with, without diacritics; an ending may
# follow, but not after "=": sesija is no form of šeši. The longest beginning of a word counts.
_STEMS: Final = {
    "lt": (
        "vien =du|=dvi|=dvieju|=dviem|=dviems|=dviejose|=dveji|=dvejus"
        " =trys|=tris|=triju|=trim|=trims|=trimis|=trijose|=treji|=trejus ketur penk"
        " =sesi|=sesios|=sesiu|=sesiems|=sesioms|=sesis|=sesias|=sesiais|=sesiomis|=sesiuose"
        " septyn astuon devyn desimt vienuolik dvylik trylik keturiolik"
        " penkiolik sesiolik septyniolik astuoniolik devyniolik dvidesimt"
    ),
    "lv": (
        "vien div tri cetr piec =sesi|=sesas|=sesu|=sesiem|=sesam|=sesus|=sesos"
        " septin aston devin desmit vienpadsmit divpadsmit trispadsmit"
        " cetrpadsmit piecpadsmit sespadsmit septinpadsmit astonpadsmit devinpadsmit divdesmit"
    ),
    "en": (
        "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
        " seventeen eighteen nineteen twenty"
    ),
}
_ENDINGS: Final = {
    "lt": re.compile("(?:[aeiouy][a-z]{0,4})?"),
    "lv": re.compile("(?:[aeiouj][a-z]{0,3}|s|m)?"),
    "en": re.compile("s?"),
}
_DIGITS: Final = re.compile(r"[0-9]{1,3}(?:[ \u00a0\u202f.,][0-9]{3})+(?![0-9])|[0-9]+(?:[.,][0-9]+)?")
_WORD: Final = re.compile(r"[^\W\d_]+")


def says_number(passage: str, value: str, lang: str) -> bool:
    """Say whether a passage gives a number, in digits or in a word.

    Examples
    --------
    >>> says_number("su kitomis aštuoniomis bibliotekininkėmis", "8", "lt")
    True
    >>> says_number("apie 1 200 lankytojų", "1200", "lt"), says_number("12 bibliotēkām", "2", "lv")
    (True, False)
    """
    return any(True for _ in where_number(passage, value, lang))


def where_number(text: str, value: str, lang: str) -> Iterator[tuple[int, int]]:
    """Yield each passage of a text that is the number."""
    try:
        asked = Decimal(value)
    except InvalidOperation:
        return
    for found in _DIGITS.finditer(text):
        if asked in set(_readings(found.group())):
            yield found.span()
    for found in _WORD.finditer(text):
        if asked == _number_of(fold(found.group()), lang):
            yield found.span()


def _readings(digits: str) -> Iterator[Decimal]:
    """Yield what digits may mean: in `57,775` the comma may part thousands or decimals."""
    yield Decimal(re.sub("[^0-9]", "", digits))
    if len(parts := re.split("[.,]", digits)) == 2:
        yield Decimal(re.sub("[^0-9.]", "", ".".join(parts)))


def _number_of(word: str, lang: str) -> int:
    """Return the number that a word without diacritics stands for, 0 if none."""
    known = lang if lang in _STEMS else "en"
    stems = (
        (len(stem), number)
        for number, written in enumerate(_STEMS[known].split(), 1)
        for stem in written.split("|")
        if _begins(word, stem, _ENDINGS[known])
    )
    return max(stems, default=(0, 0))[1]


def _begins(word: str, stem: str, endings: re.Pattern[str]) -> bool:
    if stem.startswith("="):
        return word == stem[1:]
    return word.startswith(stem) and bool(endings.fullmatch(word[len(stem) :]))
