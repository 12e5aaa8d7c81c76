"""Headers, sheets and values of lists in three languages: one name, one meaning."""

import csv
import io
from collections import defaultdict
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from libgraph.messages import LANGUAGES
from libgraph.model import Kind, Model, Value
from libgraph.records.check import check_records
from libgraph.records.reading import Reading, read_records
from libgraph.records.tables import Steps
from libgraph.records.words import (
    CHOSEN,
    FIELD_NAMES,
    OWN,
    Words,
    field_name,
    own_name,
    plain_name,
    sheet_name,
)  # fmt: skip
from libgraph.records.writing.tables import header_of
from libgraph.records.writing.template import template_paths
from libgraph.workspace import Workspace

ALL = (FIELD_NAMES, *LANGUAGES)


def kinds_of(model: Model) -> list[Kind]:
    return [*model.kinds.values(), *model.nested.values()]


def test_no_name_means_two_fields_of_a_kind(shipped_model: Model) -> None:
    """What would be ambiguous in a header is seen here, before a curator meets it."""
    for kind in kinds_of(shipped_model):
        meanings: defaultdict[str, set[str]] = defaultdict(set)
        for lang in ALL:
            for spec in kind.fields.values():
                meanings[plain_name(field_name(spec, lang))].add(spec.name)
            for name in OWN if kind.section else ():
                meanings[plain_name(own_name(name, lang))].add(name)
        assert {name: fields for name, fields in meanings.items() if len(fields) > 1} == {}, kind.name


def test_no_name_means_two_kinds_or_two_values_of_a_list(shipped_model: Model) -> None:
    kinds: defaultdict[str, set[str]] = defaultdict(set)
    for kind in shipped_model.kinds.values():
        for name in (kind.name, kind.section, *kind.plurals.values(), *kind.labels.values()):
            kinds[plain_name(name)].add(kind.name)
    assert {name: found for name, found in kinds.items() if len(found) > 1} == {}
    for kind in kinds_of(shipped_model):
        for spec in kind.fields.values():
            values: defaultdict[str, set[str]] = defaultdict(set)
            for token, iri in spec.choices.items():
                for label in (token, *shipped_model.labels.get(iri, {}).values()):
                    values[plain_name(label)].add(token)
            assert {name: found for name, found in values.items() if len(found) > 1} == {}, spec.name


def test_names_can_be_headers_and_sheets(shipped_model: Model) -> None:
    for kind in kinds_of(shipped_model):
        for lang in LANGUAGES:
            for spec in kind.fields.values():
                name = field_name(spec, lang)
                assert "." not in name
                assert name == name.strip()
                assert spec.labels.get(lang), (spec.name, lang)
            if kind.section:
                assert kind.plurals.get(lang), (kind.name, lang)
                assert len(sheet_name(kind, lang)) <= 31
                assert not set(sheet_name(kind, lang)) & set("[]:*?/\\")


@pytest.mark.parametrize("lang", ALL)
def test_every_column_is_found_by_its_name(shipped_model: Model, tmp_path: Path, lang: str) -> None:
    for kind in shipped_model.kinds.values():
        paths = list(template_paths(shipped_model, kind, lang or "lt"))
        header = [header_of(shipped_model, kind, path, lang) for path in paths]
        for changed in (header, [name.upper().replace(" ", "  ") for name in header]):
            reading = read_csv_rows(tmp_path, shipped_model, sheet_name(kind, lang), changed)
            assert reading.faults == []
            assert table_paths(reading) == paths


def read_csv_rows(folder: Path, model: Model, name: str, *rows: list[str]) -> Reading:
    out = io.StringIO()
    csv.writer(out).writerows([*rows, ["x"] * len(rows[0])] if len(rows) == 1 else rows)
    file = folder / f"{name}.csv"
    file.write_text(out.getvalue(), "utf-8")
    reading = read_records(Workspace(folder), model, [file])
    file.unlink()
    return reading


def table_paths(reading: Reading) -> list[Steps]:
    (tables,) = reading.places.tables.values()
    (table,) = tables.values()
    return list(table.paths)


def test_every_value_of_a_list_is_found_by_its_name(shipped_model: Model) -> None:
    words = Words(shipped_model)
    for kind in kinds_of(shipped_model):
        for spec in kind.fields.values():
            for token, iri in spec.choices.items() if spec.value in CHOSEN else ():
                for lang in LANGUAGES:
                    assert words.token(spec, words.choice(spec, token, lang)) == token
                for label in shipped_model.labels.get(iri, {}).values():
                    assert words.token(spec, label.upper()) == token
                    assert words.token(spec, f"anything ({token})") == token
            if spec.value in CHOSEN:
                assert words.token(spec, "nothing of the kind") == "nothing of the kind"


def test_every_kind_is_found_by_its_name(shipped_model: Model) -> None:
    words = Words(shipped_model)
    for kind in shipped_model.kinds.values():
        for name in (kind.name, kind.section, *kind.plurals.values(), *kind.labels.values()):
            assert words.kind(name.upper()) == kind
    assert words.kind("Sheet1") is None


def test_a_label_that_two_values_share_is_shown_with_the_value(shipped_model: Model) -> None:
    spec = shipped_model.kinds["event"].fields["mode"]
    labels = {iri: {"lt": "toks pat", "en": token} for token, iri in spec.choices.items()}
    model = Model(shipped_model.kinds, shipped_model.nested, labels, shipped_model.superclasses)
    words = Words(model)
    assert words.choice(spec, "online", "lt") == "toks pat (online)"
    assert words.choice(spec, "online", "en") == "online"
    assert words.token(spec, "toks pat (online)") == "online"
    assert words.token(spec, "toks pat") == "toks pat"


def faults_in(folder: Path, model: Model, name: str, *rows: list[str]) -> list[str]:
    reading = read_csv_rows(folder, model, name, *rows)
    return [f"{fault.field}: {fault.data.get('nearest', '')}" for fault in reading.faults]


@pytest.mark.parametrize(
    ("header", "nearest"),
    [
        (["id", "šaltinis", "tipas", "pavadinims.lt"], "pavadinimas"),
        (["id", "avots", "tips", "nosakums.lv"], "nosaukums"),
        (["id", "avots", "tips", "nosaukums.lv", "dalība.1.daliibnieks"], "dalībnieks"),
        (["id", "source", "type", "label.lv", "orgnizer"], "organizer"),
        (["id", "source", "type", "name.en", "orgniser"], "organiser"),
        (["id", "šaltinis", "tipas", "pavadinimas.lt", "orgaizer"], "organizer"),
        (["id", "šaltinis", "tipas", "pavadinimas.lt", "pagrindimas tekste.daata"], "data"),
    ],
)
def test_a_misspelt_header_gets_the_nearest_of_its_language(
    tmp_path: Path, shipped_model: Model, header: list[str], nearest: str
) -> None:
    found = faults_in(tmp_path, shipped_model, "events", header)
    assert found == [f"{header[-1]}: {nearest}"]


@pytest.mark.parametrize(
    ("header", "missing"),
    [(["id", "šaltinis"], ["tipas", "pavadinimas"]), (["id", "avots"], ["tips", "nosaukums"])],
)
def test_a_missing_column_is_named_in_the_language_of_the_header(
    tmp_path: Path, shipped_model: Model, header: list[str], missing: list[str]
) -> None:
    reading = read_csv_rows(tmp_path, shipped_model, "renginiai", header, ["x", "s"])
    assert [fault.data["name"] for fault in reading.faults] == missing


def read_one(folder: Path, model: Model, *rows: list[str]) -> list[tuple[str, str, dict[str, Any]]]:
    reading = read_csv_rows(folder, model, "viss", *rows)
    assert reading.faults == []
    return [(record.kind, record.source, record.data) for record in reading.records]


def test_in_a_table_of_several_kinds_a_name_means_what_it_means_in_the_kind_of_the_row(
    tmp_path: Path, shipped_model: Model
) -> None:
    rows = [
        ["Ieraksta veids", "id", "avots", "tips", "nosaukums.lv", "vārds un uzvārds"],
        ["avots", "s", "", "ziņa", "Ziņas", ""],
        ["pasākums", "e", "s", "seminārs", "Seminārs", ""],
        ["personas", "p", "s", "", "", "Liepa Kalniņa"],
    ]
    token = Words(shipped_model).token(shipped_model.kinds["source"].fields["type"], "ziņa")
    assert read_one(tmp_path, shipped_model, *rows) == [
        ("source", "s", {"id": "s", "type": token, "title": {"lv": "Ziņas"}}),
        ("event", "s", {"id": "e", "type": "Seminar", "label": {"lv": "Seminārs"}}),
        ("person", "s", {"id": "p", "name": "Liepa Kalniņa"}),
    ]


def test_faults_say_the_header_as_it_was_typed(tmp_path: Path, shipped_model: Model) -> None:
    header = [
        "ID",
        "Šaltinis",
        "Tipas",
        "Pavadinimas.LT",
        "Dalyvavimas.1.Vaidmuo renginyje",
        "Organizatorius",
    ]
    (tmp_path / "s.yaml").write_text("source: {id: s, title: {lt: Z}}\n", "utf-8")
    text = ";".join(header) + "\ne;s;Seminaras;A;Sveciass;nobody\n"
    (tmp_path / "Renginiai.csv").write_text(text, "utf-8")
    found = check_records(read_records(Workspace(tmp_path), shipped_model))
    told = [(fault.line, fault.column, fault.field, fault.code) for fault in found if not fault.warning]
    assert told == [
        (2, 17, "Dalyvavimas.1", "missing-one-of"),
        (2, 17, "Dalyvavimas.1.Vaidmuo renginyje", "unknown-concept"),
        (2, 26, "Organizatorius", "unknown-reference"),
    ]


def test_values_of_lists_are_mapped_in_tables_only(tmp_path: Path, shipped_model: Model) -> None:
    (tmp_path / "s.yaml").write_text(
        "source: {id: s, title: {lt: Z}}\nevents:\n  - {id: e, type: seminaras, label: {lt: A}}\n", "utf-8"
    )
    reading = read_records(Workspace(tmp_path), shipped_model)
    assert [fault.code for fault in check_records(reading)] == ["unknown-type"]
    assert any(spec.value is Value.TYPE for spec in shipped_model.kinds["event"].fields.values())


def test_a_label_that_two_fields_share_means_neither(tmp_path: Path, shipped_model: Model) -> None:
    """A workspace's own ontology may call two fields alike; the template then has their field names."""
    event = shipped_model.kinds["event"]
    alike = {name: replace(event.fields[name], labels={"lt": "vieta"}) for name in ("host", "place")}
    kinds = {**shipped_model.kinds, "event": replace(event, fields={**event.fields, **alike})}
    model = replace(shipped_model, kinds=kinds)
    for name in ("host", "place"):
        assert header_of(model, kinds["event"], (name,), "lt") == name
    header = ["id", "šaltinis", "tipas", "pavadinimas.lt", "vieta"]
    assert faults_in(tmp_path, model, "events", header)[0].startswith("vieta: ")
