"""References as spreadsheets offer them: a name with the id in brackets."""

import re
from collections.abc import Iterable
from typing import Final

from libgraph.records.words import plain_name

_SEVERAL: Final = re.compile(r"\)\s*[;,|\n]")
_NAMED: Final = re.compile(r"(\S.*?)\s*\(((?:[a-z][a-z-]*/)?[a-z0-9]+(?:[-_.][a-z0-9]+)*)\)\Z", re.DOTALL)


class Called(str):
    """An id that was written as `Name (id)`.

    Attributes
    ----------
    name : str
        The name, which is checked against those of the record.
    written : str
        All that was written.
    """

    __slots__ = ("name", "written")
    name: str
    written: str

    def is_called(self, names: Iterable[str]) -> bool:
        """Say whether the name is one of some names."""
        return _compared(self.name) in map(_compared, names)


def reference_in(text: str) -> str:
    """Return the id in a text such as `Valka Library (valka-library)`, or else the text.

    Examples
    --------
    >>> reference_in("Valka Library (valka-library)")
    'valka-library'
    """
    found = _NAMED.match(text) if text.endswith(")") else None
    if not found or _SEVERAL.search(found.group(1)):
        return text
    called = Called(found.group(2))
    called.name, called.written = found.group(1), text
    return called


def _compared(name: str) -> str:
    return plain_name(name.replace("|", "/"))


def named(name: str, ident: str) -> str:
    """Return how a reference is offered to a person.

    Examples
    --------
    >>> named("Valka Library", "valka-library"), named("", "valka")
    ('Valka Library (valka-library)', 'valka')
    """
    line = " ".join(name.replace("|", "/").split())
    return f"{line} ({ident})" if line else ident
