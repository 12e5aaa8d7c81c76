"""What no query can ask of the ontology files: how they are written. The rest is in test_quality.py."""

import unicodedata
from itertools import pairwise
from pathlib import Path

import pyoxigraph
import pytest
from rdflib import RDF, Graph, URIRef
from rdflib.compare import isomorphic

ONTOLOGY = Path(__file__).parents[2] / "ontology"
FILES = ("libgraph.ttl", "roles.ttl", "topics.ttl")
OURS = "https://w3id.org/libgraph/"
LG = f"{OURS}ns#"


def read(*names: str) -> Graph:
    graph = Graph()
    for name in names:
        graph.parse(ONTOLOGY / name)
    return graph


@pytest.mark.parametrize("name", FILES)
def test_both_parsers_read_the_same(name: str) -> None:
    path = ONTOLOGY / name
    triples = Graph()
    triples.parse(
        data=pyoxigraph.serialize(
            (quad.triple for quad in pyoxigraph.parse(path=path)), format=pyoxigraph.RdfFormat.N_TRIPLES
        ),
        format="ntriples",
    )
    assert len(triples) > 100
    assert isomorphic(triples, read(name))


@pytest.mark.parametrize("path", sorted(ONTOLOGY.rglob("*.*")), ids=lambda path: path.name)
def test_texts_are_in_normal_form_c(path: Path) -> None:
    text = path.read_text("utf-8")
    assert unicodedata.is_normalized("NFC", text)
    assert "\r" not in text
    assert text.endswith("\n")


def prefix_faults(text: str) -> list[str]:
    """Return prefixes that are out of order or not used."""
    names = [line.split()[1] for line in text.splitlines() if line.startswith("@prefix")]
    body = "".join(line for line in text.splitlines() if not line.startswith(("@prefix", "#")))
    return [f"{a} before {b}" for a, b in pairwise(names) if a > b] + [
        name for name in names if name not in body
    ]


@pytest.mark.parametrize("path", sorted(ONTOLOGY.glob("*.ttl")), ids=lambda path: path.name)
def test_prefixes_are_sorted_and_used(path: Path) -> None:
    assert prefix_faults(path.read_text("utf-8")) == []


def test_unsorted_and_unused_prefixes_are_found() -> None:
    text = "@prefix lg: <x#> .\n@prefix foaf: <y#> .\nlg:A a lg:B ."
    assert prefix_faults(text) == ["lg: before foaf:", "foaf:"]


def test_what_the_version_before_declared_is_still_there() -> None:
    """So that owl:backwardCompatibleWith is true: no term of 0.1.0 was removed, and none changed its type."""
    before = Graph().parse(ONTOLOGY.parent / "docs" / "ontology" / "0.1.0" / "libgraph.ttl")
    now = read("libgraph.ttl")
    terms = [(term, kind) for term, kind in before.subject_objects(RDF.type) if isinstance(term, URIRef)]
    assert len(terms) > 100
    assert [(term, kind) for term, kind in terms if (term, RDF.type, kind) not in now] == []


def test_the_example_in_the_readme_uses_our_terms() -> None:
    readme = (ONTOLOGY / "README.md").read_text(encoding="utf-8")
    prefixes = f"@base <{OURS}id/> . @prefix role: <{OURS}role/> . @prefix lg: <{LG}> ."
    edtf = "@prefix edtf: <http://id.loc.gov/datatypes/edtf/> ."
    example = Graph().parse(
        data=prefixes + edtf + readme.split("```turtle")[1].split("```")[0], format="turtle"
    )
    ontology = read(*FILES)
    assert len(example) > 10
    used = {node for triple in example for node in triple if str(node).startswith((LG, f"{OURS}role/"))}
    assert any(str(node).startswith(f"{OURS}role/") for node in used)
    assert [node for node in used if (node, RDF.type, None) not in ontology] == []
