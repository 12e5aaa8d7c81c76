"""Answers in every format: the same text each time, read back to the same terms."""

import csv
import io
import json
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import (
    BlankNode,
    Literal,
    NamedNode,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    RdfFormat,
    parse,
    parse_query_results,
)

from libgraph.graph.formats import FORMATS, WrongFormat, formats_of, write
from libgraph.graph.results import NotForXml, to_csv, to_json, to_tsv, to_xml
from libgraph.graph.solutions import Term
from libgraph.graph.store import GraphStore
from libgraph.graph.table import shown, to_table

RESULTS = "{http://www.w3.org/2005/sparql-results#}"
LG = "https://w3id.org/libgraph/ns#"
NQUADS = f"""<http://e/b> <{LG}knows> <http://e/c> <http://e/g2> .
<http://e/a> <{LG}knows> <http://e/b> <http://e/g1> .
<http://e/a> <{LG}label> "Ąžuolas, \\"senasis\\"\\n& <co>"@lt <http://e/g1> .
<http://e/b> <{LG}size> "7"^^<http://www.w3.org/2001/XMLSchema#integer> <http://e/g2> .
""".encode()
GRAPH = GraphStore.in_memory(NQUADS)
READERS = {"json": QueryResultsFormat.JSON, "xml": QueryResultsFormat.XML, "tsv": QueryResultsFormat.TSV}

texts = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=10) | st.sampled_from(
    ["", "\t", "\n", '"', "\\", "a\r\nb", "&<>]]>", "  ", "'"]
)
terms = (
    st.none()
    | texts.map(Literal)
    | texts.map(lambda text: Literal(text, language="lt"))
    | texts.map(lambda text: Literal(text, datatype=NamedNode("http://e/type&\u0105")))
    | st.integers().map(Literal)
    | st.sampled_from([NamedNode("http://e/a?b=1&c=2#d"), NamedNode("http://e/ą"), BlankNode("b0")])
)
tables = st.integers(1, 3).flatmap(
    lambda n: st.lists(st.tuples(*[terms] * n), max_size=4).map(lambda r: (n, r))
)


@pytest.mark.parametrize("form", ["json", "tsv"])
@given(table=tables)
def test_rows_read_back_as_they_were(form: str, table: tuple[int, list[tuple[Term | None, ...]]]) -> None:
    size, rows = table
    names = [f"v{i}" for i in range(size)]
    text = {"json": to_json, "tsv": to_tsv}[form](names, rows)
    back = parse_query_results(text.encode(), READERS[form])
    assert isinstance(back, QuerySolutions)
    assert [variable.value for variable in back.variables] == names
    assert [tuple(row) for row in back] == rows


@given(table=tables)
def test_xml_has_the_terms(table: tuple[int, list[tuple[Term | None, ...]]]) -> None:
    """Read by Python's parser: pyoxigraph 0.5.13 drops space around texts."""
    size, rows = table
    names = [f"v{i}" for i in range(size)]
    root = ElementTree.fromstring(to_xml(names, rows))
    assert [each.get("name") for each in root.iter(f"{RESULTS}variable")] == names
    back = [
        {str(b.get("name")): xml_term(b[0]) for b in result.iter(f"{RESULTS}binding")}
        for result in root.iter(f"{RESULTS}result")
    ]
    assert back == [{n: t for n, t in zip(names, row, strict=True) if t is not None} for row in rows]


def xml_term(element: ElementTree.Element) -> Term:
    text = element.text or ""
    match element.tag.removeprefix(RESULTS):
        case "uri":
            return NamedNode(text)
        case "bnode":
            return BlankNode(text)
    language = element.get("{http://www.w3.org/XML/1998/namespace}lang")
    if language:
        return Literal(text, language=language)
    return Literal(
        text, datatype=NamedNode(element.get("datatype", "http://www.w3.org/2001/XMLSchema#string"))
    )


@given(table=tables)
def test_csv_has_the_plain_values(table: tuple[int, list[tuple[Term | None, ...]]]) -> None:
    size, rows = table
    names = [f"v{i}" for i in range(size)]
    back = list(csv.reader(io.StringIO(to_csv(names, rows), newline="")))
    plain = [[t.value if isinstance(t, NamedNode | Literal) else str(t or "") for t in row] for row in rows]
    assert back == [names, *plain]


def test_formats_agree_with_pyoxigraph() -> None:
    from pyoxigraph import Store

    store = Store()
    store.load(NQUADS, RdfFormat.N_QUADS)
    query = "SELECT ?s ?o { GRAPH ?g { ?s ?p ?o } } ORDER BY ?s ?o"
    for form in ("csv", "json", "tsv"):
        result = store.query(query)
        assert isinstance(result, QuerySolutions)
        kind = {
            "csv": QueryResultsFormat.CSV,
            "json": QueryResultsFormat.JSON,
            "tsv": QueryResultsFormat.TSV,
        }[form]
        theirs = (result.serialize(format=kind) or b"").decode()
        ours = write(GRAPH.select(query), form)
        if form == "json":
            assert json.loads(ours) == json.loads(theirs)
        elif form == "csv":
            assert ours == theirs
        else:
            assert ours.splitlines()[0] == theirs.splitlines()[0]


@pytest.mark.parametrize("form", ["table", "csv", "tsv", "json", "xml"])
def test_the_order_of_rows_is_settled_unless_the_query_settles_it(form: str) -> None:
    free = "SELECT ?s ?o { ?s ?p ?o }"
    backwards = GraphStore.in_memory(b"".join(sorted(NQUADS.splitlines(keepends=True), reverse=True)))
    assert write(GRAPH.query(free), form) == write(backwards.query(free), form)
    up, down = (write(GRAPH.query(f"{free} ORDER BY {order}(STR(?o))"), form) for order in ("ASC", "DESC"))
    assert up != down


def test_a_table_is_for_people() -> None:
    query = (
        "SELECT ?who ?p ?size { VALUES (?who ?p ?size) { (lg:a lg:label 7) (<http://e/x> 'Ąžuolas'@lt 12) } }"
    )
    assert write(GRAPH.query(query), "table") == (
        "who          p          size\n"
        "────────────────────────────\n"
        "http://e/x   Ąžuolas      12\n"
        "lg:a         lg:label      7\n"
        "2 rows\n"
    )


def test_a_table_fits_the_terminal_and_loses_no_text() -> None:
    text = to_table(["a"], [(Literal("žodis " * 30),)], width=40)
    assert max(map(len, text.splitlines())) <= 40
    assert text.count("žodis") == 30
    assert text.endswith("1 row\n")


def test_a_table_without_columns_tells_the_rows() -> None:
    assert write(GRAPH.query("SELECT * { lg:a lg:b 1 }"), "table") == "0 rows\n"


@pytest.mark.parametrize(
    ("term", "text"),
    [
        (Literal("\x1b[31mred\x07"), "\ufffd[31mred\ufffd"),
        (Literal("a\tb\nc"), "a b c"),
        (Literal("right\u202eleft"), "right\ufffdleft"),
        (Literal("[bold]x[/bold]"), "[bold]x[/bold]"),
        (Literal(""), ""),
        (None, ""),
        (NamedNode(f"{LG}Seminar"), "lg:Seminar"),
    ],
)
def test_what_is_shown_cannot_steer_the_terminal(term: Term | None, text: str) -> None:
    assert shown(term) == text
    assert text in to_table(["x"], [(term,)])


def test_asking_for_yes_or_no() -> None:
    assert write(True, "table") == "yes\n"
    assert write(False, "table") == "no\n"
    for form in ("json", "xml"):
        back = parse_query_results(write(True, form).encode(), READERS[form])
        assert isinstance(back, QueryBoolean)
        assert bool(back) is True


CONSTRUCT = "CONSTRUCT { ?s lg:sees ?o ; lg:says [ lg:of ?o ] } WHERE { ?s ?p ?o }"


def test_triples_are_sorted_prefixed_and_read_back() -> None:
    answer = GRAPH.query("CONSTRUCT { ?s lg:sees ?o } WHERE { ?s ?p ?o }")
    lines = write(answer, "nt").splitlines()
    assert lines == sorted(lines)
    assert write(answer, "nq") == write(answer, "nt")
    turtle = write(answer, "ttl")
    assert turtle.startswith("@prefix ")
    assert "lg:sees" in turtle
    assert "skos:" not in turtle
    read = {str(q.triple) for q in parse(turtle.encode(), RdfFormat.TURTLE)}
    assert read == {line.removesuffix(" .") for line in lines}
    nothing = GRAPH.query("CONSTRUCT { ?s ?p ?o } WHERE { ?s lg:nothing ?o . ?s ?p ?o }")
    assert write(nothing, "ttl").strip() == write(nothing, "nt") == ""


@pytest.mark.parametrize("form", ["ttl", "nt", "nq"])
def test_blank_nodes_get_the_same_names_each_time(form: str) -> None:
    assert write(GRAPH.query(CONSTRUCT), form) == write(GRAPH.query(CONSTRUCT), form)


def test_a_format_that_does_not_suit_is_refused_with_those_that_do() -> None:
    solutions, triples = GRAPH.query("SELECT * { ?s ?p ?o }"), GRAPH.query(CONSTRUCT)
    with pytest.raises(WrongFormat, match=r"as ttl\. Choose one of: table, csv, tsv, json, xml"):
        write(solutions, "ttl")
    with pytest.raises(WrongFormat, match=r"as csv\. Choose one of: ttl, nt, nq"):
        write(triples, "csv")
    with pytest.raises(WrongFormat, match=r"as csv\. Choose one of: table, json, xml"):
        write(True, "csv")
    with pytest.raises(WrongFormat, match="as pdf"):
        write(solutions, "pdf")
    assert {form for answer in (solutions, triples, True) for form in formats_of(answer)} == set(FORMATS)


def test_xml_says_what_it_cannot_hold() -> None:
    with pytest.raises(NotForXml, match="Choose json, csv or tsv"):
        to_xml(["a"], [(Literal("a\x00b"),)])
    assert "\\u0000" in to_json(["a"], [(Literal("a\x00b"),)])
