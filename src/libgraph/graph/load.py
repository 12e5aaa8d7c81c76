"""From records to a store in memory, the short way: no sorting, no file."""

from collections.abc import Iterable, Iterator
from itertools import chain

from libgraph.graph.dataset import inference_of, kind_prefixes, ontology_triples
from libgraph.graph.infer.inference import Inference
from libgraph.graph.merged import emission
from libgraph.graph.store import GraphStore
from libgraph.records.reading import Reading
from libgraph.terms import ONTOLOGY_GRAPH, namespaces

Graph = tuple[str, list[str]]  # an IRI, and N-Triples in texts of one line or several


def load_records(reading: Reading) -> GraphStore:
    """Return a store in memory of records that have no faults, the ontology, and what follows from both.

    Holds the same quads as `canonical_nquads`.
    """
    base = reading.workspace.base
    prefixes = {**kind_prefixes(reading.model, base), **namespaces(base)}
    return GraphStore.from_graphs(_graphs(reading), prefixes)


def _graphs(reading: Reading) -> Iterable[Graph]:
    made = emission(reading)
    ontology = ontology_triples(reading.workspace)
    stated = chain(made.emitter.by_graph(made.merged.records), made.replaced(), [(ONTOLOGY_GRAPH, ontology)])
    if not reading.workspace.inference:
        return stated
    return _with_conclusions(stated, inference_of(reading.workspace, ontology))


def _with_conclusions(stated: Iterable[Graph], inference: Inference) -> Iterator[Graph]:
    """Yield the graphs as they come, and then what follows from all of them."""
    for graph, texts in stated:
        inference.read("".join(texts).split("\n")[:-1], named=False)
        yield graph, texts
    inference.conclude()
    yield from inference.graphs()
