"""Where a text may be cut: between characters as people see them, not inside one.

The rules are those of Unicode grapheme clusters (UAX 29) as far as they matter for
cutting: line ends, combining signs, joined emoji, flags and Hangul syllables.
"""

import unicodedata
from typing import Final

_JOINER: Final = "\u200d"
_MARKS: Final = frozenset({"Mn", "Me", "Mc"})
_HANGUL: Final = (("L", 0x1100, 0x115F), ("V", 0x1160, 0x11A7), ("T", 0x11A8, 0x11FF))
_FOLLOWERS: Final = {"L": {"L", "V", "S", "ST"}, "V": {"V", "T"}, "S": {"V", "T"}, "T": {"T"}, "ST": {"T"}}


def cuts_character(text: str, place: int) -> bool:
    """Say whether a cut before the code point at `place` goes through a character.

    Examples
    --------
    >>> cuts_character("Rudi\u0304te", 4), cuts_character("Rudi\u0304te", 5)
    (True, False)
    """
    if not 0 < place < len(text):
        return False
    before, after = text[place - 1], text[place]
    if before == "\r" or unicodedata.category(before) in {"Cc", "Zl", "Zp"}:
        return before == "\r" and after == "\n"
    if _extends(after):
        return True
    if before == _JOINER:
        return unicodedata.category(after) == "So"
    if _is_flag(before) and _is_flag(after):
        return _flags_before(text, place) % 2 == 1
    return _hangul(after) in _FOLLOWERS.get(_hangul(before), set())


def whole_characters(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the passage widened so that it cuts no character."""
    while cuts_character(text, start):
        start -= 1
    while cuts_character(text, end):
        end += 1
    return start, end


def _extends(char: str) -> bool:
    return (
        unicodedata.category(char) in _MARKS or char in "\u200c\u200d" or "\U0001f3fb" <= char <= "\U0001f3ff"
    )


def _is_flag(char: str) -> bool:
    return "\U0001f1e6" <= char <= "\U0001f1ff"


def _flags_before(text: str, place: int) -> int:
    first = place
    while first and _is_flag(text[first - 1]):
        first -= 1
    return place - first


def _hangul(char: str) -> str:
    code = ord(char)
    if 0xAC00 <= code <= 0xD7A3:
        return "S" if (code - 0xAC00) % 28 == 0 else "ST"
    return next((name for name, first, last in _HANGUL if first <= code <= last), "")
