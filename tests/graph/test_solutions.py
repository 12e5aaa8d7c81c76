"""Answers as Python values and data frames."""

import math
from datetime import UTC, date, datetime, time
from decimal import Decimal

import pytest
from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from libgraph.errors import ToolMissing
from libgraph.graph.solutions import Native, Term, native
from libgraph.graph.store import GraphStore
from libgraph.terms import EDTF, XSD

GRAPH = GraphStore.in_memory(b"")
ROWS = """SELECT ?name ?n ?day ?none WHERE {
  VALUES (?name ?n ?day) { ("b"@lt 2 "2021-03-05"^^xsd:date) ("a"@lv 1.5 UNDEF) } } ORDER BY ?n"""


def typed(text: str, name: str) -> Literal:
    return Literal(text, datatype=NamedNode(f"{XSD}{name}"))


@pytest.mark.parametrize(
    ("term", "value"),
    [
        (None, None),
        (NamedNode("http://e/a"), "http://e/a"),
        (BlankNode("b1"), "_:b1"),
        (Literal("Ąžuolas", language="lt"), "Ąžuolas"),
        (Literal("a"), "a"),
        (typed("007", "integer"), 7),
        (typed("-3", "negativeInteger"), -3),
        (typed("5", "nonNegativeInteger"), 5),
        (typed("1.50", "decimal"), Decimal("1.50")),
        (typed("1e3", "double"), 1000.0),
        (typed("-INF", "float"), -math.inf),
        (typed("true", "boolean"), True),
        (typed("0", "boolean"), False),
        (typed("1", "boolean"), True),
        (typed("INF", "double"), math.inf),
        (typed("2021-03-05", "date"), date(2021, 3, 5)),
        (typed("2021-03-05T10:00:00Z", "dateTime"), datetime(2021, 3, 5, 10, tzinfo=UTC)),
        (typed("10:30:00", "time"), time(10, 30)),
        (Literal("2021?-03", datatype=NamedNode(EDTF)), "2021?-03"),
        (typed("2021", "gYear"), "2021"),
        (typed("2021-02-30", "date"), "2021-02-30"),
        (typed("-0044-03-15", "date"), "-0044-03-15"),
        (typed("seven", "integer"), "seven"),
        (typed("x", "decimal"), "x"),
        (typed("maybe", "boolean"), "maybe"),
        (Literal("1", datatype=NamedNode("http://e/integer")), "1"),
        (Triple(NamedNode("http://e/a"), NamedNode("http://e/b"), Literal(1)),
         f'<http://e/a> <http://e/b> "1"^^<{XSD}integer>'),
    ],
)  # fmt: skip
def test_native_values(term: Term | None, value: Native) -> None:
    found = native(term)
    assert found == value
    assert type(found) is type(value)


def test_rows_are_tuples_of_terms_and_mappings() -> None:
    solutions = GRAPH.select(ROWS)
    assert solutions.variables == ("name", "n", "day", "none")
    assert len(solutions) == 2
    first, second = solutions
    assert first["name"] == Literal("a", language="lv")
    assert first["day"] is None
    assert second[1] == Literal(2)
    assert solutions.rows[1][0] == Literal("b", language="lt")
    assert solutions[0]["name"] == first["name"]
    assert solutions.column("n") == [typed("1.5", "decimal"), Literal(2)]
    with pytest.raises(KeyError, match="nobody"):
        solutions.column("nobody")
    assert repr(solutions) == "Solutions(name, n, day, none: 2 rows)"


def test_to_python() -> None:
    assert GRAPH.select(ROWS).to_python() == [
        {"name": "a", "n": Decimal("1.5"), "day": None, "none": None},
        {"name": "b", "n": 2, "day": date(2021, 3, 5), "none": None},
    ]


def test_to_pandas() -> None:
    frame = GRAPH.select(ROWS).to_pandas()
    assert list(frame.columns) == ["name", "n", "day", "none"]
    assert list(frame["name"]) == ["a", "b"]
    assert frame["day"][1] == date(2021, 3, 5)
    empty = GRAPH.select("SELECT ?a ?b { ?a lg:x ?b }").to_pandas()
    assert list(empty.columns) == ["a", "b"]
    assert len(empty) == 0


def test_without_pandas_the_next_step_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(ToolMissing, match=r"pip install 'libgraph\[pandas\]'"):
        GRAPH.select(ROWS).to_pandas()


def test_triples_can_be_counted_and_read() -> None:
    triples = GRAPH.construct("CONSTRUCT { lg:a lg:b 1, 2 } WHERE {}")
    assert len(triples) == 2
    assert {str(triple.object) for triple in triples} == {str(Literal(1)), str(Literal(2))}
    assert repr(triples) == "Triples(2)"
