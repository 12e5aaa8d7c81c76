"""The border to rdflib."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rdflib import Dataset, Graph


def to_dataset(nquads: bytes) -> "Dataset":
    """Return N-Quads as an rdflib Dataset whose default graph is the union of all graphs."""
    from rdflib import Dataset

    dataset = Dataset(default_union=True)
    with _lexical_forms_kept():
        dataset.parse(data=nquads, format="nquads")
    return dataset


def to_graph(nquads: bytes) -> "Graph":
    """Return the triples of all graphs of N-Quads, merged, as an rdflib Graph."""
    from rdflib import Graph

    graph = Graph()
    for subject, predicate, obj, _ in to_dataset(nquads).quads():
        graph.add((subject, predicate, obj))
    return graph


@contextmanager
def _lexical_forms_kept() -> Iterator[None]:
    """Keep rdflib from rewriting literals (`1.50`, malformed dates) in silence."""
    import rdflib

    before = rdflib.NORMALIZE_LITERALS
    rdflib.NORMALIZE_LITERALS = False
    try:
        yield
    finally:
        rdflib.NORMALIZE_LITERALS = before
