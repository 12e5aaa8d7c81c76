from typing import Any

import networkx as nx
import pytest

from libgraph.maps.layout import positions
from libgraph.maps.lines import lines
from libgraph.maps.page_data import label_in, node_ids, page_data, places

Network = nx.MultiDiGraph


def pair(**edge: Any) -> "Network[str]":
    network: Network[str] = nx.MultiDiGraph(title={"en": "Pair"})
    network.add_node("urn:a", label={"lt": "A"}, kind="institution", type={}, names=[], degree=1)
    network.add_node("urn:b", label={}, kind="person", type={}, names=["Bė"], degree=1)
    network.add_edge("urn:a", "urn:b", key="urn:c", relation="event", label={"lv": "C"}, **edge)
    return network


@pytest.mark.parametrize(
    ("texts", "lang", "expected"),
    [
        ({"lt": "a", "lv": "b", "en": "c"}, "en", "c"),
        ({"lv": "b", "en": "c"}, "lt", "b"),
        ({"lt": "", "en": "c"}, "lt", "c"),
        ({"": "x", "de": "y"}, "lv", "x"),
        ({}, "lv", "default"),
    ],
)
def test_label_falls_back_in_order(texts: dict[str, str], lang: str, expected: str) -> None:
    assert label_in(texts, lang, "default") == expected


def test_ids_are_ours_and_follow_the_order_of_names() -> None:
    network: Network[str] = nx.MultiDiGraph()
    network.add_nodes_from(["b", "__proto__", "a"])
    assert node_ids(network) == {"__proto__": "n1", "a": "n2", "b": "n3"}


def test_a_node_without_label_shows_its_iri() -> None:
    network = pair()
    assert page_data(network, lines(network))["entities"][1]["label"] == {"": "urn:b"}


def test_each_source_is_listed_once_and_found_from_its_event() -> None:
    one = {"title": {"lt": "Vienas"}, "url": "https://e.org/1", "iri": "urn:s1"}
    other: dict[str, Any] = {"title": {}, "url": None, "iri": "urn:s2"}
    network = pair(sources=[other, one, one])
    network.add_edge("urn:b", "urn:a", key="urn:d", relation="agreement", label={}, sources=[one])
    data = page_data(network, lines(network))
    plain: dict[str, dict[str, str]] = {"publisher": {}, "date": {}}
    assert data["sources"] == [{**one, **plain}, {"title": {}, "url": "", "iri": "urn:s2", **plain}]
    assert data["contexts"] == [
        {"relation": "event", "label": {"lv": "C"}, "date": {}, "sources": [0, 1]},
        {"relation": "agreement", "label": {"": "urn:d"}, "date": {}, "sources": [0]},
    ]


def test_positions_of_the_network_are_kept() -> None:
    network = pair()
    network.nodes["urn:a"].update(x=5, y=6)
    network.nodes["urn:b"].update(x=7, y=8)
    assert places(network) == ({"urn:a": (5, 6), "urn:b": (7, 8)}, None)


def test_our_own_positions_come_with_those_for_a_phone(demo: "Network[str]") -> None:
    made = places(demo)
    for node, (x, y) in positions(demo).items():
        demo.nodes[node].update(x=x, y=y)
    assert places(demo) == made
    assert made[1] is not None


def test_one_node_without_place_means_all_get_new_ones() -> None:
    network = pair()
    network.nodes["urn:a"].update(x=500, y=600)
    assert places(network)[0] == positions(network)
