"""An endpoint that misbehaves is told apart, never holds us, and never kills us."""

import socket
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from email.utils import formatdate
from typing import Any

import pytest
from pyoxigraph import Literal

from libgraph.graph.endpoint import AGENT, Endpoint, EndpointBusy, EndpointFailed, EndpointSlow, Limits
from libgraph.graph.formats import write
from libgraph.graph.remote import RemoteGraph

JSON, XML = "application/sparql-results+json", "application/sparql-results+xml"
ALL = "SELECT * { ?s ?p ?o }"
Behaviour = Callable[[Any, str], None]


@dataclass
class Waits:
    """Notes how long we would have slept."""

    seconds: list[float] = field(default_factory=list)

    def __call__(self, seconds: float) -> None:
        self.seconds.append(seconds)


def remote(server: Any, waits: Waits | None = None, **limits: Any) -> RemoteGraph:
    return RemoteGraph(Endpoint(server.url, AGENT, Limits(**{"seconds": 5, **limits}), waits or Waits()))


def failing(times: int, status: int, **headers: str) -> Behaviour:
    """Answer with a status some times, then well."""
    left = [times]

    def behave(handler: Any, query: str) -> None:
        left[0] -= 1
        if left[0] >= 0:
            handler.send(status, b"later", **headers)
        else:
            handler.server.state.well(handler, query)

    return behave


@pytest.mark.parametrize("status", [429, 503])
def test_a_busy_endpoint_is_asked_again_when_it_says(server: Any, status: int) -> None:
    server.behave = failing(2, status, Retry_After="7")
    waits = Waits()
    assert len(remote(server, waits).select(ALL)) == 6
    assert waits.seconds == [7, 7]


def test_without_a_time_the_pauses_grow(server: Any) -> None:
    server.behave = failing(2, 503)
    waits = Waits()
    remote(server, waits).query(ALL)
    assert waits.seconds == [1, 2]


def test_a_date_to_come_back_is_understood(server: Any) -> None:
    server.behave = failing(1, 503, Retry_After=formatdate(time.time() + 10, usegmt=True))
    waits = Waits()
    remote(server, waits).query(ALL)
    assert 7 < waits.seconds[0] <= 10
    server.behave = failing(1, 503, Retry_After="nonsense")
    remote(server, waits).query(ALL)
    assert waits.seconds[1] == 1


def test_tries_and_waits_are_bounded(server: Any) -> None:
    server.behave = failing(99, 429)
    waits = Waits()
    with pytest.raises(EndpointBusy, match=r"it is busy \(429\). Ask again later"):
        remote(server, waits, tries=3).query(ALL)
    assert len(server.seen) == 3
    server.behave = failing(99, 429, Retry_After="3600")
    with pytest.raises(EndpointBusy, match=r"asks to wait 3600 seconds\. Wait that long, then ask again"):
        remote(server, waits).query(ALL)
    assert len(server.seen) == 4
    assert waits.seconds == [1, 2]


def hang(handler: Any, query: str) -> None:
    time.sleep(1.5)


def drip_headers(handler: Any, query: str) -> None:
    for byte in b"HTTP/1.1 200 OK\r\nX-Slow: " + b"x" * 40:
        handler.wfile.write(bytes([byte]))
        time.sleep(0.04)


def drip_body(handler: Any, query: str) -> None:
    handler.send_response(200)
    handler.send_header("Content-Type", JSON)
    handler.send_header("Content-Length", "100000")
    handler.end_headers()
    for _ in range(40):
        handler.wfile.write(b" ")
        time.sleep(0.04)


@pytest.mark.parametrize("behave", [hang, drip_headers, drip_body])
def test_an_endpoint_cannot_hold_us(server: Any, behave: Behaviour) -> None:
    server.behave = behave
    begin = time.monotonic()
    with pytest.raises(EndpointSlow, match=r"no answer within 0.3 seconds. Ask for less"):
        remote(server, seconds=0.3).query(ALL)
    assert time.monotonic() - begin < 1


def redirect(target: str, status: int = 307, times: int = 1) -> Behaviour:
    left = [times]

    def behave(handler: Any, query: str) -> None:
        left[0] -= 1
        if left[0] >= 0:
            handler.send(status, b"x" * 10, Location=target)
        else:
            handler.server.state.well(handler, query)

    return behave


@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_a_redirect_on_the_same_host_keeps_the_question(server: Any, status: int) -> None:
    server.behave = redirect("/other?x=1", status, times=3)
    assert len(remote(server).select(ALL)) == 6
    assert [request["method"] for request in server.seen] == ["POST"] * 4
    assert server.seen[-1]["path"] == "/other?x=1"
    assert server.seen[-1]["user-agent"] == AGENT


def test_see_other_is_fetched(server: Any) -> None:
    server.behave = redirect("/result?query=ASK%20%7B%7D", 303)
    assert remote(server).ask("ASK {}") is True
    assert (server.seen[-1]["method"], "content-type" in server.seen[-1]) == ("GET", False)


@pytest.mark.parametrize(
    "target",
    [
        "http://example.org/sparql",
        "//example.org/",
        "http://localhost:{port}/sparql",
        "https://127.0.0.1:{port}/sparql",
        "http://127.0.0.1:1/sparql",
        "file:///etc/passwd",
        "http://[/",
        "",
    ],
)
def test_no_redirect_leads_to_another_host(server: Any, target: str) -> None:
    server.behave = redirect(target.format(port=server.url.split(":")[2].split("/")[0]), times=9)
    expected = "more than 3 redirects" if not target else "it sends us on to .* ask it itself"
    with pytest.raises(EndpointFailed, match=expected):
        remote(server).query(ALL)
    assert len(server.seen) == (1 if target else 4)


def test_redirects_are_counted(server: Any) -> None:
    server.behave = redirect("/again", times=99)
    with pytest.raises(EndpointFailed, match="more than 3 redirects"):
        remote(server).query(ALL)
    assert len(server.seen) == 4


def test_a_large_answer_is_refused_while_it_comes(server: Any) -> None:
    def flood(handler: Any, query: str) -> None:
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
    with pytest.raises(EndpointFailed, match=r"its answer is larger than 1,000,000 bytes\. Ask for less"):
        remote(server, size=1_000_000).query(ALL)


@pytest.mark.parametrize(
    ("kind", "body", "message"),
    [
        (
            "text/html; charset=utf-8",
            b"<html>Welcome</html>",
            r"it answers text/html \('<html>Welcome</html>'\), not",
        ),
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
def test_what_is_no_answer_is_told(server: Any, kind: str, body: bytes, message: str) -> None:
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
    b'<sparql xmlns="http://www.w3.org/2005/sparql-results#"><head><variable name="a"/></head>'
    b'<results><result><binding name="a">'
    + b"<triple><subject><uri>http://e/</uri></subject><object>"
    * 50_000
)


@pytest.mark.parametrize(
    ("query", "kind", "body"),
    [
        (ALL, JSON, DEEP_JSON),
        (ALL, XML, DEEP_XML),
        (
            "DESCRIBE lg:x",
            "application/n-triples",
            b"<http://a> <http://b> " + b"<<( <http://a> <http://b> " * 50_000,
        ),
        ("DESCRIBE lg:x", "text/turtle", b"<http://a> <http://b> " + b"<<( <http://a> <http://b> " * 50_000),
    ],
)
def test_an_answer_made_to_kill_us_does_not(server: Any, query: str, kind: str, body: bytes) -> None:
    server.behave = lambda handler, _: handler.send(200, body, Content_Type=kind)
    with pytest.raises(EndpointFailed, match=r"deeper than 64|too many triple terms"):
        remote(server).query(query)


def test_brackets_in_texts_are_not_nesting(server: Any) -> None:
    text = '{"[' * 100 + "\\"
    answer = server.graph.select("SELECT $x {}", {"x": Literal(text)})
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
def test_other_statuses_are_told_with_what_the_endpoint_says(server: Any, status: int, message: str) -> None:
    server.behave = lambda handler, _: handler.send(status, b"no such\n thing" + b" " * 9999)
    with pytest.raises(EndpointFailed, match=message):
        remote(server).query(ALL)
    assert len(server.seen) == 1


def test_nobody_there() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with pytest.raises(EndpointFailed, match=r"no connection .* Look up its address"):
        RemoteGraph(f"http://127.0.0.1:{port}/sparql").query(ALL)


def test_a_connection_that_breaks_off(server: Any) -> None:
    def half(handler: Any, query: str) -> None:
        handler.send_response(200)
        handler.send_header("Content-Type", JSON)
        handler.send_header("Content-Length", "1000")
        handler.end_headers()
        handler.wfile.write(b"{")
        handler.close_connection = True

    server.behave = half
    with pytest.raises(EndpointFailed, match="its answer broke off after 1 bytes"):
        remote(server).query(ALL)


def test_a_graph_that_breaks_off_between_lines_is_not_taken_for_the_whole(server: Any) -> None:
    def half(handler: Any, query: str) -> None:
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
