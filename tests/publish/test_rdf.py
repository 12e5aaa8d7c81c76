"""Exports: six formats, one graph, bytes that depend on the quads alone."""

import os
import subprocess
import sys
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import assume, given
from hypothesis import strategies as st

from libgraph.publish.rdf import FORMATS, UnknownFormat, serialise
from libgraph.publish.rdfxml import NotInRdfXml
from libgraph.terms import PREFIXES

EXPECTED = Path(__file__).parent / "expected"
READERS = {
    "ttl": ox.RdfFormat.TURTLE, "trig": ox.RdfFormat.TRIG, "nq": ox.RdfFormat.N_QUADS,
    "nt": ox.RdfFormat.N_TRIPLES, "jsonld": ox.RdfFormat.JSON_LD, "rdf": ox.RdfFormat.RDF_XML,
}  # fmt: skip
QUADS = (EXPECTED / "small.nq").read_text("utf-8")


def quads(text: str = QUADS) -> list[ox.Quad]:
    return list(ox.parse(text, format=ox.RdfFormat.N_QUADS))


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_parses_back_to_the_same_graph(name: str) -> None:
    back = list(ox.parse(serialise(quads(), name, PREFIXES), format=READERS[name]))
    if name in {"ttl", "nt", "rdf"}:
        assert {quad.triple for quad in back} == {quad.triple for quad in quads()}
    else:
        assert set(back) == set(quads())


@pytest.mark.parametrize("name", FORMATS)
def test_the_order_of_quads_does_not_matter(name: str) -> None:
    assert serialise(quads(), name, PREFIXES) == serialise(quads()[::-1] + quads()[:2], name, PREFIXES)


@pytest.mark.parametrize("name", ["ttl", "trig", "rdf"])
def test_the_text_is_as_expected(name: str) -> None:
    assert serialise(quads(), name, PREFIXES).decode() == (EXPECTED / f"small.{name}").read_text("utf-8")


@pytest.mark.parametrize("name", ["ttl", "rdf"])
def test_rdflib_reads_the_same_triples(name: str) -> None:
    ours = rdflib.Graph().parse(
        data=serialise(quads(), name, PREFIXES), format={"ttl": "turtle", "rdf": "xml"}[name]
    )
    lines = rdflib.Graph().parse(data=serialise(quads(), "nt", PREFIXES), format="nt")
    assert set(ours) == set(lines)


@pytest.mark.parametrize("name", FORMATS)
def test_the_hash_seed_does_not_matter(name: str, tmp_path: Path) -> None:
    file = tmp_path / "small.nq"
    file.write_text(QUADS, "utf-8")
    code = (
        "import sys, pyoxigraph as ox\n"
        "from libgraph.publish.rdf import serialise\n"
        "from libgraph.terms import PREFIXES\n"
        "quads = set(ox.parse(path=sys.argv[1], format=ox.RdfFormat.N_QUADS))\n"
        "sys.stdout.buffer.write(serialise(quads, sys.argv[2], PREFIXES))\n"
    )
    outputs = {
        subprocess.run(
            [sys.executable, "-c", code, str(file), name],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(outputs) == 1


def test_an_unknown_format_is_named_with_those_there_are() -> None:
    with pytest.raises(UnknownFormat, match=r"no format 'tll'.*ttl, trig"):
        serialise(quads(), "tll", PREFIXES)


def test_a_property_that_xml_cannot_name_is_said() -> None:
    odd = quads("<https://example.org/s> <https://example.org/1> <https://example.org/o> .")
    with pytest.raises(NotInRdfXml, match=r"https://example\.org/1"):
        serialise(odd, "rdf", PREFIXES)


texts = st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=20)
xml_texts = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc", "Cn"]), max_size=20)


@given(texts, st.sampled_from(["ttl", "trig", "nq", "nt", "jsonld"]))
def test_any_text_survives(text: str, name: str) -> None:
    quad = ox.Quad(
        ox.NamedNode("https://w3id.org/libgraph/id/event/x"),
        ox.NamedNode("https://example.org/p"),
        ox.Literal(text),
    )
    assert list(ox.parse(serialise([quad], name, PREFIXES), format=READERS[name])) == [quad]


@given(xml_texts)
def test_any_text_that_xml_can_hold_survives(text: str) -> None:
    quad = ox.Quad(
        ox.NamedNode("https://w3id.org/libgraph/id/event/x"),
        ox.NamedNode("https://example.org/p"),
        ox.Literal(text),
    )
    assert list(ox.parse(serialise([quad], "rdf", PREFIXES), format=ox.RdfFormat.RDF_XML)) == [quad]


@given(st.text(st.sampled_from("abc.-_~20AŽ/#:(),"), max_size=8))
def test_any_local_name_survives_in_turtle(local: str) -> None:
    try:
        node = ox.NamedNode(f"https://w3id.org/libgraph/ns#{local}")
    except ValueError:
        assume(False)
    quad = ox.Quad(node, ox.NamedNode("https://example.org/p"), node)
    assert list(ox.parse(serialise([quad], "ttl", PREFIXES), format=ox.RdfFormat.TURTLE)) == [quad]
