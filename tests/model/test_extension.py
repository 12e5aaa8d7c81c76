"""A workspace adds to the ontology in its own Turtle file; everything derived follows, without Python."""

import json
from pathlib import Path

import pyoxigraph as ox
import pytest

import libgraph
from libgraph.errors import BadModel
from libgraph.graph.solutions import Solutions
from libgraph.model import read_model
from libgraph.model.context import context
from libgraph.model.json_schema import json_schema
from libgraph.model.reference import reference
from libgraph.records.check import check_records
from libgraph.records.reading import read_records
from libgraph.workspace import Workspace, open_workspace

PREFIXES = """
@prefix lg: <https://w3id.org/libgraph/ns#> .
@prefix my: <https://example.org/ns#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix shape: <https://w3id.org/libgraph/shapes#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
ONTOLOGY = (
    PREFIXES
    + """
my:BookFair a owl:Class ; rdfs:subClassOf lg:Event ;
  rdfs:label "Book fair"@en , "Knygų mugė"@lt , "Grāmatu tirgus"@lv ;
  skos:definition "A market of books."@en , "Knygų turgus."@lt , "Grāmatu gadatirgus."@lv .

my:ticketPrice a owl:DatatypeProperty ; rdfs:range xsd:decimal ;
  rdfs:label "ticket price"@en , "bilieto kaina"@lt , "biļetes cena"@lv ;
  skos:definition "What a ticket costs."@en , "Kiek kainuoja bilietas."@lt , "Cik maksā biļete."@lv .

my:patron a owl:ObjectProperty ; rdfs:label "patron"@en .

my:storyteller a lg:ParticipationRole ; skos:prefLabel "storyteller"@en , "pasakotojas"@lt , "stāstnieks"@lv .

shape:Event sh:property my:ticketPriceShape , my:patronShape .
my:ticketPriceShape a sh:PropertyShape ; sh:path my:ticketPrice ; sh:order 500 ;
  sh:datatype xsd:decimal ; sh:minInclusive 0.0 ; sh:maxCount 1 ;
  sh:message "A price is a number from 0."@en , "Kaina yra skaičius nuo 0."@lt , "Cena ir skaitlis no 0."@lv .
my:patronShape a sh:PropertyShape ; sh:path my:patron ; sh:class lg:Person ; sh:maxCount 1 ;
  sh:message "A patron is a person."@en .

my:Collection a owl:Class ; rdfs:label "collection"@en ; skos:definition "Books kept together."@en .
my:CollectionShape a sh:NodeShape ; sh:targetClass my:Collection ;
  lg:recordKind "collection" ; lg:recordSection "collections" ;
  sh:property shape:label , shape:note , my:keeperShape .
my:keeperShape a sh:PropertyShape ; sh:path my:keeper ; sh:minCount 1 ; sh:class lg:Library ;
  sh:message "A collection is kept by a library."@en .
"""
)
RECORDS = """
source: {id: fair, title: {en: Fair}, issued: 2026-05-04}
institutions:
  - {id: town-library, type: MunicipalLibrary, label: {en: Town Library}}
  - {id: town-museum, type: Museum, label: {en: Town Museum}}
people:
  - {id: ona, name: Ona Onaitė}
events:
  - id: fair-2026
    type: BookFair
    label: {en: Fair 2026}
    ticketPrice: 2.50
    patron: ona
    participations: [{agent: ona, role: storyteller}]
collections:
  - {id: maps, label: {en: Old maps}, keeper: town-library}
"""


@pytest.fixture
def extended(tmp_path: Path) -> Workspace:
    (tmp_path / "libgraph.toml").write_text("", "utf-8")
    (tmp_path / "ontology.ttl").write_text(ONTOLOGY, "utf-8")
    (tmp_path / "fair.yaml").write_text(RECORDS, "utf-8")
    return open_workspace(tmp_path)


def faults(workspace: Workspace) -> list[str]:
    reading = read_records(workspace, read_model(workspace.ontology_files()))
    return [fault.text() for fault in check_records(reading)]


def test_records_use_what_was_added(extended: Workspace) -> None:
    assert faults(extended) == []


def test_checks_know_what_was_added(extended: Workspace) -> None:
    text = RECORDS.replace("2.50", "-1").replace("keeper: town-library", "keeper: town-museum")
    text = text.replace("BookFair", "BookFaire").replace("role: storyteller", "role: storytelle")
    (extended.root / "fair.yaml").write_text(text, "utf-8")
    found = "\n".join(faults(extended))
    assert "A price is a number from 0." in found
    assert "A collection is kept by a library." in found
    assert "'BookFair'" in found
    assert "'storyteller'" in found
    assert len(faults(extended)) == 4


def test_the_graph_says_what_was_added(extended: Workspace) -> None:
    graph = libgraph.open(extended.root)
    answer = graph.query(
        "PREFIX my: <https://example.org/ns#> SELECT ?price ?patron ?keeper "
        "{ ?fair a my:BookFair ; my:ticketPrice ?price ; my:patron ?patron ."
        "  ?maps a my:Collection ; my:keeper ?keeper }"
    )
    assert isinstance(answer, Solutions)
    ((price, patron, keeper),) = answer.rows
    assert price == ox.Literal("2.5", datatype=ox.NamedNode("http://www.w3.org/2001/XMLSchema#decimal"))
    assert (patron, keeper) == (graph.iri("person/ona"), graph.iri("institution/town-library"))
    assert b'"2.5"^^' in graph.nquads


def test_what_is_derived_follows(extended: Workspace) -> None:
    model = read_model(extended.ontology_files())
    schema = json.dumps(json_schema(model))
    assert '"ticketPrice"' in schema
    assert '"BookFair"' in schema
    assert '"collections"' in schema
    terms = context(model, extended.base)["@context"]
    assert terms["ticketPrice"]["@id"] == "https://example.org/ns#ticketPrice"
    assert terms["BookFair"]["@id"] == "https://example.org/ns#BookFair"
    page = reference(model, "lt")
    assert "bilieto kaina" in page
    assert "Knygų mugė" in page
    assert "## collections" in page


@pytest.mark.parametrize(
    ("turtle", "said"),
    [
        ("this is not Turtle", "is not Turtle"),
        ("shape:Event sh:property my:s . my:s sh:path my:p .", "cannot tell what a value"),
        ("shape:Event sh:property my:s . my:s sh:path ( my:p my:q ) ; sh:datatype xsd:string .", "sh:path"),
        ("shape:Event sh:property my:s . my:s sh:path my:p ; sh:class my:Nothing .", "no kind of record"),
        ("my:Seminar a owl:Class ; rdfs:subClassOf lg:Event .", "same local name"),
    ],
)
def test_an_extension_that_cannot_be_used_says_why(tmp_path: Path, turtle: str, said: str) -> None:
    (tmp_path / "libgraph.toml").write_text("", "utf-8")
    (tmp_path / "ontology.ttl").write_text(PREFIXES + turtle, "utf-8")
    with pytest.raises(BadModel, match=said):
        read_model(open_workspace(tmp_path).ontology_files())
