"""The SHACL test suite of the W3C, through the two engines that users are offered.

`shacl-passed.txt` lists what our engine passes and, after a `!`, what it does not, with the reason;
`shacl-passed-pyshacl.txt` the same of pySHACL. A test fails if a listed case no longer passes, or another
one does. After a change on purpose, run `ACCEPT=1 pytest tests/conformance/test_shacl.py` and read the
difference: new failures get the reason `?`, which the last test refuses.
"""

import os
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pyshacl
import pytest
import rdflib
from pyshacl.errors import ReportableRuntimeError, ShapeLoadError, ValidationFailure
from rdflib import RDF, SH, BNode, Graph, Namespace, URIRef

from libgraph.errors import LibgraphError
from libgraph.graph.shacl.shapes import Shapes
from libgraph.graph.shacl.validator import validate_store
from libgraph.graph.store import ChangingStore
from libgraph.terms import expand

HERE = Path(__file__).parent
MF = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
SHT = Namespace("http://www.w3.org/ns/shacl-test#")
FIELDS = (
    SH.focusNode,
    SH.resultPath,
    SH.value,
    SH.sourceConstraintComponent,
    SH.sourceShape,
    SH.resultSeverity,
)
Outcome = Counter[tuple[str, ...]] | str
FAILURE = "failure"


class Case:
    """One case: its files, and the outcome wanted."""

    def __init__(self, file: Path, suite: Path) -> None:
        self.name = file.relative_to(suite).with_suffix("").as_posix()
        self.manifest = Graph().parse(file, publicID=file.as_uri())
        test = next(self.manifest.subjects(RDF.type, SHT.Validate))
        action = self.manifest.value(test, MF.action)
        self.data = self._file(action, SHT.dataGraph)
        self.shapes = self._file(action, SHT.shapesGraph)
        report = self.manifest.value(test, MF.result)
        self.wanted: Outcome = FAILURE if report == SHT.Failure else outcome(self.manifest, report, file)

    def _file(self, action: Any, which: URIRef) -> Path:
        return Path(str(self.manifest.value(action, which)).removeprefix("file://"))


def outcome(graph: Graph, report: Any, file: Path) -> Outcome:
    """Return the results of a report, blank nodes alike."""
    return Counter(
        tuple(path_text(graph, value) if field == SH.resultPath else plain(value, file)
              for field in FIELDS for value in (graph.value(result, field),))
        for result in graph.objects(report, SH.result)
    )  # fmt: skip


def plain(term: Any, file: Path) -> str:
    """Return a term as N-Triples; one in a form that no engine can tell from another is written alike."""
    if term is None or isinstance(term, BNode):
        return "" if term is None else "_:"
    return str(term.n3()).replace(file.as_uri(), "")


def path_text(graph: Graph, path: Any) -> str:
    if path is None:
        return ""
    return str(path.n3()) if isinstance(path, URIRef) else "a path"


def by_libgraph(case: Case) -> Outcome:
    """Return what our engine finds."""
    with tempfile.TemporaryDirectory() as folder:
        data, shapes = (with_base(file, Path(folder)) for file in (case.data, case.shapes))
        store = ChangingStore()
        store.put("urn:data", data)
        try:
            results = validate_store(Shapes([shapes]), store)
        except LibgraphError:
            return FAILURE
    return Counter(
        (
            ours(result.focus), "" if not result.path else result.path if simple(result.path) else "a path",
            ours(result.value), f"<{expand('sh:')}{result.component}>",
            f"<{result.shape}>" if "://" in result.shape or result.shape.startswith("urn:") else "_:",
            f"<{expand('sh:')}{result.severity}>" if ":" not in result.severity else f"<{result.severity}>",
        )
        for result in results
    )  # fmt: skip


def with_base(file: Path, folder: Path) -> Path:
    """Return a copy of a Turtle file that says where it is from."""
    copy = folder / file.name
    copy.write_text(f"@base <{file.as_uri()}> .\n{file.read_text('utf-8')}", "utf-8")
    return copy


def simple(path: str) -> bool:
    return path.startswith("<") and path.find(">") == len(path) - 1


def ours(term: Any) -> str:
    if term is None or isinstance(term, ox.BlankNode):
        return "" if term is None else "_:"
    if isinstance(term, ox.Literal):
        return str(rdflib.Literal(term.value, lang=term.language, datatype=None if term.language
                   or term.datatype.value.endswith("#string") else URIRef(term.datatype.value)).n3())  # fmt: skip
    return str(term)


def by_pyshacl(case: Case) -> Outcome:
    """Return what pySHACL finds."""
    rdflib.NORMALIZE_LITERALS = False  # pySHACL switches it on again
    data, shapes = (Graph().parse(file, publicID=file.as_uri()) for file in (case.data, case.shapes))
    try:
        _, report, _ = pyshacl.validate(data, shacl_graph=shapes, inference="none", do_owl_imports=False)
    except (ReportableRuntimeError, ShapeLoadError, ValidationFailure, NotImplementedError, ValueError):
        return FAILURE
    if not isinstance(report, Graph):
        return FAILURE
    return outcome(report, report.value(None, RDF.type, SH.ValidationReport), case.data)


ENGINES: dict[str, Callable[[Case], Outcome]] = {
    "shacl-passed.txt": by_libgraph,
    "shacl-passed-pyshacl.txt": by_pyshacl,
}


@pytest.fixture(scope="module")
def cases(shared: Path) -> Iterator[list[Case]]:
    suite = shared / "standards" / "suites" / "shacl" / "data-shapes-test-suite" / "tests"
    if not suite.is_dir():
        pytest.skip("the SHACL test suite is not here")
    files = sorted(file for file in suite.rglob("*.ttl") if "sht:Validate" in file.read_text("utf-8"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(rdflib, "NORMALIZE_LITERALS", False)
        yield [Case(file, suite) for file in files]


def listed(name: str) -> Iterator[tuple[str, str]]:
    """Yield the cases of a list, with the reason if one fails."""
    for line in (HERE / name).read_text("utf-8").splitlines():
        case, _, reason = line.removeprefix("! ").partition(": ")
        yield case, reason if line.startswith("! ") else ""


@pytest.mark.parametrize("name", ENGINES)
def test_what_passes_is_what_is_listed(name: str, cases: list[Case]) -> None:
    passed = {case.name: ENGINES[name](case) == case.wanted for case in cases}
    if os.environ.get("ACCEPT"):
        reasons = dict(listed(name)) if (HERE / name).exists() else {}
        lines = [case if good else f"! {case}: {reasons.get(case) or '?'}" for case, good in passed.items()]
        (HERE / name).write_text("".join(f"{line}\n" for line in lines), "utf-8")
    assert {case: not reason for case, reason in listed(name)} == passed


@pytest.mark.parametrize("name", ENGINES)
def test_what_fails_has_a_reason(name: str) -> None:
    reasons = [reason for _, reason in listed(name) if reason]
    assert all(len(reason) > 10 for reason in reasons)


def test_the_lists_are_of_the_same_cases() -> None:
    ours_listed, theirs = ([case for case, _ in listed(name)] for name in ENGINES)
    assert ours_listed == theirs
    assert len(ours_listed) > 100
