"""A script for the tests: write the page of the demo network, its nodes and edges added in a shuffled order."""

import random
import runpy
import sys
from pathlib import Path

import networkx as nx

from libgraph.maps.pyvis_map import render, write

seed, target = sys.argv[1:]
demo = runpy.run_path(str(Path(__file__).parent / "demo_network.py"))["demo_network"]()
nodes, edges = list(demo.nodes(data=True)), list(demo.edges(keys=True, data=True))
shuffle = random.Random(int(seed)).shuffle
shuffle(nodes)
shuffle(edges)
network: "nx.MultiDiGraph[str]" = nx.MultiDiGraph(**demo.graph)
network.add_nodes_from(nodes)
network.add_edges_from(edges)
write(render(network, lang="lt"), Path(target))
