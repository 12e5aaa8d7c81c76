"""Sources that disagree are found by what the model says is single-valued, and others are left alone."""

from pathlib import Path

import pytest

from libgraph.graph.conflicts import Conflict, conflicts
from libgraph.model import Model, read_model
from libgraph.records.reading import read_records
from libgraph.workspace import Workspace, open_workspace

ONE = """\
source: {id: one, title: {en: One}}
institutions:
  - {id: alpha, type: MunicipalLibrary, label: {en: Alpha Library, lt: Alfa}, publicLibraryCount: 20, altLabel: {en: A}}
  - {id: beta, type: Library, label: {en: Beta}}
places:
  - {id: town, type: Town, label: {en: Town}, lat: 57.50, long: 24}
people:
  - {id: jane, name: Jane Dóe}
events:
  - id: visit
    type: StudyVisit
    label: {en: Visit}
    date: 2021-03-05
    host: alpha
    mode: online
    participations: [{agent: jane, role: visitor, count: 3}]
agreements:
  - {id: pact, type: Agreement, label: {en: Pact}, date: 2021, validity: 2021/2023, concludedAt: visit}
tenures:
  - {person: jane, institution: alpha, role: director, during: 2021, title: {en: Head}}
"""
OTHER = """\
source: {id: other, title: {en: Other}}
institutions:
  - {about: alpha, type: AcademicLibrary, label: {en: ALPHA  library, lt: Omega}, publicLibraryCount: 21, altLabel: {en: B}}
  - {about: beta, type: MunicipalLibrary}
places:
  - {about: town, lat: 57.5, long: 24.10}
people:
  - {about: jane, name: jane doe}
events:
  - about: visit
    date: 2021-03-06
    host: beta
    mode: onsite
    participations: [{agent: jane, role: visitor, count: 4}]
agreements:
  - {about: pact, date: 2021-03-05, validity: 2025, concludedAt: event/visit}
tenures:
  - {person: jane, institution: alpha, role: director, during: 2021, title: {en: Chief}}
"""


@pytest.fixture(scope="module")
def shipped() -> Model:
    return read_model(Workspace(Path()).ontology_files())


def found(root: Path, model: Model, *files: str) -> list[Conflict]:
    (root / "libgraph.toml").write_text("", "utf-8")
    for number, text in enumerate(files):
        (root / f"{number}.yaml").write_text(text, "utf-8")
    return conflicts(read_records(open_workspace(root), model))


def test_what_cannot_be_true_together_is_listed_with_both_places(tmp_path: Path, shipped: Model) -> None:
    told = [
        (c.thing, c.field, c.lang, [(claim.value, claim.source, claim.where) for claim in c.claims])
        for c in found(tmp_path, shipped, ONE, OTHER)
    ]
    assert told == [
        ("agreement/pact#validity", "date", "", [("2021/2023", "one", "0.yaml:18"), ("2025", "other", "1.yaml:16")]),
        ("event/visit", "date", "", [("2021-03-05", "one", "0.yaml:13"), ("2021-03-06", "other", "1.yaml:11")]),
        ("event/visit", "mode", "", [("online", "one", "0.yaml:15"), ("onsite", "other", "1.yaml:13")]),
        (
            "event/visit#participation-jane--visitor", "count", "",
            [("3", "one", "0.yaml:16"), ("4", "other", "1.yaml:14")],
        ),
        ("institution/alpha", "label", "lt", [("Alfa", "one", "0.yaml:3"), ("Omega", "other", "1.yaml:3")]),
        ("institution/alpha", "publicLibraryCount", "", [("20", "one", "0.yaml:3"), ("21", "other", "1.yaml:3")]),
        (
            "institution/alpha", "type", "",
            [("MunicipalLibrary", "one", "0.yaml:3"), ("AcademicLibrary", "other", "1.yaml:3")],
        ),
        ("place/town", "long", "", [("24", "one", "0.yaml:6"), ("24.10", "other", "1.yaml:6")]),
        (
            "tenure/jane--alpha--director--2021", "title", "en",
            [("Head", "one", "0.yaml:20"), ("Chief", "other", "1.yaml:18")],
        ),
    ]  # fmt: skip


def test_one_source_does_not_disagree_with_itself(tmp_path: Path, shipped: Model) -> None:
    assert found(tmp_path, shipped, ONE, OTHER.replace("id: other", "id: one")) == []


def test_of_three_sources_only_those_at_odds_are_named(tmp_path: Path, shipped: Model) -> None:
    third = "source: {{id: s{0}, title: {{en: S}}}}\nevents: [{{about: visit, date: {1}}}]\n"
    first = (
        "source: {id: s0, title: {en: S}}\nevents: [{id: visit, type: Visit, label: {en: V}, date: 2021}]\n"
    )
    (one,) = found(tmp_path, shipped, first, third.format(1, "2021-03-05"), third.format(2, "2021-04"))
    assert [claim.source for claim in one.claims] == ["s1", "s2"]


def test_malformed_values_are_passed_over(tmp_path: Path, shipped: Model) -> None:
    broken = (
        "source: {{id: s{0}, title: {{en: S}}}}\n"
        "events: [{{id: v{0}, date: 2021-99, attendance: many, participations: [null, [x], 7]}},"
        " {{date: [1], label: x}}]\n"
        "agreements: [{{about: pact, validity: [null]}}]\n"
    )
    assert found(tmp_path, shipped, broken.format(1), broken.format(2)) == []


def test_the_data_of_the_repository_have_none(data: Path, shipped: Model) -> None:
    assert conflicts(read_records(open_workspace(data), shipped)) == []
