"""How a word changes: which endings follow which, and how its stem softens before some of them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

_SHORTEST_STEM: Final = 2


@dataclass(frozen=True, slots=True)
class Endings:
    """The declension of a language, as a table.

    Attributes
    ----------
    table : Mapping of str to str
        Ending of the nominative to all endings of its paradigms, separated by
        spaces; `~` before one says that the stem softens. The longest that fits
        the word is taken.
    softened : sequence of (str, str)
        End of a stem, and what becomes of it; the first that fits is taken.
    """

    table: Mapping[str, str]
    softened: Sequence[tuple[str, str]]

    def decline(self, word: str) -> Iterator[str]:
        """Yield the case forms of a word in lower case, the word itself first."""
        yield word
        fitting = (ending for ending in self.table if word.endswith(ending))
        ending = max(fitting, key=len, default="")
        stem = word[: len(word) - len(ending)]
        if not ending or len(stem) < _SHORTEST_STEM:
            return
        soft = self._soften(stem)
        for other in self.table[ending].split():
            yield soft + other[1:] if other.startswith("~") else stem + other

    def _soften(self, stem: str) -> str:
        for end, soft in self.softened:
            if stem.endswith(end):
                return stem.removesuffix(end) + soft
        return stem
