"""Whether passages have the words of a name or text, allowing for inflection."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from libgraph.records.evidence.answer import Answer
from libgraph.texts import fold, mentions, nfc
from libgraph.texts.inflection import is_form
from libgraph.texts.words import significant

_SIGNS: Final = re.compile(r"""[\s"'„“”‘’‚«»‹›]+""")
_TOKEN: Final = re.compile(r"[^\W_]+")
_REACH: Final = 3


def says_text(passages: Sequence[str], text: str, lang: str) -> Answer:
    """Say whether passages have a text: as it stands, inflected, or only some of its words.

    Examples
    --------
    >>> says_text(["Pateicamies Aijai Rudītei!"], "Aija Rudīte", "lv")
    <Answer.YES: 'yes'>
    >>> says_text(["direktorė Bugailiškienė"], "Jurgita Bugailiškienė", "lt")
    <Answer.PARTLY: 'partly'>
    """
    if any(_says(passage, text, lang) for passage in passages):
        return Answer.YES
    joined = " … ".join(passages)
    tokens = {fold(token) for token in _TOKEN.findall(joined)}
    words = [word.text for word in significant(text)]
    found = sum(fold(word) in tokens or mentions(joined, word, lang) for word in words)
    if found == len(words) > 0:
        return Answer.YES
    return Answer.PARTLY if found else Answer.NO


def says_any(passages: Sequence[str], texts: Iterable[str], lang: str) -> Answer:
    """Say whether passages have one of several texts that name the same thing."""
    answers = set()
    for text in texts:
        answers.add(says_text(passages, text, lang))
        if Answer.YES in answers:
            return Answer.YES
    return Answer.PARTLY if Answer.PARTLY in answers else Answer.NO if answers else Answer.UNKNOWN


def where_text(content: str, text: str, lang: str) -> Iterator[tuple[int, int]]:
    """Yield the shortest passages that have a text, from left to right, none inside another."""
    tokens = [found.span() for found in _TOKEN.finditer(content)]
    size = max(1, len(_TOKEN.findall(text)))
    words = [word.text for word in significant(text)]
    following = 0
    for first, (start, end) in enumerate(tokens):
        if first < following or not any(_may_be(content[start:end], word, lang) for word in words):
            continue
        for stop in range(first + size, min(first + size + _REACH, len(tokens) + 1)):
            if _says(content[start : tokens[stop - 1][1]], text, lang):
                rest = content[tokens[first + 1][0] : tokens[stop - 1][1]] if stop > first + 1 else ""
                if not _says(rest, text, lang):
                    following = stop
                    yield start, tokens[stop - 1][1]
                break


def _may_be(token: str, word: str, lang: str) -> bool:
    """Say whether a token may be a form of a word, or its initial."""
    return is_form(token, word, lang) or (len(token) == 1 and fold(word).startswith(fold(token)))


def _says(passage: str, text: str, lang: str) -> bool:
    wanted = plain(text)
    return bool(wanted) and (wanted in plain(passage) or mentions(passage, text, lang))


def plain(text: str) -> str:
    """Return a text without case, diacritics, quotation marks and double spaces."""
    return _SIGNS.sub(" ", fold(nfc(text))).strip()
