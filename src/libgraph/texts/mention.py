"""Whether a passage names something, allowing for inflection."""

from collections.abc import Sequence

from libgraph.texts.inflection import is_form
from libgraph.texts.words import significant, words


def mentions(passage: str, name: str, lang: str) -> bool:
    """Say whether a passage names `name`, allowing for inflection.

    Each significant word of the name occurs in some case form, all of them near
    each other, in any order. Of several words all but the last may be given by
    an initial (`L. Tetere`). The passage may lack diacritics, but not have others.
    A name of one word that is capitalised must be so in the passage.

    Parameters
    ----------
    passage : str
    name : str
        In the nominative.
    lang : str
        Language of the passage.

    Examples
    --------
    >>> mentions("Seminārā uzstājās Aija Rudīte.", "Aija Rudīte", "lv")
    True
    >>> mentions("Pateicamies Aijai Rudītei!", "Aija Rudīte", "lv")
    True
    >>> mentions("Brauciens uz Valgu", "Valka", "lv")
    False
    """
    wanted = significant(name)
    there = words(passage)
    if not wanted:
        return False
    places = [
        [
            place
            for place, word in enumerate(there)
            if is_form(word.text, part.text, lang)
            or (part is not wanted[-1] and word.is_initial and part.folded.startswith(word.folded))
        ]
        for part in wanted
    ]
    if len(wanted) == 1 and wanted[0].text[0].isupper():
        places = [[place for place in places[0] if there[place].text[0].isupper()]]
    return _near(places, reach=2 * len(wanted) + 2)


def _near(places: Sequence[Sequence[int]], reach: int) -> bool:
    """Say whether one place of each list, all different, lie within `reach` words."""
    for first in sorted({place for found in places for place in found}):
        inside = [[place for place in found if first <= place < first + reach] for found in places]
        if all(inside) and len({place for found in inside for place in found}) >= len(places):
            return True
    return False
