"""SARIF: what editors and code hosts need to show a fault in place."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest

from libgraph import __version__
from libgraph.messages import LANGUAGES
from libgraph.model import Model
from libgraph.records.check import check_records
from libgraph.records.faults import Fault
from libgraph.records.reading import read_records
from libgraph.records.sarif import sarif
from libgraph.workspace import Workspace

HERE = Path(__file__).parent
CASES = sorted(path for path in (HERE / "faulty").glob("*/*") if path.suffix != ".expected")
EVENTS = """source: {id: s, title: {lv: Z}}
events:
  - {id: a, type: Semnar, label: {lv: S}}
  - {id: b, type: Seminar, label: {lv: "𝔖ž", fr-: S}, date: 2021-13, hots: x}
"""


@pytest.fixture(scope="module")
def valid() -> Callable[[object], list[str]]:
    """Return what says why a log is not valid.

    By the parts of SARIF that we write, in a schema of ours, and where it is at hand by the schema of OASIS.
    """
    files = (
        HERE.parent / "conformance" / "sarif-parts.schema.json",
        HERE.parents[2] / "shared" / "standards" / "sarif-schema-2.1.0.json",
    )
    schemas = [
        jsonschema_rs.validator_for(json.loads(file.read_text("utf-8")), validate_formats=True)
        for file in files
        if file.is_file()
    ]
    return lambda log: [error.message for schema in schemas for error in schema.iter_errors(log)]


def log_of(root: Path, model: Model, lang: str = "en") -> dict[str, Any]:
    workspace = Workspace(root)
    return sarif(check_records(read_records(workspace, model), lang), workspace, lang)


def results(log: dict[str, Any]) -> list[dict[str, Any]]:
    (run,) = log["runs"]
    found: list[dict[str, Any]] = run["results"]
    return found


def fingerprints(log: dict[str, Any]) -> list[str]:
    return [result["partialFingerprints"]["libgraphFault/v1"] for result in results(log)]


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.parent.name}/{case.stem}")
def test_every_faulty_input_makes_a_valid_log(
    case: Path, faults_of: Callable[..., list[Fault]], valid: Callable[[object], list[str]], tmp_path: Path
) -> None:
    assert valid(sarif(faults_of(case), Workspace(tmp_path), "lt")) == []


def test_no_fault_makes_a_valid_log(valid: Callable[[object], list[str]], tmp_path: Path) -> None:
    log = sarif([], Workspace(tmp_path), "en")
    assert valid(log) == []
    assert results(log) == []
    assert valid({**log, "version": "2.0.0"}) != []


def test_a_result_says_rule_level_place_and_sentence(tmp_path: Path, shipped_model: Model) -> None:
    (tmp_path / "š e.yaml").write_text(EVENTS, "utf-8")
    log = log_of(tmp_path, shipped_model)
    driver = log["runs"][0]["tool"]["driver"]
    assert (driver["name"], driver["version"], driver["language"]) == ("libgraph", __version__, "en")
    assert log["runs"][0]["columnKind"] == "unicodeCodePoints"
    first, *_, last = results(log)
    assert first["ruleId"] == driver["rules"][first["ruleIndex"]]["id"] == "unknown-type"
    assert first["level"] == "error"
    assert first["message"]["text"] == "events.0.type: There is no type 'Semnar'. Did you mean 'Seminar'?"
    assert first["locations"] == [
        {
            "physicalLocation": {
                "artifactLocation": {"uri": "%C5%A1%20e.yaml", "uriBaseId": "%SRCROOT%"},
                "region": {"startLine": 3, "startColumn": 19},
            }
        }
    ]
    line = EVENTS.split("\n")[3]
    region = last["locations"][0]["physicalLocation"]["region"]
    assert line[region["startColumn"] - 1 :] == "x}"  # in code points, whatever stands before


def test_rules_are_told_in_three_languages(tmp_path: Path, shipped_model: Model) -> None:
    (tmp_path / "x.yaml").write_text(EVENTS, "utf-8")
    for lang in LANGUAGES:
        (run,) = log_of(tmp_path, shipped_model, lang)["runs"]
        components = [run["tool"]["driver"], *run["translations"]]
        assert [component["language"] for component in components] == [
            lang,
            *(other for other in LANGUAGES if other != lang),
        ]
        codes = [[rule["id"] for rule in component["rules"]] for component in components]
        assert codes[0] == codes[1] == codes[2] == sorted(codes[0])
        texts = [
            [rule["shortDescription"]["text"] for rule in component["rules"]] for component in components
        ]
        assert all(len(set(said)) == 3 for said in zip(*texts, strict=True))
        assert not any("{" in text for said in texts for text in said)


def test_paths_begin_at_the_root_of_the_repository(tmp_path: Path, shipped_model: Model) -> None:
    root = tmp_path / "repository" / "records"
    root.mkdir(parents=True)
    (root / "x.yaml").write_text(EVENTS, "utf-8")

    def uris() -> set[str]:
        return {
            result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
            for result in results(log_of(root, shipped_model))
        }

    assert uris() == {"x.yaml"}
    (tmp_path / "repository" / ".git").write_text("gitdir: elsewhere", "utf-8")  # as in a work tree
    assert uris() == {"records/x.yaml"}


def test_cells_of_workbooks_are_logical_locations(
    faults_of: Callable[..., list[Fault]], tmp_path: Path
) -> None:
    faults = faults_of(HERE / "faulty" / "xlsx" / "cell-error.json")
    assert faults
    for fault, result in zip(faults, results(sarif(faults, Workspace(tmp_path), "en")), strict=True):
        (location,) = result["locations"]
        sheet, _, cell = fault.place.partition("!")
        assert [told["name"] for told in location["logicalLocations"]] == [cell, sheet]
        assert "region" not in location["physicalLocation"]  # lines mean nothing in a binary file


def test_fingerprints_stay_when_lines_and_records_move(tmp_path: Path, shipped_model: Model) -> None:
    file = tmp_path / "x.yaml"
    file.write_text(EVENTS, "utf-8")
    before = fingerprints(log_of(tmp_path, shipped_model))
    assert len(set(before)) == len(before) >= 4
    moved = EVENTS.replace("events:\n", "# a remark\n\nevents:\n  - {id: c, type: Seminar, label: {lv: S}}\n")
    file.write_text(moved, "utf-8")
    assert fingerprints(log_of(tmp_path, shipped_model)) == before
    file.write_text(EVENTS.replace("Semnar", "Seminr"), "utf-8")
    assert len(set(fingerprints(log_of(tmp_path, shipped_model))) - set(before)) == 1


def test_the_same_fault_twice_has_two_fingerprints(tmp_path: Path, shipped_model: Model) -> None:
    line = "  - {type: Semnar, id: ID, label: {lv: S}}\n"
    text = "source: {id: s, title: {lv: Z}}\nevents:\n" + line.replace("ID", "a") + line.replace("ID", "b")
    (tmp_path / "x.yaml").write_text(text, "utf-8")
    assert len(set(fingerprints(log_of(tmp_path, shipped_model)))) == 2
