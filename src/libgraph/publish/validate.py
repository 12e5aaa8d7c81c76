"""Validation of the whole graph by pySHACL, the referee of our own checks."""

from dataclasses import dataclass

from libgraph.graph.dataset import record_lines
from libgraph.publish.convert import to_graph
from libgraph.records.reading import Reading


@dataclass(frozen=True, slots=True)
class ShaclReport:
    """What pySHACL says of a graph.

    Attributes
    ----------
    conforms : bool
    text : str
        The report as pySHACL words it.
    """

    conforms: bool
    text: str


def validate(reading: Reading) -> ShaclReport:
    """Validate the union of all source graphs against the shapes of the workspace."""
    from pyshacl import validate as pyshacl_validate
    from rdflib import Graph

    files = reading.workspace.ontology_files()
    shapes, ontology = Graph(), Graph()
    for path in files:
        (shapes if path.name == "shapes.ttl" else ontology).parse(path, format="turtle")
    # concepts and subclasses are part of what is validated: pySHACL's ont_graph brings only axioms
    data = to_graph("".join(record_lines(reading)).encode()) + ontology
    conforms, _, text = pyshacl_validate(
        data, shacl_graph=shapes + ontology, inference="none", do_owl_imports=False
    )
    return ShaclReport(bool(conforms), str(text))
