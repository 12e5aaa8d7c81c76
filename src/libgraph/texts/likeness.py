"""How alike two names are, and why: what a person looks at who asks whether two records are of one thing."""

from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from libgraph.texts import latvian, lithuanian
from libgraph.texts.folding import nfc
from libgraph.texts.inflection import is_form
from libgraph.texts.words import Word, tellable

_GRADES: Final = MappingProxyType(
    {
        "same": 1.0,
        "diacritics": 0.97,  # missing in one of the two
        "case": 0.85,
        "initials": 0.75,
        "family": 0.7,  # maiden name and married name, or a surname fitted to a man or a woman
        "part": 0.65,
        "typo": 0.6,
        "gender": 0.5,  # Andra Ozola: a woman, or Andris Ozols in the genitive
        "different": 0.0,
    }
)
_FIRM: Final = ("same", "diacritics", "case")
_LONG_ENOUGH_FOR_A_TYPO: Final = 6
_LANGUAGES: Final = ("lt", "lv")


@dataclass(frozen=True, slots=True)
class Likeness:
    """How alike two names are.

    Attributes
    ----------
    score : float
        From 0 (different) to 1 (the same).
    reason : str
        The weakest of what binds the words of the two: same, diacritics, case,
        initials, family, part, typo, gender or different.
    """

    score: float
    reason: str


def alike(a: str, b: str) -> Likeness:
    """Say how alike two names are, in whatever order they are given.

    Every word of the shorter name must have its like in the longer one; the
    weakest likeness decides.

    Examples
    --------
    >>> alike("Līga Tetere", "Tetere, Līga").reason
    'same'
    >>> alike("Ona Petraitytė", "Ona Petraitienė").reason
    'family'
    >>> alike("Valka", "Valga").reason
    'different'
    """
    a, b = sorted((nfc(a), nfc(b)), key=lambda name: (len(tellable(name)), name))
    shorter, longer = tellable(a), tellable(b)
    if not shorter:
        return Likeness(0.0, "different")
    whole = len(shorter) == len(longer)
    left = list(longer)
    weakest = "same"
    for word in shorter:
        surname = len(shorter) > 1 and word is shorter[-1]
        reasons = [_word_reason(word, other, surname=surname and other is longer[-1]) for other in left]
        best = max(reasons, key=_GRADES.__getitem__)
        weakest = min(weakest, best, key=_GRADES.__getitem__)
        if weakest == "different":
            break
        del left[reasons.index(best)]
    if not whole:  # some words must bind firmly if others are missing
        weakest = "part" if len(shorter) > 1 and weakest in _FIRM else "different"
    return Likeness(_GRADES[weakest], weakest)


def _word_reason(a: Word, b: Word, *, surname: bool) -> str:
    if a.text == b.text:
        return "same"
    if a.folded == b.folded:
        either_plain = a.text.isascii() or b.text.isascii()
        return "diacritics" if either_plain or a.text.lower() == b.text.lower() else "typo"
    if a.folded[0] != b.folded[0]:
        return "different"  # none of what follows changes the first letter
    if a.is_initial or b.is_initial:
        return "initials"
    for base, form in ((a, b), (b, a)):
        if any(is_form(form.text, base.text, lang) for lang in _LANGUAGES):
            return "gender" if _may_be_a_woman(base.folded, form.folded) else "case"
    if surname and _one_family(a.text.lower(), b.text.lower()):
        return "family"
    return "typo" if _one_slip(a.folded, b.folded) else "different"


def _may_be_a_woman(base: str, form: str) -> bool:
    return base.endswith("s") and form.endswith(("a", "e"))


def _one_family(a: str, b: str) -> bool:
    return any(not family(a).isdisjoint(family(b)) for family in (lithuanian.family, latvian.family))


def _one_slip(a: str, b: str) -> bool:
    """Say whether two long words differ by one letter that is not the first."""
    from rapidfuzz.distance import OSA

    short = min(len(a), len(b)) < _LONG_ENOUGH_FOR_A_TYPO
    return not short and a[0] == b[0] and OSA.distance(a, b, score_cutoff=1) == 1
