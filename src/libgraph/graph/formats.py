"""Answers as text: which format suits which form of query."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final

from pyoxigraph import (
    BlankNode,
    CanonicalizationAlgorithm,
    Dataset,
    DefaultGraph,
    Quad,
)

from libgraph.errors import LibgraphError
from libgraph.graph.results import Row, boolean_json, boolean_xml, to_csv, to_json, to_tsv, to_xml
from libgraph.graph.solutions import Answer, Solutions, Term, Triples
from libgraph.graph.table import to_table
from libgraph.graph.turtle import turtle
from libgraph.terms import PREFIXES

TRIPLE_FORMATS: Final = ("ttl", "nt", "nq")
FORMATS: Final = ("table", "csv", "tsv", "json", "xml", *TRIPLE_FORMATS)

_SELECT: Final[Mapping[str, Callable[[Sequence[str], Iterable[Row]], str]]] = {
    "csv": to_csv, "tsv": to_tsv, "json": to_json, "xml": to_xml,
}  # fmt: skip
_ASK: Final[Mapping[str, Callable[[bool], str]]] = {
    "table": lambda answer: "yes\n" if answer else "no\n", "json": boolean_json, "xml": boolean_xml,
}  # fmt: skip


class WrongFormat(LibgraphError):
    """The format asked for cannot hold the answer."""

    def __init__(self, asked: str, possible: Sequence[str]) -> None:
        super().__init__(asked, possible)
        self.asked, self.possible = asked, tuple(possible)

    def __str__(self) -> str:
        choice = ", ".join(self.possible)
        return f"The answer to this query cannot be written as {self.asked}. Choose one of: {choice}."


def formats_of(answer: Answer) -> tuple[str, ...]:
    """Return the formats that suit an answer, the one for a terminal first.

    SPARQL defines no CSV or TSV for ASK.
    """
    if isinstance(answer, Solutions):
        return ("table", *_SELECT)
    return TRIPLE_FORMATS if isinstance(answer, Triples) else tuple(_ASK)


def write(
    answer: Answer, form: str, *, width: int | None = None, prefixes: Mapping[str, str] = PREFIXES
) -> str:
    """Return an answer in a format.

    Parameters
    ----------
    answer : Solutions, Triples or bool
    form : str
        One of `formats_of(answer)`.
    width : int, optional
        Columns of the terminal, for tables; without it a table is as wide as it needs.
    prefixes : Mapping of str to str
        For tables and Turtle.

    Returns
    -------
    str
        Text that ends with a line end. The same answer gives the same text: rows that the query
        left unordered are sorted, and so are triples.

    Raises
    ------
    WrongFormat
        If the answer has no such form.
    """
    if form not in formats_of(answer):
        raise WrongFormat(form, formats_of(answer))
    if isinstance(answer, Triples):
        return _graph(answer, form, prefixes)
    if isinstance(answer, bool):
        return _ASK[form](answer)
    rows = answer.rows if answer.ordered else sorted(answer.rows, key=_row_key)
    if form == "table":
        return to_table(answer.variables, rows, width, prefixes)
    return _SELECT[form](answer.variables, rows)


def _row_key(row: Row) -> list[str]:
    return [_term_key(term) for term in row]


def _term_key(term: Term | None) -> str:
    """Blank nodes have names by chance: they sort together."""
    return "" if term is None else "_:" if isinstance(term, BlankNode) else str(term)


def _graph(answer: Triples, form: str, prefixes: Mapping[str, str]) -> str:
    quads = {Quad(t.subject, t.predicate, t.object, DefaultGraph()) for t in answer}
    if any(isinstance(part, BlankNode) for quad in quads for part in (quad.subject, quad.object)):
        dataset = Dataset(quads)
        dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
        quads = set(dataset)
    if form == "ttl":
        return turtle(quads, prefixes)
    return "".join(sorted(f"{quad.triple} .\n" for quad in quads))
