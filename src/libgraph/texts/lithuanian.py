"""Lithuanian names: case endings, and the surnames of a wife, a daughter and a husband as one family."""

from types import MappingProxyType
from typing import Final

from libgraph.texts.endings import Endings

_IS: Final = "~io ~iui į ~iu yje ~iai ~ių ~iams ~ius ~iais ~iuose"  # of -is and -ys alike
_E: Final = "ė ės ei ę e ėje ~ių ėms es ėmis ėse"
ENDINGS: Final = Endings(
    MappingProxyType(
        {
            "as": "o ui ą u e ai ų ams us ais uose am ame i iems",
            "is": f"{_IS} i ies imi ys ims imis yse ~iam ~iame",
            "ys": f"{_IS} y ims is imis yse",
            "us": "aus ui ų umi uje au ūs ums umis uose",
            "ius": "iaus iui ių iumi iuje iau iai iams iais iuose",
            "a": "os ai ą oje ų oms as omis ose",
            "ė": _E,
            "e": _E,  # typed without the dot, or foreign
            "ai": "ų ams us ais uose",
            "os": "ų oms as omis ose",
            "ės": "~ių ėms es ėmis ėse",
            "oji": "osios ajai ąją ąja ojoje ųjų osioms ąsias osiomis osiose",
            "asis": "ojo ajam ąjį uoju ajame ieji ųjų iesiems uosius aisiais uosiuose",
            "ieji": "ųjų iesiems uosius aisiais uosiuose",
        }
    ),
    (("t", "č"), ("d", "dž")),
)
_OF_WOMEN: Final = ("ienė", "iūtė", "aitė", "ytė", "utė", "ūtė", "ė")
_OF_MEN: Final = ("ius", "as", "is", "ys", "us", "a", "ė")


def family(surname: str) -> frozenset[str]:
    """Return what the surname may be without the ending that tells wife, daughter and husband apart.

    A word in lower case; two surnames can be of one family if they share one of these stems.

    Examples
    --------
    >>> sorted(family("petraitienė") & family("petraitis"))
    ['petrait']
    >>> family("petrauskas") & family("petraitis")
    frozenset()
    """
    ends = (end for end in (*_OF_WOMEN, *_OF_MEN) if surname.endswith(end))
    return frozenset(surname.removesuffix(end) for end in ends if len(surname) - len(end) >= 3)
