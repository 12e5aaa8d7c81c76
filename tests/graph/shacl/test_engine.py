"""Our engine finds what pySHACL finds, value by value and word by word, or says that it cannot."""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
import rdflib
from pyshacl import validate
from rdflib import RDF, SH, Graph

from libgraph.errors import BadModel
from libgraph.graph.shacl.result import Result, lexical
from libgraph.graph.shacl.shapes import Shapes
from libgraph.graph.shacl.validator import validate_store
from libgraph.graph.shacl.whole import whole_graph
from libgraph.graph.store import GraphStore
from libgraph.model import Model, read_model
from libgraph.records.reading import read_records
from libgraph.terms import LG
from libgraph.workspace import Workspace, open_workspace

FAULTY = Path(__file__).parents[2] / "records"
Verdict = tuple[str, str, str, str, str, str, tuple[str, ...]]
LANGUAGES = ("en", "lt", "lv")


@pytest.fixture(scope="module")
def files() -> list[Path]:
    return list(Workspace(FAULTY).ontology_files())


@pytest.fixture(scope="module")
def model(files: list[Path]) -> Model:
    return read_model(files)


def ours(results: list[Result]) -> Counter[Verdict]:
    return Counter(
        (
            lexical(one.focus), lexical(one.value) if one.value is not None else "", one.path.strip("<>"),
            one.shape, one.component, one.severity, tuple(sorted(one.message(lang) for lang in LANGUAGES)),
        )
        for one in results
    )  # fmt: skip


def theirs(nt: str, files: list[Path]) -> Counter[Verdict]:
    rdflib.NORMALIZE_LITERALS = False
    data, shapes = Graph().parse(data=nt, format="nt"), Graph()
    for path in files:
        shapes.parse(path)
    _, report, _ = validate(data, shacl_graph=shapes, inference="none", do_owl_imports=False)
    return Counter(_verdicts(report))


def _verdicts(report: Any) -> Iterator[Verdict]:
    def text(node: Any, what: Any) -> str:
        return str(report.value(node, what) or "")

    for node in report.objects(report.value(None, RDF.type, SH.ValidationReport), SH.result):
        yield (
            text(node, SH.focusNode), text(node, SH.value), text(node, SH.resultPath),
            text(node, SH.sourceShape), text(node, SH.sourceConstraintComponent).removeprefix(str(SH)),
            text(node, SH.resultSeverity).removeprefix(str(SH)),
            tuple(sorted(map(str, report.objects(node, SH.resultMessage)))),
        )  # fmt: skip


@pytest.fixture(autouse=True)
def _lexical_forms(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rdflib, "NORMALIZE_LITERALS", False)


def corpus(folder: Path, model: Model) -> list[tuple[str, str]]:
    """Return the graph of all YAML cases in which records go against each other."""
    (folder / "libgraph.toml").write_text("", "utf-8")
    (folder / "base.yaml").write_text((FAULTY / "base.yaml").read_text("utf-8"), "utf-8")
    cases = sorted((FAULTY / "faulty" / "yaml").glob("cross-*.yaml"))
    for number, case in enumerate(case for case in cases if "other-faults" not in case.name):
        text = case.read_text("utf-8").replace("directr", "director")
        ids = "|".join(sorted(re.findall(r"\bid: ([a-z-]+)", text), key=len, reverse=True))
        text = re.sub(rf"(?<![\w-])({ids})(?![\w:-])", rf"n{number}-\1", text)
        (folder / case.name).write_text(text, "utf-8")
    return whole_graph(read_records(open_workspace(folder), model))


def test_the_engines_agree_where_records_do_not(tmp_path: Path, model: Model, files: list[Path]) -> None:
    graphs = corpus(tmp_path, model)
    found = validate_store(Shapes(files), GraphStore.from_graphs(graphs))
    assert ours(found) == theirs("".join(text for _, text in graphs), files)
    assert {one.severity for one in found} == {"Violation", "Warning", "Info"}
    assert len(found) > 20


@pytest.mark.slow
def test_the_engines_agree_on_our_data(data: Path, model: Model, files: list[Path]) -> None:
    graphs = whole_graph(read_records(open_workspace(data), model))
    found = validate_store(Shapes(files), GraphStore.from_graphs(graphs))
    assert ours(found) == theirs("".join(text for _, text in graphs), files)
    assert {one.severity for one in found} <= {"Info"}


def test_inference_changes_nothing(tmp_path: Path, model: Model, files: list[Path]) -> None:
    """Types of superclasses, as rules would add them, lead to no other result."""
    graphs = corpus(tmp_path, model)
    plain = GraphStore.from_graphs(graphs)
    query = "SELECT DISTINCT ?s ?t WHERE { ?s a/rdfs:subClassOf+ ?t . FILTER (ISIRI(?t)) }"
    inferred = "".join(f"{s} <{RDF.type}> {t} .\n" for s, t in plain.select(query).rows)
    more = GraphStore.from_graphs([*graphs, ("urn:rule", inferred)])
    assert len(more) > len(plain) + 20
    assert ours(validate_store(Shapes(files), more)) == ours(validate_store(Shapes(files), plain))


def shape(tmp_path: Path, turtle: str) -> Shapes:
    file = tmp_path / "shapes.ttl"
    file.write_text(
        f"""@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix lg: <{LG}> . @prefix : <urn:x:> .
        @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
        :decl sh:declare [ sh:prefix "lg" ; sh:namespace "{LG}"^^xsd:anyURI ] .
        {turtle}""",
        "utf-8",
    )
    return Shapes([file])


def found_by(query: str, data: str, tmp_path: Path) -> list[str]:
    """Return the focus nodes that a constraint finds among the nodes of class :C."""
    text = (
        f':s a sh:NodeShape ; sh:targetClass :C ; sh:sparql [ sh:prefixes :decl ; sh:select """{query}""" ] .'
    )
    store = GraphStore.from_graphs([("urn:g", data), ("urn:h", data)])
    return sorted(lexical(result.focus) for result in validate_store(shape(tmp_path, text), store))


TWO = "".join(f"<urn:x:{n}> <{RDF.type}> <urn:x:C> .\n" for n in "ab")


@pytest.mark.parametrize(
    ("query", "found"),
    [
        (f"SELECT $this WHERE {{ FILTER NOT EXISTS {{ $this <{LG}p> ?v }} }}", ["urn:x:b"]),
        (f"SELECT $this WHERE {{ $this <{LG}p> ?v }}", ["urn:x:a"]),
        ("SELECT $this WHERE { $this lg:p ?v }", ["urn:x:a"]),
        ("SELECT $this WHERE { { $this lg:p ?v } UNION { FILTER ($this = <urn:x:b>) } }", ["urn:x:a", "urn:x:b"]),
        ("SELECT $this (COUNT(DISTINCT ?v) AS ?n) WHERE { $this lg:p ?v } GROUP BY $this HAVING (COUNT(DISTINCT ?v) > 1)",
         ["urn:x:a"]),
        ("SELECT $this WHERE { OPTIONAL { $this lg:p ?v } FILTER (!BOUND(?v)) }", ["urn:x:b"]),
        ("SELECT $this WHERE { { SELECT $this (MAX(?v) AS ?m) WHERE { $this lg:p ?v } GROUP BY $this } FILTER (?m = 2) }",
         ["urn:x:a"]),
        ("SELECT ?v WHERE { $this lg:p ?v . FILTER (?v > 1) }", ["urn:x:a"]),
        ("SELECT $this WHERE { ?other lg:q $this FILTER (?other != $this) }", ["urn:x:b"]),
    ],
)  # fmt: skip
def test_a_constraint_means_the_same_however_it_is_run(query: str, found: list[str], tmp_path: Path) -> None:
    number = "http://www.w3.org/2001/XMLSchema#integer"
    data = f'{TWO}<urn:x:a> <{LG}p> "1"^^<{number}> , "2"^^<{number}> .\n<urn:x:a> <{LG}q> <urn:x:b> .\n'
    data = data.replace(" , ", f" .\n<urn:x:a> <{LG}p> ")
    assert found_by(query, data, tmp_path) == found


def test_blank_nodes_are_focus_nodes_too(tmp_path: Path) -> None:
    data = f"_:a <{RDF.type}> <urn:x:C> .\n"
    assert len(found_by("SELECT $this WHERE { $this a ?any }", data, tmp_path)) >= 1


REFUSED: list[tuple[str, str]] = [
    (":s a sh:NodeShape ; sh:targetClass :C ; sh:mincount 1 .", "sh:mincount is not a term"),
    (":c a sh:ConstraintComponent ; sh:parameter [ sh:path :p ] .", "sh:parameter"),
    (":s a sh:NodeShape ; sh:target [ sh:select 'SELECT' ] .", "sh:target"),
    (":s a sh:NodeShape ; sh:targetClass :C ; sh:node :s .", "refers to itself"),
    (":s a sh:NodeShape ; sh:targetClass :C ; sh:sparql [ sh:message 'No query.' ] .", "no sh:select"),
    (":s sh:targetClass :C ; sh:path [ :strange :p ] ; sh:minCount 1 .", "no property path"),
    (":s a sh:NodeShape ; sh:targetClass :C ; sh:nodeKind sh:Blank .", "sh:nodeKind"),
    *(
        (f":s a sh:NodeShape ; sh:targetClass :C ; sh:sparql [ sh:select '{query}' ] .", reason)
        for query, reason in (
            ("SELECT $this WHERE { $this a ?t MINUS { $this a ?u } }", "MINUS"),
            ("SELECT $this WHERE { VALUES $this { <urn:x:a> } }", "VALUES"),
            ("SELECT ($a AS $this) WHERE { $a a ?t }", "another value"),
            ("SELECT $this WHERE { $this a ?t { SELECT ?t WHERE { ?t a ?c } } }", "does not select $this"),
            ("SELECT $this WHER { $this a ?t }", "its query cannot be used"),
            ("SELECT $this WHERE { SERVICE <http://a.lv/> { $this a ?t } }", "SERVICE"),
            ("SELECT $this WHERE { GRAPH $shapesGraph { $this a ?t } }", "$shapesGraph"),
        )
    ),
]


@pytest.mark.parametrize(("turtle", "reason"), REFUSED)
def test_what_it_does_not_do_is_refused(turtle: str, reason: str, tmp_path: Path) -> None:
    store = GraphStore.from_graphs([("urn:g", TWO)])
    with pytest.raises(BadModel) as refused:
        validate_store(shape(tmp_path, turtle), store)
    assert reason in str(refused.value)


def test_whole_numbers_are_told_apart_by_their_range(tmp_path: Path) -> None:
    """The store keeps xsd:nonNegativeInteger as xsd:integer, so a type that only the name tells passes."""
    xsd = "http://www.w3.org/2001/XMLSchema#"
    numbers = {
        "a": ("5", "nonNegativeInteger"),
        "b": ("-5", "integer"),
        "c": ("5", "integer"),
        "d": ("x", "byte"),
    }
    data = "".join(
        f'<urn:x:{n}> <{RDF.type}> <urn:x:C> .\n<urn:x:{n}> <urn:x:p> "{text}"^^<{xsd}{kind}> .\n'
        for n, (text, kind) in numbers.items()
    )
    turtle = ":s sh:targetClass :C ; sh:path :p ; sh:datatype xsd:nonNegativeInteger ."
    results = validate_store(shape(tmp_path, turtle), GraphStore.from_graphs([("urn:g", data)]))
    assert sorted(lexical(result.focus) for result in results) == ["urn:x:b", "urn:x:d"]


def test_messages_have_their_gaps_filled() -> None:
    node, text = ox.NamedNode("urn:x:a"), ox.Literal("2021?", datatype=ox.NamedNode("urn:edtf"))
    shown: Callable[[Any], str] = lambda term: lexical(term).upper()  # noqa: E731
    result = Result(node, "", None, "s", "c", "Info", {"lt": "Yra {?this} ir {$date}, {?nothing}."}, {
        "this": node, "date": text})  # fmt: skip
    assert result.message("lv") == "Yra urn:x:a ir 2021?, {?nothing}."
    assert result.message("lt", shown) == "Yra URN:X:A ir 2021?, {?nothing}."
