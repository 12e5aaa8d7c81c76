"""A closure that follows changes is, to the byte, the closure made anew."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from libgraph.graph.dataset import ontology_triples, record_lines
from libgraph.graph.infer.inference import Inference
from libgraph.graph.infer.rules import load_rules
from libgraph.model import read_model
from libgraph.records.reading import read_records
from libgraph.terms import LG, RDF_TYPE
from libgraph.workspace import Workspace, open_workspace

ROOT = Path(__file__).parents[3]
NOWHERE = Workspace(Path("/no/own/ontology"))
RULES = load_rules(Workspace(Path(__file__).parent / "own").rule_folders())
TWIN = f"<{LG}twin> <{RDF_TYPE}> <http://www.w3.org/2002/07/owl#SymmetricProperty> .\n"
ONTOLOGY = [*(line for line in ontology_triples(NOWHERE) if '"@' not in line), TWIN]
BASE = "https://w3id.org/libgraph/"
CLASSES = (
    "Event",
    "Seminar",
    "Unit",
    "Branch",
    "MunicipalLibrary",
    "CountyLibrary",
    "Region",
    "Merger",
    "Agent",
)
PROPERTIES = (
    "partOf", "within", "subEventOf", "onBehalfOf", "actsFor", "atPlace", "takesPlaceIn", "locatedIn",
    "servesPlace", "coordinatesLibrary", "coordinatingLibrary", "hasParticipation", "participant", "organizer",
    "involvedAgent", "originalInstitution", "resultingInstitution", "twin",
)  # fmt: skip
THINGS = st.sampled_from([f"<https://e.org/{letter}>" for letter in "abcde"])
GRAPHS = st.sampled_from([f"<https://e.org/graph/{number}>" for number in range(3)])
IS_A = st.builds(
    lambda thing, name, graph: f"{thing} <{RDF_TYPE}> <{LG}{name}> {graph} .\n",
    THINGS, st.sampled_from(CLASSES), GRAPHS,
)  # fmt: skip
HAS = st.builds(
    lambda one, name, other, graph: f"{one} <{LG}{name}> {other} {graph} .\n",
    THINGS, st.sampled_from(PROPERTIES), THINGS, GRAPHS,
)  # fmt: skip
STATEMENTS = st.sets(IS_A | HAS, max_size=30)


def anew(lines: set[str]) -> list[str]:
    return Inference.of(RULES, ONTOLOGY, BASE, lines).lines()


@settings(max_examples=30, deadline=None)
@given(start=STATEMENTS, steps=st.lists(st.tuples(STATEMENTS, st.randoms(use_true_random=False)), max_size=4))
def test_following_changes_is_concluding_anew(start: set[str], steps: list[tuple[set[str], Any]]) -> None:
    inference = Inference.of(RULES, ONTOLOGY, BASE, start)
    now = set(start)
    for number, (more, chance) in enumerate(steps):
        removed = set(chance.sample(sorted(now), len(now) // 2))
        added = more - now
        inference.update(removed, added)
        now = (now - removed) | added
        if number % 2:  # also several changes before the lines are asked for
            assert inference.lines() == anew(now)
    assert inference.lines() == anew(now)


def test_each_source_of_the_data_can_go_and_come_back() -> None:
    workspace = open_workspace(ROOT / "data")
    lines = set(record_lines(read_records(workspace, read_model(workspace.ontology_files()))))
    inference = Inference.of(RULES, ONTOLOGY, BASE, lines)
    whole = list(inference.lines())
    graphs: dict[str, set[str]] = {}
    for line in lines:
        graphs.setdefault(line[line.rindex(" <") :], set()).add(line)
    assert len(graphs) > 5
    for of_one in graphs.values():
        inference.update(of_one, ())
        assert inference.lines() == anew(lines - of_one)
        inference.update((), of_one)
        assert inference.lines() == whole


def test_what_two_sources_state_stays_until_both_are_gone() -> None:
    one, two = (f"<https://e.org/e> <{RDF_TYPE}> <{LG}Seminar> <https://e.org/{name}> .\n" for name in "ab")
    inference = Inference.of(RULES, ONTOLOGY, BASE, [one, two])
    whole = list(inference.lines())
    inference.update([one], [])
    assert inference.lines() == whole
    inference.update([two], [one])
    assert inference.lines() == whole
    inference.update([one], [])
    assert inference.lines() == anew(set())


def test_what_was_inferred_and_is_then_stated_is_stated_only() -> None:
    seminar, event = (
        f"<https://e.org/e> <{RDF_TYPE}> <{LG}{name}> <https://e.org/g> .\n" for name in ("Seminar", "Event")
    )
    inference = Inference.of(RULES, ONTOLOGY, BASE, [seminar])
    mark = f"<{LG}Event> <{BASE}graph/rule/subclass>"
    assert any(mark in line for line in inference.lines())
    inference.update([], [event])
    assert not any(mark in line for line in inference.lines())
    inference.update([event], [])
    assert any(mark in line for line in inference.lines())


def test_what_was_not_asserted_cannot_be_removed() -> None:
    inference = Inference.of(
        RULES, ONTOLOGY, BASE, [f"<https://e.org/e> <{RDF_TYPE}> <{LG}Seminar> <https://e.org/g> .\n"]
    )
    with pytest.raises(ValueError, match="was not asserted"):
        inference.update([f"<https://e.org/e> <{RDF_TYPE}> <{LG}Event> <https://e.org/g> .\n"], [])
