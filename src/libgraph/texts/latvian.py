"""Latvian names: case endings with the softening of the stem, and the surnames of one family."""

from types import MappingProxyType
from typing import Final

from libgraph.texts.endings import Endings

ENDINGS: Final = Endings(
    MappingProxyType(
        {
            "s": "a am u ā i iem us os ij ī is īm īs",  # Ozols; and Daugavpils
            "š": "a am u ā i iem us os",
            "is": "~a im i ī ~i ~u ~iem ~us ~os u īm īs",  # Gulbis; and Cēsis
            "tis": "ša ta tim ti tī ši šu šiem šus šos tu tiem tus tos",  # Zutis; and Gatis
            "dis": "ža da dim di dī ži žu žiem žus žos du diem dus dos",
            "us": "um u ū",
            "a": "as ai am u ā ām ās",
            "e": "es ei em i ē ~u ēm ēs",
            "i": "u iem us os",
            "as": "u ām ās",
            "es": "~u u ēm ēs",
            "ais": "ā ajam o ajā ie ajiem os ajos",
            "ā": "ās ajai o ajā ajām ajās",
        }
    ),
    (
        *(("kst", "kš"), ("sn", "šņ"), ("zn", "žņ"), ("sl", "šļ"), ("zl", "žļ"), ("ln", "ļņ"), ("ll", "ļļ")),
        *(("nn", "ņņ"), ("dz", "dž"), ("b", "bj"), ("m", "mj"), ("p", "pj"), ("v", "vj"), ("t", "š")),
        *(("d", "ž"), ("c", "č"), ("l", "ļ"), ("n", "ņ"), ("s", "š"), ("z", "ž")),
    ),
)
_ENDS: Final = ("is", "us", "s", "š", "a", "e")


def family(surname: str) -> frozenset[str]:
    """Return what the surname may be without the ending that tells women and men apart.

    Examples
    --------
    >>> sorted(family("kalniņa") & family("kalniņš"))
    ['kalniņ']
    """
    ends = (end for end in _ENDS if surname.endswith(end))
    return frozenset(surname.removesuffix(end) for end in ends if len(surname) - len(end) >= 3)
