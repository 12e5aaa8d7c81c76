"""Deleting values from a YAML text, and leaving every other byte of it as it is.

A line of JSON is flow-style YAML as far as positions go, so this serves JSONL too.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

import yaml

from libgraph.records.record import At

_JSON_ONLY: Final = re.compile(r"\\/|\\u[dD][89a-fA-F][0-9a-fA-F]{2}|\t")
_BLOCK_SCALARS: Final = frozenset({"|", ">"})
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class _Entry:
    """An item of a list, or a key of a mapping with its value."""

    at: At
    start: int
    end: int
    node: yaml.Node


def without(text: str, paths: Collection[At], *, json: bool = False) -> str:
    """Return the text without the values at some paths.

    A mapping or list that would be left empty goes as well, except the whole text.

    Parameters
    ----------
    json : bool
        Whether the text is one line of JSON.
    """
    readable = _JSON_ONLY.sub(lambda found: " " * len(found.group()), text) if json else text
    root = yaml.compose(readable, Loader=yaml.CSafeLoader)
    if root is None:
        return text
    cutter = _Cutter(readable, _whole(root, (), set(paths)))
    kept, here = [], 0
    for start, end in _merged(cutter.cuts(root, ())):
        kept.append(text[here:start])
        here = end
    return "".join([*kept, text[here:]])


def _whole(node: yaml.Node, at: At, paths: set[At]) -> set[At]:
    """Add to the paths every mapping and list whose values all go."""
    below = _children(node, at)
    for entry in below:
        paths |= _whole(entry.node, entry.at, paths)
    if at and below and all(entry.at in paths for entry in below):
        paths.add(at)
    return paths


def _children(node: yaml.Node, at: At) -> list[_Entry]:
    if isinstance(node, yaml.SequenceNode):
        return [
            _Entry((*at, place), item.start_mark.index, _end(item), item)
            for place, item in enumerate(node.value)
        ]
    if isinstance(node, yaml.MappingNode):
        return [
            _Entry((*at, key.value), key.start_mark.index, _end(value), value) for key, value in node.value
        ]
    return []


def _end(node: yaml.Node) -> int:
    """Return where a value ends; for a block, where its last value does."""
    if isinstance(node, yaml.CollectionNode) and not node.flow_style and node.value:
        last = node.value[-1]
        return _end(last[1] if isinstance(last, tuple) else last)
    return int(node.end_mark.index)


def _merged(spans: Iterator[Span]) -> list[Span]:
    merged: list[Span] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = merged[-1][0], max(end, merged[-1][1])
        else:
            merged.append((start, end))
    return merged


class _Cutter:
    """Knows the text while it finds what is to be cut."""

    def __init__(self, text: str, paths: Collection[At]) -> None:
        self._text = text
        self._paths = paths

    def cuts(self, node: yaml.Node, at: At) -> Iterator[Span]:
        """Yield the spans that go."""
        below = _children(node, at)
        gone = [entry.at in self._paths for entry in below]
        for entry, is_gone in zip(below, gone, strict=True):
            if not is_gone:
                yield from self.cuts(entry.node, entry.at)
        for first, last in _runs(gone):
            if getattr(node, "flow_style", False):
                yield self._flow(below, first, last)
            elif isinstance(node, yaml.SequenceNode):
                yield from (self._item(node, below, place) for place in range(first, last + 1))
            else:
                yield from self._keys(below, first, last)

    def _flow(self, below: Sequence[_Entry], first: int, last: int) -> Span:
        """Cut between brackets, with the comma after or before."""
        if last + 1 < len(below):
            return below[first].start, below[last + 1].start
        return (below[first - 1].end if first else below[first].start), below[last].end

    def _item(self, node: Any, below: Sequence[_Entry], place: int) -> Span:
        """Cut the lines of an item, from its hyphen."""
        dash = self._dash(node, below, place)
        start = self._line_start(dash)
        if start < 0:  # the hyphen follows another one
            return dash, self._dash(node, below, place + 1)
        return start, self._line_end(below[place])

    def _dash(self, node: Any, below: Sequence[_Entry], place: int) -> int:
        start = int(node.start_mark.index)
        if place == 0:
            return start
        column = int(node.start_mark.column)
        found = re.compile(rf"^ {{{column}}}-(?=\s)", re.MULTILINE).search(self._text, below[place - 1].end)
        return found.end() - 1 if found else start

    def _keys(self, below: Sequence[_Entry], first: int, last: int) -> Iterator[Span]:
        """Cut the lines of keys; what follows the hyphen of an item moves up to it."""
        start = self._line_start(below[first].start)
        if start >= 0:
            yield from (
                (self._line_start(entry.start), self._line_end(entry)) for entry in below[first : last + 1]
            )
            return
        between = self._text[below[last].end : below[last + 1].start]
        if "\n" in between and not between.split("\n", 1)[1].strip():
            yield below[first].start, below[last + 1].start
            return
        # a comment stands between: it stays, in a line of its own
        yield below[first].start, self._line_end(below[last]) - 1

    def _line_start(self, place: int) -> int:
        """Return where the line begins if only spaces stand before; else -1."""
        start = self._text.rfind("\n", 0, place) + 1
        return start if not self._text[start:place].strip(" ") else -1

    def _line_end(self, entry: _Entry) -> int:
        end = entry.end
        while end > entry.start and self._text[end - 1].isspace():  # a block scalar ends after its line
            end -= 1
        found = self._text.find("\n", end)
        return len(self._text) if found < 0 else found + 1


def _runs(gone: Sequence[bool]) -> Iterator[tuple[int, int]]:
    """Yield the first and last place of each row of values that go together."""
    first = None
    for place, is_gone in enumerate([*gone, False]):
        if is_gone and first is None:
            first = place
        elif not is_gone and first is not None:
            yield first, place - 1
            first = None
