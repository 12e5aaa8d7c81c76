"""IRIs and literals: compacting and expanding, what may stand in N-Quads."""

import doctest

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from libgraph import terms
from libgraph.terms import (
    DEFAULT_BASE,
    PREFIXES,
    RDF_TYPE,
    XSD,
    compact,
    expand,
    iri_term,
    is_iri,
    literal_term,
    local_name,
    namespaces,
    segment,
)

texts = st.text(st.characters(exclude_categories=["Cs"]))


def read(term: str) -> object:
    """Return what another reader of N-Triples makes of a term."""
    (triple,) = ox.parse(f"<http://e/s> <http://e/p> {term} .\n", format=ox.RdfFormat.N_TRIPLES)
    return triple.object


def write(term: ox.Literal) -> str:
    """Return how another writer of N-Triples writes a literal."""
    quad = ox.Quad(ox.NamedNode("http://e/s"), ox.NamedNode("http://e/p"), term)
    written = ox.serialize([quad.triple], format=ox.RdfFormat.N_TRIPLES)
    assert written is not None
    return written.decode().removeprefix("<http://e/s> <http://e/p> ").removesuffix(" .\n")


@given(text=texts)
def test_literals_are_read_back_and_written_alike(text: str) -> None:
    for term, literal in [
        (literal_term(text), ox.Literal(text)),
        (literal_term(text, lang="lv"), ox.Literal(text, language="lv")),
        (literal_term(text, datatype=f"{XSD}string"), ox.Literal(text)),
        (literal_term(text, datatype="http://e/d"), ox.Literal(text, datatype=ox.NamedNode("http://e/d"))),
    ]:
        assert read(term) == literal
        assert term == write(literal)
        assert "\n" not in term
        assert "\r" not in term


def test_every_sign_of_ascii() -> None:
    text = "".join(map(chr, range(128)))
    assert literal_term(text) == write(ox.Literal(text))
    assert (
        literal_term('\0\b\t\n\x0b\f\r\x1f"\\\x7fé')
        == '"\\u0000\\b\\t\\n\\u000B\\f\\r\\u001F\\"\\\\\\u007Fé"'
    )


@given(text=texts)
def test_segments_can_stand_in_an_iri(text: str) -> None:
    iri = f"{DEFAULT_BASE}id/{segment(text)}#{segment(text)}"
    assert read(iri_term(iri)) == ox.NamedNode(iri)
    assert "/" not in segment(text)


@given(one=texts, other=texts)
def test_segments_differ_when_the_texts_do(one: str, other: str) -> None:
    assert (segment(one) == segment(other)) == (one == other)


@pytest.mark.parametrize(
    "bad", ["http://e/a b", "http://e/<", "http://e/\n", 'http://e/"', "http://e/{}", "http://e/\\"]
)
def test_what_cannot_stand_in_an_iri_is_refused(bad: str) -> None:
    assert not is_iri(bad)
    with pytest.raises(ValueError, match="not an IRI"):
        iri_term(bad)


@pytest.mark.parametrize(
    ("text", "good"),
    [
        ("https://w3id.org/libgraph/", True),
        ("urn:x", True),
        ("w3id.org/x", False),
        ("", False),
        (":x", False),
        ("1a:x", False),
    ],
)
def test_an_iri_has_a_scheme(text: str, good: bool) -> None:
    assert is_iri(text) is good


@pytest.mark.parametrize(
    ("iri", "name"),
    [
        (RDF_TYPE, "rdf:type"),
        ("https://w3id.org/libgraph/ns#date", "lg:date"),
        ("https://w3id.org/libgraph/role/director", "role:director"),
        ("https://w3id.org/libgraph/topic/x.y-z", "topic:x.y-z"),
        ("https://w3id.org/libgraph/id/person/x", "https://w3id.org/libgraph/id/person/x"),
        ("http://id.loc.gov/datatypes/edtf/EDTF", "edtf:EDTF"),
        ("http://www.w3.org/ns/org#", "http://www.w3.org/ns/org#"),
        ("http://www.w3.org/ns/org#a.", "http://www.w3.org/ns/org#a."),
        ("https://example.org/x", "https://example.org/x"),
    ],
)
def test_compact(iri: str, name: str) -> None:
    assert compact(iri) == name
    assert expand(name) == iri


@given(prefix=st.sampled_from(sorted(PREFIXES)), local=texts)
def test_compact_and_expand_undo_each_other(prefix: str, local: str) -> None:
    assert expand(compact(PREFIXES[prefix] + local)) == PREFIXES[prefix] + local


def test_text_with_an_unknown_prefix_stays() -> None:
    assert expand("https://example.org/x") == "https://example.org/x"
    assert expand("nothing") == "nothing"
    assert expand("unknown:x") == "unknown:x"


def test_no_two_prefixes_name_one_namespace() -> None:
    assert len(set(PREFIXES.values())) == len(PREFIXES)


def test_data_prefixes_follow_the_workspace() -> None:
    own = namespaces("https://example.org/")
    assert own["id"] == "https://example.org/id/"
    assert own["graph"] == "https://example.org/graph/"
    assert {k: v for k, v in own.items() if k not in {"id", "graph"}} == {
        k: v for k, v in PREFIXES.items() if k not in {"id", "graph"}
    }
    assert namespaces() == dict(PREFIXES)


@pytest.mark.parametrize(
    ("iri", "name"),
    [
        ("http://e/ns#date", "date"),
        ("http://e/a/b", "b"),
        ("http://e/a/b/", "b"),
        ("http://e/a#", "a"),
        ("urn:x", "urn:x"),
    ],
)
def test_local_name(iri: str, name: str) -> None:
    assert local_name(iri) == name


def test_examples_hold() -> None:
    assert doctest.testmod(terms).failed == 0
