"""Validation of all that records say against all shapes, in the store."""

from libgraph.graph.dataset import ontology_triples
from libgraph.graph.merged import emission
from libgraph.graph.shacl.data import triples_of
from libgraph.graph.shacl.result import Result
from libgraph.graph.shacl.shapes import Shapes
from libgraph.graph.shacl.validator import validate_store
from libgraph.graph.store import GraphStore
from libgraph.records.reading import Reading
from libgraph.terms import ONTOLOGY_GRAPH


def whole_graph(reading: Reading) -> list[tuple[str, str]]:
    """Return named graphs, as N-Triples, of what is validated: records that have no faults, and the ontology.

    Concepts and subclasses are part of what is validated.
    """
    base = reading.workspace.base
    made = emission(reading)
    records = triples_of(made.merged.records, made.emitter, base)
    records += "".join(line for _, lines in made.replaced() for line in lines)
    return [(f"{base}graph", records), (ONTOLOGY_GRAPH, "".join(ontology_triples(reading.workspace)))]


def validate_reading(reading: Reading) -> list[Result]:
    """Return what in the records violates the shapes of the workspace."""
    store = GraphStore.from_graphs(whole_graph(reading))
    return validate_store(Shapes(reading.workspace.ontology_files()), store)
