"""Sentences for people, in Lithuanian, Latvian and English, from `locale/LANGUAGE/*.toml`."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

LANGUAGES: Final = ("lt", "lv", "en")


@dataclass(frozen=True, slots=True)
class Messages:
    """The sentences of one language.

    Attributes
    ----------
    lang : str
        One of `LANGUAGES`.
    texts : Mapping of str to str
        Templates for `str.format`, by key.
    """

    lang: str
    texts: Mapping[str, str]

    def say(self, key: str, /, **data: object) -> str:
        """Return the sentence `key` with its gaps filled."""
        return self.texts[key].format(**data)


@cache
def messages(lang: str) -> Messages:
    """Return the sentences of a language; its files are read once.

    Raises
    ------
    ValueError
        If there are no sentences in that language, or two files give one key.
    """
    if lang not in LANGUAGES:
        raise ValueError(f"no messages in {lang!r}; there are {', '.join(LANGUAGES)}")
    texts: dict[str, str] = {}
    for path in sorted((Path(__file__).parent / "locale" / lang).glob("*.toml")):
        found = tomllib.loads(path.read_text("utf-8"))
        if texts.keys() & found.keys():
            raise ValueError(f"{path} gives keys again: {', '.join(sorted(texts.keys() & found.keys()))}")
        texts |= found
    return Messages(lang, texts)


def pick(texts: Mapping[str, str], lang: str) -> str:
    """Return the text in `lang`, or else in lt, lv, en, or any language; empty if there is none."""
    for choice in (lang, "", *LANGUAGES):
        if texts.get(choice):
            return texts[choice]
    return next((texts[key] for key in sorted(texts)), "")
