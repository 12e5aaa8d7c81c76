"""The store answers over all graphs, says where a query is wrong, and changes nothing on disk."""

import hashlib
import io
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import IO, Final

import pytest
from pyoxigraph import Literal, NamedNode, Store

from libgraph.errors import LibgraphError
from libgraph.graph.bind import BadParameter
from libgraph.graph.guard import QueryRefused, check
from libgraph.graph.scan import QuerySyntaxError
from libgraph.graph.solutions import Solutions, Triples, WrongForm
from libgraph.graph.store import (
    DIRECT_NESTING,
    DIRECT_TOKENS,
    ROOMY,
    BadQuads,
    GraphStore,
    NoStore,
    QueryFailed,
)

LG = "https://w3id.org/libgraph/ns#"
NQUADS = f"""<http://e/a> <{LG}knows> <http://e/b> <http://e/g1> .
<http://e/a> <{LG}label> "Ąžuolas"@lt <http://e/g1> .
<http://e/b> <{LG}knows> <http://e/c> <http://e/g2> .
<http://e/b> <{LG}size> "7"^^<http://www.w3.org/2001/XMLSchema#integer> <http://e/g2> .
""".encode()


@pytest.fixture(scope="module")
def graph() -> GraphStore:
    return GraphStore.in_memory(NQUADS)


def values(solutions: Solutions) -> list[tuple[object, ...]]:
    return sorted(tuple(row.values()) for row in solutions.to_python())


def test_all_graphs_are_asked_together(graph: GraphStore) -> None:
    found = graph.select("SELECT ?z { ?x lg:knows/lg:knows ?z }")
    assert values(found) == [("http://e/c",)]


def test_from_narrows_the_question(graph: GraphStore) -> None:
    found = graph.select("SELECT ?x { ?x lg:knows ?y }")
    assert len(found) == 2
    found = graph.select("SELECT ?x FROM <http://e/g2> { ?x lg:knows ?y }")
    assert values(found) == [("http://e/b",)]
    found = graph.select("SELECT ?x FROM NAMED <http://e/g2> { GRAPH ?g { ?x lg:knows ?y } }")
    assert values(found) == [("http://e/b",)]
    assert graph.ask("ASK FROM <http://nowhere/> { ?s ?p ?o }") is False


def test_the_three_kinds_of_answers(graph: GraphStore) -> None:
    assert isinstance(graph.query("SELECT * { ?s ?p ?o }"), Solutions)
    assert graph.query("ASK { ?s ?p 7 }") is True
    triples = graph.query("CONSTRUCT { ?y lg:isKnownBy ?x } WHERE { ?x lg:knows ?y }")
    assert isinstance(triples, Triples)
    assert {t.subject.value for t in triples if isinstance(t.subject, NamedNode)} == {
        "http://e/b",
        "http://e/c",
    }
    assert len(graph.construct("DESCRIBE <http://e/a>")) == 2


def test_the_wrong_form_is_refused(graph: GraphStore) -> None:
    with pytest.raises(WrongForm, match="A SELECT query is wanted here, and this one is ASK"):
        graph.select("ASK {}")
    with pytest.raises(WrongForm, match="A CONSTRUCT query is wanted here, and this one is SELECT"):
        graph.construct("SELECT * {}")
    with pytest.raises(WrongForm, match=r"An? ASK query is wanted here, and this one is CONSTRUCT"):
        graph.ask("DESCRIBE lg:x")


def test_parameters_are_bound(graph: GraphStore) -> None:
    question = "SELECT ?y { $x lg:knows ?y FILTER NOT EXISTS { ?y lg:size $size } }"
    x = NamedNode("http://e/a")
    assert values(graph.select(question, {"x": x, "size": Literal(7)})) == []
    assert values(graph.select(question, {"x": x, "size": Literal(8)})) == [("http://e/b",)]
    with pytest.raises(BadParameter, match="does not occur"):
        graph.query(question, {"X": x})


def test_own_prefixes_replace_the_known_ones() -> None:
    graph = GraphStore.in_memory(NQUADS, {"e": "http://e/"})
    assert graph.ask("ASK { e:a ?p e:b }")
    with pytest.raises(QuerySyntaxError, match="'lg:' is not declared"):
        graph.ask("ASK { e:a lg:knows e:b }")


@pytest.mark.parametrize(
    ("query", "place", "what"),
    [
        ("SELECT ?x {\n ?x ?y ", (2, 8), "ends too early"),
        ("SELECT ?x {\n ?x ?y ?z } }", (2, 12), "near '}'"),
        ("SELECT ?x { BIND('ąčęė' AS ?x) ! }", (1, 32), "near '!'"),
        ("SELECT ?x { ?x a ?z }\nLIMIT 'ten'", (2, 7), "near \"'ten'\""),
        ("SELECT ?x { ?x a ?y FILTER ?x = 3 }", (1, 28), "near '?x'"),
        ("SELECT ?x, ?y { ?x a ?y }", (1, 9), "near '?x,'"),
        ("SELECT ?x { ?x a ?y OPTIONAL ?x a ?z }", (1, 30), "One of these is expected: {"),
        ("ASK { ?x a ?y, }", (1, 14), "near"),
        ("# one\n# two\nASK { ?x a [ ?y }", (3, 17), "near"),
        ("SELECT ?s (COUNT(*) AS ?n) {\n ?s ?p ?o }", (1, 1), "neither in GROUP BY nor inside an aggregate"),
        ("SELECT (?s AS ?s) {\n ?s ?p ?o }", (1, 1), "a variable that has one already"),
    ],
)
def test_a_mistake_is_told_with_its_place(
    graph: GraphStore, query: str, place: tuple[int, int], what: str
) -> None:
    with pytest.raises(QuerySyntaxError) as caught:
        graph.query(query)
    assert what in caught.value.what
    line, column = caught.value.line, caught.value.column
    assert (line, abs(column - place[1]) <= 2) == (place[0], True), (line, column)


def test_the_place_is_in_the_query_as_written_not_as_bound(graph: GraphStore) -> None:
    long = NamedNode("http://e/" + "x" * 200)
    with pytest.raises(QuerySyntaxError) as caught:
        graph.query("ASK {\n $a ?p $b ! }", {"a": long, "b": long})
    assert (caught.value.line, caught.value.column) == (2, 11)
    with pytest.raises(QuerySyntaxError) as caught:
        graph.query("ASK {\n   ?s $a ?o }", {"a": Literal("x" * 99)})
    assert caught.value.line == 2
    assert 4 <= caught.value.column <= 7


def test_what_the_engine_cannot_do_is_said(graph: GraphStore) -> None:
    with pytest.raises(QueryFailed, match="custom function <http://f/> is not supported"):
        graph.query("SELECT * { ?s ?p ?o FILTER(<http://f/>(?s)) }")


def test_what_is_refused_is_refused_here_too(graph: GraphStore) -> None:
    with pytest.raises(QueryRefused, match="SERVICE"):
        graph.query("SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }")


@pytest.mark.parametrize("how", ["bytes", "file", "path"])
def test_quads_come_from_bytes_files_and_paths(tmp_path: Path, how: str) -> None:
    path = tmp_path / "quads.nq"
    path.write_bytes(NQUADS)
    sources: dict[str, bytes | Path | IO[bytes]] = {"bytes": NQUADS, "file": io.BytesIO(NQUADS), "path": path}
    source = sources[how]
    graph = GraphStore.in_memory(source)
    assert len(graph) == 4
    assert graph.dump() == b"".join(sorted(NQUADS.splitlines(keepends=True)))


def test_what_is_not_nquads_is_said(tmp_path: Path) -> None:
    with pytest.raises(BadQuads, match="The input is not N-Quads"):
        GraphStore.in_memory(b"<http://e/a> oops .\n")
    path = tmp_path / "bad.nq"
    path.write_bytes(b"@prefix")
    with pytest.raises(BadQuads, match=r"bad\.nq is not N-Quads"):
        GraphStore.in_memory(path)


def test_a_store_on_disk_answers_as_one_in_memory(tmp_path: Path, graph: GraphStore) -> None:
    disk = GraphStore.create(tmp_path / "store", NQUADS)
    again = GraphStore.on_disk(tmp_path / "store")
    assert disk.dump() == again.dump() == graph.dump()
    assert again.ask("ASK { ?x lg:knows/lg:knows ?z }")


def test_reading_changes_no_file(tmp_path: Path) -> None:
    path = tmp_path / "store"
    GraphStore.create(path, NQUADS)

    def state() -> dict[str, str]:
        return {file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in path.iterdir()}

    before = state()
    assert "LOG" not in before
    disk = GraphStore.on_disk(path)
    assert len(disk.select("SELECT * { ?s ?p ?o }")) == 4
    assert state() == before
    del disk
    assert state() == before


def test_a_store_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    with pytest.raises(
        NoStore, match=r"typo cannot be read as a graph store: it is not there.*libgraph build"
    ):
        GraphStore.on_disk(tmp_path / "typo")
    assert not (tmp_path / "typo").exists()
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "CURRENT").write_text("nonsense")
    with pytest.raises(NoStore, match="folder cannot be read"):
        GraphStore.on_disk(tmp_path / "folder")


def test_a_store_is_never_made_over_something(tmp_path: Path) -> None:
    GraphStore.create(tmp_path / "store", NQUADS)
    with pytest.raises(NoStore, match="the folder is not empty"):
        GraphStore.create(tmp_path / "store", NQUADS)


def test_only_the_store_file_imports_the_store() -> None:
    package = Path(sys.modules["libgraph.graph.store"].__file__ or "").parents[1]
    using = [
        path.name
        for path in package.rglob("*.py")
        if any(
            "Store" in line.replace("GraphStore", "").split("#")[0]
            for line in path.read_text("utf-8").splitlines()
            if line.lstrip().startswith(("from pyoxigraph", "import pyoxigraph"))
        )
        or "ox.Store" in path.read_text("utf-8")
    ]
    assert using == ["store.py"]


def test_answers_may_be_used_in_any_thread(graph: GraphStore) -> None:
    deep = "SELECT ?s " + "{" * 40 + "?s ?p ?o" + "}" * 40
    found: list[object] = []

    def work() -> None:
        for _ in range(20):
            found.append(len(graph.select(deep).rows) + len(graph.select("SELECT ?s { ?s ?p ?o }").rows))

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [8] * 80
    answer = graph.select(deep)
    thread = threading.Thread(target=lambda: found.append(answer.rows[0]))
    thread.start()
    thread.join()
    assert found[-1] == answer.rows[0]


def test_the_stack_size_of_other_threads_is_as_before(graph: GraphStore) -> None:
    threading.stack_size(3 * 1024 * 1024)
    try:
        graph.select("SELECT ?s " + "{" * 40 + "?s ?p ?o" + "}" * 40)
        assert threading.stack_size() == 3 * 1024 * 1024
    finally:
        threading.stack_size(0)


def test_errors_cross_from_the_large_stack(graph: GraphStore) -> None:
    with pytest.raises(QuerySyntaxError, match="cannot be read"):
        graph.query("SELECT ?s " + "{" * 40 + "?s ?p ?o" + "}" * 40 + " }")


# Shapes that need much stack: text for n pieces.
SHAPES: Final[dict[str, Callable[[int], str]]] = {
    "seq": lambda n: "SELECT*{?s :" + "/:" * n + " ?o}",
    "bgp": lambda n: "SELECT*{?s :p 1 " + ", 1" * n + "}",
    "minus": lambda n: "SELECT*{?s ?p ?o" + " MINUS{}" * n + "}",
    "extend": lambda n: "SELECT" + "".join(f"(1 AS ?x{i})" for i in range(n)) + "{}",
    "if": lambda n: "SELECT*{?s ?p ?o FILTER(" + "IF(1,1," * n + "1" + ")" * n + ")}",
    "function": lambda n: "SELECT*{?s ?p ?o FILTER(" + "STR(" * n + "1" + ")" * n + ")}",
    "exists": lambda n: "SELECT*{?s ?p ?o " + "FILTER NOT EXISTS {?s ?p ?o " * n + "}" * n + "}",
    "sub-query": lambda n: "SELECT*{" + "{SELECT*{" * n + "?s ?p ?o" + "}}" * n + "}",
}
RUN = """
import sys, threading
from libgraph.graph.store import GraphStore
query = sys.stdin.read()
graph = GraphStore.in_memory(b"<http://e/s> <http://e/p> <http://e/o> .\\n", {"": "http://e/"})
threading.stack_size(int(sys.argv[1]))
def direct():
    graph._answer(graph._check(query), None)
def guarded():
    graph.query(query)
thread = threading.Thread(target=direct if sys.argv[2] == "direct" else guarded)
thread.start()
thread.join()
"""


def most(shape: str, tokens: int, nesting: int) -> str:
    """Return the longest query of a shape that keeps to the limits."""
    best = SHAPES[shape](1)
    low, high = 1, tokens
    while low <= high:
        middle = (low + high) // 2
        text = SHAPES[shape](middle)
        try:
            query = check(text, {"": "http://e/"})
            fits = len(query.tokens) <= tokens and query.nesting <= nesting
        except LibgraphError:
            fits = False
        best, low, high = (text, middle + 1, high) if fits else (best, low, middle - 1)
    return best


def run(query: str, stack: int, how: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", RUN, str(stack), how]
    return subprocess.run(command, input=query, capture_output=True, text=True, timeout=60, check=False)


@pytest.mark.parametrize("shape", SHAPES)
def test_what_is_run_directly_needs_little_stack(shape: str) -> None:
    query = most(shape, DIRECT_TOKENS, DIRECT_NESTING)
    assert run(query, ROOMY * 3 // 4, "direct").returncode == 0


@pytest.mark.parametrize("shape", ["seq", "minus"])
def test_where_threads_have_small_stacks_nothing_is_run_directly(shape: str) -> None:
    query = most(shape, DIRECT_TOKENS, DIRECT_NESTING)
    assert run(query, 128 * 1024, "direct").returncode < 0, "this stack is not small"
    assert run(query, 128 * 1024, "guarded").returncode == 0


@pytest.mark.parametrize("shape", ["minus", "if", "function", "exists", "sub-query"])
def test_what_passes_the_guard_does_not_kill_the_process(shape: str) -> None:
    query = most(shape, 20_000, 64)
    done = run(query, 256 * 1024, "guarded")
    assert (done.returncode, done.stderr) == (0, "")


def test_without_the_guard_such_a_query_kills_the_process() -> None:
    code = "import sys, pyoxigraph; list(pyoxigraph.Store().query(sys.stdin.read()))"
    query = SHAPES["sub-query"](20_000)
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, input=query, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode < 0
    with pytest.raises(QueryRefused):
        check(query)


def test_pyoxigraph_still_has_the_limits_that_made_us_bind_by_ourselves() -> None:
    """If this fails, `substitutions` may have become good enough."""
    from pyoxigraph import Variable

    store = Store()
    with pytest.raises(RuntimeError, match="does not contains variable"):
        store.query("SELECT ?o { ?x ?p ?o }", substitutions={Variable("x"): NamedNode("http://e/a")})
