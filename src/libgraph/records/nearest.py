"""The name that was probably meant."""

from collections.abc import Iterable
from typing import Final

from libgraph.texts import fold

_LONGEST: Final = 200
_SHORT: Final = 2
_CLEAR: Final = 4


class Names:
    """Known names, made ready to find the one nearest to what was typed.

    Names are compared without case and diacritics, by optimal string alignment
    distance (insertions, deletions, substitutions, swaps of neighbours); up to
    two edits are always near, more in proportion to the length. Of names equally
    near, the one that keeps more letters in their order comes first, then the one
    that begins more alike, then the alphabetically first. Of very short names only one edit is near.

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
        if folded not in self._names and folded not in self._found:
            self._found[folded] = self._names.get(self._near(folded), "")
        return self._names.get(folded) or self._found[folded]

    def _near(self, folded: str) -> str:
        from rapidfuzz import process
        from rapidfuzz.distance import OSA, Indel, JaroWinkler

        limit = max(2, len(folded) // 3) if len(folded) > _SHORT else 1
        best = process.extractOne(folded, self._folded, scorer=OSA.distance, score_cutoff=limit)
        if best is None:
            return ""
        near = process.extract(folded, self._folded, scorer=OSA.distance, score_cutoff=best[1], limit=None)
        names = [name for name, *_ in near]
        rank = {n: (Indel.distance(folded, n), -JaroWinkler.similarity(folded, n), n) for n in names}
        return min(names, key=rank.__getitem__)


def is_clear(got: str, near: str) -> bool:
    """Say whether `near` is so near to what was typed that nothing else can have been meant."""
    from rapidfuzz.distance import OSA

    return OSA.distance(fold(got[:_LONGEST]), fold(near)) <= (2 if len(near) > _CLEAR else 1)


def nearest(got: str, known: Iterable[str]) -> str:
    """Return the name among `known` that is nearest to `got`, or an empty string (see `Names`)."""
    return Names(known).nearest(got)
