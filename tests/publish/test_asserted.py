"""What was inferred can be left out of an export."""

from pathlib import Path

import pyoxigraph as ox
import pytest

import libgraph
from libgraph.publish.rdf import FORMATS

FORMATS_OF_GRAPHS = {"trig": ox.RdfFormat.TRIG, "nq": ox.RdfFormat.N_QUADS}


def graphs(data: bytes, form: ox.RdfFormat) -> set[str]:
    return {str(quad.graph_name) for quad in ox.parse(data, format=form)}


@pytest.mark.parametrize("name", FORMATS_OF_GRAPHS)
def test_only_graphs_of_sources_are_left(built: Path, name: str) -> None:
    graph = libgraph.open(built)
    form = FORMATS_OF_GRAPHS[name]
    whole, asserted = graphs(graph.export(name), form), graphs(graph.export(name, asserted=True), form)
    assert asserted < whole
    assert whole - asserted == {each for each in whole if "/graph/rule/" in each}
    assert graphs(graph.export(name, asserted=True, ontology=True), form) - asserted == {
        "<https://w3id.org/libgraph/ns>"
    }


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_can_leave_it_out(built: Path, name: str) -> None:
    graph = libgraph.open(built)
    inferred = b"qualifiedAssociation"  # prov:qualifiedAssociation is above lg:hasParticipation
    assert inferred in graph.export(name)
    assert inferred not in graph.export(name, asserted=True)
