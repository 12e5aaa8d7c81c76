"""The shapes accept what is good and refuse what is not, each fault by the shape that is meant to.

`conforms/*.ttl` hold good data. `violates/*.ttl` hold faults of one kind, and the first line of each
names the shape that must report them: `# trips: shape:isil`, or, for a property shape without a name
of its own, its node shape and its path: `# trips: shape:Evidence oa:hasTarget / oa:hasSource`.
A line with a faulty node ends with the constraints that it breaks: `<#two> … . # sh:maxCount`.
All files are validated in one run; results are told apart by the file that the focus node is in.
Everything is shown twice: by pySHACL and by our own engine.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from pyshacl import validate
from rdflib import RDF, RDFS, SH, BNode, Graph, Literal, URIRef
from rdflib.collection import Collection
from rdflib.term import Node

from libgraph.graph.shacl.result import Result as Found
from libgraph.graph.shacl.result import lexical
from libgraph.graph.shacl.shapes import Shapes
from libgraph.graph.shacl.validator import validate_store
from libgraph.graph.store import GraphStore

HERE = Path(__file__).parent
ONTOLOGY = HERE.parents[1] / "ontology"
SHAPES = [ONTOLOGY / "shapes.ttl", ONTOLOGY / "constraints.ttl"]
CONFORMS = sorted((HERE / "conforms").glob("*.ttl"))
VIOLATES = sorted((HERE / "violates").glob("*.ttl"))
TRIPS = "# trips: "
CASE = re.compile(r"^<(#[^>]+)> .* \. # (sh:\w+(?: sh:\w+)*)$", re.MULTILINE)
COMPONENTS = {
    str(term).removeprefix(str(SH)) for term in dir(SH) if str(term).endswith("ConstraintComponent")
}
# What may be missing in any source.
HINTS = {"shape:NoParty", "shape:NoTenure"}
# What no data can trip: a shape that targets a class meets only nodes that have a type.
OUT_OF_REACH = {("shape:type", "sh:minCount")}


class Result(NamedTuple):
    """What one validation result says: the shape, its constraint (`sh:minCount`), focus node and messages."""

    shape: str
    constraint: str
    focus: str
    messages: frozenset[Literal]


def short(graph: Graph, term: Node) -> str:
    """Return an IRI as `shape:isil`."""
    return graph.namespace_manager.curie(str(term))


def path_text(graph: Graph, path: Node | None) -> str:
    """Return a property path as `oa:hasTarget / oa:hasSource`; an inverse one with `^` before it."""
    if isinstance(path, URIRef):
        return short(graph, path)
    assert isinstance(path, BNode)
    inverse = graph.value(path, SH.inversePath)
    if inverse is not None:
        return f"^{path_text(graph, inverse)}"
    return " / ".join(path_text(graph, step) for step in Collection(graph, path))


def reached(graph: Graph, start: Node, path: Node | None) -> list[Node]:
    """Return the values of a property path."""
    if isinstance(path, URIRef):
        return list(graph.objects(start, path))
    assert isinstance(path, BNode)
    inverse = graph.value(path, SH.inversePath)
    if inverse is not None:
        return list(graph.subjects(inverse, start))
    nodes = [start]
    for step in Collection(graph, path):
        nodes = [value for node in nodes for value in graph.objects(node, step)]
    return nodes


def fields(shapes: Graph) -> dict[str, Node]:
    """Return each property shape under the name that the files call it."""
    found: dict[str, Node] = {}
    for owner, field in sorted(shapes.subject_objects(SH.property)):
        name = short(shapes, field if isinstance(field, URIRef) else owner)
        if isinstance(field, BNode):
            name = f"{name} {path_text(shapes, shapes.value(field, SH.path))}"
            assert name not in found, f"two shapes for {name}"
        found[name] = field
    return found


def constraint(component: str) -> str:
    """Return `sh:minCount` for `…MinCountConstraintComponent`."""
    name = component.removeprefix(str(SH)).removesuffix("ConstraintComponent")
    if name == "SPARQL":
        return "sh:sparql"
    return f"sh:{name[0].lower()}{name[1:]}"


def component(term: Node) -> str:
    """Return the local name of the component that a SHACL parameter belongs to, if there is one."""
    name = str(term).removeprefix(str(SH))
    if name == "sparql":
        return "SPARQLConstraintComponent"
    return f"{name[0].upper()}{name[1:]}ConstraintComponent"


def declared(shapes: Graph) -> set[tuple[str, str]]:
    """Return every shape with every constraint that it sets itself."""
    named = fields(shapes)
    for shape in shapes.subjects(RDF.type, SH.NodeShape):
        named[short(shapes, shape)] = shape
    return {
        (name, constraint(component(term)))
        for name, shape in named.items()
        for term in shapes.predicates(shape)
        if str(term).startswith(str(SH)) and term != SH.property and component(term) in COMPONENTS
    }


def results(report: Graph, shapes: Graph) -> Iterator[Result]:
    """Yield the results of a validation report; details of results are left out."""
    inline = {name.partition(" ")[2]: name for name in fields(shapes) if " " in name}
    for node in report.objects(report.value(None, RDF.type, SH.ValidationReport), SH.result):
        shape = report.value(node, SH.sourceShape)
        if isinstance(shape, URIRef):
            name = short(shapes, shape)
        else:  # pySHACL copies a shape without a name; its path tells which one it was
            report.namespace_manager = shapes.namespace_manager
            name = inline[path_text(report, report.value(node, SH.resultPath))]
        yield Result(
            shape=name,
            constraint=constraint(str(report.value(node, SH.sourceConstraintComponent))),
            focus=str(report.value(node, SH.focusNode)),
            messages=frozenset(m for m in report.objects(node, SH.resultMessage) if isinstance(m, Literal)),
        )


def our_results(found: list[Found], shapes: Graph) -> Iterator[Result]:
    """Yield what our engine finds in the same form."""
    inline = {name.partition(" ")[2]: name for name in fields(shapes) if " " in name}
    for one in found:
        path = " / ".join(short(shapes, URIRef(iri)) for iri in re.findall("<([^>]+)>", one.path))
        messages = frozenset(Literal(one.message(lang), lang=lang) for lang in one.messages)
        name = short(shapes, URIRef(one.shape)) if "://" in one.shape else inline[path]
        yield Result(name, constraint(one.component), lexical(one.focus), messages)


@pytest.fixture(scope="module")
def shapes() -> Graph:
    graph = Graph()
    for path in SHAPES:
        graph.parse(path)
    return graph


@pytest.fixture(scope="module")
def examples() -> Graph:
    """All data files in one graph; `<#x>` in a file is `file:///…/file.ttl#x`."""
    graph = Graph()
    for path in (*CONFORMS, *VIOLATES):
        graph.parse(path, publicID=path.as_uri())
    return graph


def between_records() -> Iterator[Path]:
    """Yield the files about constraints between records."""
    names = {
        f"shape:{name}" for name in re.findall(r"^shape:(\w+)", SHAPES[1].read_text("utf-8"), re.MULTILINE)
    }
    for path in (*CONFORMS, *VIOLATES):
        first = path.read_text("utf-8").partition("\n")[0]
        if names & set(first.split()) or "shape:…" in first:
            yield path


@pytest.fixture(scope="module", params=[pytest.param("pyshacl", marks=pytest.mark.slow), "libgraph"])
def report(request: pytest.FixtureRequest, shapes: Graph, examples: Graph) -> dict[str, list[Result]]:
    """The results of one run over all files and the ontology, by the file of the focus node."""
    ontology = Graph()
    for path in sorted(ONTOLOGY.glob("*.ttl")):
        if path not in SHAPES:
            ontology.parse(path)
    if request.param == "pyshacl":
        # it takes long over SPARQL constraints, so these see only the files about them
        alone, constraints = (Graph().parse(path) for path in SHAPES)
        about = Graph()
        for path in between_records():
            about.parse(path, publicID=path.as_uri())
        found: list[Result] = []
        for data, graph in ((examples, alone), (about, constraints)):
            _, told, _ = validate(data + ontology, shacl_graph=graph, inference="none", do_owl_imports=False)
            found += results(told, shapes)
    else:
        store = GraphStore.from_graphs([("urn:data", (examples + ontology).serialize(format="nt"))])
        found = list(our_results(validate_store(Shapes(SHAPES), store), shapes))
    by_file: dict[str, list[Result]] = {}
    for result in found:
        by_file.setdefault(result.focus.partition("#")[0], []).append(result)
    return by_file


def expected(path: Path) -> set[tuple[str, str, str]]:
    """Return what a file says of itself: the shape, each faulty node and each constraint that it breaks."""
    text = path.read_text("utf-8")
    first = text.partition("\n")[0]
    assert first.startswith(TRIPS), f"{path.name} must begin with '{TRIPS}shape:…'"
    shape = first.removeprefix(TRIPS)
    return {(shape, node, term) for node, terms in CASE.findall(text) for term in terms.split()}


def said_of(path: Path, report: dict[str, list[Result]]) -> list[Result]:
    """Return the results for a file; hints (sh:Info) only if it is about them."""
    first = path.read_text("utf-8").partition("\n")[0]
    return [
        result
        for result in report.get(path.as_uri(), [])
        if result.shape not in HINTS or result.shape in first
    ]


@pytest.mark.parametrize("path", CONFORMS, ids=lambda path: path.stem)
def test_good_data_conforms(path: Path, report: dict[str, list[Result]]) -> None:
    assert said_of(path, report) == []


@pytest.mark.parametrize("path", VIOLATES, ids=lambda path: path.stem)
def test_a_fault_trips_its_shape_and_no_other(path: Path, report: dict[str, list[Result]]) -> None:
    base = path.as_uri()
    found = {(r.shape, r.focus.removeprefix(base), r.constraint) for r in said_of(path, report)}
    assert found == expected(path)
    assert found


@pytest.mark.parametrize("path", VIOLATES, ids=lambda path: path.stem)
def test_a_fault_is_told_in_every_language(path: Path, report: dict[str, list[Result]]) -> None:
    for result in report[path.as_uri()]:
        languages = sorted(str(message.language) for message in result.messages)
        # where pySHACL fills gaps, it forgets the language
        assert languages == (["en", "lt", "lv"] if languages != ["None"] * 3 else languages)
        assert not any("{?" in message for message in result.messages)


def test_nothing_but_the_files_is_at_fault(report: dict[str, list[Result]]) -> None:
    """The classes and concepts of the ontology are validated with the files."""
    assert {focus for focus, found in report.items() if any(r.shape not in HINTS for r in found)} <= {
        path.as_uri() for path in VIOLATES
    }


def test_the_hints_are_those(shapes: Graph) -> None:
    assert {short(shapes, shape) for shape in shapes.subjects(SH.severity, SH.Info)} == HINTS


def test_each_constraint_of_each_shape_is_tripped(shapes: Graph, report: dict[str, list[Result]]) -> None:
    tripped = {(result.shape, result.constraint) for found in report.values() for result in found}
    assert declared(shapes) - tripped == OUT_OF_REACH


def test_each_field_of_each_shape_has_a_good_value(shapes: Graph, examples: Graph) -> None:
    """Each property shape of each node shape has a value in `conforms`, on a node of that class."""
    whole = examples + Graph().parse(ONTOLOGY / "libgraph.ttl") + shapes
    good = tuple(f"{path.as_uri()}#" for path in CONFORMS)
    missing = []
    for owner, field in shapes.subject_objects(SH.property):
        nodes = [node for node in targets(whole, owner) if str(node).startswith(good)]
        path = shapes.value(field, SH.path)
        if not any(reached(whole, node, path) for node in nodes):
            missing.append(f"{short(shapes, owner)} {path_text(shapes, path)}")
    assert missing == []


def targets(graph: Graph, shape: Node) -> set[Node]:
    """Return the nodes that a node shape is for."""
    found = {node for term in graph.objects(shape, SH.targetSubjectsOf) for node in graph.subjects(term)}
    for top in graph.objects(shape, SH.targetClass):
        for kind in graph.transitive_subjects(RDFS.subClassOf, top):
            found |= set(graph.subjects(RDF.type, kind))
    return found
