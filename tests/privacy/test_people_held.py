"""What may be held of a person, for how long, and what the person is told."""

import json
from datetime import date
from pathlib import Path

import pytest

from libgraph.errors import BadModel, BadSettings
from libgraph.graph.opened import OpenGraph
from libgraph.messages import LANGUAGES
from libgraph.model import Model, read_model
from libgraph.privacy.letter import Writer
from libgraph.privacy.review import review
from libgraph.privacy.subject import Subject, subject
from libgraph.records.check import check_records
from libgraph.records.ids import index
from libgraph.records.reading import read_records
from libgraph.workspace import Workspace, open_workspace

FIELDS = {
    "name", "otherName", "givenName", "familyName", "altLabel", "hiddenLabel", "asPrinted", "sameAs", "died", "note",
    "evidence",
}  # fmt: skip
PREFIXES = """
@prefix lg: <https://w3id.org/libgraph/ns#> .
@prefix my: <https://example.org/ns#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix shape: <https://w3id.org/libgraph/shapes#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""


@pytest.fixture(scope="module")
def model() -> Model:
    return read_model(Workspace(Path()).ontology_files())


def test_a_person_has_the_allowed_fields_each_with_its_purpose(model: Model) -> None:
    fields = model.kinds["person"].fields
    assert set(fields) == FIELDS
    assert [name for name, field in fields.items() if set(field.purpose) != set(LANGUAGES)] == []


@pytest.mark.parametrize("name", ["birthDate", "email", "phone", "nationality"])
def test_a_workspace_cannot_add_a_field_without_a_purpose(tmp_path: Path, name: str) -> None:
    path = tmp_path / "ontology.ttl"
    field = f"shape:Person sh:property my:s . my:s sh:path my:{name} ; sh:maxCount 1 ; sh:datatype xsd:string"
    path.write_text(f"{PREFIXES}{field} .", "utf-8")
    files = [*Workspace(tmp_path).ontology_files()]
    assert files[-1] == path
    with pytest.raises(BadModel, match=f"'{name}' would hold personal data of people, and no purpose"):
        read_model(files)
    path.write_text(f'{PREFIXES}{field} ; lg:personalData "to write to the person"@en .', "utf-8")
    assert name in read_model(files).kinds["person"].fields


def test_a_shipped_field_of_institutions_is_none_of_people(tmp_path: Path) -> None:
    path = tmp_path / "ontology.ttl"
    path.write_text(f"{PREFIXES} shape:Person sh:property shape:homepage .", "utf-8")
    with pytest.raises(BadModel, match="'homepage' would hold personal data"):
        read_model(Workspace(tmp_path).ontology_files())


@pytest.mark.parametrize(
    ("settings", "told"),
    [
        ("[retention]\nended_roles_years = 'ten'", "ended_roles_years"),
        ("[retention]\nended_roles_years = true", "ended_roles_years"),
        ("[retention]\nended_roles_years = -1", "ended_roles_years"),
        ("[retention]\nended_rols_years = 1", "ended_roles_years"),
        ("retention = 10", "retention = 10"),
    ],
)
def test_a_wrong_time_of_keeping_is_refused(tmp_path: Path, settings: str, told: str) -> None:
    (tmp_path / "libgraph.toml").write_text(settings, "utf-8")
    with pytest.raises(BadSettings, match=told):
        open_workspace(tmp_path)


def undated(root: Path, text: str, model: Model) -> list[str]:
    (root / "a.yaml").write_text(text, "utf-8")
    faults = check_records(read_records(open_workspace(root), model))
    assert all(fault.warning for fault in faults)
    return [fault.data["name"] for fault in faults if fault.code == "undated-person"]


HEAD = "source: {id: a, type: AuthorityFile, title: {en: A}%s}\n"
PEOPLE = "people:\n  - {id: anna, name: Anna Ba%s}\n"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (HEAD % "" + PEOPLE % "", ["anna"]),
        (HEAD % ", issued: 2020" + PEOPLE % "", []),
        (HEAD % "" + PEOPLE % ", died: 1998", []),
        (HEAD % "" + PEOPLE % "" + "events:\n  - {id: e, type: Meeting, label: {en: E}, date: 2020}\n", []),
        (HEAD % ", curated: 2020-01-01" + PEOPLE % "", ["anna"]),
    ],
)
def test_a_living_person_needs_a_dated_source(
    tmp_path: Path, model: Model, text: str, found: list[str]
) -> None:
    (tmp_path / "libgraph.toml").write_text("", "utf-8")
    assert undated(tmp_path, text, model) == found


def test_everybody_in_the_data_of_the_repository_has_a_dated_source(data: Path, model: Model) -> None:
    faults = check_records(read_records(open_workspace(data), model))
    assert [fault for fault in faults if fault.code == "undated-person"] == []


@pytest.mark.parametrize(
    ("on", "years", "found"),
    [
        (date(2026, 1, 1), 10, [("ended-role", "janis-ozols"), ("ended-role", "janis-ozols")]),
        (date(2011, 1, 1), 10, [("ended-role", "janis-ozols")]),
        (date(2010, 12, 31), 10, []),
        (date(2014, 1, 1), 10, [("ended-role", "janis-ozols"), ("ended-role", "janis-ozols")]),
        (date(2013, 12, 31), 10, [("ended-role", "janis-ozols")]),
        (date(2032, 1, 1), 10, [
            ("ended-role", "janis-ozols"), ("ended-role", "janis-ozols"), ("only-old", "anna-berzina"),
        ]),
    ],
)  # fmt: skip
def test_what_is_due_for_review(
    formats: Workspace, model: Model, on: date, years: int, found: list[tuple[str, str]]
) -> None:
    path = formats.root / "letter.jsonl"
    path.write_text(path.read_text("utf-8").replace('"2022"', '"2022/.."'), "utf-8")
    (formats.root / "libgraph.toml").write_text(f"[retention]\nended_roles_years = {years}\n", "utf-8")
    news = formats.root / "news.yaml"
    news.write_text(news.read_text("utf-8").replace("ieva-liepa", "janis-ozols"), "utf-8")
    due = review(read_records(open_workspace(formats.root), model), on)
    told = [(one.why, one.person) for one in due if one.person != "ieva-liepa"]
    assert told == found
    assert all(one.where and one.command.startswith("libgraph ") for one in due)


@pytest.fixture
def told(formats: Workspace) -> Subject:
    path = formats.root / "authority.yaml"
    path.write_text(
        path.read_text("utf-8").replace("name: Ieva Liepa", "name: Ieva Liepa, note: {lv: Pēc Jāņa Ozola}"),
        "utf-8",
    )
    return subject(OpenGraph(formats, fresh=True), "janis-ozols")


def test_everything_that_is_held_is_gathered(told: Subject) -> None:
    assert [(held.kind, held.why, held.where) for held in told.records] == [
        ("person", "person", "authority.yaml:9"),
        ("person", "text", "authority.yaml:15"),
        ("event", "reference", "events.csv:2"),
        ("tenure", "reference", "letter.jsonl:2"),
        ("event", "reference", "letter.jsonl:3"),
        ("tenure", "reference", "more.xlsx:tenures!A2"),
        ("source", "reference", "news.yaml:2"),
        ("person", "person", "news.yaml:12"),
        ("tenure", "reference", "news.yaml:14"),
        ("event", "reference", "news.yaml:20"),
        ("agreement", "reference", "news.yaml:35"),
        ("tenure", "reference", "tenures.csv:2"),
    ]
    meeting = told.records[9].data
    assert [part["role"] for part in meeting["participations"]] == ["presenter", "guest"]
    assert set(told.sources) == {"authority", "letter", "news"}
    assert told.measures["degree"] > 0
    assert json.loads(json.dumps(told.as_dict()))["person"] == "person/janis-ozols"


def test_nobody_else_is_shown_with_the_person(told: Subject) -> None:
    told_of_others = json.dumps([held.data for held in told.records if held.why != "text"])
    assert "anna-berzina" not in told_of_others.replace('"authors": ["anna-berzina", "janis-ozols"]', "")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_it_is_told_in_plain_words_of_the_language(formats: Workspace, told: Subject, lang: str) -> None:
    graph = OpenGraph(formats, fresh=True)
    text = "\n".join(Writer(graph.model, index(graph.reading.records, graph.model), lang).lines(told))
    assert "Jānis Ozols" in text
    assert "Pēc Jāņa Ozola" in text
    assert {"en": "director", "lt": "direktorius", "lv": "direktor"}[lang] in text
    assert {"en": "5 March 2021", "lt": "2021 m. kovo 5 d.", "lv": "2021. gada 5. mart"}[lang] in text
    assert "The test" in text
    assert "news.yaml:14" in text
