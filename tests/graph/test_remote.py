"""An endpoint answers as the local store does; one that misbehaves is told apart and never hangs us."""

import socket
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from email.utils import formatdate
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from pyoxigraph import Literal, NamedNode

from libgraph.errors import LibgraphError
from libgraph.graph.bind import BadParameter, Value
from libgraph.graph.endpoint import AGENT, Endpoint, EndpointBusy, EndpointFailed, EndpointSlow, Limits
from libgraph.graph.formats import formats_of, write
from libgraph.graph.guard import QueryRefused
from libgraph.graph.remote import RemoteGraph
from libgraph.graph.scan import QuerySyntaxError
from libgraph.graph.solutions import Solutions, Triples
from libgraph.graph.store import GraphStore

LG = "https://w3id.org/libgraph/ns#"
NQUADS = f"""<http://e/a> <{LG}knows> <http://e/b> <http://e/g1> .
<http://e/a> <{LG}label> "Ąžuolas \\"x\\" \\\\ \\n $x ?y"@lt <http://e/g1> .
<http://e/a> <{LG}label> "}} }} SERVICE <http://x/> {{" <http://e/g1> .
<http://e/b> <{LG}knows> <http://e/c> <http://e/g2> .
<http://e/b> <{LG}size> "7"^^<http://www.w3.org/2001/XMLSchema#integer> <http://e/g2> .
<http://e/c> <{LG}date> "2021?"^^<http://id.loc.gov/datatypes/edtf/EDTF> <http://e/g2> .
""".encode()
JSON, XML = "application/sparql-results+json", "application/sparql-results+xml"
Answer = Callable[["Handler", str], None]


@dataclass
class Server:
    """A SPARQL endpoint whose behaviour a test sets, and what it was sent."""

    url: str
    behave: Answer
    seen: list[dict[str, str]] = field(default_factory=list)


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Any

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0))).decode()
        form = parse_qs(body)
        self.answer({key: values[0] for key, values in form.items()})

    def do_GET(self) -> None:
        self.answer({key: values[0] for key, values in parse_qs(urlsplit(self.path).query).items()})

    def answer(self, form: dict[str, str]) -> None:
        state: Server = self.server.state
        headers = {name.lower(): value for name, value in self.headers.items()}
        state.seen.append({"method": self.command, "path": self.path, **headers, **form})
        state.behave(self, form.get("query", ""))

    def send(self, status: int, body: bytes = b"", **headers: str) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        pass


GRAPH = GraphStore.in_memory(NQUADS)


def protocol(handler: Handler, query: str, kind: str = JSON) -> None:
    """Answer as the SPARQL 1.1 protocol wants."""
    try:
        answer = GRAPH.query(query)
    except LibgraphError as error:
        handler.send(400, str(error).encode(), Content_Type="text/plain; charset=utf-8")
        return
    if isinstance(answer, Triples):
        handler.send(200, write(answer, "nt").encode(), Content_Type="application/n-triples")
    else:
        handler.send(200, write(answer, "json" if kind == JSON else "xml").encode(), Content_Type=kind)


@pytest.fixture(scope="module")
def running() -> Iterator[Server]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    state = Server(f"http://127.0.0.1:{server.server_port}/sparql", protocol)
    server.state = state  # type: ignore[attr-defined]
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    yield state
    server.shutdown()
    server.server_close()


@pytest.fixture
def server(running: Server) -> Server:
    running.behave = protocol
    running.seen.clear()
    return running


@dataclass
class Waits:
    """Notes how long we would have slept."""

    seconds: list[float] = field(default_factory=list)

    def __call__(self, seconds: float) -> None:
        self.seconds.append(seconds)


def remote(server: Server, waits: Waits | None = None, **limits: Any) -> RemoteGraph:
    return RemoteGraph(Endpoint(server.url, AGENT, Limits(**{"seconds": 5, **limits}), waits or Waits()))


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
    server: Server, question: str, params: dict[str, Value], kind: str
) -> None:
    server.behave = lambda handler, query: protocol(handler, query, kind)
    there, here = remote(server).query(question, params), GRAPH.query(question, params)
    assert type(there) is type(here)
    for form in formats_of(here):
        assert write(there, form) == write(here, form)
    if isinstance(here, Solutions):
        assert here.rows or "COUNT" in question
        assert isinstance(there, Solutions)
        assert there.variables == here.variables


def test_the_request_is_a_post_with_what_we_read_and_who_we_are(server: Server) -> None:
    remote(server).query("\nSELECT ?address { ?address org:x 'add' }")
    [request] = server.seen
    assert request["method"] == "POST"
    assert request["user-agent"] == AGENT
    assert request["accept"].startswith(f"{JSON};q=1")
    assert request["query"].startswith("PREFIX org: <http://www.w3.org/ns/org#> \nSELECT")
    assert "update" not in request
    remote(server).query("CONSTRUCT {} WHERE {}")
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
    server: Server, query: str, params: dict[str, Value], error: type[LibgraphError]
) -> None:
    with pytest.raises(error):
        remote(server).query(query, params)
    assert server.seen == []


def failing(times: int, status: int, **headers: str) -> Answer:
    """Answer with a status some times, then well."""
    left = [times]

    def behave(handler: Handler, query: str) -> None:
        left[0] -= 1
        if left[0] >= 0:
            handler.send(status, b"later", **headers)
        else:
            protocol(handler, query)

    return behave


@pytest.mark.parametrize("status", [429, 503])
def test_a_busy_endpoint_is_asked_again_when_it_says(server: Server, status: int) -> None:
    server.behave = failing(2, status, Retry_After="7")
    waits = Waits()
    assert len(remote(server, waits).select(ALL)) == 6
    assert waits.seconds == [7, 7]


def test_without_a_time_the_pauses_grow(server: Server) -> None:
    server.behave = failing(2, 503)
    waits = Waits()
    remote(server, waits).query(ALL)
    assert waits.seconds == [1, 2]


def test_a_date_to_come_back_is_understood(server: Server) -> None:
    server.behave = failing(1, 503, Retry_After=formatdate(time.time() + 10, usegmt=True))
    waits = Waits()
    remote(server, waits).query(ALL)
    assert 7 < waits.seconds[0] <= 10
    server.behave = failing(1, 503, Retry_After="nonsense")
    remote(server, waits).query(ALL)
    assert waits.seconds[1] == 1


def test_tries_and_waits_are_bounded(server: Server) -> None:
    server.behave = failing(99, 429)
    waits = Waits()
    with pytest.raises(EndpointBusy, match=r"it is busy \(429\). Ask again later"):
        remote(server, waits, tries=3).query(ALL)
    assert len(server.seen) == 3
    server.behave = failing(99, 429, Retry_After="3600")
    with pytest.raises(EndpointBusy, match="asks to wait 3600 seconds. Wait that long, then ask again"):
        remote(server, waits).query(ALL)
    assert len(server.seen) == 4
    assert waits.seconds == [1, 2]


def hang(handler: Handler, query: str) -> None:
    time.sleep(1.5)


def drip_headers(handler: Handler, query: str) -> None:
    for byte in b"HTTP/1.1 200 OK\r\nX-Slow: " + b"x" * 40:
        handler.wfile.write(bytes([byte]))
        time.sleep(0.04)


def drip_body(handler: Handler, query: str) -> None:
    handler.send_response(200)
    handler.send_header("Content-Type", JSON)
    handler.send_header("Content-Length", "100000")
    handler.end_headers()
    for _ in range(40):
        handler.wfile.write(b" ")
        time.sleep(0.04)


@pytest.mark.parametrize("behave", [hang, drip_headers, drip_body])
def test_an_endpoint_cannot_hold_us(server: Server, behave: Answer) -> None:
    server.behave = behave
    begin = time.monotonic()
    with pytest.raises(EndpointSlow, match=r"no answer within 0.3 seconds. Ask for less"):
        remote(server, seconds=0.3).query(ALL)
    assert time.monotonic() - begin < 1


def redirect(target: str, status: int = 307, times: int = 1) -> Answer:
    left = [times]

    def behave(handler: Handler, query: str) -> None:
        left[0] -= 1
        if left[0] >= 0:
            handler.send(status, b"x" * 10, Location=target)
        else:
            protocol(handler, query)

    return behave


@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_a_redirect_on_the_same_host_keeps_the_question(server: Server, status: int) -> None:
    server.behave = redirect("/other?x=1", status, times=3)
    assert len(remote(server).select(ALL)) == 6
    assert [request["method"] for request in server.seen] == ["POST"] * 4
    assert server.seen[-1]["path"] == "/other?x=1"
    assert server.seen[-1]["user-agent"] == AGENT


def test_see_other_is_fetched(server: Server) -> None:
    server.behave = redirect("/result?query=ASK%20%7B%7D", 303)
    assert remote(server).ask("ASK {}") is True
    assert (server.seen[-1]["method"], "content-type" in server.seen[-1]) == ("GET", False)


@pytest.mark.parametrize(
    "target",
    ["http://example.org/sparql", "//example.org/", "http://127.0.0.1:1/sparql", "file:///etc/passwd", "http://[/", ""],
)
def test_no_redirect_leads_to_another_host(server: Server, target: str) -> None:
    server.behave = redirect(target, times=9)
    expected = "more than 3 redirects" if not target else "it sends us on to .* ask it itself"
    with pytest.raises(EndpointFailed, match=expected):
        remote(server).query(ALL)
    assert len(server.seen) == (1 if target else 4)


def test_redirects_are_counted(server: Server) -> None:
    server.behave = redirect("/again", times=99)
    with pytest.raises(EndpointFailed, match="more than 3 redirects"):
        remote(server).query(ALL)
    assert len(server.seen) == 4


def test_a_large_answer_is_refused_while_it_comes(server: Server) -> None:
    def flood(handler: Handler, query: str) -> None:
        handler.send_response(200)
        handler.send_header("Content-Type", JSON)
        handler.send_header("Connection", "close")
        handler.end_headers()
        try:
            while True:
                handler.wfile.write(b" " * 65536)
        except OSError:
            handler.close_connection = True

    server.behave = flood
    with pytest.raises(EndpointFailed, match="its answer is larger than 1,000,000 bytes. Ask for less"):
        remote(server, size=1_000_000).query(ALL)


@pytest.mark.parametrize(
    ("kind", "body", "message"),
    [
        ("text/html; charset=utf-8", b"<html>Welcome</html>", r"it answers text/html \('<html>Welcome</html>'\), not"),
        ("application/n-triples", b"", "it answers application/n-triples"),
        ("application/rdf+xml", b"<rdf/>", "it answers application/rdf"),
        (JSON, b"", "its answer cannot be read"),
        (JSON, b"\xff\xfe", "its answer cannot be read"),
        (JSON, b'{"head":{"vars":["s"]},"results":{"bindings":[{"s":', "its answer cannot be read"),
        (JSON, b'{"head":{},"boolean":true}', "it is no answer to SELECT"),
        (XML, b"<html/>", "its answer cannot be read"),
        (XML, b'<!DOCTYPE x [<!ENTITY a "b">]><sparql>&a;</sparql>', "its answer cannot be read"),
    ],
)
def test_what_is_no_answer_is_told(server: Server, kind: str, body: bytes, message: str) -> None:
    server.behave = lambda handler, _: handler.send(200, body, Content_Type=kind)
    with pytest.raises(EndpointFailed, match=message):
        remote(server).query(ALL)


TERM = b'{"type":"uri","value":"http://e/[{"}'
DEEP_JSON = (
    b'{"head":{"vars":["a"]},"results":{"bindings":[{"a":'
    + (b'{"type":"triple","value":{"subject":' + TERM + b',"predicate":' + TERM + b',"object":') * 50_000
    + TERM
    + b"}}" * 50_000
    + b"}]}}"
)
DEEP_XML = (
    b'<sparql xmlns="http://www.w3.org/2005/sparql-results#"><head><variable name="a"/></head><results><result>'
    b'<binding name="a">' + b"<triple><subject><uri>http://e/</uri></subject><object>" * 50_000
)


@pytest.mark.parametrize(
    ("query", "kind", "body"),
    [
        (ALL, JSON, DEEP_JSON),
        (ALL, XML, DEEP_XML),
        ("DESCRIBE lg:x", "application/n-triples", b"<http://a> <http://b> " + b"<<( <http://a> <http://b> " * 50_000),
        ("DESCRIBE lg:x", "text/turtle", b"<http://a> <http://b> " + b"<<( <http://a> <http://b> " * 50_000),
    ],
)
def test_an_answer_made_to_kill_us_does_not(server: Server, query: str, kind: str, body: bytes) -> None:
    server.behave = lambda handler, _: handler.send(200, body, Content_Type=kind)
    with pytest.raises(EndpointFailed, match=r"deeper than 64|too many triple terms"):
        remote(server).query(query)


def test_brackets_in_texts_are_not_nesting(server: Server) -> None:
    text = '{"[' * 100 + "\\"
    answer = GRAPH.select("SELECT $x {}", {"x": Literal(text)})
    server.behave = lambda handler, _: handler.send(200, write(answer, "json").encode(), Content_Type=JSON)
    assert remote(server).select(ALL).rows == [(Literal(text),)]


@pytest.mark.parametrize(
    ("status", "message"),
    [
        (400, "it answers 400 Bad Request: no such thing. Correct the query"),
        (401, "It asks for a password"),
        (403, "Choose another endpoint"),
        (404, "Look up the address of the endpoint"),
        (500, "it answers 500 Internal Server Error: no such thing. Try again later"),
    ],
)
def test_other_statuses_are_told_with_what_the_endpoint_says(server: Server, status: int, message: str) -> None:
    server.behave = lambda handler, _: handler.send(status, b"no such\n thing" + b" " * 9999)
    with pytest.raises(EndpointFailed, match=message):
        remote(server).query(ALL)
    assert len(server.seen) == 1


def test_nobody_there() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with pytest.raises(EndpointFailed, match="no connection .* Look up its address"):
        RemoteGraph(f"http://127.0.0.1:{port}/sparql").query(ALL)


def test_a_connection_that_breaks_off(server: Server) -> None:
    def half(handler: Handler, query: str) -> None:
        handler.send_response(200)
        handler.send_header("Content-Type", JSON)
        handler.send_header("Content-Length", "1000")
        handler.end_headers()
        handler.wfile.write(b"{")
        handler.close_connection = True

    server.behave = half
    with pytest.raises(EndpointFailed, match="its answer broke off after 1 bytes"):
        remote(server).query(ALL)


def test_a_graph_that_breaks_off_between_lines_is_not_taken_for_the_whole(server: Server) -> None:
    def half(handler: Handler, query: str) -> None:
        handler.send_response(200)
        handler.send_header("Content-Type", "application/n-triples")
        handler.send_header("Transfer-Encoding", "chunked")
        handler.end_headers()
        line = b"<http://e/a> <http://e/b> <http://e/c> .\n"
        handler.wfile.write(f"{len(line):x}\r\n".encode() + line + b"\r\n")
        handler.close_connection = True

    server.behave = half
    with pytest.raises(EndpointFailed, match="no connection"):
        remote(server).query("DESCRIBE lg:x")


@pytest.mark.parametrize(
    "address", ["", "sparql", "file:///etc/passwd", "ftp://x/", "http://", "http://[/", "http://x:99999/"]
)
def test_what_is_no_address_is_refused(address: str) -> None:
    with pytest.raises(EndpointFailed, match="this is no address of an endpoint"):
        RemoteGraph(address)


def test_a_password_in_the_address_is_refused_and_not_repeated() -> None:
    with pytest.raises(EndpointFailed) as caught:
        RemoteGraph("https://user:secret@example.org/sparql")
    assert "secret" not in str(caught.value)
