r"""What stands in one cell of a table: one text or several, with ` | ` between them.

A backslash keeps what follows it from meaning something: `\|` is a bar inside a
text, `\ ` at either end is a space of the text, and `\=` begins a text that a
spreadsheet would take for a formula.
"""

import re
from collections.abc import Iterable
from typing import Any, Final

BAR: Final = " | "
_RANGE: Final = re.compile(r"\s*([0-9]+)\s*[-–]\s*([0-9]+)\s*\Z")
_SIGNS: Final = "=+@＝＋－＠-"
_NUMBER: Final = re.compile(r"[+-]?[0-9]+(\.[0-9]+)?\Z")
_TO_HIDE: Final = re.compile(r"\\+(?=\|)|(?<![^ ])(?=\|(?![^ ]))")
_BAR_HIDDEN: Final = re.compile(r"\\(\\*\|)")
_START_HIDDEN: Final = re.compile(rf"\\(?=\\*[\s{_SIGNS}])")
_START_TO_HIDE: Final = re.compile(rf"\\+[{_SIGNS}]|\\*\s")
_END: Final = re.compile(r"\s\\*\Z")


def texts_in(cell: str) -> list[str]:
    r"""Return the texts of a cell that is not blank.

    Examples
    --------
    >>> texts_in("a | b"), texts_in(r"a \| b"), texts_in("a|b")
    (['a', 'b'], ['a | b'], ['a|b'])
    """
    if BAR not in cell and "\\" not in cell:
        return [cell.strip()]
    parts = [part.strip() for part in cell.strip().split(BAR)]
    return [_shown(part) for part in parts] if "\\" in cell else parts


def _shown(text: str) -> str:
    """Return a text without the backslashes that keep its signs from meaning something."""
    text = _BAR_HIDDEN.sub(r"\1", text)
    text = text[1:] if _START_HIDDEN.match(text) else text
    return text[:-1] if text.endswith("\\") and _END.search(text) else text


def cell_of(texts: Iterable[str], *, formulas: bool = False) -> str:
    r"""Return the cell that `texts_in` reads as these texts.

    Parameters
    ----------
    formulas : bool
        Whether what reads the cell runs formulas, as spreadsheets do with CSV.

    Examples
    --------
    >>> print(cell_of([" a", "b | c"]))
    \ a | b \| c
    >>> print(cell_of(["=1+1"], formulas=True), cell_of(["-5"], formulas=True))
    \=1+1 -5
    """
    return BAR.join(_hidden(text, formulas) for text in texts)


def _hidden(text: str, formulas: bool) -> str:
    hidden = _TO_HIDE.sub(lambda found: "\\" + found.group(), text)
    runs = formulas and text[:1] in _SIGNS and not _NUMBER.match(text)
    start = "\\" if runs or _START_TO_HIDE.match(text) else ""
    return f"{start}{hidden}" + ("\\" if _END.search(text) else "")


def is_passage(text: str) -> bool:
    """Say whether a text is the positions of one passage, such as `10-20`."""
    return bool(_RANGE.match(text))


def passages_in(cell: str) -> list[Any]:
    """Return the positions in a cell as [start, end]; what is none stays a text.

    Examples
    --------
    >>> passages_in("10-20 | 30-40")
    [['10', '20'], ['30', '40']]
    """
    found = ((part, _RANGE.match(part)) for part in texts_in(cell))
    return [[place.group(1), place.group(2)] if place else part for part, place in found]
