"""Texts compared loosely, with the way back to the positions in the text as it is."""

import unicodedata
from bisect import bisect_left
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from libgraph.texts import fold

_UNSEEN: Final = frozenset("\u00ad\u200b\u200c\u200d\u2060\ufeff")  # soft hyphens, joiners
_QUOTES: Final = frozenset("\"'`´„“”‟‘’‚‛«»‹›″′")


@dataclass(frozen=True, slots=True)
class Loose:
    """A text in a looser form.

    Attributes
    ----------
    text : str
    starts, ends : list of int
        For each code point of `text`, the character of the original that it came from.
    """

    text: str
    starts: list[int]
    ends: list[int]

    def find(self, wanted: str) -> Iterator[tuple[int, int]]:
        """Yield each passage of the original whose loose form is `wanted`."""
        place = self.text.find(wanted) if wanted else -1
        while place >= 0:
            if span := self.span(place, place + len(wanted)):
                yield span
            place = self.text.find(wanted, place + 1)

    def span(self, first: int, stop: int) -> tuple[int, int] | None:
        """Return the passage of the original for a passage of `text`; None if it cuts a character."""
        before, after = bisect_left(self.starts, self.starts[first]), stop
        if before != first or (after < len(self.starts) and self.starts[after] == self.starts[after - 1]):
            return None
        return self.starts[first], self.ends[after - 1]


def loosened(text: str, form: Callable[[str], str]) -> Loose:
    """Return a text with `form` applied to each letter (with its combining signs) or run of spaces."""
    letters: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for start, end in _pieces(text):
        new = form(text[start:end])
        letters.append(new)
        starts += [start] * len(new)
        ends += [end] * len(new)
    return Loose("".join(letters), starts, ends)


def _pieces(text: str) -> Iterator[tuple[int, int]]:
    """Yield start and end of each letter with its combining signs, and of each run of spaces."""
    start = 0
    for place in range(1, len(text) + 1):
        if place < len(text):
            same_space = text[place - 1].isspace() and text[place].isspace()
            if same_space or unicodedata.combining(text[place]):
                continue
        yield start, place
        start = place


def typed(piece: str) -> str:
    """Return a piece without what copying changes: unseen signs, kind of spaces, quotes, composition."""
    if piece in _UNSEEN:
        return ""
    if piece.isspace():
        return " "
    return '"' if piece in _QUOTES else unicodedata.normalize("NFD", piece)


def folded(piece: str) -> str:
    """Return a piece without case and diacritics, spaces as one space."""
    return " " if piece.isspace() else fold(piece)


def typed_text(text: str) -> str:
    """Return a whole text as `typed` leaves it, without spaces around it."""
    return loosened(text, typed).text.strip()
