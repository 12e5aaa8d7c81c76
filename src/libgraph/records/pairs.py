"""Which names are worth comparing: those that share the beginnings of words, found without comparing all."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations
from typing import Final

from libgraph.records.identity import Ref
from libgraph.records.things import Mark, Thing
from libgraph.texts.words import tellable

_STEM: Final = 4
_SHORT_STEM: Final = 3
_MOST_WORDS: Final = 8
_MOST_IN_BLOCK: Final = 120
_ALIKE_AT_ALL: Final = 72
_TOO_SHORT_TO_MEASURE: Final = 6
Key = tuple[str, ...]
Entry = tuple[Ref, str]


def pairs(known: Iterable[Thing]) -> dict[tuple[Ref, Ref], list[tuple[str, str]]]:
    """Return the pairs of things that may be one, with the names that look alike (none for shared marks)."""
    blocks: defaultdict[tuple[str, Key], set[Entry]] = defaultdict(set)
    marks: defaultdict[tuple[str, Mark], set[Ref]] = defaultdict(set)
    for thing in known:
        for name in thing.names:
            for key in _keys(name):
                blocks[thing.ref[0], key].add((thing.ref, name))
        for mark in thing.marks:
            marks[thing.ref[0], mark].add(thing.ref)
    found: defaultdict[tuple[Ref, Ref], list[tuple[str, str]]] = defaultdict(list)
    for (one, name), (other, called) in _alike(sorted(_together(blocks))):
        found[one, other].append((name, called))
    for refs in marks.values():
        if len(refs) <= _MOST_IN_BLOCK:
            for pair in combinations(sorted(refs), 2):
                found.setdefault(pair, [])
    return dict(sorted(found.items()))


def _keys(name: str) -> Iterator[Key]:
    """Yield what a name is found by: its whole, two of its words, a word with the letter of the other."""
    folded = [word.folded for word in tellable(name)[:_MOST_WORDS]]
    stems = sorted(word[:_STEM] for word in folded)
    yield ("whole", *sorted(word[:_SHORT_STEM] for word in folded))
    if len(stems) == 2:
        yield ("initial", stems[0], stems[1][:1])
        yield ("initial", stems[1], stems[0][:1])
    for two in set(combinations(stems, 2)):
        yield ("two", *two)


def _together(blocks: Mapping[tuple[str, Key], set[Entry]]) -> set[tuple[Entry, Entry]]:
    """Return the pairs of each block; one that is too large says nothing."""
    return {
        (one, other)
        for block in blocks.values()
        if 1 < len(block) <= _MOST_IN_BLOCK
        for one, other in combinations(sorted(block), 2)
        if one[0] != other[0]
    }


def _alike(found: Iterable[tuple[Entry, Entry]]) -> list[tuple[Entry, Entry]]:
    """Return the pairs whose names are alike at all, by measures that are cheap."""
    from rapidfuzz import process
    from rapidfuzz.fuzz import token_set_ratio

    letters = _Letters()
    fitting = [pair for pair in found if letters.fit(pair[0][1], pair[1][1])]
    if not fitting:
        return []
    ours = [letters.plain(one[1]) for one, _ in fitting]
    theirs = [letters.plain(other[1]) for _, other in fitting]
    scores = process.cpdist(ours, theirs, scorer=token_set_ratio)
    return [
        pair
        for pair, score, called in zip(fitting, scores, ours, strict=True)
        if score >= _ALIKE_AT_ALL or len(called) <= _TOO_SHORT_TO_MEASURE
    ]


class _Letters:
    """Names with the first letters of their words, which no form and no slip that is looked for changes."""

    def __init__(self) -> None:
        self._known: dict[str, tuple[str, Counter[str]]] = {}

    def plain(self, name: str) -> str:
        """Return a name without case and diacritics."""
        return self._of(name)[0]

    def fit(self, one: str, other: str) -> bool:
        """Say whether each word of the shorter name can have its like in the longer one."""
        ours, theirs = self._of(one)[1], self._of(other)[1]
        return ours <= theirs or theirs <= ours

    def _of(self, name: str) -> tuple[str, Counter[str]]:
        if name not in self._known:
            found = [word.folded for word in tellable(name)]
            self._known[name] = " ".join(found), Counter(word[0] for word in found)
        return self._known[name]
