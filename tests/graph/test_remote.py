"""An endpoint answers as the local store does, and is asked nothing that the guard refuses."""

from typing import Any

import pytest
from pyoxigraph import Literal, NamedNode

from libgraph.errors import LibgraphError
from libgraph.graph.bind import BadParameter, Value
from libgraph.graph.endpoint import AGENT
from libgraph.graph.formats import formats_of, write
from libgraph.graph.guard import QueryRefused
from libgraph.graph.remote import RemoteGraph
from libgraph.graph.scan import QuerySyntaxError
from libgraph.graph.solutions import Solutions

JSON, XML = "application/sparql-results+json", "application/sparql-results+xml"
ALL = "SELECT * { ?s ?p ?o }"
A = NamedNode("http://e/a")
# With parameters of every kind, in every clause.
QUESTIONS: list[tuple[str, dict[str, Value]]] = [
    (ALL, {}),
    ("# a comment with $x\nSELECT ?o { $x lg:knows ?o }", {"x": A}),
    ("SELECT $x ?o { $x lg:knows ?o }", {"x": A}),
    ("SELECT ?s { ?s lg:label $label }", {"label": Literal('Ąžuolas "x" \\ \n $x ?y', language="lt")}),
    ("SELECT ?s { ?s lg:label $label }", {"label": Literal("} } SERVICE <http://x/> {")}),
    ("SELECT ?s { ?s lg:date ?d FILTER(?d = $d) }",
     {"d": Literal("2021?", datatype=NamedNode("http://id.loc.gov/datatypes/edtf/EDTF"))}),
    ("SELECT ?s ?n { { SELECT ?s (COUNT(*) AS ?n) { ?s ?p ?o FILTER(?s != $x) } GROUP BY ?s } } ORDER BY ?s",
     {"x": A}),
    ("SELECT (COUNT(*) AS ?n) { ?s lg:size ?size FILTER(?size < $max) }", {"max": Literal(8)}),
    ("ASK { $x lg:knows+ <http://e/c> }", {"x": A}),
    ("ASK { ?s lg:size $n }", {"n": Literal(8)}),
    ("CONSTRUCT { ?o lg:isKnownBy $x } WHERE { $x lg:knows ?o }", {"x": A}),
    ("DESCRIBE $x", {"x": A}),
    ("SELECT ?x ?y { VALUES (?x ?y) { (1 UNDEF) (UNDEF 'b'@lt) } }", {}),
]  # fmt: skip


@pytest.mark.parametrize("kind", [JSON, XML])
@pytest.mark.parametrize(("question", "params"), QUESTIONS)
def test_a_remote_graph_answers_as_the_local_one(
    server: Any, question: str, params: dict[str, Value], kind: str
) -> None:
    server.kind = kind
    there, here = RemoteGraph(server.url).query(question, params), server.graph.query(question, params)
    assert type(there) is type(here)
    for form in formats_of(here):
        assert write(there, form) == write(here, form)
    if isinstance(here, Solutions):
        assert here.rows or "COUNT" in question
        assert isinstance(there, Solutions)
        assert there.variables == here.variables


def test_the_request_is_a_post_with_what_we_read_and_who_we_are(server: Any) -> None:
    RemoteGraph(server.url).query("\nSELECT ?address { ?address org:x 'add' }")
    [request] = server.seen
    assert request["method"] == "POST"
    assert request["user-agent"] == AGENT
    assert request["accept"].startswith(f"{JSON};q=1")
    assert request["query"].startswith("PREFIX org: <http://www.w3.org/ns/org#> \nSELECT")
    assert "update" not in request
    RemoteGraph(server.url).query("CONSTRUCT {} WHERE {}")
    assert server.seen[-1]["accept"].startswith("application/n-triples")
    RemoteGraph(server.url, agent="me/1").query("ASK {}")
    assert server.seen[-1]["user-agent"] == "me/1"


@pytest.mark.parametrize(
    ("query", "params", "error"),
    [
        ("INSERT DATA { lg:a lg:b 1 }", {}, QueryRefused),
        ("SELECT * { SERVICE <http://x/> {} }", {}, QueryRefused),
        ("SELECT * FROM <file:///etc/passwd> {}", {}, QueryRefused),
        ("SELECT * { 'open }", {}, QuerySyntaxError),
        ("SELECT * { ?s ?p ?o }", {"x": A}, BadParameter),
        ("SELECT * { ?s ?p ?o BIND(1 AS ?x) }", {"x": A}, BadParameter),
    ],
)
def test_nothing_is_sent_that_the_guard_refuses(
    server: Any, query: str, params: dict[str, Value], error: type[LibgraphError]
) -> None:
    with pytest.raises(error):
        RemoteGraph(server.url).query(query, params)
    assert server.seen == []
