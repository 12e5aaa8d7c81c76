import networkx as nx
import pytest

from libgraph.maps.lines import contexts, lines


def network_of(*edges: tuple[str, str, str]) -> "nx.MultiDiGraph[str]":
    network: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for u, v, key in edges:
        network.add_edge(u, v, key=key, relation="event", label={"en": key})
    return network


@pytest.mark.parametrize("total", [2, 3, 4, 12])
def test_lines_between_one_pair_bow_differently(total: int) -> None:
    drawn = lines(
        network_of(*((("a", "b", "b", "a")[i % 2 * 2], "ab"[1 - i % 2], f"c{i}") for i in range(total)))
    )
    bends = [line.bend for line in drawn]
    assert len(set(bends)) == total
    assert max(abs(bend) for bend in bends) <= 0.5
    assert {(line.start, line.end) for line in drawn} == {("a", "b")}


def test_a_single_line_is_straight() -> None:
    assert [line.bend for line in lines(network_of(("a", "b", "c"), ("b", "d", "c")))] == [0, 0]


def test_a_context_that_joins_a_pair_both_ways_is_one_line() -> None:
    assert len(lines(network_of(("a", "b", "c"), ("b", "a", "c"), ("b", "a", "d")))) == 2


def test_loops_are_left_out() -> None:
    assert lines(network_of(("a", "a", "c"))) == []


def test_order_does_not_depend_on_insertion() -> None:
    edges = [("a", "b", "c2"), ("b", "a", "c1"), ("c", "a", "c1")]
    assert lines(network_of(*edges)) == lines(network_of(*reversed(edges)))


def test_each_context_is_named_once_in_order() -> None:
    drawn = lines(network_of(("a", "b", "z"), ("b", "c", "z"), ("a", "c", "k")))
    assert list(contexts(drawn)) == ["k", "z"]
