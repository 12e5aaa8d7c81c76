"""What Oxigraph's parser says of a text, as a place in the query and a sentence.

The parser names the furthest character it looked at, and it looks ahead by the length of each
keyword it tries: `expected OPTIONAL` at column 10 is about column 2. So places are near, not exact.
"""

import re
from collections.abc import Callable, Sequence
from typing import Final

from libgraph.graph.guard import CheckedQuery
from libgraph.graph.scan import QuerySyntaxError, syntax_error

_PLACE: Final = re.compile(r"error at (\d+):(\d+): expected (?:one of )?(.*)", re.DOTALL)
_ITEM: Final = re.compile(r'"(?:[^"\\]|\\.)*"|\[(?:\'[^\']*\'|[^\]\'])*\]|[^,\["]+')
_KEYWORD: Final = re.compile(r"[A-Za-z_]+[0-9]*\Z")
_AHEAD: Final = " " * 32
_PLAINER: Final = {
    "The SELECT contains a variable that is unbound":
        "a variable of SELECT is neither in GROUP BY nor inside an aggregate such as COUNT",
    "The SELECT overrides an existing variable using an expression":
        "AS gives a value to a variable that has one already",
}  # fmt: skip


def syntax_error_of(
    query: CheckedQuery,
    asked: str,
    message: str,
    parse: Callable[[str], object],
    offset_before: Callable[[int], int],
) -> QuerySyntaxError:
    """Return the error for a query that the parser refused.

    Parameters
    ----------
    query : CheckedQuery
        The query as written.
    asked : str
        The text that the parser got.
    message : str
        What it said.
    parse : callable
        Parses a text again; raises SyntaxError.
    offset_before : callable
        Tells where an offset into `asked` is in the query as written.
    """
    _, items = _read(asked, message)
    said = next((item for item in items if item[0].isalpha() and " " in item), "")
    if said:
        offset = next(token.start for token in query.tokens if token.word == query.form)
        return syntax_error(query.text, offset, f"{_PLAINER.get(said, said)}.")
    try:
        parse(asked + _AHEAD)
    except SyntaxError as error:
        message = str(error)
    furthest, items = _read(asked + _AHEAD, message)
    starts = [furthest - len(item) * bool(_KEYWORD.match(item)) for item in items]
    offset = offset_before(min(max(starts, default=furthest), len(asked)))
    return syntax_error(query.text, offset, _what(query.text[offset:], items))


def _read(text: str, message: str) -> tuple[int, list[str]]:
    """Return the offset that a message names, and what it says was expected there."""
    match = _PLACE.match(message)
    if match is None:
        return 0, []
    lines = text.split("\n")
    line = int(match[1]) - 1
    offset = sum(len(each) + 1 for each in lines[:line]) + int(match[2]) - 1
    return offset, [item for item in (found.strip() for found in _ITEM.findall(match[3])) if item]


def _what(rest: str, items: Sequence[str]) -> str:
    signs = [item[1:-1] for item in items if item[0] == '"']
    hint = f" One of these is expected: {'  '.join(signs)}" if signs else ""
    if not rest.strip():
        return f"the query ends too early.{hint}"
    return f"the text cannot be read as SPARQL near {rest.split(None, 1)[0][:30]!r}.{hint}"
