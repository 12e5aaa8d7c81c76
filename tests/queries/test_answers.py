"""Every query answers truly: whole answers, on the repository's data and on a tiny fictional workspace."""

import csv
import io
import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from pyoxigraph import NamedNode, RdfFormat, parse

from libgraph.graph.formats import write
from libgraph.graph.opened import OpenGraph
from libgraph.graph.solutions import Answer, Solutions, Triples
from libgraph.terms import compact
from libgraph.workspace import open_workspace

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
EXPECTED = HERE / "expected"
WRITING = bool(os.environ.get("LIBGRAPH_WRITE_ANSWERS"))


@dataclass(frozen=True)
class Case:
    query: str
    name: str = ""
    workspace: str = "data"
    params: Mapping[str, str] = field(default_factory=dict, hash=False)

    @property
    def stem(self) -> str:
        return f"{self.query}.{self.name}" if self.name else self.query

    @property
    def path(self) -> Path:
        asks_for_triples = "\nCONSTRUCT {" in (ROOT / "queries" / f"{self.query}.rq").read_text("utf-8")
        return EXPECTED / f"{self.stem}.{'ttl' if asks_for_triples else 'csv'}"


CASES = [Case(**case) for case in tomllib.loads((HERE / "cases.toml").read_text("utf-8"))["case"]]


@pytest.fixture(scope="module")
def graphs() -> dict[str, OpenGraph]:
    places = {"data": ROOT / "data", "micro": HERE / "micro"}
    return {name: OpenGraph(open_workspace(place), fresh=True) for name, place in places.items()}


def as_csv(answer: Solutions | bool, base: str) -> str:
    """Write an answer so that people can read it: ids for IRIs, values for literals."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    if isinstance(answer, bool):
        writer.writerows([["answer"], [str(answer).lower()]])
        return out.getvalue()
    writer.writerow(answer.variables)
    for row in answer.rows:
        writer.writerow([cell(term, base) for term in row])
    return out.getvalue()


def cell(term: object, base: str) -> str:
    if term is None:
        return ""
    if not isinstance(term, NamedNode):
        return str(getattr(term, "value", term))
    ident = term.value.removeprefix(f"{base}id/")
    return compact(term.value) if ident == term.value else f"id:{ident}"


def written(answer: Answer, base: str) -> str:
    return write(answer, "ttl") if isinstance(answer, Triples) else as_csv(answer, base)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_answer(case: Case, graphs: dict[str, OpenGraph]) -> None:
    graph = graphs[case.workspace]
    answer = graph.ask(case.query, case.params)
    if WRITING:
        case.path.write_text(written(answer, graph.workspace.base), "utf-8")
    expected = case.path.read_text("utf-8")
    if isinstance(answer, Triples):
        known = {quad.triple for quad in parse(expected, format=RdfFormat.TURTLE)}
        assert set(answer.triples) == known
    else:
        assert as_csv(answer, graph.workspace.base).splitlines() == expected.splitlines()


def test_each_query_has_an_answer_with_content() -> None:
    queries = {path.stem for path in (ROOT / "queries").glob("*.rq")}
    full = {case.query for case in CASES if len(case.path.read_text("utf-8").splitlines()) > 1}
    assert full == queries


def test_each_answer_belongs_to_a_case() -> None:
    assert len({case.stem for case in CASES}) == len(CASES)
    assert {case.path for case in CASES} == set(EXPECTED.iterdir())
