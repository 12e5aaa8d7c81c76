"""Why: every inferred triple has derivations and a proof that ends in what is stated, and goes in no circle."""

from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest

from libgraph.graph.infer.rules import Rule
from libgraph.graph.infer.why import Derivation, Proof, derivations, is_stated, proof
from libgraph.graph.opened import OpenGraph
from libgraph.graph.store import GraphStore
from libgraph.workspace import open_workspace

E = "https://e.org/"
LG = "https://w3id.org/libgraph/ns#"


def triple(text: str) -> ox.Triple:
    (quad,) = ox.parse(f"@prefix lg: <{LG}> . @base <{E}> . {text} .", format=ox.RdfFormat.TURTLE)
    return ox.Triple(quad.subject, quad.predicate, quad.object)


def closed(micro: Any, turtle: str, axioms: str = "") -> GraphStore:
    lines = micro.nquads(turtle)
    ontology = "".join(
        f"{line.removesuffix(' .' + chr(10))} <{LG[:-1]}> .\n" for line in micro.axioms(axioms)
    )
    text = "".join([*lines, *micro.infer(lines, axioms).lines(), ontology])
    return GraphStore.in_memory(text.encode())


def check(found: Proof, graph: GraphStore, above: tuple[ox.Triple, ...] = ()) -> int:
    """Check a proof and return its height."""
    assert found.triple not in above
    if found.rule is None:
        assert found.premises == ()
        assert is_stated(graph, found.triple)
        return 0
    assert not is_stated(graph, found.triple)
    premises = tuple(premise.triple for premise in found.premises)
    assert Derivation(found.rule, premises) in derivations(graph, [found.rule], found.triple)
    return 1 + max(check(premise, graph, (*above, found.triple)) for premise in found.premises)


def test_every_inferred_triple_of_the_data_has_a_proof(data: Path, rules: tuple[Rule, ...]) -> None:
    opened = OpenGraph(open_workspace(data), fresh=True)
    graph = opened.store
    mark = f"{opened.workspace.base}graph/rule/"
    inferred = [
        quad for quad in ox.parse(graph.dump(), format=ox.RdfFormat.N_QUADS)
        if str(quad.graph_name.value).startswith(mark) and "/rule/" not in str(quad.subject)
    ]  # fmt: skip
    by_rule: dict[str, list[Any]] = {}
    for quad in inferred:
        by_rule.setdefault(quad.graph_name.value.removeprefix(mark), []).append(quad.triple)
    named = {rule.name: rule for rule in rules}
    for name, triples in by_rule.items():
        for each in triples[:: max(1, len(triples) // 15)]:
            assert derivations(graph, [named[name]], each)
            found = proof(graph, rules, each)
            assert found is not None
            assert 1 <= check(found, graph) <= 8


def test_a_derivation_names_rule_and_premises(micro: Any) -> None:
    graph = closed(micro, "<e> a lg:Seminar ; lg:host <l> .")
    found = derivations(graph, micro.rules, triple("<e> a lg:Event"))
    sub = "<http://www.w3.org/2000/01/rdf-schema#subClassOf>"
    assert [(step.rule.name, step.premises) for step in found] == [
        ("subclass", (triple("<e> a lg:TrainingEvent"), triple(f"lg:TrainingEvent {sub} lg:Event"))),
        ("type-from-domain", (
            triple("<e> lg:host <l>"), triple("lg:host <http://www.w3.org/2000/01/rdf-schema#domain> lg:Event"),
        )),
        ("type-from-domain", (
            triple("<e> lg:involvedAgent <l>"),
            triple("lg:involvedAgent <http://www.w3.org/2000/01/rdf-schema#domain> lg:Event"),
        )),
    ]  # fmt: skip
    assert found == derivations(graph, micro.rules, triple("<e> a lg:Event"))


def test_the_lowest_proof_is_found_and_none_goes_in_a_circle(micro: Any) -> None:
    graph = closed(
        micro,
        "<a> lg:twin <b> . <a> lg:partOf <b> . <b> lg:partOf <c> . <c> lg:partOf <a> . <c> lg:partOf <d> .",
        "lg:twin a <http://www.w3.org/2002/07/owl#SymmetricProperty> .",
    )
    for text, height in (
        ("<b> lg:twin <a>", 1),
        ("<a> lg:partOf <c>", 1),
        ("<a> lg:partOf <a>", 2),
        ("<a> lg:partOf <d>", 2),
    ):
        found = proof(graph, micro.rules, triple(text))
        assert found is not None
        assert check(found, graph) == height


@pytest.mark.parametrize(
    "text", ["<a> lg:partOf <z>", "<a> a lg:Event", "<a> lg:isil 'x'", "<z> lg:partOf <z>"]
)
def test_what_does_not_follow_has_no_proof(micro: Any, text: str) -> None:
    graph = closed(micro, "<a> lg:partOf <b> . <b> lg:partOf <a> .")
    assert proof(graph, micro.rules, triple(text)) is None
    assert derivations(graph, micro.rules, triple(text)) == []


def test_what_holds_by_itself_alone_has_no_proof(micro: Any) -> None:
    """A circle in the inferred graphs that nothing stated supports is not believed."""
    text = f"<{E}a> <{LG}twin> <{E}b> <{E}g> .\n<{E}b> <{LG}twin> <{E}a> <{E}g> .\n<{E}g> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <{LG}InferredGraph> <{E}g> .\n<{LG}twin> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <http://www.w3.org/2002/07/owl#SymmetricProperty> <{E}o> .\n"
    graph = GraphStore.in_memory(text.encode())
    assert len(derivations(graph, micro.rules, triple("<a> lg:twin <b>"))) == 1
    assert proof(graph, micro.rules, triple("<a> lg:twin <b>")) is None


def test_what_is_stated_is_its_own_proof(micro: Any) -> None:
    graph = closed(micro, "<a> lg:partOf <b> ; a lg:Unit .")
    assert proof(graph, micro.rules, triple("<a> lg:partOf <b>")) == Proof(triple("<a> lg:partOf <b>"))


def test_a_text_in_the_head_does_not_break_the_question(micro: Any) -> None:
    graph = closed(micro, "<s> lg:issued '2021'^^<http://id.loc.gov/datatypes/edtf/EDTF> .")
    found = proof(graph, micro.rules, triple("<s> lg:date '2021'^^<http://id.loc.gov/datatypes/edtf/EDTF>"))
    assert found is not None
    assert found.rule is not None
    assert found.rule.name == "subproperty"
