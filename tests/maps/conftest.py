"""Fixtures for the tests of maps."""

import runpy
from pathlib import Path

import networkx as nx
import pytest


@pytest.fixture
def demo() -> "nx.MultiDiGraph[str]":
    """A fictional network of 45 nodes, some with hostile names."""
    network: nx.MultiDiGraph[str] = runpy.run_path(str(Path(__file__).parent / "demo_network.py"))[
        "demo_network"
    ]()
    return network
