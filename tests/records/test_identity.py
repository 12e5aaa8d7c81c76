"""Which records are one after judging, and which judgements contradict each other."""

from pathlib import Path

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from libgraph.records.identity import Judgement, Ref, representatives
from libgraph.records.record import Record

RECORD = Record("judgement", {}, "s", Path("s.yaml"), ("judgements", 0))
IDS = st.sampled_from("abcdefgh")
VERDICTS = st.sampled_from(["same", "different", "unsure"])
JUDGED = st.lists(st.tuples(IDS, IDS, VERDICTS), max_size=12)


def person(ident: str) -> Ref:
    return "person", ident


def judgement(this: str, that: str, verdict: str = "same") -> Judgement:
    return Judgement(RECORD, person(this), person(that), verdict)


def merged(*judged: Judgement) -> dict[str, str]:
    return {gone[1]: stays[1] for gone, stays in representatives(judged).items()}


@pytest.mark.parametrize(
    ("judged", "found"),
    [
        ([("b", "a")], {"a": "b"}),
        ([("b", "a"), ("b", "c")], {"a": "b", "c": "b"}),
        ([("c", "b"), ("b", "a")], {"a": "c", "b": "c"}),
        ([("b", "a"), ("c", "a")], {"a": "b", "c": "b"}),
        ([("a", "b"), ("b", "a")], {"b": "a"}),
        ([("a", "a")], {}),
        ([], {}),
    ],
)
def test_what_stays_is_named_first(judged: list[tuple[str, str]], found: dict[str, str]) -> None:
    assert merged(*(judgement(*pair) for pair in judged)) == found


@given(judged=JUDGED)
def test_what_is_merged_are_the_components_of_the_network_of_sames(
    judged: list[tuple[str, str, str]],
) -> None:
    found = representatives([judgement(*one) for one in judged])
    network = nx.Graph((person(a), person(b)) for a, b, verdict in judged if verdict == "same")
    for component in nx.connected_components(network):
        stays = {found.get(ref, ref) for ref in component}
        assert len(stays) == 1
        assert stays <= component
        assert len([ref for ref in component if ref in found]) == len(component) - 1
    assert set(found) <= set(network)


@given(judged=JUDGED)
def test_the_order_of_judgements_changes_nothing(judged: list[tuple[str, str, str]]) -> None:
    listed = [judgement(*one) for one in judged]
    assert representatives(listed) == representatives(listed[::-1])


def test_records_of_two_kinds_are_never_merged() -> None:
    assert representatives([Judgement(RECORD, ("person", "a"), ("place", "a"), "same")]) == {}
