"""A fictional network for the tests of maps: invented places and people, and hostile names."""

import json
from itertools import combinations
from pathlib import Path

import networkx as nx

BASE = "https://example.org/id/"


def node_iri(name: str) -> str:
    """Return the IRI of an entity of the demo network."""
    return BASE + name


def demo_network() -> "nx.MultiDiGraph[str]":
    """Build the demo network, with measures, without positions."""
    demo = json.loads((Path(__file__).parent / "demo.json").read_text("utf-8"))
    network: nx.MultiDiGraph[str] = nx.MultiDiGraph(title=demo["title"])
    types, sources = demo["types"], demo["sources"]
    for one in demo["institutions"]:
        attributes = {"label": one["label"], "type": types[one["type"]], "names": one["names"]}
        network.add_node(node_iri(one["id"]), kind="institution", **attributes)
    for name, label in demo["people"].items():
        network.add_node(node_iri(name), kind="person", label={"": label}, type=types["person"], names=[])
    for context in demo["contexts"]:
        attributes = {key: context[key] for key in ("relation", "label", "date")}
        attributes["sources"] = [sources[source] for source in context["sources"]]
        for u, v in combinations(sorted(map(node_iri, context["members"])), 2):
            network.add_edge(u, v, key=BASE + context["id"], **attributes)
    _add_measures(network)
    return network


def _add_measures(network: "nx.MultiDiGraph[str]") -> None:
    simple = nx.Graph(network.to_undirected(as_view=True))
    between = nx.betweenness_centrality(simple)
    groups = nx.community.greedy_modularity_communities(simple)
    community = {node: number for number, group in enumerate(groups) for node in group}
    for node in network:
        measures = {"degree": simple.degree(node), "betweenness": between[node], "community": community[node]}
        network.nodes[node].update(measures)
