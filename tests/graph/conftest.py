"""A SPARQL endpoint on 127.0.0.1 that behaves as a test wants."""

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from libgraph.errors import LibgraphError
from libgraph.graph.formats import write
from libgraph.graph.solutions import Triples
from libgraph.graph.store import GraphStore

LG = "https://w3id.org/libgraph/ns#"
NQUADS = f"""<http://e/a> <{LG}knows> <http://e/b> <http://e/g1> .
<http://e/a> <{LG}label> "Ąžuolas \\"x\\" \\\\ \\n $x ?y"@lt <http://e/g1> .
<http://e/a> <{LG}label> "}} }} SERVICE <http://x/> {{" <http://e/g1> .
<http://e/b> <{LG}knows> <http://e/c> <http://e/g2> .
<http://e/b> <{LG}size> "7"^^<http://www.w3.org/2001/XMLSchema#integer> <http://e/g2> .
<http://e/c> <{LG}date> "2021?"^^<http://id.loc.gov/datatypes/edtf/EDTF> <http://e/g2> .
""".encode()
JSON = "application/sparql-results+json"


@dataclass
class Server:
    """A SPARQL endpoint whose behaviour a test sets, and what it was sent."""

    url: str
    graph: GraphStore
    behave: "Answer"
    well: "Answer"
    kind: str = JSON
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


Answer = Callable[[Handler, str], None]


def protocol(handler: Handler, query: str) -> None:
    """Answer as the SPARQL 1.1 protocol wants, in the kind of results that the test wants."""
    state: Server = handler.server.state
    try:
        answer = state.graph.query(query)
    except LibgraphError as error:
        handler.send(400, str(error).encode(), Content_Type="text/plain; charset=utf-8")
        return
    if isinstance(answer, Triples):
        handler.send(200, write(answer, "nt").encode(), Content_Type="application/n-triples")
    else:
        form = "json" if state.kind == JSON else "xml"
        handler.send(200, write(answer, form).encode(), Content_Type=state.kind)


@pytest.fixture(scope="module")
def running() -> Iterator[Server]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    address = f"http://127.0.0.1:{server.server_port}/sparql"
    state = Server(address, GraphStore.in_memory(NQUADS), protocol, protocol)
    server.state = state  # type: ignore[attr-defined]
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    yield state
    server.shutdown()
    server.server_close()


@pytest.fixture
def server(running: Server) -> Server:
    running.behave, running.kind = protocol, JSON
    running.seen.clear()
    return running
