"""What a query answers: solutions of SELECT, triples of CONSTRUCT and DESCRIBE, the bool of ASK."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal, InvalidOperation
from functools import cached_property
from html import escape
from typing import TYPE_CHECKING, Final

from pyoxigraph import BlankNode, Literal, NamedNode, QuerySolution, Triple

from libgraph.errors import LibgraphError, ToolMissing
from libgraph.terms import XSD, compact

if TYPE_CHECKING:
    import pandas as pd

Term = NamedNode | BlankNode | Literal | Triple
Native = str | int | float | bool | Decimal | date | datetime | time | None

_SHOWN: Final = 100
_INTEGERS: Final = frozenset(
    {
        "integer", "int", "long", "short", "byte", "nonNegativeInteger", "nonPositiveInteger",
        "positiveInteger", "negativeInteger", "unsignedInt", "unsignedLong", "unsignedShort", "unsignedByte",
    }
)  # fmt: skip


class WrongForm(LibgraphError):
    """A query has another form than the one wanted."""

    def __init__(self, wanted: str, got: str) -> None:
        super().__init__(wanted, got)
        self.wanted, self.got = wanted, got

    def __str__(self) -> str:
        return f"A {self.wanted} query is wanted here, and this one is {self.got}. Write it as {self.wanted}."


@dataclass(frozen=True)
class Solutions:
    """The solutions of a SELECT query.

    Iterating gives mapping-like rows: `row["name"]`, `row[0]`, and tuple unpacking work; what is
    unbound is None.

    Attributes
    ----------
    variables : tuple of str
        Names of the columns, without `?`.
    solutions : sequence of QuerySolution
        The rows as pyoxigraph made them.
    ordered : bool
        Whether the query asked for their order; if not, writers sort them.
    """

    variables: tuple[str, ...]
    solutions: Sequence[QuerySolution] = field(repr=False)
    ordered: bool = False

    def __len__(self) -> int:
        return len(self.solutions)

    def __iter__(self) -> Iterator[QuerySolution]:
        return iter(self.solutions)

    def __getitem__(self, index: int) -> QuerySolution:
        return self.solutions[index]

    def __repr__(self) -> str:
        return f"Solutions({', '.join(self.variables)}: {len(self)} rows)"

    def _repr_html_(self) -> str:
        """Return a table for notebooks."""
        head = "".join(f"<th>{escape(name)}</th>" for name in self.variables)
        body = "".join(
            f"<tr>{''.join(f'<td>{escape(_shown(term))}</td>' for term in row)}</tr>"
            for row in self.rows[:_SHOWN]
        )
        more = f"<caption>{_SHOWN} of {len(self)} rows</caption>" if len(self) > _SHOWN else ""
        return f"<table>{more}<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"

    @cached_property
    def rows(self) -> list[tuple[Term | None, ...]]:
        """The rows as tuples of terms, made when first asked for."""
        return [tuple(solution) for solution in self.solutions]

    def column(self, name: str) -> list[Term | None]:
        """Return the terms of one column.

        Raises
        ------
        KeyError
            If there is no such column.
        """
        if name not in self.variables:
            raise KeyError(name)
        index = self.variables.index(name)
        return [solution[index] for solution in self.solutions]

    def to_python(self) -> list[dict[str, Native]]:
        """Return one dict per row: IRIs and texts as str, numbers, dates and booleans as such."""
        return [dict(zip(self.variables, map(native, row), strict=True)) for row in self.rows]

    def to_pandas(self) -> "pd.DataFrame":
        """Return a data frame of native values.

        Raises
        ------
        ToolMissing
            If pandas is not installed.
        """
        try:
            import pandas as pd
        except ImportError:
            cure = "Install it with: pip install 'libgraph[pandas]'"
            raise ToolMissing("pandas", "to_pandas()", cure) from None
        return pd.DataFrame([list(map(native, row)) for row in self.rows], columns=list(self.variables))


@dataclass(frozen=True)
class Triples:
    """The triples of a CONSTRUCT or DESCRIBE query, as pyoxigraph made them."""

    triples: Sequence[Triple] = field(repr=False)

    def __len__(self) -> int:
        return len(self.triples)

    def __iter__(self) -> Iterator[Triple]:
        return iter(self.triples)

    def __repr__(self) -> str:
        return f"Triples({len(self)})"


Answer = Solutions | Triples | bool


def _shown(term: Term | None) -> str:
    if isinstance(term, NamedNode):
        return compact(term.value)
    return "" if term is None else str(native(term))


def native(term: Term | None) -> Native:
    """Return a term as a plain Python value.

    IRIs, names of blank nodes and texts become str, as does a literal whose text does not fit its
    datatype or Python's range; triples become their N-Triples text.

    Examples
    --------
    >>> native(Literal(7)), native(Literal("labas", language="lt")), native(NamedNode("https://a.lt/"))
    (7, 'labas', 'https://a.lt/')
    """
    if term is None:
        return None
    if isinstance(term, Literal):
        try:
            return _value(term.value, term.datatype.value)
        except (ValueError, InvalidOperation):
            return term.value
    return str(term) if isinstance(term, (BlankNode, Triple)) else term.value


def _value(text: str, datatype: str) -> Native:
    name = datatype.removeprefix(XSD)
    reader = "integer" if name in _INTEGERS else name
    return _READERS[reader](text) if name != datatype and reader in _READERS else text


_READERS: Final[Mapping[str, Callable[[str], Native]]] = {
    "boolean": lambda text: {"true": True, "1": True, "false": False, "0": False}.get(text, text),
    "integer": int,
    "decimal": Decimal,
    "double": float,
    "float": float,
    "date": date.fromisoformat,
    "dateTime": datetime.fromisoformat,
    "time": time.fromisoformat,
}
