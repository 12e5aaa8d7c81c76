"""The forms in which a word of a name may occur in a text."""

from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import Final

from libgraph.texts import latvian, lithuanian
from libgraph.texts.folding import fold, nfc

_ENDINGS: Final = MappingProxyType({"lt": lithuanian.ENDINGS, "lv": latvian.ENDINGS})
_LONGEST_ABBREVIATION: Final = 5


@lru_cache(maxsize=50_000)
def spellings(word: str, lang: str) -> Mapping[str, frozenset[str]]:
    """Return each folded form of a word with the spellings (in lower case) that it stands for.

    An abbreviation in capitals, such as LNB, has no forms but itself.
    """
    plain = nfc(word)
    endings = _ENDINGS.get(lang)
    abbreviated = plain.isupper() and len(plain) <= _LONGEST_ABBREVIATION
    lower = plain.lower()
    found = [lower] if endings is None or abbreviated else endings.decline(lower)
    grouped: dict[str, set[str]] = {}
    for form in found:
        grouped.setdefault(fold(form), set()).add(form)
    return MappingProxyType({folded: frozenset(same) for folded, same in grouped.items()})


def forms(word: str, lang: str) -> frozenset[str]:
    """Return the folded forms of one word that may occur in a text of that language.

    Parameters
    ----------
    word : str
        In the nominative; a word in another case has at least itself as form.
    lang : str
        lt or lv; in another language a word has only itself.

    Examples
    --------
    >>> sorted(forms("Cēsis", "lv") & {"cesu", "cesis", "valkas"})
    ['cesis', 'cesu']
    >>> "panevezio" in forms("Panevėžys", "lt")
    True
    >>> sorted(forms("Panevėžys", "en"))
    ['panevezys']
    """
    return frozenset(spellings(word, lang))


def is_form(word: str, base: str, lang: str) -> bool:
    """Say whether `word` may be a case form of `base`.

    It may lack diacritics, but not have others: `Jāna` is no form of `Jānis`
    (`Jāņa`), `Jana` may be one.
    """
    found = spellings(base, lang).get(fold(word))
    lower = nfc(word).lower()
    return found is not None and (lower.isascii() or lower in found)
