"""Names and texts: normal form, folding for search, slugs."""

import re
import unicodedata


def nfc(text: str) -> str:
    """Return `text` in Unicode normalisation form C."""
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def fold(text: str) -> str:
    """Return `text` without case and diacritics, for search and comparison.

    Examples
    --------
    >>> fold("Žydrūnė Tichanavičienė")
    'zydrune tichanaviciene'
    """
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFD", text.casefold())
    return "".join(char for char in decomposed if not unicodedata.combining(char))


def slug(text: str) -> str:
    """Return an id made from a name: lower case ASCII letters, digits and hyphens.

    Examples
    --------
    >>> slug("Valkas novada Centrālā bibliotēka")
    'valkas-novada-centrala-biblioteka'
    """
    return re.sub(r"[^a-z0-9]+", "-", fold(text)).strip("-")
