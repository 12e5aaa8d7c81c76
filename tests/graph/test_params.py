"""The texts that people give for parameters become terms, or an error that says what to give."""

from collections.abc import Iterable, Sequence
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode

from libgraph.graph.bind import Value
from libgraph.graph.params import BadValue, MissingParameters, Param, UnknownParameter, bind
from libgraph.graph.queries import QueryFile
from libgraph.terms import EDTF, XSD

IDS = {
    ("lg:Person", "liga-tetere"): ["http://d/id/person/liga-tetere"],
    ("lg:Agent", "valka"): ["http://d/id/place/valka", "http://d/id/institution/valka"],
}


def resolve(cls: str, ident: str) -> Sequence[str]:
    return IDS.get((cls, ident), [])


def known(cls: str) -> Iterable[str]:
    return [ident for kind, ident in IDS if kind == cls]


def query(*params: Param) -> QueryFile:
    return QueryFile("q", {}, {}, params, "", Path("q.rq"))


def value(kind: str, text: str) -> Value:
    return bind(query(Param("a", kind)), {"a": text}, resolve, known)["a"]


@pytest.mark.parametrize(
    ("kind", "text", "expected"),
    [
        ("lg:Person", "liga-tetere", NamedNode("http://d/id/person/liga-tetere")),
        ("lg:Person", " liga-tetere ", NamedNode("http://d/id/person/liga-tetere")),
        ("lg:Person", "<http://e/any>", NamedNode("http://e/any")),
        ("lg:Person", "https://e/any", NamedNode("https://e/any")),
        ("lg:Person", "lg:Any", NamedNode("https://w3id.org/libgraph/ns#Any")),
        ("xsd:date", "2021-03-05", Literal("2021-03-05", datatype=NamedNode(f"{XSD}date"))),
        ("edtf:EDTF", "2021-03?", Literal("2021-03?", datatype=NamedNode(EDTF))),
        ("xsd:integer", "007", Literal(7)),
        ("xsd:integer", "-5", Literal(-5)),
        ("xsd:string", 'any "text" $x }', Literal('any "text" $x }')),
        ("lang", "LT", Literal("lt")),
    ],
)
def test_values(kind: str, text: str, expected: Value) -> None:
    assert value(kind, text) == expected


@pytest.mark.parametrize(
    ("kind", "text", "message"),
    [
        ("lg:Person", "liga-tetre", "the id of no lg:Person. Did you mean 'liga-tetere'?"),
        ("lg:Person", "zzzzzzzzzzz", "Give an id from the records, or a whole IRI."),
        ("lg:Person", "valka", "the id of no lg:Person"),
        (
            "lg:Agent",
            "valka",
            "the id of 2 records. Give one of them: <http://d/id/institution/valka> or <http://d/",
        ),
        ("lg:Person", "http://e/a b", "no IRI. Give the id of a lg:Person, or its whole IRI."),
        ("lg:Person", "<not an iri>", "no IRI"),
        ("xsd:date", "2021", "no whole date. Give a day as 2021-03-05."),
        ("xsd:date", "2021-02-30", "no day of the calendar"),
        ("xsd:date", "5.3.2021", "no whole date"),
        ("edtf:EDTF", "05.03.2021", "no date in EDTF. Did you mean 2021-03-05?"),
        ("edtf:EDTF", "soon", "no date in EDTF. Give 2021, 2021-03 or 2021-03-05."),
        ("xsd:integer", "ten", "no whole number. Give digits, such as 10."),
        ("xsd:integer", "1e3", "no whole number"),
        ("xsd:integer", "٣", "no whole number"),
        ("lang", "english please", "no language tag. Give lt, lv or en."),
    ],
)
def test_a_bad_value_is_told_with_the_next_step(kind: str, text: str, message: str) -> None:
    with pytest.raises(BadValue) as caught:
        value(kind, text)
    assert str(caught.value).startswith(f"--param a={text}: this is ")
    assert message in str(caught.value)


def test_defaults_stand_in() -> None:
    asked = query(Param("n", "xsd:integer", "10"), Param("who", "lg:Person", "liga-tetere"))
    assert bind(asked, {}, resolve) == {"n": Literal(10), "who": NamedNode("http://d/id/person/liga-tetere")}
    assert bind(asked, {"n": "3"}, resolve)["n"] == Literal(3)


def test_an_unknown_name_gets_the_nearest() -> None:
    asked = query(Param("institution", "lg:Person", "x"), Param("date", "xsd:date", "2021-01-01"))
    with pytest.raises(
        UnknownParameter, match=r"has no parameter 'instituton'\. Did you mean 'institution'\?"
    ):
        bind(asked, {"instituton": "x"}, resolve)
    with pytest.raises(UnknownParameter, match="Its parameters are: institution, date"):
        bind(asked, {"zzzzzzzzzz": "x"}, resolve)
    with pytest.raises(UnknownParameter, match="It has none: leave it out"):
        bind(query(), {"a": "x"}, resolve)


def test_all_missing_parameters_are_told_at_once() -> None:
    asked = query(
        Param("who", "lg:Person", None, "the head"), Param("n", "xsd:integer"), Param("l", "lang", "lt")
    )
    with pytest.raises(MissingParameters) as caught:
        bind(asked, {}, resolve)
    assert str(caught.value) == (
        "The query 'q' wants who (lg:Person: the head); n (xsd:integer). Give: --param who=… --param n=…"
    )


def test_without_known_ids_no_name_is_guessed() -> None:
    with pytest.raises(BadValue, match="Give an id from the records"):
        bind(query(Param("a", "lg:Person")), {"a": "liga-tetre"}, resolve)
