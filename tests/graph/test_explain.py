"""Who says so: found by an index over the words of records, the same as by emitting them all."""

import random
from collections.abc import Iterable
from pathlib import Path

import pyoxigraph as ox
import pytest

from libgraph.graph.asked import Asked, UnknownProperty, lexical
from libgraph.graph.dataset import kind_prefixes, record_lines
from libgraph.graph.explain import Explainer, Statement
from libgraph.graph.mentioning import RecordIndex
from libgraph.model import read_model
from libgraph.records.reading import Reading, read_records
from libgraph.records.record import Record
from libgraph.terms import DEFAULT_BASE, LG, RDF_TYPE, literal_term, namespaces
from libgraph.workspace import open_workspace

MICRO = Path(__file__).parents[1] / "queries" / "micro"


class Every(RecordIndex):
    """An index that lets every record through."""

    def __init__(self, records: Iterable[Record]) -> None:
        self.records = list(records)

    def mentioning(self, iri: str) -> list[Record]:
        return self.records


def read(root: Path) -> Reading:
    workspace = open_workspace(root)
    return read_records(workspace, read_model(workspace.ontology_files()))


@pytest.fixture(scope="module")
def reading(data: Path) -> Reading:
    return read(data)


@pytest.mark.parametrize("name", ["data", "micro"])
def test_no_record_that_mentions_an_iri_is_missed(name: str, reading: Reading) -> None:
    reading = reading if name == "data" else read(MICRO)
    explainer, other = Explainer(reading), Explainer(reading)
    other._index = Every(reading.records)
    quads = list(ox.parse("".join(record_lines(reading)), format=ox.RdfFormat.N_QUADS))
    terms = {term for quad in quads for term in (quad.subject, quad.object) if isinstance(term, ox.NamedNode)}
    iris = sorted(term.value for term in terms if "#selector-" not in term.value)
    for iri in random.Random(3).sample(iris, 80):
        assert explainer.about(iri) == other.about(iri), iri


def test_every_triple_of_the_records_is_explained(reading: Reading) -> None:
    """Each one but those of evidence and of named graphs has a source, a file and a line."""
    explainer = Explainer(reading)
    quads = list(ox.parse("".join(record_lines(reading)), format=ox.RdfFormat.N_QUADS))
    things = [q for q in quads if isinstance(q.subject, ox.NamedNode) and "/id/" in q.subject.value]
    stated = [
        q
        for q in things
        if "#evidence-" not in str(q) and "#char=" not in str(q) and "#selector" not in str(q)
    ]
    for quad in random.Random(5).sample(stated, 150):
        assert isinstance(quad.subject, ox.NamedNode)
        found = explainer.triple(quad.subject.value, quad.predicate.value, str(quad.object))
        graph = getattr(quad.graph_name, "value", "")
        assert graph.rpartition("/")[2] in {s.source for s in found}, quad
        assert all(s.line > 0 and s.file for s in found)


def at_field(statements: list[Statement], local: str) -> Statement:
    return next(s for s in statements if s.predicate == f"<{LG}{local}>")


def test_bounds_and_links_have_the_evidence_of_what_they_come_from(reading: Reading) -> None:
    found = Explainer(reading).about(f"{DEFAULT_BASE}id/event/valka-region-seminar-2021")
    assert (
        at_field(found, "earliestBegin").passages == at_field(found, "date").passages == ((0, 10), (60, 68))
    )
    links = [s for s in found if s.predicate == f"<{LG}hasParticipation>" and "aija-rudite" in s.object]
    assert [s.passages for s in links] == [((882, 984),)]


@pytest.fixture(scope="module")
def asked(reading: Reading) -> Asked:
    prefixes = {**kind_prefixes(reading.model, DEFAULT_BASE), **namespaces(DEFAULT_BASE)}
    return Asked(reading.model, DEFAULT_BASE, prefixes)


@pytest.mark.parametrize(
    ("words", "iri"),
    [
        ("person/liga-tetere", f"{DEFAULT_BASE}id/person/liga-tetere"),
        ("person:liga-tetere", f"{DEFAULT_BASE}id/person/liga-tetere"),
        ("id:person/liga-tetere", f"{DEFAULT_BASE}id/person/liga-tetere"),
        ("lg:Seminar", f"{LG}Seminar"),
        ("https://example.org/x", "https://example.org/x"),
        ("<https://example.org/x>", "https://example.org/x"),
        ("event/x#participation-a--b", f"{DEFAULT_BASE}id/event/x#participation-a--b"),
    ],
)
def test_things_are_named_in_every_usual_way(asked: Asked, words: str, iri: str) -> None:
    assert asked.thing(words) == iri


def test_properties_are_named_by_prefix_iri_or_field(asked: Asked) -> None:
    assert asked.properties("lg:holder") == asked.properties(f"{LG}holder") == {f"{LG}holder"}
    assert asked.properties("a") == asked.properties("type") == asked.properties("rdf:type") == {RDF_TYPE}
    assert asked.properties("role") == {f"{LG}roleType", f"{LG}participationRole"}
    with pytest.raises(UnknownProperty, match="Did you mean lg:holder"):
        asked.properties("lg:holdr")


@pytest.mark.parametrize("text", ["", "x", 'a "b"', "č\\š\n\t", "line\r\n", "👩‍🏫 \u0001"])
def test_literals_are_read_back(text: str) -> None:
    assert lexical(literal_term(text)) == lexical(literal_term(text, lang="lt")) == text
    assert lexical(literal_term(text, datatype=f"{LG}x")) == text
