"""The shapes are SHACL: well formed, and without a term that SHACL does not have.

A misspelt term (`sh:mincount`) is well formed and checks nothing, so it is looked for apart.
"""

from pathlib import Path

import pyshacl
import pytest
from pyshacl.errors import ReportableRuntimeError
from rdflib import SH, Graph, URIRef

ONTOLOGY = Path(__file__).parents[2] / "ontology"
PREFIXES = """
@prefix lg: <https://w3id.org/libgraph/ns#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix shape: <https://w3id.org/libgraph/shapes#> .
"""
MALFORMED = (
    "shape:isil sh:maxCount 2 .",  # two of what may be given once
    'shape:isil sh:minCount "one" .',
    "shape:isil sh:nodeKind sh:Blank .",
    "shape:Person sh:path lg:isil .",  # a node shape has no path
    'shape:Person sh:property "name" .',
)


@pytest.fixture(scope="module")
def shapes() -> Graph:
    return Graph().parse(ONTOLOGY / "shapes.ttl").parse(ONTOLOGY / "constraints.ttl")


def well_formed(shapes: Graph) -> bool:
    """Say whether the shapes that describe shapes accept these."""
    try:
        pyshacl.validate(Graph(), shacl_graph=shapes, meta_shacl=True, inference="none", do_owl_imports=False)
    except ReportableRuntimeError:
        return False
    return True


def unknown_terms(shapes: Graph, vocabulary: set[URIRef]) -> list[str]:
    """Return the SHACL terms in use that the vocabulary does not have."""
    used = {
        term
        for triple in shapes
        for term in triple
        if isinstance(term, URIRef) and str(term).startswith(str(SH))
    }
    return sorted(str(term).removeprefix(str(SH)) for term in used - vocabulary)


@pytest.fixture(scope="module", params=["standards", "pyshacl"])
def vocabulary(request: pytest.FixtureRequest) -> set[URIRef]:
    """The terms of SHACL, as the W3C publishes them and as pySHACL carries them."""
    file = Path(pyshacl.__file__).parent / "assets" / "shacl.ttl"
    if request.param == "standards":
        file = request.getfixturevalue("shared") / "standards" / "vocab" / "shacl.ttl"
    if not file.is_file():
        pytest.skip(f"{file} is not here")
    return {term for term in Graph().parse(file).subjects() if isinstance(term, URIRef)}


def test_the_shapes_are_well_formed(shapes: Graph) -> None:
    assert well_formed(shapes)


@pytest.mark.parametrize("fault", MALFORMED)
def test_malformed_shapes_are_noticed(shapes: Graph, fault: str) -> None:
    assert not well_formed(Graph() + shapes + Graph().parse(data=PREFIXES + fault))


def test_no_term_is_misspelt(shapes: Graph, vocabulary: set[URIRef]) -> None:
    assert unknown_terms(shapes, vocabulary) == []


@pytest.mark.parametrize("term", ["mincount", "messages", "Pattern", "PropertyShapes"])
def test_a_misspelt_term_is_noticed(shapes: Graph, vocabulary: set[URIRef], term: str) -> None:
    used = Graph().parse(data=f"{PREFIXES} shape:isil sh:{term} sh:{term} .")
    assert unknown_terms(shapes + used, vocabulary) == [term]
