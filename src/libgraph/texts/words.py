"""Texts cut into words."""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from libgraph.texts.folding import fold, nfc

_WORD: Final = re.compile(r"[^\W_]+")
_LITTLE: Final = frozenset(
    ["ir", "un", "ar", "and", "und", "of", "the", "de", "von", "van", "for", "la", "le", "des", "af", "og"]
)


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text.

    Attributes
    ----------
    text : str
        As written, in normal form C.
    folded : str
        Without case and diacritics.
    dotted : bool
        Whether a full stop follows at once, as after an initial.
    """

    text: str
    folded: str
    dotted: bool

    @property
    def is_initial(self) -> bool:
        """Whether the word is one letter with a full stop."""
        return self.dotted and len(self.folded) == 1


def words(text: str) -> list[Word]:
    """Return the words of a text; a hyphen parts words."""
    text = nfc(text)
    return [
        Word(found.group(), fold(found.group()), text[found.end() : found.end() + 1] == ".")
        for found in _WORD.finditer(text)
    ]


@lru_cache(maxsize=100_000)
def tellable(name: str) -> tuple[Word, ...]:
    """Return the words of a name without little words such as `and`; all if nothing else is left."""
    every = words(name)
    return tuple(word for word in every if word.folded not in _LITTLE) or tuple(every)


def significant(name: str) -> tuple[Word, ...]:
    """Return the words of a name without initials and little words; all if nothing else is left."""
    every = tellable(name)
    return tuple(word for word in every if not word.is_initial) or every
