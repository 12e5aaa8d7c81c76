"""Solutions as a table for a terminal."""

import io
import re
from collections.abc import Mapping, Sequence
from typing import Final

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from libgraph.graph.solutions import Term
from libgraph.terms import PREFIXES, XSD, compact

_CONTROL: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
_NUMBERS: Final = frozenset(f"{XSD}{name}" for name in ("integer", "decimal", "double", "float"))
_WIDE: Final = 100_000


def to_table(
    variables: Sequence[str],
    rows: Sequence[tuple[Term | None, ...]],
    width: int | None = None,
    prefixes: Mapping[str, str] = PREFIXES,
) -> str:
    """Return rows as a table with IRIs compacted, numbers to the right, and the count of rows below.

    Parameters
    ----------
    variables : sequence of str
    rows : sequence of tuples of terms
    width : int, optional
        Columns of the terminal; without it the table is as wide as it needs.
    prefixes : Mapping of str to str
        For compacting IRIs.
    """
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False)
    for index, name in enumerate(variables):
        numbers = bool(rows) and all(_is_number(row[index]) for row in rows)
        table.add_column(Text(name), justify="right" if numbers else "left", overflow="fold")
    for row in rows:
        table.add_row(*(Text(shown(term, prefixes)) for term in row))
    out = io.StringIO()
    if variables:
        Console(file=out, width=width or _WIDE, color_system=None, legacy_windows=False).print(table)
    lines = [line.rstrip() for line in out.getvalue().split("\n")[:-1]]
    return "\n".join([*lines, "1 row" if len(rows) == 1 else f"{len(rows)} rows", ""])


def shown(term: Term | None, prefixes: Mapping[str, str] = PREFIXES) -> str:
    """Return a term as people read it; control characters in it cannot steer the terminal."""
    match term:
        case None:
            return ""
        case NamedNode(value=iri):
            text = compact(iri, prefixes)
        case Literal(value=text):
            pass
        case BlankNode() | Triple():
            text = str(term)
    return _CONTROL.sub(lambda found: " " if found.group() in "\t\r\n" else "\ufffd", text)


def _is_number(term: Term | None) -> bool:
    return term is None or (isinstance(term, Literal) and term.datatype.value in _NUMBERS)
