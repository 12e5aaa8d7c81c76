"""From incidence to a network, to measures."""

import os
import random
import subprocess
import sys

import networkx as nx
import pytest

from libgraph.graph.solutions import Solutions
from libgraph.network.incidence import Incidence, NoProjection, incidences
from libgraph.network.measures import communities, measure
from libgraph.network.projection import contexts, multigraph, simple


def took_part(
    context: str, actor: str, via: str = "", graph: str = "g", relation: str = "event"
) -> Incidence:
    return Incidence(context=context, actor=actor, relation=relation, via=via, graph=graph)


def edges(network: "nx.MultiDiGraph[str]") -> list[tuple[str, str, str, str, list[str]]]:
    return [(u, v, k, d["relation"], d["graphs"]) for u, v, k, d in network.edges(keys=True, data=True)]


def test_those_who_stand_for_themselves_are_joined_to_each_other() -> None:
    network = multigraph(contexts([took_part("e", "b"), took_part("e", "a"), took_part("e", "c")]))
    assert edges(network) == [
        ("a", "b", "e", "event", ["g"]),
        ("a", "c", "e", "event", ["g"]),
        ("b", "c", "e", "event", ["g"]),
    ]


def test_a_delegate_is_joined_to_the_institution_it_stands_for_only() -> None:
    found = [took_part("e", "lib1"), took_part("e", "lib2"), took_part("e", "ona", via="lib1")]
    assert edges(multigraph(contexts(found))) == [
        ("lib1", "lib2", "e", "event", ["g"]),
        ("lib1", "ona", "e", "event", ["g"]),
    ]


def test_two_contexts_of_one_pair_stay_two_edges() -> None:
    found = [took_part(c, a, relation=r) for c, r in (("e", "event"), ("f", "agreement")) for a in "ab"]
    assert edges(multigraph(contexts(found))) == [
        ("a", "b", "e", "event", ["g"]),
        ("a", "b", "f", "agreement", ["g"]),
    ]


def test_the_sources_of_a_tie_are_those_that_name_both() -> None:
    found = [
        took_part("e", "a", graph="g1"),
        took_part("e", "b", graph="g1"),
        took_part("e", "b", graph="g2"),
    ]
    assert edges(multigraph(contexts(found)))[0][4] == ["g1"]
    apart = [took_part("e", "a", graph="g1"), took_part("e", "b", graph="g2")]
    assert edges(multigraph(contexts(apart)))[0][4] == ["g1", "g2"]


def test_an_actor_alone_in_its_context_has_no_tie() -> None:
    assert len(multigraph(contexts([took_part("e", "a")]))) == 0


def test_weights_count_shared_contexts() -> None:
    found = [took_part(c, a) for c in "efg" for a in "ab"] + [took_part("e", "c")]
    graph = simple(multigraph(contexts(found)))
    assert sorted(graph.edges(data="weight")) == [("a", "b", 3), ("a", "c", 1), ("b", "c", 1)]


def random_incidences(seed: int) -> list[Incidence]:
    chance = random.Random(seed)
    return [took_part(f"e{n}", f"a{chance.randrange(30)}") for n in range(60) for _ in range(4)]


def test_measures_agree_with_networkx_on_the_simple_network() -> None:
    network = multigraph(contexts(random_incidences(7)))
    graph: nx.Graph[str] = nx.Graph(list(simple(network).edges))
    measure(network)
    between = nx.betweenness_centrality(graph)
    for node, data in network.nodes(data=True):
        assert data["degree"] == len(graph[node])
        assert data["betweenness"] == pytest.approx(between[node], abs=1e-6)


def test_communities_are_numbered_by_size_and_cover_all() -> None:
    graph: nx.Graph[str] = nx.Graph()
    graph.add_edges_from([("x", "y"), ("y", "z"), ("x", "z"), ("a", "b")], weight=1)
    assert communities(graph) == {"x": 0, "y": 0, "z": 0, "a": 1, "b": 1}


def test_a_query_that_is_no_projection_is_refused() -> None:
    with pytest.raises(NoProjection, match=r"'odd' is no projection: it does not select \?context, \?g"):
        incidences(Solutions(("actor", "relation"), []), "odd")


CODE = """
import random, sys
from libgraph.network.incidence import Incidence
from libgraph.network.measures import measure
from libgraph.network.projection import contexts, multigraph
chance = random.Random(7)
pairs = [(f"e{n}", f"a{chance.randrange(30)}") for n in range(60) for _ in range(4)]
found = [Incidence(event, actor, "event", "", "g") for event, actor in pairs]
random.Random(sys.argv[1]).shuffle(found)
network = multigraph(contexts(set(found)))
measure(network)
print(sorted(network.nodes(data=True)), list(network.edges(keys=True)))
"""


def test_neither_hash_seed_nor_order_changes_a_measure() -> None:
    outputs = {
        subprocess.run(
            [sys.executable, "-c", CODE, seed],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
            text=True,
        ).stdout
        for seed in ("1", "2", "3")
    }
    assert len(outputs) == 1
