"""Several values that were typed as if they were one: `a; b` or `a|b`."""

import re
from collections.abc import Iterator, Sequence
from typing import Any, Final

from libgraph.records.called import Called
from libgraph.records.cells import BAR, is_passage
from libgraph.records.record import At
from libgraph.records.values import Problem

_BETWEEN: Final = re.compile(r"\s*[;,|\n]\s*")


def pieces_of(text: str) -> list[str]:
    """Return what stands between the signs with which people separate values.

    Examples
    --------
    >>> pieces_of("crafts; community"), pieces_of("crafts|community"), pieces_of("crafts")
    (['crafts', 'community'], ['crafts', 'community'], [])
    """
    written = text.written if isinstance(text, Called) else text
    return [piece for piece in _BETWEEN.split(written) if piece] if _BETWEEN.search(written) else []


def joined_passages(value: Any, at: At) -> Iterator[Problem]:
    """Yield the problem of each text that holds several positions of evidence."""
    if isinstance(value, dict):
        for name, below in value.items():
            yield from joined_passages(below, (*at, name))
        return
    for text in value if isinstance(value, list) else ():
        pieces = pieces_of(text) if isinstance(text, str) else []
        if len(pieces) > 1 and all(map(is_passage, pieces)):
            yield in_one_list(at, text, pieces, in_table=True)


def in_one_list(at: At, got: str, pieces: Sequence[str], in_table: bool) -> Problem:
    """Return the problem of several good values in one text."""
    cure, between = ("write-bars", BAR) if in_table else ("write-brackets", ", ")
    return Problem(at, "joined-values", cure, {"got": got, "nearest": between.join(pieces)})
