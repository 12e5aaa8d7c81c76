"""Records checked against each other: in place, in the asked language, again and again, without cascades."""

import json
from pathlib import Path

import pytest

from libgraph.cli.main import main
from libgraph.errors import FaultyRecords
from libgraph.graph.checked import read_checked
from libgraph.graph.cross_check import CrossCheck, check_all
from libgraph.model import Model, read_model
from libgraph.records.faults import Fault
from libgraph.records.reading import Reading, read_records
from libgraph.workspace import Workspace, open_workspace

NEWS = """\
source: {id: news, type: NewsItem, title: {lv: Ziņa}, issued: 2021-03-05}
institutions:
  - {id: valka-library, type: MunicipalLibrary, label: {lv: Valkas bibliotēka}}
people:
  - {id: ona, name: Ona Kalnė}
  - {id: anna, name: Anna Bērziņa}
tenures:
  - {person: ona, institution: valka-library, role: director, during: 2021-03-05}
"""
SIGNED = """\
source: {id: minutes, type: Minutes, title: {lv: Protokols}}
tenures:
  - {person: anna, institution: valka-library, role: director, during: 2021-03-05}
agreements:
  - id: letter
    type: CooperationAgreement
    label: {lv: Līgums}
    date: 2021-03-05
    parties: ona
    signatures:
      - {party: valka-library, signedBy: anna, date: 2021-03-04}
"""


@pytest.fixture(scope="module")
def model() -> Model:
    return read_model(Workspace(Path()).ontology_files())


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    (tmp_path / "libgraph.toml").write_text("", "utf-8")
    (tmp_path / "news.yaml").write_text(NEWS, "utf-8")
    (tmp_path / "signed.yaml").write_text(SIGNED, "utf-8")
    return open_workspace(tmp_path)


def codes(faults: list[Fault]) -> list[str]:
    return [fault.code for fault in faults]


def test_faults_and_warnings_are_told_where_they_stand(workspace: Workspace, model: Model) -> None:
    told = [fault.text("lt") for fault in check_all(read_records(workspace, model), "lt")]
    assert told == [
        "news.yaml:8:32  įspėjimas: tenures.0.institution: Institucijai „valka-library“ vienu metu vadovauja "
        "du asmenys: „ona“ (2021-03-05) ir „anna“ (2021-03-05). Pataisykite vieno iš jų laiką arba pareigas.",
        "signed.yaml:11:54  agreements.0.signatures.0.date: Parašas (2021-03-04) senesnis už patį susitarimą "
        "(2021-03-05). Pataisykite vieną iš šių datų.",
    ]


def test_a_build_stops_at_faults_and_not_at_warnings(workspace: Workspace) -> None:
    with pytest.raises(FaultyRecords) as stopped:
        read_checked(workspace, "lv")
    assert stopped.value.count == 1
    signed = workspace.root / "signed.yaml"
    signed.write_text(SIGNED.replace("2021-03-04", "2021-03-06"), "utf-8")
    _, warnings = read_checked(workspace, "lv")
    assert codes(list(warnings)) == ["two-directors"]
    assert "vienlaikus vada divas personas" in str(warnings[0])


def test_the_command_shows_hints_only_when_asked(
    workspace: Workspace, capsys: pytest.CaptureFixture[str]
) -> None:
    agreement = SIGNED[: SIGNED.index("    parties")].replace("role: director", "role: librarian")
    (workspace.root / "signed.yaml").write_text(agreement, "utf-8")
    assert main(["check", "-w", str(workspace.root), "--lang", "en"]) == 0
    shown = capsys.readouterr()
    assert shown.out == ""
    assert "1 hints" in shown.err
    assert main(["check", "-w", str(workspace.root), "--info", "--format", "json"]) == 0
    (hint,) = json.loads(capsys.readouterr().out)
    assert (hint["code"], hint["severity"], hint["line"]) == ("no-party", "hint", 5)
    assert main(["check", "-w", str(workspace.root), "--info", "--format", "sarif"]) == 0
    (result,) = json.loads(capsys.readouterr().out)["runs"][0]["results"]
    assert (result["ruleId"], result["level"]) == ("no-party", "note")


def test_what_is_left_out_explains_what_is_missing(workspace: Workspace, model: Model) -> None:
    """A misspelt party is one fault, and not also an agreement with one party; other faults are still told."""
    text = SIGNED.replace("parties: ona", "parties: on").replace("2021-03-04", "2021-03-06")
    (workspace.root / "signed.yaml").write_text(text, "utf-8")
    assert codes(check_all(read_records(workspace, model))) == ["two-directors", "unknown-reference"]
    (workspace.root / "news.yaml").write_text(NEWS.replace("role: director", "role: directr"), "utf-8")
    assert codes(check_all(read_records(workspace, model))) == ["unknown-concept", "unknown-reference"]


def test_only_what_changed_is_emitted_again(
    workspace: Workspace, model: Model, monkeypatch: pytest.MonkeyPatch
) -> None:
    check = CrossCheck(workspace, model)
    put: list[str] = []
    fill = check._store.put

    def noted(graph: str, triples: str) -> None:
        put.append(graph)
        fill(graph, triples)

    monkeypatch.setattr(check._store, "put", noted)
    reading = read_records(workspace, model)
    before = check.faults(reading, [])
    assert len(put) == 2
    assert check.faults(reading, []) == before
    assert len(put) == 2

    (workspace.root / "signed.yaml").write_text(SIGNED.replace("2021-03-04", "2021-03-06"), "utf-8")
    again = read_records(workspace, model, [workspace.root / "signed.yaml"])
    kept = [record for record in reading.records if record.source == "news"]
    changed = Reading(workspace, model, [*kept, *again.records], places=again.places)
    assert codes(check.faults(changed, [])) == ["two-directors"]
    assert put[2:] == ["https://w3id.org/libgraph/graph/minutes"]

    gone = Reading(workspace, model, kept, places=again.places)
    assert check.faults(gone, []) == []
    assert len(put) == 3
    assert codes(check.faults(changed, [])) == ["two-directors"]


def test_a_workspace_has_constraints_of_its_own(workspace: Workspace) -> None:
    (workspace.root / "ontology").mkdir()
    (workspace.root / "ontology" / "constraints.ttl").write_text(
        """@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix lg: <https://w3id.org/libgraph/ns#> .
        <https://example.org/shapes#NoOna> a sh:NodeShape ; sh:targetClass lg:Person ; sh:sparql [
          sh:message "Nobody here is called '{?value}'. Remove the record."@en ;
          sh:select '''SELECT $this (<http://www.w3.org/2000/01/rdf-schema#label> AS ?path) ?value WHERE {
            $this <http://www.w3.org/2000/01/rdf-schema#label> ?value FILTER (STRSTARTS(?value, "Ona")) }''' ] .""",
        "utf-8",
    )
    (workspace.root / "signed.yaml").unlink()
    reading = read_records(workspace, read_model(workspace.ontology_files()))
    (fault,) = check_all(reading)
    assert str(fault) == (
        "news.yaml:5:21  people.0.name: Nobody here is called 'Ona Kalnė'. Remove the record."
    )
    assert fault.code == "no-ona"
