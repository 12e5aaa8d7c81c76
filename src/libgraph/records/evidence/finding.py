"""From a pasted passage to its positions in a text."""

from collections.abc import Iterator

from libgraph.records.evidence.graphemes import cuts_character
from libgraph.records.evidence.loose import loosened, typed, typed_text

Span = tuple[int, int]


def find_passage(content: str, passage: str) -> list[Span]:
    """Return where a text has a passage, in its order.

    The passage is looked for as it is, and if it is nowhere, without regard to what
    copying changes: line breaks and other spaces, kinds of quotation marks, soft hyphens,
    composed or decomposed letters. Positions are always those of the text itself.

    Examples
    --------
    >>> find_passage("Līga  Tetere, “direktore”", 'Līga Tetere, "direktore"')
    [(0, 25)]
    """
    wanted = passage.strip()
    spans = list(_exact(content, wanted)) or list(loosened(content, typed).find(typed_text(wanted)))
    return [span for span in spans if not any(cuts_character(content, place) for place in span)]


def _exact(content: str, wanted: str) -> Iterator[Span]:
    place = content.find(wanted) if wanted else -1
    while place >= 0:
        yield place, place + len(wanted)
        place = content.find(wanted, place + 1)


def context(content: str, span: Span, width: int = 24) -> tuple[str, str, str]:
    """Return what stands before, in and after a passage, in one line each."""
    start, end = span
    parts = content[max(0, start - width) : start], content[start:end], content[end : end + width]
    before, inside, after = ("".join(" " if char.isspace() else char for char in part) for part in parts)
    return before, inside, after
