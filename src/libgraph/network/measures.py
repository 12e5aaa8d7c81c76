"""Measures of actors in a network, with their methods."""

from typing import TYPE_CHECKING

from libgraph.network.projection import simple

if TYPE_CHECKING:
    import networkx as nx


def measure(network: "nx.MultiDiGraph[str]") -> None:
    """Write degree, betweenness and community on the nodes of a network.

    Parameters
    ----------
    network : MultiDiGraph
        Measured as a simple weighted network (`simple`); changed in place.

    Notes
    -----
    degree : number of different neighbours; parallel edges count once.
    betweenness : share of shortest paths through a node, unweighted and
        normalised to 0–1 [1]_, rounded to 6 decimals.
    community : Louvain partition of the weighted network with seed 0 [2]_;
        numbered from 0 by falling size, then by the smallest IRI. Isolated
        actors are communities of one.

    References
    ----------
    .. [1] U. Brandes, "A faster algorithm for betweenness centrality",
       Journal of Mathematical Sociology 25 (2001) 163–177.
    .. [2] V. D. Blondel et al., "Fast unfolding of communities in large
       networks", J. Stat. Mech. (2008) P10008.
    """
    import networkx as nx

    graph = simple(network)
    between = nx.betweenness_centrality(graph)
    community = communities(graph)
    for node in network.nodes:
        network.nodes[node]["degree"] = graph.degree[node]
        network.nodes[node]["betweenness"] = round(between[node], 6)
        network.nodes[node]["community"] = community[node]


def communities(graph: "nx.Graph[str]") -> dict[str, int]:
    """Return the number of the community of each node; see `measure`."""
    import networkx as nx

    if not graph:
        return {}
    found = nx.community.louvain_communities(graph, weight="weight", seed=0)
    ordered = sorted((sorted(members) for members in found), key=lambda members: (-len(members), members[0]))
    return {node: number for number, members in enumerate(ordered) for node in members}
