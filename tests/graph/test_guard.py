"""Queries that reach out, change data or nest too deep are refused before they run."""

import http.server
import random
import threading
from collections.abc import Iterator
from contextlib import suppress

import pytest
from pyoxigraph import RdfFormat, Store

from libgraph.errors import LibgraphError
from libgraph.graph.guard import MAX_NESTING, MAX_TOKENS, QueryRefused, check
from libgraph.graph.scan import QuerySyntaxError
from libgraph.terms import LG

DATA = b"<http://e/s> <http://e/p> <http://e/o> , true , 1 , 'a'@en , <http://e/a.b> ."


@pytest.fixture(scope="module")
def calls() -> Iterator[tuple[str, list[str]]]:
    """A server that notes each request, and its address."""
    seen: list[str] = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            seen.append(self.path)
            self.send_response(500)
            self.end_headers()

        do_GET = do_POST  # noqa: N815 - the name that http.server wants

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/", seen
    server.shutdown()
    server.server_close()


# Each of these makes Oxigraph 0.5.13 send a request (the test below holds it to that).
REACHING_OUT = [
    "SELECT * {{ SERVICE <{url}> {{ ?a ?b ?c }} }}",
    "SELECT * {{ service silent<{url}>{{ ?a ?b ?c }} }}",
    "SELECT * {{ ?s ?p true SERVICE <{url}> {{ ?a ?b ?c }} }}",
    "SELECT * {{ ?s ?p trueSERVICE <{url}> {{ ?a ?b ?c }} }}",
    "SELECT * {{ ?s ?p 1SERVICE <{url}> {{ ?a ?b ?c }} }}",
    "PREFIX : <{url}> SELECT * {{ ?s ?p true.SERVICE:x {{ ?a ?b ?c }} }}",
    "PREFIX : <{url}> PREFIX SERVICE: <http://e/> SELECT * {{ ?s ?p ?o .SERVICE:x {{ ?a ?b ?c }} }}",
    "PREFIX : <{url}> PREFIX SERVICE: <http://e/> SELECT * {{ ?s ?p ?o .SERVICE\n:x\n{{ ?a ?b ?c }} }}",
    "PREFIX x: <{url}> PREFIX SERVICEx: <http://e/> SELECT * {{ ?s ?p ?o .SERVICEx:x {{ ?a ?b ?c }} }}",
    "SELECT * {{ ?x ?p ?o LATERAL {{ SERVICE <{url}> {{ ?a ?b ?c }} }} }}",
    "SELECT * {{ ?s ?p ?o FILTER(?o!=<http://e/#>) # }}'\n SERVICE#\n<{url}>#\n{{ ?a ?b ?c }} }}",
    "SELECT * {{ ?s ?p ?o FILTER(1<2 || ?s<1#>'''\n) SERVICE <{url}> {{ ?a ?b ?c }} }}\n#'''",
    "PREFIX ex: <http://e/> SELECT * {{ ?s ?p ?o OPTIONAL {{ ?s ?p 'x' }} SERVICE <{url}> {{}} }}",
    "ASK {{ {{ SELECT * {{ SERVICE <{url}> {{}} }} }} }}",
    "CONSTRUCT {{ ?a ?b ?c }} WHERE {{ SERVICE <{url}> {{ ?a ?b ?c }} }}",
]


@pytest.mark.parametrize("query", REACHING_OUT)
def test_a_query_that_reaches_out_is_refused(query: str, calls: tuple[str, list[str]]) -> None:
    url, seen = calls
    store = Store()
    store.load(DATA, RdfFormat.TURTLE)
    seen.clear()
    assert reaches(store, query.format(url=url), seen), "this query reaches nobody: it tests nothing"
    with pytest.raises((QueryRefused, QuerySyntaxError)):
        check(query.format(url=url), {})


def test_random_queries_that_pass_reach_nobody(calls: tuple[str, list[str]]) -> None:
    url, seen = calls
    store = Store()
    store.load(DATA, RdfFormat.TURTLE)
    pieces = ["?s ?p ", "?o ", ".", "true", "1", "'a'", "@en", "ex:a.b", "e:", ";", "#", "\n", "'''", '"',
              "<1#>", "FILTER(?o<", ")", "}", "{", "BIND(1 AS ?z)", "\\u0022", "UNION", "_:b.",
              "<http://e/#x>"]  # fmt: skip
    declarations = [f"PREFIX : <{url}> ", "PREFIX e: <http://e:> ", "PREFIX ex: <http://e/> ",
                    "PREFIX SERVICE: <http://e/> ", "PREFIX true.SERVICE: <http://e/> "]  # fmt: skip
    chance = random.Random(20261122)
    refused_and_reached = 0
    for _ in range(6000):
        before = "".join(chance.choices(pieces, k=chance.randint(0, 4)))
        call = chance.choice(["SERVICE", "service silent", "SERVICE#\n"]) + chance.choice(["", " "])
        target = chance.choice([f"<{url}>", ":x", "e:x"]) + chance.choice(["", " "])
        query = f"{''.join(declarations)}SELECT * {{ ?s ?p {before}{call}{target}{{}} }}"
        seen.clear()
        try:
            check(query, {})
        except LibgraphError:
            refused_and_reached += reaches(store, query, seen)
        else:
            assert not reaches(store, query, seen), query
    assert refused_and_reached > 20


def reaches(store: Store, query: str, seen: list[str]) -> bool:
    with suppress(SyntaxError, OSError, RuntimeError):
        list(store.query(query))  # type: ignore[arg-type]
    return bool(seen)


def test_a_service_named_by_a_variable_is_refused() -> None:
    with pytest.raises(QueryRefused, match="SERVICE sends data to another server"):
        check("SELECT * { ?s ?p ?x SERVICE ?x { ?a ?b ?c } }")
    with pytest.raises(QueryRefused, match="put a dot before this brace"):
        check("PREFIX p: <http://p/> SELECT * { ?s ?p p:xSERVICE ?x { ?a ?b ?c } }")


@pytest.mark.parametrize(
    "query",
    [
        'SELECT * { ?s rdfs:label "SERVICE <http://x/> {" } # SERVICE <http://x/> {',
        "SELECT ?service { ?service a schema:Service . { ?service lg:hasService ?x } }",
        "SELECT * { ?s <http://x/SERVICE> ?service }",
        "SELECT * { ?s a schema:Service . FILTER EXISTS { ?s ?p ?o } }",
    ],
)
def test_the_word_service_in_texts_and_names_is_no_call(query: str) -> None:
    assert check(query).form == "SELECT"


@pytest.mark.parametrize(
    ("query", "word"),
    [
        ("INSERT DATA { <http://a/> <http://b/> 1 }", "INSERT"),
        ("PREFIX a: <http://a/> delete where { ?s ?p ?o }", "DELETE"),
        ("LOAD <http://a/>", "LOAD"),
        ("CLEAR ALL", "CLEAR"),
        ("WITH <http://a/> DELETE { ?s ?p ?o } WHERE {}", "WITH"),
    ],
)
def test_an_update_is_refused_with_the_next_step(query: str, word: str) -> None:
    with pytest.raises(QueryRefused, match=f"{word} changes data.*Change the records and build again"):
        check(query)


@pytest.mark.parametrize(
    "dataset",
    [
        "FROM <file:///etc/passwd>",
        "FROM NAMED <file:x>",
        "FROM f:etc",
        "FROM <FILE:///x>",
        "FROM <ftp://x/>",
        "FROM\n#\n<data:,x>",
    ],
)
def test_from_what_is_no_graph_is_refused(dataset: str) -> None:
    with pytest.raises(QueryRefused, match="Name a graph by its http, https or urn IRI"):
        check(f"PREFIX f: <file:///> SELECT * {dataset} {{ ?s ?p ?o }}")


def test_from_is_read_relative_to_the_base() -> None:
    with pytest.raises(QueryRefused, match="file:///etc/passwd"):
        check("BASE <file:///etc/> SELECT * FROM <passwd> {}")
    query = check("PREFIX g: <http://g/> SELECT * FROM g:a FROM NAMED <urn:b> FROM lg:c {}")
    assert query.graphs == ("http://g/a", "urn:b", f"{LG}c")


def test_no_request_is_made_for_from(calls: tuple[str, list[str]]) -> None:
    url, seen = calls
    query = check(f"SELECT * FROM <{url}> FROM NAMED <{url}n> {{ ?s ?p ?o }}")
    seen.clear()
    assert not list(Store().query(query.text))  # type: ignore[arg-type]
    assert not seen


NESTED = {
    "braces": ("SELECT * ", "{", " ?s ?p ?o ", "}", ""),
    "parentheses": ("SELECT * { FILTER(", "(", "1", ")", ") }"),
    "negations": ("SELECT * { FILTER(", "!", "true", "", ") }"),
    "signs": ("SELECT * { FILTER(", "- ", "1", "", ") }"),
    "both": ("SELECT * { FILTER(", "!(", "true", ")", ") }"),
    "paths": ("SELECT * { ?s ", "(", "lg:p", ")*", " ?o }"),
    "inverse paths": ("SELECT * { ?s ", "^(", "lg:p", ")", " ?o }"),
    "blank nodes": ("SELECT * { ", "[ lg:p ", "1", " ]", " }"),
    "lists": ("SELECT * { ", "( ", "1", " )", " lg:p 1 }"),
    "triple terms": ("SELECT * { ", "<<( lg:s lg:p ", "1", " )>>", " lg:p 1 }"),
    "functions": ("SELECT * { FILTER(", "STR(", "1", ")", ") }"),
    "sub-queries": ("SELECT * { ", "{ SELECT * { ", " ?s ?p ?o ", "} }", " }"),
}


@pytest.mark.parametrize("shape", NESTED)
def test_nesting_is_counted_and_capped(shape: str) -> None:
    before, opening, core, closing, after = NESTED[shape]
    one = check(f"{before}{opening}{core}{closing}{after}").nesting
    two = check(f"{before}{opening * 2}{core}{closing * 2}{after}").nesting
    step = two - one
    assert step >= 1
    most = (MAX_NESTING - one) // step + 1
    assert check(f"{before}{opening * most}{core}{closing * most}{after}").nesting <= MAX_NESTING
    with pytest.raises(QueryRefused, match=f"nests deeper than {MAX_NESTING}"):
        check(f"{before}{opening * (most + 1)}{core}{closing * (most + 1)}{after}")


def test_nesting_is_the_sum_of_brackets_and_waiting_operators() -> None:
    assert check("ASK { FILTER(!(!(! true))) }").nesting == 1 + 1 + 2 + 2 + 1
    assert check("ASK { FILTER(-(1) * -(2)) }").nesting == 1 + 1 + 2
    assert check("ASK { ?s ^(lg:p/^lg:p) [ lg:p (1 2) ] }").nesting == 1 + 2 + 1


def test_brackets_in_strings_comments_and_iris_are_not_counted() -> None:
    deep = "(" * 100
    query = f"SELECT * {{ ?s <http://x/{deep}> '{deep}', '''{deep}''' }} # {deep}"
    assert check(query).nesting == 1


def test_closing_more_than_was_opened_does_not_lower_the_count() -> None:
    with pytest.raises(QueryRefused, match="deeper"):
        check("SELECT * " + "}" * 100 + "{" * 65)


def test_endless_queries_are_refused() -> None:
    with pytest.raises(QueryRefused, match=f"more than {MAX_TOKENS:,} words"):
        check("SELECT * { VALUES ?x { " + "1 " * MAX_TOKENS + "} }")
    with pytest.raises(QueryRefused, match="characters"):
        check("#" * 1_000_001)


@pytest.mark.parametrize("escape", [r"\u0022", r"\u007D", r"\U00000027", r"\u000a"])
def test_escapes_that_other_engines_decode_first_are_refused(escape: str) -> None:
    with pytest.raises(QueryRefused, match="may be read in two ways"):
        check(f"SELECT ('a{escape}' AS ?x) {{}}")
    assert check(r"SELECT ('a\u0105\u0007' AS ?x) {}").form == "SELECT"


@pytest.mark.parametrize(
    ("query", "place", "what"),
    [
        ("", (1, 1), "ends before it asks"),
        ("PREFIX a: <http://a/> # nothing", (1, 32), "ends before it asks"),
        ("PREFIX a:", (1, 10), "ends before it asks"),
        ("\nhello there", (2, 1), "begins with SELECT, ASK"),
        ("?x", (1, 1), "begins with SELECT, ASK"),
        ("SELECT * {\n  FILTR(1) }", (2, 3), "'FILTR' is no word of SPARQL. Did you mean FILTER?"),
        ("SELECT * { ?s lgg:x ?o }", (1, 15), "the prefix 'lgg:' is not declared. Did you mean 'lg:'?"),
        ("SELECT * { ?s qqqqqqqq:x ?o }", (1, 15), "not declared. Declare it with PREFIX."),
        ("SELECT * { ?s <a> ?o }", (1, 15), "<a> is no whole IRI"),
        ("SELECT * FROM ?x {}", (1, 10), "FROM wants the IRI"),
        ("BASE <http://b/> BASE <http://[/> SELECT * {}", (1, 23), "is no IRI"),
        ("BASE <http://b/> SELECT * FROM <http://[> {}", (1, 32), "is no IRI"),
    ],
)
def test_mistakes_are_named_with_their_place(query: str, place: tuple[int, int], what: str) -> None:
    with pytest.raises(QuerySyntaxError) as caught:
        check(query)
    assert (caught.value.line, caught.value.column) == place
    assert what in caught.value.what


def test_known_prefixes_are_given_only_where_the_query_does_not_declare_them() -> None:
    query = check("PREFIX lg: <http://mine/> SELECT * { ?s lg:a ?o ; org:b 'skos:c' }")
    assert query.prefixes == {"org": "http://www.w3.org/ns/org#"}
    assert check("SELECT * { id:x ?p ?o }", {"id": "http://here/id/"}).prefixes == {"id": "http://here/id/"}


def test_a_prefix_may_be_relative_to_the_base() -> None:
    query = check("BASE <http://b/> PREFIX g: <x/> SELECT * FROM g:a { <rel> ?p ?o }")
    assert query.graphs == ("http://b/x/a",)


@pytest.mark.parametrize(
    ("query", "ordered"),
    [
        ("SELECT * { ?s ?p ?o } ORDER BY ?s", True),
        ("SELECT * { { SELECT * { ?s ?p ?o } ORDER BY ?s } }", False),
        ("SELECT ?order { ?s ?p ?order }", False),
    ],
)
def test_only_an_outer_order_counts(query: str, ordered: bool) -> None:
    assert check(query).ordered is ordered


def test_the_four_forms() -> None:
    forms = [check(q).form for q in ("select * {}", "ASK {}", "CONSTRUCT {} {}", "DESCRIBE lg:x")]
    assert forms == ["SELECT", "ASK", "CONSTRUCT", "DESCRIBE"]
