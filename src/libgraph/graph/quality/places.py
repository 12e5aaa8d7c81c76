"""The lines of a Turtle file on which a term is described or mentioned."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

_TOKEN: Final = re.compile(
    r'''(?P<string>"""(?:[^"\\]|\\.|"(?!""))*"""|\'\'\'(?:[^'\\]|\\.|'(?!''))*\'\'\''''
    r"""|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')"""
    r"|(?P<comment>\#[^\n]*)"
    r"|<(?P<iri>[^<>\"{}|^`\\\s]*)>"
    r"|(?P<number>[+-]?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)"
    r"|(?P<prefix>[^\W\d_][\w-]*(?:\.[\w-]+)*)?:(?P<local>(?:[\w:%-]|\\.|\.(?=[\w:%-]))*)"
    r"|(?P<word>@?[A-Za-z]+)"
    r"|(?P<mark>[.;,\[\]()])",
    re.DOTALL,
)


@dataclass(slots=True)
class _Statement:
    subject: str = ""
    line: int = 0
    mentions: dict[str, int] = field(default_factory=dict)


class Places:
    """Where the terms of a Turtle text stand.

    Parameters
    ----------
    text : str
        Turtle; of what is not, some places may be missed.
    """

    def __init__(self, text: str) -> None:
        self._statements = list(_statements(text))

    def line(self, term: str, value: str = "") -> int:
        """Return the line where `value` is said of `term`, or `term` is described, or mentioned; else 0."""
        about = [found for found in self._statements if found.subject == term]
        said = [found.mentions[value] for found in about if value in found.mentions]
        named = [found.mentions[term] for found in self._statements if term in found.mentions]
        return next(iter([*said, *(found.line for found in about), *named]), 0)

    def describes(self, term: str) -> bool:
        """Say whether the text has a statement about `term`."""
        return any(found.subject == term for found in self._statements)

    def says(self, term: str, value: str) -> bool:
        """Say whether the text mentions `value` in what it says of `term`."""
        return any(found.subject == term and value in found.mentions for found in self._statements)


def _statements(text: str) -> Iterator[_Statement]:
    prefixes: dict[str, str] = {}
    now, depth, words = _Statement(), 0, list[str]()
    line, at = 1, 0
    for match in _TOKEN.finditer(text):
        line += text.count("\n", at, match.start())
        at = match.start()
        mark, iri = match["mark"], _iri(match, prefixes)
        if mark in ("[", "("):
            depth += 1
        elif mark in ("]", ")"):
            depth -= 1
        if match["word"]:
            words.append(match["word"].lower().lstrip("@"))
        if match["prefix"] is not None or match["iri"] is not None or match["local"] is not None:
            if words[:1] == ["prefix"] and match["iri"] is None:
                words.append(match["prefix"] or "")
            elif words[:1] == ["prefix"]:
                prefixes[words[-1]] = iri
                now, words = _Statement(), []
            elif words[:1] != ["base"]:
                _note(now, iri, line, depth)
        if mark == "." and depth == 0:
            yield now
            now, words = _Statement(), []
    yield now


def _note(now: _Statement, iri: str, line: int, depth: int) -> None:
    if not now.subject and not now.mentions and depth == 0:
        now.subject, now.line = iri, line
    now.mentions.setdefault(iri, line)


def _iri(match: re.Match[str], prefixes: dict[str, str]) -> str:
    if match["iri"] is not None:
        return match["iri"]
    local = re.sub(r"\\(.)", r"\1", match["local"] or "")
    return prefixes.get(match["prefix"] or "", "") + local
