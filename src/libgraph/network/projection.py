"""From incidence to a network: two actors are joined by each context they share."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import combinations
from typing import TYPE_CHECKING

from libgraph.network.incidence import Incidence

if TYPE_CHECKING:
    import networkx as nx

Ties = Mapping[tuple[str, str], frozenset[str]]


@dataclass(frozen=True, slots=True)
class Context:
    """What joins actors: an event or an agreement.

    Attributes
    ----------
    ties : Mapping
        Pair of actors (the smaller IRI first) to the graphs that state it.
    """

    iri: str
    relation: str
    ties: Ties = field(default_factory=dict)


def contexts(found: Iterable[Incidence]) -> list[Context]:
    """Group incidences by context and pair the actors of each.

    Actors who stand for themselves are joined to each other. An actor who
    stands for an institution is joined to that institution only, so that a
    meeting of n delegations has n(n-1)/2 + n ties and not 2n(2n-1)/2.
    """
    grouped: dict[tuple[str, str], list[Incidence]] = defaultdict(list)
    for incidence in found:
        grouped[incidence.context, incidence.relation].append(incidence)
    return [Context(iri, relation, _ties(group)) for (iri, relation), group in sorted(grouped.items())]


def _ties(group: list[Incidence]) -> dict[tuple[str, str], frozenset[str]]:
    parties: dict[str, set[str]] = defaultdict(set)
    ties: dict[tuple[str, str], set[str]] = defaultdict(set)
    for incidence in group:
        if incidence.via and incidence.via != incidence.actor:
            ties[_pair(incidence.actor, incidence.via)].add(incidence.graph)
        elif not incidence.via:
            parties[incidence.actor].add(incidence.graph)
    delegates = {incidence.actor for incidence in group if incidence.via} - set(parties)
    for one, other in combinations(sorted(set(parties) - delegates), 2):
        ties[one, other] |= (parties[one] & parties[other]) or (parties[one] | parties[other])
    return {pair: frozenset(graphs) for pair, graphs in sorted(ties.items())}


def _pair(one: str, other: str) -> tuple[str, str]:
    return (one, other) if one < other else (other, one)


def multigraph(found: Iterable[Context]) -> "nx.MultiDiGraph[str]":
    """Return the network with one edge for each pair and context; the key is the context's IRI.

    Edges have no direction in meaning; the smaller IRI comes first.
    Attributes: relation, graphs (sorted list).
    """
    import networkx as nx

    network: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for context in found:
        for (one, other), graphs in context.ties.items():
            network.add_edge(one, other, context.iri, relation=context.relation, graphs=sorted(graphs))
    return sorted_copy(network)


def simple(network: "nx.MultiDiGraph[str]") -> "nx.Graph[str]":
    """Return the simple weighted network: weight is the number of contexts that a pair shares.

    Nodes and edges are sorted, so that algorithms that depend on order give one result.
    """
    import networkx as nx

    weights: dict[tuple[str, str], int] = defaultdict(int)
    for one, other in network.edges():
        weights[_pair(one, other)] += 1
    graph: nx.Graph[str] = nx.Graph()
    graph.add_nodes_from(sorted(network.nodes))
    for (one, other), weight in sorted(weights.items()):
        graph.add_edge(one, other, weight=weight)
    return graph


def sorted_copy(network: "nx.MultiDiGraph[str]") -> "nx.MultiDiGraph[str]":
    """Return a copy with nodes and edges in the order of their IRIs."""
    import networkx as nx

    copy: nx.MultiDiGraph[str] = nx.MultiDiGraph(**network.graph)
    copy.add_nodes_from(sorted(network.nodes(data=True), key=lambda node: node[0]))
    for one, other, key, attributes in sorted(network.edges(keys=True, data=True), key=lambda edge: edge[:3]):
        copy.add_edge(one, other, key, **attributes)
    return copy
