"""From records to a store in memory, the short way: no sorting, no file."""

from collections.abc import Iterator

from libgraph.graph.dataset import kind_prefixes, ontology_triples
from libgraph.graph.emit import Emitter
from libgraph.graph.store import GraphStore
from libgraph.records.ids import index
from libgraph.records.reading import Reading
from libgraph.terms import ONTOLOGY_GRAPH, namespaces


def load_records(reading: Reading) -> GraphStore:
    """Return a store in memory of records that have no faults, and the ontology.

    Holds the same quads as `canonical_nquads`.
    """
    base = reading.workspace.base
    prefixes = {**kind_prefixes(reading.model, base), **namespaces(base)}
    return GraphStore.from_graphs(_graphs(reading), prefixes)


def _graphs(reading: Reading) -> Iterator[tuple[str, list[str]]]:
    emitter = Emitter(reading.model, reading.workspace.base, index(reading.records, reading.model))
    yield from emitter.by_graph(reading.records)
    yield ONTOLOGY_GRAPH, ontology_triples(reading.workspace)
