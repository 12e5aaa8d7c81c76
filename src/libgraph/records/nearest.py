"""The name that was probably meant."""

from collections.abc import Iterable
from typing import Final

from libgraph.texts import fold

_LONGEST: Final = 200
_SHORT: Final = 3


class Names:
    """Known names, made ready to find the one nearest to what was typed.

    Names are compared without case and diacritics, by optimal string alignment
    distance (insertions, deletions, substitutions, swaps of neighbours); up to
    two edits are always near, more in proportion to the length. Ties go to the
    alphabetically first. Of very short names only one edit is near.

    Parameters
    ----------
    known : iterable of str
    """

    def __init__(self, known: Iterable[str]) -> None:
        self._names: dict[str, str] = {}
        for name in sorted(set(known)):
            self._names.setdefault(fold(name), name)
        self._folded = list(self._names)
        self._found: dict[str, str] = {}

    def nearest(self, got: str) -> str:
        """Return the known name nearest to `got`, or an empty string if none is near."""
        folded = fold(got[:_LONGEST])
        if folded in self._names:
            return self._names[folded]
        from rapidfuzz import process
        from rapidfuzz.distance import OSA

        if folded not in self._found:
            limit = max(2, len(folded) // 3) if len(folded) > _SHORT else 1
            best = process.extractOne(folded, self._folded, scorer=OSA.distance, score_cutoff=limit)
            self._found[folded] = self._names[best[0]] if best else ""
        return self._found[folded]


def nearest(got: str, known: Iterable[str]) -> str:
    """Return the name among `known` that is nearest to `got`, or an empty string (see `Names`)."""
    return Names(known).nearest(got)
