"""The model is what the ontology and its shapes say; what would mislead is refused with a cure."""

from pathlib import Path

import pytest

from libgraph.errors import BadModel
from libgraph.model import Field, Kind, Model, Value, read_model
from libgraph.terms import EDTF, expand
from libgraph.workspace import Workspace, open_workspace

PREFIXES = """
@prefix lg: <https://w3id.org/libgraph/ns#> .
@prefix my: <https://example.org/ns#> .
@prefix oa: <http://www.w3.org/ns/oa#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix shape: <https://w3id.org/libgraph/shapes#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
my:Book a owl:Class .
"""


@pytest.fixture(scope="module")
def shipped() -> Model:
    return read_model(Workspace(Path(__file__).parent).ontology_files())


def extended(root: Path, turtle: str) -> Model:
    (root / "libgraph.toml").write_text("", "utf-8")
    (root / "ontology.ttl").write_text(PREFIXES + turtle, "utf-8")
    return read_model(open_workspace(root).ontology_files())


# What is read.


def test_kinds_of_record(shipped: Model) -> None:
    assert {kind.section: name for name, kind in shipped.kinds.items()} == {
        "sources": "source", "institutions": "institution", "people": "person", "places": "place",
        "tenures": "tenure", "events": "event", "agreements": "agreement", "projects": "project",
        "changes": "change", "judgements": "judgement",
    }  # fmt: skip
    assert set(shipped.nested) == {"dated-name", "participation", "signature", "validity"}
    assert shipped.sections["people"] is shipped.kinds["person"]
    assert shipped.kind("signature").section == ""


def test_each_kind_of_value(shipped: Model) -> None:
    """One field for each kind of value, with what the shape says of it."""
    event, institution, source = (shipped.kinds[name] for name in ("event", "institution", "source"))
    fields = {**source.fields, **shipped.kinds["place"].fields, **institution.fields, **event.fields}
    assert fields["type"].value is Value.TYPE
    assert fields["type"].choices["Seminar"] == expand("lg:Seminar")
    assert (fields["label"].value, fields["label"].minimum, fields["label"].unique_lang) == (
        Value.LANG_TEXT,
        1,
        True,
    )
    assert "lt" in fields["label"].languages
    assert (fields["date"].value, fields["date"].datatype, fields["date"].has_bounds) == (
        Value.EDTF,
        EDTF,
        True,
    )
    assert (fields["curated"].value, fields["curated"].has_bounds) == (Value.DATE, False)
    assert (fields["attendance"].value, fields["attendance"].low) == (Value.INTEGER, 1.0)
    assert (fields["lat"].value, fields["lat"].low, fields["lat"].high) == (Value.DECIMAL, -90.0, 90.0)
    assert (fields["homepage"].value, fields["homepage"].pattern) == (Value.IRI, "^https?://")
    assert (fields["organizer"].value, fields["organizer"].kinds) == (
        Value.REFERENCE,
        ("institution", "person"),
    )
    assert fields["followsUp"].kinds == ("agreement", "event")
    assert (fields["mode"].value, fields["mode"].choices["online"]) == (
        Value.CONCEPT,
        f"{expand('lg:')[:-3]}mode/online",
    )
    assert fields["language"].value is Value.CHOICE
    assert (fields["participations"].value, fields["participations"].kinds) == (
        Value.NESTED,
        ("participation",),
    )
    assert fields["evidence"].value is Value.EVIDENCE
    assert fields["isil"].value is Value.TEXT


def test_fields_come_in_the_order_of_the_shapes(shipped: Model) -> None:
    for kind in (*shipped.kinds.values(), *shipped.nested.values()):
        orders = [field.order for field in kind.fields.values()]
        assert orders == sorted(orders)


def test_many_and_one(shipped: Model) -> None:
    event = shipped.kinds["event"]
    assert [event.fields[name].many for name in ("type", "date", "organizer", "topics")] == [
        False,
        False,
        True,
        True,
    ]


def test_classes_know_what_is_above_them(shipped: Model) -> None:
    library = frozenset({expand("lg:Institution")})
    assert shipped.is_a(expand("lg:NationalLibrary"), library)
    assert not shipped.is_a(expand("lg:Seminar"), library)
    assert not shipped.is_a("https://example.org/unknown", library)


def test_every_kind_and_field_is_told_in_three_languages(shipped: Model) -> None:
    for kind in (*shipped.kinds.values(), *shipped.nested.values()):
        assert set(kind.labels) >= {"lt", "lv", "en"}, kind.name
        for field in kind.fields.values():
            assert set(field.labels) >= {"lt", "lv", "en"}, (kind.name, field.name)
            assert set(field.messages) >= {"lt", "lv", "en"}, (kind.name, field.name)


def test_files_may_be_given_twice(shipped: Model) -> None:
    files = Workspace(Path(__file__).parent).ontology_files()
    assert read_model([*files, *files]) == shipped


# What is added.


def own(shape: str) -> str:
    """Return Turtle for a field of events."""
    return f"shape:Event sh:property my:s . my:s sh:path my:p ; {shape} ."


def field(model: Model) -> Field:
    return model.kinds["event"].fields["p"]


@pytest.mark.parametrize(
    ("shape", "value"),
    [
        ("sh:datatype xsd:string", Value.TEXT),
        ("sh:datatype xsd:anyURI", Value.TEXT),
        ("sh:datatype rdf:langString", Value.LANG_TEXT),
        ("sh:datatype xsd:date", Value.DATE),
        ("sh:datatype xsd:nonNegativeInteger", Value.INTEGER),
        ("sh:datatype xsd:boolean", Value.BOOLEAN),
        ('sh:in ( "a" "b" )', Value.CHOICE),
        ("sh:in ( my:a my:b )", Value.CONCEPT),
        ("sh:class lg:Topic", Value.CONCEPT),
        ("sh:class lg:NationalLibrary", Value.REFERENCE),
        ("sh:class lg:Agent", Value.REFERENCE),
        ("sh:nodeKind sh:IRI", Value.IRI),
    ],
)
def test_a_field_of_each_kind_can_be_added(tmp_path: Path, shape: str, value: Value) -> None:
    assert field(extended(tmp_path, own(shape))).value is value


def test_datatypes_bring_their_own_limits(tmp_path: Path) -> None:
    assert field(extended(tmp_path, own("sh:datatype xsd:positiveInteger"))).low == 1
    assert field(extended(tmp_path, own("sh:datatype xsd:positiveInteger ; sh:minInclusive 5"))).low == 5
    assert field(extended(tmp_path, own("sh:datatype xsd:nonNegativeInteger ; sh:minInclusive -5"))).low == 0


def test_a_nested_kind_within_a_nested_kind(tmp_path: Path) -> None:
    model = extended(
        tmp_path,
        """
        shape:Participation sh:property my:speechShape .
        my:speechShape sh:path my:speech ; sh:node my:Speech .
        my:SpeechClass a owl:Class .
        my:Speech a sh:NodeShape ; sh:targetClass my:SpeechClass ; lg:recordKind "speech" ; lg:identifiedBy "heading" ;
          sh:property my:heading .
        my:heading sh:path my:heading ; sh:datatype xsd:string ; sh:minCount 1 .
        """,
    )
    assert model.nested["participation"].fields["speech"].kinds == ("speech",)
    assert list(model.nested["speech"].fields) == ["heading"]


# What is refused.

KIND = (
    'my:BookShape a sh:NodeShape ; sh:targetClass my:Book ; lg:recordKind "book" ; lg:recordSection "books" '
)


@pytest.mark.parametrize(
    ("turtle", "where", "reason"),
    [
        (own("sh:mincount 1 ; sh:datatype xsd:string"), "my#s|ns#s", r"sh:mincount is not a term .*Did you mean sh:minCount\?"),
        (own('sh:colour "i" ; sh:datatype xsd:string'), "ns#s", "sh:colour is not a term that libgraph knows"),
        (own('sh:minCount "one" ; sh:datatype xsd:string'), "ns#s", "sh:minCount is 'one'. Write a whole number"),
        (own("sh:maxCount -1 ; sh:datatype xsd:string"), "ns#s", "sh:maxCount is '-1'"),
        (own('sh:minInclusive "low" ; sh:datatype xsd:integer'), "ns#s", "sh:minInclusive is 'low'. Write a number"),
        (own('sh:order "first" ; sh:datatype xsd:string'), "ns#s", "sh:order is 'first'"),
        (own(r'sh:pattern "[a-" ; sh:datatype xsd:string'), "ns#s", "no regular expression"),
        (own(r'sh:pattern "\\p{L}" ; sh:datatype xsd:string'), "ns#s", "no regular expression"),
        (own("sh:class lg:Person , lg:Institution"), "ns#s", "sh:class is given more than once"),
        (own('lg:fieldName "two words" ; sh:datatype xsd:string'), "ns#s", "'two words' cannot be the name of a field"),
        (own('lg:fieldName "about" ; sh:datatype xsd:string'), "ns#s", "'about' cannot be the name of a field"),
        (own('lg:fieldName "kind" ; sh:datatype xsd:string'), "shapes#Event", "a field is called 'kind'"),
        (own('lg:fieldName "label" ; sh:datatype xsd:string'), "shapes#Event", "two fields are called 'label'"),
        (own("sh:node shape:Event"), "ns#s", "not the shape of a nested kind"),
        (own("sh:node my:Nothing"), "ns#s", "not the shape of a nested kind"),
        (own("sh:datatype xsd:dateTime"), "ns#s", "cannot tell what a value"),
        (own(f"sh:datatype <{EDTF}> ; sh:maxCount 1 . my:p rdfs:subPropertyOf lg:date"), "shapes#Event", "bounds on one node"),
        ("shape:label sh:maxCount 1 , 2 .", "shapes#label", "sh:maxCount is given more than once"),
        ('shape:label sh:languageIn ( "xx" ) .', "shapes#label", "sh:languageIn is given more than once"),
        ("shape:Event sh:property [ sh:path [ sh:inversePath my:p ] ; sh:class lg:Event ] .", "", "neither a property"),
        ("shape:Event sh:property [ sh:path [ sh:inversePath oa:hasBody ] ; lg:fieldName \"proof\" ] .", "", "only evidence"),
        ("shape:Event sh:property [ sh:path my:q ; sh:nodekind sh:IRI ] .", "sh:path https://example.org/ns#q", "sh:nodekind"),
        ('my:BookShape lg:recordKind "book" ; lg:recordSection "books" .', "ns#BookShape", "no sh:targetClass"),
        (f'{KIND} ; lg:recordKind "tome" .', "ns#BookShape", "lg:recordKind is given more than once"),
        (KIND.replace('"book"', '"event"') + ".", "", "lg:recordKind 'event' is that of"),
        (KIND.replace('"books"', '"events"') + ".", "", "lg:recordSection 'events' is that of"),
        (KIND.replace('"book"', '"Big Book"') + ".", "ns#BookShape", "'Big Book' cannot be the name of a kind"),
        (f'{KIND} ; lg:identifiedBy "shelf" ; sh:property shape:label .', "ns#BookShape", "it has no field 'shelf'"),
        (f'{KIND} ; lg:scalarField "shelf" ; sh:property shape:label .', "ns#BookShape", "it has no field 'shelf'"),
        ('my:Page sh:targetClass my:Book ; lg:recordKind "page" ; sh:property shape:label .', "ns#Page", "no lg:identifiedBy"),
        (f"{KIND} ; sh:property [ sh:path lg:date ; sh:datatype <{EDTF}> ] .", "ns#BookShape", "may have several values"),
        (KIND.replace("my:Book ;", "my:Tome ;") + ".", "ns#BookShape", "its class https://example.org/ns#Tome is not declared"),
        ("shape:Event sh:targetclass my:Book .", "shapes#Event", r"Did you mean sh:targetClass\?"),
    ],
)  # fmt: skip
def test_what_would_mislead_is_refused(tmp_path: Path, turtle: str, where: str, reason: str) -> None:
    with pytest.raises(BadModel, match=f"(?s){reason}") as caught:
        extended(tmp_path, turtle)
    assert any(part in caught.value.where for part in where.split("|"))
    assert str(caught.value).endswith((".", "?"))
    assert "_:" not in str(caught.value)
    assert caught.value.exit_code == 2


def test_a_file_that_is_missing_or_no_turtle_is_named(tmp_path: Path) -> None:
    with pytest.raises(BadModel, match=r"gone\.ttl: it is not Turtle"):
        read_model([tmp_path / "gone.ttl"])
    with pytest.raises(BadModel, match=r"ontology\.ttl: it is not Turtle"):
        extended(tmp_path, "my:x a")


def test_kinds_and_fields_are_values() -> None:
    one = Field("a", "http://e/a", Value.TEXT, 1)
    assert one == Field("a", "http://e/a", Value.TEXT, 1)
    assert Kind("k", "ks", "http://e/K", {}, {}) != Kind("l", "ls", "http://e/K", {}, {})
