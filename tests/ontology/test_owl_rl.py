"""No record contradicts the ontology and the vocabularies that it builds on.

Two ways to look: owlrl, which knows the rules of OWL 2 RL and is slow, and a search for things in two
disjoint classes, which is fast enough for generated records (libgraph's rules have inferred their classes).
"""

import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import combinations
from pathlib import Path

import pyoxigraph as ox
import pytest
from rdflib import OWL, RDF, RDFS, Graph, URIRef
from rdflib.collection import Collection

import libgraph
from libgraph.graph.dataset import record_lines
from libgraph.model import read_model
from libgraph.publish.convert import to_graph
from libgraph.records.reading import read_records
from libgraph.terms import PREFIXES, RDF_TYPE, compact
from libgraph.workspace import open_workspace

ROOT = Path(__file__).parents[2]
OWN = [ROOT / "ontology" / name for name in ("libgraph.ttl", "roles.ttl", "topics.ttl")]
BUILT_ON = ("foaf.nq", "org.nq", "prov.nq", "skos.nq")
AXIOMS = {str(term) for term in (RDF.type, RDF.first, RDF.rest)} | {
    str(term) for term in (RDFS.subClassOf, RDFS.subPropertyOf, RDFS.domain, RDFS.range)
}
ERROR = "http://www.daml.org/2002/03/agents/agent-ont#error"  # where owlrl says what contradicts
CLASHES = {
    "person-and-museum": "a lg:Person , lg:Museum .",
    "project-and-document": "a lg:Project , foaf:Document .",
    "event-and-entity": "a lg:Event , prov:Entity .",
    "place-and-person": "a lg:Town , foaf:Person , lg:Person .",
}


def axioms(quads: Iterable[ox.Quad]) -> Iterator[ox.Triple]:
    """Yield what bears on contradictions: no labels, no definitions."""
    for quad in quads:
        predicate = quad.predicate.value
        if isinstance(quad.object, ox.NamedNode | ox.BlankNode) and (
            predicate in AXIOMS or predicate.startswith(PREFIXES["owl"])
        ):
            yield quad.triple


@pytest.fixture(scope="module")
def terminology(shared: Path) -> list[str]:
    """Our axioms and those of the vocabularies, as N-Triples lines."""
    paths = [*OWN, *(shared / "standards" / "vocab" / name for name in BUILT_ON)]
    parsed = (ox.parse(path=str(path), rename_blank_nodes=True) for path in paths)
    return [f"{triple} .\n" for quads in parsed for triple in axioms(quads)]


@pytest.fixture(scope="module")
def clashes() -> list[str]:
    head = "".join(f"@prefix {name}: <{PREFIXES[name]}> ." for name in ("id", "lg", "foaf", "prov"))
    text = "".join(f"id:{name} {said}\n" for name, said in CLASHES.items())
    return [f"{quad.triple} .\n" for quad in ox.parse(head + text, ox.RdfFormat.TURTLE)]


def in_disjoint_classes(terminology: Iterable[str], statements: Iterable[str]) -> list[str]:
    """Return the things whose classes, with all above them, include two disjoint ones."""
    axioms = Graph().parse(data="".join(terminology), format="nt")
    pairs = {frozenset(pair) for pair in axioms.subject_objects(OWL.disjointWith)}
    for members in axioms.objects(None, OWL.members):
        pairs |= {frozenset(pair) for pair in combinations(Collection(axioms, members), 2)}
    classes: dict[str, set[URIRef]] = defaultdict(set)
    for line in statements:
        thing, predicate, kind = line.split(" ", 2)
        if predicate == f"<{RDF_TYPE}>":
            classes[thing].add(URIRef(kind[1:].partition(">")[0]))

    @cache
    def clash(kinds: frozenset[URIRef]) -> bool:
        above = {kind for one in kinds for kind in axioms.transitive_objects(one, RDFS.subClassOf)}
        return any(pair <= above for pair in pairs)

    return sorted(compact(thing[1:-1]) for thing, kinds in classes.items() if clash(frozenset(kinds)))


def contradictions(lines: Iterable[str]) -> list[str]:
    """Return what owlrl complains of."""
    import owlrl

    graph = Graph().parse(data="".join(lines), format="nt")
    reasoner = owlrl.DeductiveClosure(owlrl.OWLRL_Semantics, axiomatic_triples=False, datatype_axioms=False)
    reasoner.expand(graph)
    return sorted(str(said) for _, predicate, said in graph if str(predicate) == ERROR)


def statements(workspace: Path) -> list[str]:
    """Return the triples of a workspace, with what follows from them, that link things."""
    quads = ox.parse(libgraph.open(workspace).nquads, ox.RdfFormat.N_QUADS)
    return [f"{quad.triple} .\n" for quad in quads if isinstance(quad.object, ox.NamedNode)]


def test_our_records_are_in_no_disjoint_classes(data: Path, terminology: list[str]) -> None:
    assert in_disjoint_classes(terminology, statements(data)) == []


@pytest.mark.slow
def test_generated_records_are_in_no_disjoint_classes(tmp_path: Path, terminology: list[str]) -> None:
    command = [sys.executable, str(ROOT / "benchmarks" / "generate.py"), "1", str(tmp_path)]
    subprocess.run(command, check=True)
    assert in_disjoint_classes(terminology, statements(tmp_path)) == []


def test_the_search_finds_each_clash(terminology: list[str], clashes: list[str]) -> None:
    assert in_disjoint_classes(terminology, clashes) == sorted(f"id:{name}" for name in CLASHES)


@pytest.mark.slow
def test_owl_rl_finds_no_contradiction_in_our_records(data: Path, terminology: list[str]) -> None:
    workspace = open_workspace(data)
    reading = read_records(workspace, read_model(workspace.ontology_files()))
    merged = to_graph("".join(record_lines(reading)).encode())
    linking = [
        f"<{s}> <{p}> <{o}> .\n" for s, p, o in merged if str(o).startswith("http") and o.n3().startswith("<")
    ]
    assert len(linking) > 3_000
    assert contradictions([*terminology, *linking]) == []


@pytest.mark.slow
def test_owl_rl_finds_each_clash(terminology: list[str], clashes: list[str]) -> None:
    found = contradictions([*terminology, *clashes])
    assert [name for name in CLASHES if not any(name in said for said in found)] == []
