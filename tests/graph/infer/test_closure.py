"""The closure: complete, beside owlrl; the same whatever the order; nothing asserted, nothing twice."""

import os
import random
import runpy
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import owlrl
import pytest
from rdflib import RDF, RDFS, BNode, Graph, URIRef
from rdflib.namespace import OWL
from rdflib.term import Node

from libgraph.graph.dataset import record_lines
from libgraph.graph.infer.inference import Inference
from libgraph.graph.infer.rules import load_rules
from libgraph.graph.opened import OpenGraph
from libgraph.model import read_model
from libgraph.records.reading import read_records
from libgraph.workspace import Workspace, open_workspace

ROOT = Path(__file__).parents[3]
GENERIC = {
    "inverse", "inverse-declared-there", "property-chain", "subclass", "subproperty", "symmetric", "transitive",
    "type-from-domain", "type-from-range",
}  # fmt: skip
LANGUAGE = tuple(str(space) for space in (OWL, RDF, RDFS, "http://www.w3.org/2001/XMLSchema#"))


def stated(folder: Path) -> list[str]:
    workspace = open_workspace(folder)
    return sorted(set(record_lines(read_records(workspace, read_model(workspace.ontology_files())))))


def generated(folder: Path) -> Path:
    path: Path = runpy.run_path(str(ROOT / "benchmarks" / "generate.py"))["write"](1, folder)
    return path


def bare(line: str) -> str:
    return f"{line[: line.rindex(' <')]} .\n"


def matters(line: str) -> bool:
    """Leave out labels and the like: no rule reads them, and owlrl takes a second for some hundred."""
    return not any(
        word in line
        for word in ('"@', "/dc/terms/", "skos/core#", "oa#start", "oa#end", "oa#hasS", "languageTag")
    )


def content(inference: Inference) -> list[str]:
    """Return what is inferred, without what graphs say of their rules."""
    return [line for line in inference.lines() if "/rule/" not in line.split(" ", 1)[0]]


def by_owlrl(lines: Iterable[str]) -> set[tuple[Node, Node, Node]]:
    graph = Graph().parse(data="".join(lines), format="nt")
    before = set(graph)
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(graph)
    return {triple for triple in set(graph) - before if is_ours(triple)}


def is_ours(triple: tuple[Node, Node, Node]) -> bool:
    """Say whether a conclusion of owlrl is one that our rules are to draw.

    Left out are: what it says of classes, properties and datatypes themselves (subjects of the
    ontology, and of the vocabularies of the language); sameAs, owl:Thing and the other classes of
    OWL, RDFS and XSD, to which all belongs; and anonymous classes.
    """
    subject, predicate, value = triple
    if not isinstance(subject, URIRef) or isinstance(value, BNode):
        return False
    if str(subject).startswith((*LANGUAGE, "https://w3id.org/libgraph/ns")) or not isinstance(
        predicate, URIRef
    ):
        return False
    if predicate == RDF.type:
        return not str(value).startswith((*LANGUAGE, "https://w3id.org/libgraph/ns/genid/"))
    return not str(predicate).startswith(LANGUAGE)


@pytest.mark.parametrize("name", ["seed", "generated"])
def test_the_closure_is_that_of_owl_rl(name: str, tmp_path: Path, micro: Any) -> None:
    folder = ROOT / "data" if name == "seed" else generated(tmp_path)
    lines = [line for line in stated(folder) if matters(line)]
    if name == "generated":
        kept = {f"/graph/news-{number}>" for number in range(5)} | {"/graph/authority>"}
        lines = [line for line in lines if line[line.rindex("/graph/") : -3] in kept]
    axioms = "lg:twin a owl:SymmetricProperty . <https://e.org/a> lg:twin <https://e.org/b> ."
    ontology = [line for line in micro.axioms(axioms) if matters(line)]
    theirs = by_owlrl([*map(bare, lines), *ontology])
    generic = type(micro)([rule for rule in micro.rules if rule.name in GENERIC], ontology)
    inferred = {bare(line) for line in content(generic.infer(lines))}
    ours = set(Graph().parse(data="".join(inferred), format="nt"))
    assert len(ours) > 1000
    assert ours - theirs == set()
    assert theirs - ours == set()
    without = type(micro)([rule for rule in generic.rules if not rule.name.startswith("type-")], ontology)
    # domains and ranges add nothing to records that are checked: so no rule for them is shipped
    assert {bare(line) for line in content(without.infer(lines))} == inferred


def test_the_comparison_would_see_a_rule_missing(micro: Any) -> None:
    lines = micro.nquads(
        "<e> a lg:Seminar ; lg:atPlace <town> . <town> lg:within <county> . <f> lg:host <l> ."
    )
    theirs = by_owlrl([*map(bare, lines), *filter(matters, micro.ontology)])
    for rule in ("subclass", "subproperty", "property-chain", "type-from-domain", "type-from-range"):
        fewer = type(micro)([each for each in micro.rules if each.name != rule], micro.ontology)
        found = Graph().parse(data="".join(map(bare, fewer.infer(lines).lines())), format="nt")
        assert theirs - set(found) != set(), rule


def test_what_is_asserted_is_not_inferred_and_the_closure_is_closed(micro: Any) -> None:
    lines = stated(ROOT / "data")
    inferred = content(micro.infer(lines))
    assert inferred == sorted(set(inferred))
    asserted = set(map(bare, lines)) | set(micro.ontology)
    new = {bare(line) for line in inferred}
    assert new & asserted == set()
    again = micro.infer([*lines, *(f"{line[:-3]} <https://e.org/g> .\n" for line in new)])
    assert content(again) == []


def test_order_does_not_matter(micro: Any) -> None:
    lines = stated(ROOT / "data")
    first = micro.infer(lines).lines()
    for seed in range(3):
        chance = random.Random(seed)
        shuffled = type(micro)(chance.sample(micro.rules, len(micro.rules)), micro.ontology)
        assert shuffled.infer(chance.sample(lines, len(lines))).lines() == first


def test_hash_seeds_do_not_matter(data: Path) -> None:
    code = (
        "import sys\nfrom pathlib import Path\nfrom libgraph.graph.opened import OpenGraph\n"
        "from libgraph.workspace import open_workspace\n"
        "sys.stdout.buffer.write(OpenGraph(open_workspace(Path(sys.argv[1])), fresh=True).nquads)"
    )
    outputs = {
        subprocess.run(
            [sys.executable, "-c", code, str(data)],
            env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True, check=True,
        ).stdout
        for seed in ("1", "2")
    }  # fmt: skip
    assert len(outputs) == 1


def test_a_graph_says_by_which_rule_it_is(data: Path) -> None:
    graph = OpenGraph(open_workspace(data), fresh=True)
    rows = graph.store.select(
        "SELECT ?g ?title { GRAPH ?g { ?g a lg:InferredGraph ; lg:inferredBy ?rule . ?rule a lg:Rule ; dct:title ?title } "
        "FILTER(LANG(?title) = 'lv') }"
    ).to_python()
    rules = load_rules(Workspace(data).rule_folders())
    wanted = {f"{graph.workspace.base}graph/rule/{rule.name}": rule.title["lv"] for rule in rules}
    assert {row["g"]: row["title"] for row in rows} == wanted


def test_store_and_quads_are_the_same_graph(data: Path) -> None:
    graph = OpenGraph(open_workspace(data), fresh=True)
    assert len(graph.store) == graph.nquads.count(b"\n")


def test_inference_can_be_switched_off(workspace: Path) -> None:
    settings = workspace / "libgraph.toml"
    settings.write_text("inference = false\n" + settings.read_text("utf-8"), "utf-8")
    graph = OpenGraph(open_workspace(workspace), fresh=True)
    assert not graph.store.ask("ASK { ?e a lg:Event }")
    assert b"graph/rule/" not in graph.nquads
    assert len(graph.store) == graph.nquads.count(b"\n")


def test_a_text_is_never_a_subject_and_filters_decide(micro: Any, tmp_path: Path) -> None:
    header = "".join(
        f"# {key}@{lang}: x\n" for key in ("title", "description") for lang in ("lt", "lv", "en")
    )
    (tmp_path / "late.rq").write_text(
        f"{header}PREFIX ex: <https://e.org/>\nCONSTRUCT {{ ?day ex:dayOf ?e }} WHERE {{ ?e lg:curated ?day }}\n",
        "utf-8",
    )
    (tmp_path / "old.rq").write_text(
        f"{header}PREFIX ex: <https://e.org/>\nCONSTRUCT {{ ?e a ex:Old }} WHERE {{ ?e lg:earliestBegin ?day ; a ex:Thing "
        f'FILTER(?day < "2000-01-01"^^xsd:date) FILTER(STRSTARTS(STR(?e), STR(ex:))) }}\n', "utf-8"
    )  # fmt: skip
    own = type(micro)([*load_rules([tmp_path])], micro.ontology)
    found = own.graphs(
        "<a> lg:curated '2021' , <b> . "
        "<x> a <Thing> ; lg:earliestBegin '1999-12-31'^^xsd:date . <y> a <Thing> ; lg:earliestBegin '2000-01-01'^^xsd:date . "
        "<z> lg:earliestBegin '1990-01-01'^^xsd:date . <urn:w> a <Thing> ; lg:earliestBegin '1990-01-01'^^xsd:date ."
    )
    assert found == {"late": micro.triples("<b> <dayOf> <a> ."), "old": micro.triples("<x> a <Old> .")}
