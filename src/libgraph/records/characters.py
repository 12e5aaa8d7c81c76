"""Characters that no text of a record may hold: control, invisible and direction signs."""

import re
from collections.abc import Iterator
from typing import Any, Final

UNFIT: Final = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069"
    "\ud800-\udfff\ufeff\ufff9-\ufffb\ufffe\uffff]"
)
_MOST: Final = 20


def sign(char: str) -> str:
    """Return the name of a character that cannot be shown.

    Examples
    --------
    >>> sign(chr(0x202E))
    'U+202E'
    """
    return f"U+{ord(char):04X}"


def without_unfit(text: str) -> tuple[str, list[tuple[int, int, str]]]:
    """Return the text without its unfit characters, and (line, column, sign) of the first of them."""
    if not UNFIT.search(text):
        return text, []
    places: list[tuple[int, int, str]] = []
    for found in UNFIT.finditer(text):
        before = text.rfind("\n", 0, found.start())
        places.append((text.count("\n", 0, found.start()) + 1, found.start() - before, sign(found.group())))
        if len(places) == _MOST:
            break
    return UNFIT.sub("", text), places


def unfit_in(value: Any) -> Iterator[str]:
    """Yield the unfit characters in the texts of a value, keys of mappings included."""
    todo = [value]
    while todo:
        item = todo.pop()
        if isinstance(item, str):
            yield from UNFIT.findall(item)
        elif isinstance(item, dict):
            todo += [*item, *item.values()]
        elif isinstance(item, list):
            todo += item
