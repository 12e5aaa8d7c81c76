import math
import random
from itertools import combinations, pairwise

import networkx as nx
import pytest

from libgraph.maps.layout import DESKTOP, PHONE, _room, positions, positions_for, simple_network

Network = nx.MultiDiGraph


def shuffled(network: "Network[str]", seed: int) -> "Network[str]":
    nodes, edges = list(network.nodes(data=True)), list(network.edges(keys=True, data=True))
    random.Random(seed).shuffle(nodes)
    random.Random(seed).shuffle(edges)
    other: Network[str] = nx.MultiDiGraph()
    other.add_nodes_from(nodes)
    for u, v, key, attributes in edges:
        other.add_edge(u, v, key=key, **attributes)
    return other


def joined(*edges: tuple[str, str]) -> "Network[str]":
    network: Network[str] = nx.MultiDiGraph()
    for number, (u, v) in enumerate(edges):
        network.add_edge(u, v, key=str(number))
    for node in network:
        network.nodes[node].update(label={"": node}, degree=1)
    return network


def distance(one: tuple[float, float], other: tuple[float, float]) -> float:
    return math.dist(one, other)


def test_every_node_has_a_finite_place_with_one_decimal(demo: "Network[str]") -> None:
    places = positions(demo)
    assert list(places) == sorted(demo)
    assert all(
        math.isfinite(value) and value == round(value, 1) for place in places.values() for value in place
    )


@pytest.mark.parametrize("seed", [1, 2])
def test_order_of_nodes_and_edges_does_not_matter(demo: "Network[str]", seed: int) -> None:
    assert positions(shuffled(demo, seed)) == positions(demo)


def test_the_simple_network_is_sorted_weighted_and_without_loops() -> None:
    simple = simple_network(joined(("d", "a"), ("a", "d"), ("c", "a"), ("b", "b")))
    assert list(simple) == ["a", "b", "c", "d"]
    assert list(simple.edges(data="weight")) == [("a", "c", 1), ("a", "d", 2)]


def test_no_label_covers_another(demo: "Network[str]") -> None:
    places = positions(demo)
    rooms = {node: _room(demo.nodes[node]) for node in demo}

    def covers(one: str, other: str) -> bool:
        gaps = [abs(places[one][axis] - places[other][axis]) for axis in (0, 1)]
        return all(gaps[axis] < (rooms[one][axis] + rooms[other][axis]) / 2 - 0.2 for axis in (0, 1))

    assert [pair for pair in combinations(demo, 2) if covers(*pair)] == []


def test_a_room_grows_with_the_longest_label_in_any_language() -> None:
    short = _room({"label": {"lt": "Ąžuolas"}, "degree": 1})
    long = _room(
        {"label": {"lt": "Ąžuolas", "en": "The public library of the oaks by the river"}, "degree": 1}
    )
    assert long[0] > short[0]
    assert long[1] > short[1]


def test_parts_that_are_not_joined_lie_side_by_side() -> None:
    network = joined(("a", "b"), ("b", "c"), ("c", "a"), ("x", "y"), ("y", "z"), ("z", "x"))
    places = positions(network)
    for axis in (0, 1):
        one, other = ([places[node][axis] for node in part] for part in ("abc", "xyz"))
        if max(one) < min(other) or max(other) < min(one):
            return
    pytest.fail("the parts overlap on both axes")


def test_pairs_joined_more_often_come_closer() -> None:
    path = [("a", "b"), ("b", "c")]
    places = positions(joined(*path, ("b", "c"), ("b", "c"), ("b", "c"), ("b", "c")))
    assert distance(places["b"], places["c"]) < distance(places["a"], places["b"])


def test_neighbours_lie_nearer_than_nodes_far_apart() -> None:
    nodes = "abcdefgh"
    places = positions(joined(*pairwise(nodes)))
    ends = distance(places["a"], places["h"])
    assert all(distance(places[u], places[v]) < ends / 3 for u, v in pairwise(nodes))


def test_a_phone_gets_a_taller_drawing_than_a_desktop(demo: "Network[str]") -> None:
    desktop, phone = positions_for(demo, [DESKTOP, PHONE])

    def shape(places: dict[str, tuple[float, float]]) -> float:
        spans = [
            max(at[axis] for at in places.values()) - min(at[axis] for at in places.values())
            for axis in (0, 1)
        ]
        return spans[0] / spans[1]

    assert shape(phone) < 1 < shape(desktop)


def test_loops_and_small_networks_do_no_harm() -> None:
    assert positions(nx.MultiDiGraph()) == {}
    assert positions(joined(("a", "a"))) == {"a": (0.0, 0.0)}
    places = positions(joined(("a", "a"), ("a", "b")))
    assert distance(places["a"], places["b"]) > 10
