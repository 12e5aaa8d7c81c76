"""The name that was probably meant."""

from collections.abc import Iterable

from rapidfuzz import process
from rapidfuzz.distance import OSA

from libgraph.texts import fold


def nearest(got: str, known: Iterable[str]) -> str:
    """Return the known name nearest to `got`, or an empty string if none is near.

    Names are compared without case and diacritics, by optimal string alignment
    distance (insertions, deletions, substitutions, swaps of neighbours); up to
    two edits are always near, more in proportion to the length. Ties go to the
    alphabetically first.
    """
    names = sorted(set(known))
    folded = fold(got)
    limit = max(2, len(folded) // 3)
    best = process.extractOne(folded, [fold(name) for name in names], scorer=OSA.distance, score_cutoff=limit)
    return names[best[2]] if best else ""
