"""A script for the tests: write the page of the demo network, built in a shuffled order."""

import random
import runpy
import sys
from pathlib import Path
from typing import Any

import networkx as nx

from libgraph.maps.pyvis_map import render, write


def turned(value: Any) -> Any:
    """Return the value with the keys of all dicts in the opposite order."""
    if isinstance(value, dict):
        return {key: turned(value[key]) for key in reversed(value)}
    return [turned(each) for each in value] if isinstance(value, list) else value


def main(seed: str, target: str) -> None:
    """Write the page to `target`."""
    demo = runpy.run_path(str(Path(__file__).parent / "demo_network.py"))["demo_network"]()
    nodes, edges = list(demo.nodes(data=True)), list(demo.edges(keys=True, data=True))
    shuffle = random.Random(int(seed)).shuffle
    shuffle(nodes)
    shuffle(edges)
    network: nx.MultiDiGraph[str] = nx.MultiDiGraph(**demo.graph)
    for node, attributes in nodes:
        network.add_node(node, **turned(attributes))
    for u, v, key, attributes in edges:
        network.add_edge(u, v, key=key, **turned(attributes))
    write(render(network, lang="lt"), Path(target))


if __name__ == "__main__":
    main(*sys.argv[1:])
