"""Parameters are put in as terms, whatever is in them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import BlankNode, Literal, NamedNode, QueryBoolean, QuerySolutions, RdfFormat, Store, Variable

from libgraph.graph.bind import BadParameter, Value, bind_terms, template_of
from libgraph.graph.guard import check
from libgraph.graph.scan import tokens_of

A, B = NamedNode("http://e/a"), NamedNode("http://e/b")
DATA = b"@prefix : <http://e/> . :a :p 1 , 2 ; :q :b . :b :p 3 ; :q :c . :c :p 'x'@lt ; :q :b ."


@pytest.fixture(scope="module")
def store() -> Store:
    store = Store()
    store.load(DATA, RdfFormat.TURTLE)
    return store


def answers(store: Store, text: str) -> list[dict[str, str]] | bool | list[str]:
    result = store.query(text, prefixes={"": "http://e/"})
    if isinstance(result, QueryBoolean):
        return bool(result)
    if not isinstance(result, QuerySolutions):
        return sorted(str(triple) for triple in result)
    names = [v.value for v in result.variables]
    rows = [{n: str(row[n]) for n in names if row[n] is not None} for row in result]
    return sorted(rows, key=str)


# A query with $x, and the same written by hand for :b.
SAME = [
    ("SELECT ?o { $x :p ?o }", "SELECT ?o { :b :p ?o }"),
    ("SELECT ?s { ?s :q ?x }", "SELECT ?s { ?s :q :b }"),
    ("SELECT $x ?o { $x :p ?o }", "SELECT (:b AS ?x) ?o { :b :p ?o }"),
    ("SELECT DISTINCT ?x { ?s :q $x }", "SELECT DISTINCT (:b AS ?x) { ?s :q :b }"),
    ("SELECT ?s { ?s :q ?y FILTER(?y = $x) }", "SELECT ?s { ?s :q ?y FILTER(?y = :b) }"),
    ("SELECT ?s { ?s :p ?o FILTER NOT EXISTS { ?s :q $x } }", "SELECT ?s { ?s :p ?o MINUS { ?s :q :b } }"),
    ("SELECT ?s { ?s :p ?o OPTIONAL { ?s :q ?y FILTER(?y = $x) } FILTER(BOUND(?y)) }",
     "SELECT ?s { ?s :p ?o . ?s :q :b }"),
    ("SELECT ?s ?n { { SELECT ?s (COUNT(?o) AS ?n) { ?s :q $x ; :p ?o } GROUP BY ?s } }",
     "SELECT ?s (COUNT(?o) AS ?n) { ?s :q :b ; :p ?o } GROUP BY ?s"),
    ("SELECT $x ?o { { SELECT $x ?o { $x :p ?o } } }", "SELECT (:b AS ?x) ?o { :b :p ?o }"),
    ("SELECT $x (COUNT(*) AS ?n) { ?s :q $x } GROUP BY $x",
     "SELECT (:b AS ?x) (COUNT(*) AS ?n) { ?s :q :b }"),
    ("SELECT ?s { ?s :q $x } ORDER BY $x DESC($x) ?s", "SELECT ?s { ?s :q :b }"),
    ("SELECT (COUNT(?s) AS ?n) { ?s :q $x } HAVING (COUNT($x) > 1)", "SELECT (COUNT(?s) AS ?n) { ?s :q :b }"),
    ("SELECT ?s { ?s :p ?o FILTER(BOUND($x)) }", "SELECT ?s { ?s :p ?o }"),
    ("SELECT ?s { ?s :p ?o FILTER(!BOUND( $x )) }", "SELECT ?s { ?s :p ?o FILTER(false) }"),
    ("SELECT ?y { BIND(STR($x) AS ?y) }", "SELECT ?y { BIND('http://e/b' AS ?y) }"),
    ("SELECT ?s { ?s :q+ $x }", "SELECT ?s { ?s :q+ :b }"),
    ("SELECT ?o { GRAPH $x { ?s ?p ?o } }", "SELECT ?o { GRAPH :b { ?s ?p ?o } }"),
    ("SELECT ?s { ?s ?p ?o FILTER(?o IN ($x, 3)) }", "SELECT ?s { ?s ?p ?o FILTER(?o IN (:b, 3)) }"),
    ("ASK { $x :p 3 }", "ASK { :b :p 3 }"),
    ("ASK { ?s :q ?y FILTER(?y = $x) }", "ASK { ?s :q :b }"),
    ("CONSTRUCT { $x :r ?s } WHERE { ?s :q $x }", "CONSTRUCT { :b :r ?s } WHERE { ?s :q :b }"),
    ("DESCRIBE $x", "DESCRIBE :b"),
    ("DESCRIBE ?s WHERE { ?s :q $x }", "DESCRIBE ?s WHERE { ?s :q :b }"),
    ("SELECT * { ?s :q $x }", "SELECT * { ?s :q :b }"),
]  # fmt: skip


@pytest.mark.parametrize(("query", "by_hand"), SAME)
def test_a_bound_query_answers_as_one_written_by_hand(store: Store, query: str, by_hand: str) -> None:
    text = bind_terms(check(query, {"": "http://e/"}), {"x": B})
    expected = answers(store, by_hand)
    assert answers(store, text) == expected


texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=12) | st.sampled_from(
    ['"', "'''", "\\", "\n", "#", "?x", "} SERVICE <http://x/> {", '"@en', "\\u0022", "\x00", "\u2028"]
)
languages = st.sampled_from(["lt", "lv", "en", "en-gb"])
datatypes = st.sampled_from(["http://e/type", "http://www.w3.org/2001/XMLSchema#date"]).map(NamedNode)
iris = st.text("ab/?&=;()'!,%20ąč", max_size=12).map(lambda text: f"http://e/{text.replace('%', '%41')}#x")
terms = (
    texts.map(Literal)
    | st.builds(lambda text, lang: Literal(text, language=lang), texts, languages)
    | st.builds(lambda text, kind: Literal(text, datatype=kind), texts, datatypes)
    | iris.map(NamedNode)
)


@given(terms)
def test_any_term_comes_out_as_it_went_in(term: Value) -> None:
    text = bind_terms(check("SELECT $x (1 AS ?y) { FILTER(SAMETERM($x,$x)) }"), {"x": term})
    result = Store().query(text)
    assert isinstance(result, QuerySolutions)
    [row] = list(result)
    assert row["x"] == term
    assert row["y"] == Literal(1)


@given(terms)
def test_binding_agrees_with_pyoxigraph_where_that_can_bind(term: Value) -> None:
    store = Store()
    store.load(DATA, RdfFormat.TURTLE)
    query = "SELECT ?x ?s { ?s ?p ?o FILTER(?o = ?x || ?s = ?x || STR(?x) = '') }"
    theirs = store.query(query, substitutions={Variable("x"): term})
    ours = store.query(bind_terms(check(query), {"x": term}))
    assert isinstance(theirs, QuerySolutions)
    assert isinstance(ours, QuerySolutions)
    assert sorted(map(str, ours)) == sorted(map(str, theirs))


@given(terms)
def test_a_term_adds_no_token_but_its_own(term: Value) -> None:
    before = tokens_of("ASK { ?s ?p $x }")
    after = tokens_of(bind_terms(check("ASK { ?s ?p $x }"), {"x": term}))
    assert "".join(token.text for token in after[4:-1]) == str(term)
    assert after[:4] == before[:4]
    assert after[-1].text == "}"


def test_what_looks_like_a_parameter_in_texts_comments_and_iris_stays() -> None:
    query = "ASK { ?s <http://e/$x?x> '$x', \"?x\", '''$x''' . # $x ?x\n ?s ?p $x, ?xy }"
    assert bind_terms(check(query), {"x": B}).count(str(B)) == 1


@pytest.mark.parametrize(
    ("query", "what"),
    [
        ("SELECT ?s { ?s ?p ?o }", "does not occur"),
        ("SELECT ?s { ?s ?p 'x$x' } # $x", "does not occur"),
        ("SELECT ?s { BIND(1 AS ?x) ?s ?p $x }", "is given a value by AS"),
        ("SELECT (1 AS ?x) { }", "is given a value by AS"),
        ("SELECT ?s { VALUES ?x { 1 } ?s ?p ?x }", "is given values by VALUES"),
        ("SELECT ?s { ?s ?p ?x } VALUES (?s ?x) { (1 2) }", "is given values by VALUES"),
    ],
)
def test_a_parameter_that_cannot_be_bound_is_refused(query: str, what: str) -> None:
    with pytest.raises(BadParameter, match=what) as caught:
        bind_terms(check(query), {"x": B})
    assert str(caught.value).startswith("The parameter $x")


def test_the_place_and_the_nearest_name_are_told() -> None:
    with pytest.raises(BadParameter, match=r"\(line 2, column 17\).*Rename \?x there"):
        bind_terms(check("SELECT * {\n     BIND (1 AS $x) }"), {"x": B})
    with pytest.raises(BadParameter, match=r"Did you mean \$institution\?"):
        bind_terms(check("ASK { $institution ?p ?o }"), {"institutoin": B})


@pytest.mark.parametrize("value", ["<http://e/a> } INSERT", 7, None, BlankNode("b")])
def test_only_terms_are_values(value: object) -> None:
    with pytest.raises(BadParameter, match="which is no term"):
        bind_terms(check("ASK { $x ?p ?o }"), {"x": value})  # type: ignore[dict-item]


def test_places_in_a_bound_query_lead_back_to_the_query_as_written() -> None:
    text = "SELECT $x ?o {\n $x ?p ?o . FILTER(BOUND(\n$x)) ?o $y ?z }"
    query = check(text)
    values: dict[str, Value] = {"x": B, "y": NamedNode("http://e/" + "long/" * 9)}
    template = template_of(query, frozenset(values))
    bound = template.fill(values)
    assert bound.count("\n") == text.count("\n")
    for mark in ("?o {", "?p ?o .", "FILTER(", "?z }"):
        assert template.offset_before(bound.index(mark), values) == text.index(mark)
    assert template.offset_before(bound.index("long/long"), values) == text.index("$y")
    assert template.offset_before(len(bound), values) == len(text)
