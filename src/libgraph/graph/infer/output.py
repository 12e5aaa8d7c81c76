"""Inferred graphs as lines in order, and what each says of its rule."""

from bisect import bisect_left
from collections.abc import Iterable
from typing import Final

from libgraph.graph.infer.rules import Rule
from libgraph.graph.mint import inferred_graph_iri, rule_iri
from libgraph.terms import LG, RDF_TYPE, literal_term

_DCT: Final = "http://purl.org/dc/terms/"


class OrderedLines:
    """Lines in order, and what is to be changed in them: a few changes cost no new sorting."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._sorted = sorted(lines)
        self._gone: set[str] = set()
        self._come: set[str] = set()

    def change(self, gone: Iterable[str], come: Iterable[str]) -> None:
        """Note lines that go and that come."""
        for line in gone:
            _move(line, self._come, self._gone)
        for line in come:
            _move(line, self._gone, self._come)

    def lines(self) -> list[str]:
        """Return the lines in order; the list stays this object's own."""
        if self._gone or self._come:
            _change(self._sorted, self._gone, self._come)
            self._gone, self._come = set(), set()
        return self._sorted


def _change(lines: list[str], gone: set[str], come: set[str]) -> None:
    """Change lines in order, from the last to the first, neighbours at once: the fewer moves the better."""
    start = stop = len(lines)
    new: list[str] = []
    for line in sorted(gone | come, reverse=True):
        place = bisect_left(lines, line, 0, start)
        end = place + (line in gone)
        if end != start:
            lines[start:stop] = reversed(new)
            new, stop = [], end
        start = place
        if line in come:
            new.append(line)
    lines[start:stop] = reversed(new)


def _move(line: str, source: set[str], target: set[str]) -> None:
    """Take a line out of one set of changes, or, if it is not there, put it into the opposite one."""
    if line in source:
        source.remove(line)
    else:
        target.add(line)


def described(rule: Rule, base: str) -> list[str]:
    """Return the lines by which the graph of a rule says what it is."""
    graph, iri = f"<{inferred_graph_iri(base, rule.name)}>", f"<{rule_iri(base, rule.name)}>"
    end = f"{graph} .\n"
    texts = [
        f"{iri} <{_DCT}{name}> {literal_term(text, lang=lang)} {end}"
        for name, by_lang in (("title", rule.title), ("description", rule.description))
        for lang, text in by_lang.items()
    ]
    return [
        f"{graph} <{RDF_TYPE}> <{LG}InferredGraph> {end}",
        f"{graph} <{LG}inferredBy> {iri} {end}",
        f"{iri} <{RDF_TYPE}> <{LG}Rule> {end}",
        *texts,
    ]
