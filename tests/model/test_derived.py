"""What is derived from the model: the JSON Schema, the JSON-LD context, the page of the record format."""

import json
import re
from pathlib import Path
from typing import Any

import jsonschema_rs
import pyoxigraph as ox
import pytest
import yaml
from pyld import jsonld

from libgraph.graph.emit import Emitter
from libgraph.messages import LANGUAGES
from libgraph.model import Model, read_model
from libgraph.model.context import context, kind_context
from libgraph.model.json_schema import json_schema
from libgraph.model.reference import reference
from libgraph.publish.json_ld import normal_form
from libgraph.records.check import check_records
from libgraph.records.ids import index
from libgraph.records.reading import read_records
from libgraph.workspace import Workspace, open_workspace

ROOT = Path(__file__).parents[2]
OWN = """
@prefix lg: <https://w3id.org/libgraph/ns#> .
@prefix my: <https://example.org/ns#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix shape: <https://w3id.org/libgraph/shapes#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .

my:Book a owl:Class ; rdfs:label "book"@en ; skos:definition "A | B\\nC"@en .
my:Atlas a owl:Class ; rdfs:subClassOf my:Book ; rdfs:label "atlas"@en .
my:BookShape a sh:NodeShape ; sh:targetClass my:Book ; lg:recordKind "book" ; lg:recordSection "books" ;
  sh:property shape:optionalType , shape:label , shape:note , shape:evidence , shape:place ,
    [ sh:path my:lent ; sh:maxCount 1 ; sh:datatype xsd:boolean ] ,
    [ sh:path my:weight ; sh:datatype xsd:decimal ] ,
    [ sh:path my:motto ; sh:datatype rdf:langString ] ,
    [ sh:path my:link ; sh:datatype xsd:anyURI ] ,
    [ sh:path my:shade ; sh:in ( my:dark my:light ) ] ,
    [ sh:path my:size ; sh:in ( 1 2 3 ) ] ,
    [ sh:path my:bought ; sh:maxCount 1 ; sh:datatype <http://id.loc.gov/datatypes/edtf/EDTF> ] ,
    [ sh:path my:reader ; sh:or ( [ sh:class lg:Person ] [ sh:class lg:Institution ] [ sh:class my:Book ] ) ] ,
    [ sh:path my:chapter ; sh:node my:ChapterShape ] .
my:bought rdfs:subPropertyOf lg:date .
my:Chapter a owl:Class .
my:ChapterShape a sh:NodeShape ; sh:targetClass my:Chapter ; lg:recordKind "chapter" ; lg:identifiedBy "heading" ;
  sh:property my:headingShape , shape:evidence , [ sh:path my:part ; sh:node my:PartShape ] .
my:headingShape sh:path my:heading ; sh:maxCount 1 ; sh:datatype xsd:string ; sh:minCount 1 .
my:Part a owl:Class .
my:PartShape a sh:NodeShape ; sh:targetClass my:Part ; lg:recordKind "part" ; lg:identifiedBy "heading" ;
  lg:scalarField "heading" ; sh:property my:headingShape .
"""
BOOKS = """
source: {id: s, title: {en: S}}
people: [{id: ona, name: "Ona Onait\\u0117"}]
places: [{id: vilnius, type: Town, label: {lt: Vilnius}}]
books:
  - id: atlas
    type: Atlas
    label: {en: "Atla\\u0073 a\\u0304", lt: Atlasas}
    lent: TRUE
    weight: ["1.50", "+2"]
    motto: {de-AT: [A, B], lt: C}
    link: 'x "y" \\ z'
    shade: [dark, light]
    size: 2
    bought: 2021/..
    place: vilnius
    reader: [ona, book/atlas]
    evidence: {label: [[1, 5]], bought: [[1, 5], [007, 9]]}
    chapter:
      - {heading: One, part: [A, {heading: B}], evidence: [[3, 4]]}
      - {heading: One, part: C}
  - {id: plain, label: {en: Plain}}
  - {about: atlas, note: {en: [N, M]}}
"""


@pytest.fixture(scope="module")
def shipped() -> Model:
    return read_model(Workspace(ROOT / "data").ontology_files())


@pytest.fixture
def own(tmp_path: Path) -> Workspace:
    (tmp_path / "libgraph.toml").write_text('base = "https://example.org/data/"\n', "utf-8")
    (tmp_path / "ontology.ttl").write_text(OWN, "utf-8")
    (tmp_path / "books.yaml").write_text(BOOKS, "utf-8")
    return open_workspace(tmp_path)


# JSON Schema.


class YamlAsEditorsReadIt(yaml.SafeLoader):
    """Numbers and truths are such; days stay text, as in YAML 1.2."""


YamlAsEditorsReadIt.yaml_implicit_resolvers = {
    letter: [(tag, pattern) for tag, pattern in found if not tag.endswith(("timestamp", "merge"))]
    for letter, found in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def test_the_schema_is_a_schema(shipped: Model) -> None:
    jsonschema_rs.meta.validate(json_schema(shipped))


def test_the_schema_accepts_the_records_of_the_repository(shipped: Model) -> None:
    """An editor that completes with it marks nothing in files that have no fault."""
    validator = jsonschema_rs.Draft202012Validator(json_schema(shipped))
    files = sorted((ROOT / "data").glob("*/*.yaml"))
    assert len(files) >= 5
    for path in files:
        document = yaml.load(path.read_text("utf-8"), Loader=YamlAsEditorsReadIt)
        assert [error.message for error in validator.iter_errors(document)] == [], path.name


@pytest.mark.parametrize(
    "record",
    [
        {"events": [{"id": "e", "type": "Semnar", "label": {"lv": "S"}}]},
        {"events": [{"id": "e", "type": "Seminar"}]},
        {"events": [{"id": "E", "type": "Seminar", "label": {"lv": "S"}}]},
        {"events": [{"id": "e", "type": "Seminar", "label": "S"}]},
        {"events": [{"id": "e", "type": "Seminar", "label": {"lv": "S"}, "url": "www.a.lv"}]},
        {
            "events": [
                {"id": "e", "type": "Seminar", "label": {"lv": "S"}, "participations": [{"agent": "p"}]}
            ]
        },
        {"events": [{"id": "e", "about": "e", "type": "Seminar", "label": {"lv": "S"}}]},
        {"evnts": []},
    ],
)
def test_the_schema_refuses_what_the_checker_refuses(shipped: Model, record: dict[str, Any]) -> None:
    source = {"source": {"id": "s", "title": {"lv": "Z"}}}
    validator = jsonschema_rs.Draft202012Validator(json_schema(shipped))
    assert validator.is_valid({**source, "events": [{"id": "e", "type": "Seminar", "label": {"lv": "S"}}]})
    assert not validator.is_valid({**source, **record})
    assert not validator.is_valid({key: value for key, value in record.items() if key == "events"})


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_schema_tells_what_fields_are(shipped: Model, lang: str) -> None:
    schema = json_schema(shipped, lang)
    for name, kind in shipped.kinds.items():
        assert schema["$defs"][name]["title"] == kind.labels[lang]
        for field in kind.fields.values():
            told = schema["$defs"][name]["properties"][field.name]
            assert (told["title"], told["description"]) == (field.labels[lang], field.definitions[lang])


def test_the_schema_is_the_same_each_time(shipped: Model) -> None:
    again = read_model(Workspace(ROOT / "data").ontology_files())
    assert json.dumps(json_schema(shipped)) == json.dumps(json_schema(again))
    assert json.dumps(context(shipped)) == json.dumps(context(again))
    assert reference(shipped) == reference(again)


# JSON-LD.


def test_an_own_ontology_gives_one_graph_in_two_ways(own: Workspace) -> None:
    """Every kind of value, records within nested records, another base: emitter and context agree."""
    model = read_model(own.ontology_files())
    reading = read_records(own, model)
    assert [fault.text() for fault in check_records(reading)] == []
    ids = index(reading.records, model)
    emitter = Emitter(model, own.base, ids)
    full = context(model, own.base)["@context"]
    for record in reading.records:
        out: list[str] = []
        emitter.write(out, record, " .\n")
        emitted = {quad.triple for quad in ox.parse("".join(out), format=ox.RdfFormat.N_TRIPLES)}
        form = normal_form(record, model, own.base, ids)
        terms = (
            full if "type" in form else {**full, **kind_context(model, model.kinds[record.kind], own.base)}
        )
        expanded = json.dumps(jsonld.expand({"@context": terms, **form}))
        told = {quad.triple for quad in ox.parse(expanded, format=ox.RdfFormat.JSON_LD)}
        assert told == {triple for triple in emitted if "/graph/" not in str(triple.subject)}


def test_an_own_ontology_is_written_as_it_says(own: Workspace) -> None:
    """The emitter alone, against what one expects to read."""
    model = read_model(own.ontology_files())
    reading = read_records(own, model)
    out: list[str] = []
    emitter = Emitter(model, own.base, index(reading.records, model))
    emitter.write(out, next(r for r in reading.records if r.data.get("id") == "atlas"), " .\n")
    text = (
        "".join(out).replace("https://example.org/", "").replace("http://www.w3.org/2001/XMLSchema#", "xsd:")
    )
    for line in (
        '<data/id/book/atlas> <ns#lent> "true"^^<xsd:boolean> .',
        '<data/id/book/atlas> <ns#weight> "1.5"^^<xsd:decimal> .',
        '<data/id/book/atlas> <ns#weight> "2"^^<xsd:decimal> .',
        '<data/id/book/atlas> <ns#motto> "B"@de-at .',
        '<data/id/book/atlas> <ns#link> "x \\"y\\" \\\\ z"^^<xsd:anyURI> .',
        "<data/id/book/atlas> <ns#shade> <ns#dark> .",
        '<data/id/book/atlas> <ns#size> "2"^^<xsd:integer> .',
        '<data/id/book/atlas> <https://w3id.org/libgraph/ns#earliestBegin> "2021-01-01"^^<xsd:date> .',
        "<data/id/book/atlas> <ns#reader> <data/id/person/ona> .",
        "<data/id/book/atlas> <ns#reader> <data/id/book/atlas> .",
        '<data/id/book/atlas> <http://www.w3.org/2000/01/rdf-schema#label> "Atlas ā"@en .',
        "<data/id/source/s#evidence-7-9-https:%2F%2Fexample.org%2Fns%23bought> "
        "<https://w3id.org/libgraph/ns#evidenceProperty> <ns#bought> .",
    ):
        assert f"{line}\n" in text, line
    assert re.search(r"<data/id/book/atlas#chapter-One--[0-9a-f]{8}-part-A> <ns#heading> \"A\" \.\n", text)


# The page of the record format.


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_page_names_every_kind_field_and_type(shipped: Model, lang: str) -> None:
    page = reference(shipped, lang)
    for kind in (*shipped.kinds.values(), *shipped.nested.values()):
        assert f"## {kind.section or kind.name} – {kind.labels[lang]}" in page
        for field in kind.fields.values():
            assert f"| `{field.name}`" in page
            assert field.labels[lang] in page
        assert all(f"`{token}`" in page for token in kind.types if len(kind.types) > 1)


def test_the_page_is_sound_markdown_whatever_labels_hold(own: Workspace) -> None:
    page = reference(read_model(own.ontology_files()), "lt")
    rows = [line for line in page.splitlines() if line.startswith("|")]
    assert {len(re.findall(r"(?<!\\)\|", row)) for row in rows} == {5}
    assert "`atlas`" not in page
    assert "`Atlas` (atlas)" in page
