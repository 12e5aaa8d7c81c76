"""Conversion: files as people write them, and what cannot be written."""

import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from libgraph.cli.main import main
from libgraph.errors import FaultyRecords, LibgraphError
from libgraph.messages import LANGUAGES, messages
from libgraph.model import Model, read_model
from libgraph.records.writing import errors
from libgraph.records.writing.convert import convert
from libgraph.workspace import Workspace

ROOT = Path(__file__).parents[3]


@pytest.fixture(scope="module")
def model() -> Model:
    return read_model(Workspace(ROOT / "data").ontology_files())


def write(folder: Path, name: str, text: str) -> Path:
    (folder / name).write_text(text, "utf-8")
    return folder / name


SOURCE = "source:\n  id: s\n  title: {lt: Žinia}\n"


def test_yaml_is_written_as_people_write_it(tmp_path: Path, model: Model) -> None:
    text = SOURCE + (
        "\npeople:\n"
        "  - id: liepa\n"
        '    name: "- Liepa: Kalniņa"\n'
        "    note: {lt: 'Pirma, antra', lv: Teksts}\n"
        "\nevents:\n"
        "  - id: e\n"
        "    type: Seminar\n"
        "    label: {lt: Seminaras, en: [A, seminar]}\n"
        "    participations:\n"
        "      - {agent: liepa, role: guest, evidence: [[1, 5]]}\n"
        "    topics: [crafts, community]\n"
        "    evidence:\n"
        "      type: [[1, 5]]\n"
        "      label: [[7, 9], [11, 13]]\n"
        "\nagreements:\n"
        "  - id: a\n"
        "    type: Agreement\n"
        "    label: {lt: Susitarimas}\n"
        "    validity: 2021/2023\n"
    )
    convert(model, [write(tmp_path, "x.yaml", text)], tmp_path / "y.yaml")
    written = text.replace("'Pirma, antra'", '"Pirma, antra"')
    assert (tmp_path / "y.yaml").read_text("utf-8") == written


def test_the_same_records_give_the_same_bytes(tmp_path: Path, data: Path, model: Model) -> None:
    for name in ("a.xlsx", "b.xlsx"):
        convert(model, [data / "authority"], tmp_path / name, lang="lt")
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()


def test_no_cell_is_a_formula(tmp_path: Path, model: Model) -> None:
    formulas = ["=1+1", "+1", "-1+cmd|' /C calc'!A0", "@SUM(1)", '=HYPERLINK("http://x")']
    notes = json.dumps(formulas)
    file = write(tmp_path, "x.yaml", f"{SOURCE}  note: {{lt: {notes}, lv: {json.dumps(formulas[0])}}}\n")
    convert(model, [file], tmp_path / "y.xlsx")
    cells = [cell for page in openpyxl.load_workbook(tmp_path / "y.xlsx") for row in page for cell in row]
    assert {cell.data_type for cell in cells if cell.value is not None} == {"s"}
    assert "=1+1" in [cell.value for cell in cells]
    convert(model, [file], tmp_path / "csv", form="csv")
    (line,) = (tmp_path / "csv" / "sources.csv").read_text("utf-8-sig").splitlines()[1:]
    assert ",=" not in line
    assert ",\\=1+1" in line


def test_comments_are_told_as_left_behind(tmp_path: Path, model: Model) -> None:
    with_one = write(tmp_path, "a.yaml", f"# yaml-language-server: x\n{SOURCE}  curator: A # B\n")
    without = write(
        tmp_path, "b.yaml", "# yaml-language-server: x\nsource: {id: t, title: {lt: 'a # b', lv: \"#\"}}\n"
    )
    done = convert(model, [with_one, without], tmp_path / "out")
    assert done.commented == (with_one,)


# What cannot be written is said, and nothing is written.


def jsonl(folder: Path, **fields: Any) -> Path:
    source = {"kind": "source", "id": "s", "title": {"lt": "Z"}}
    person = {"kind": "person", "source": "s", "id": "p", "name": "Liepa", **fields}
    return write(folder, "x.jsonl", f"{json.dumps(source)}\n{json.dumps(person)}\n")


@pytest.mark.parametrize(
    ("fields", "target", "error"),
    [
        ({"note": {"lt": "x" * 32_768}}, "y.xlsx", errors.CellTooLong),
        ({"sameAs": []}, "y.xlsx", errors.CannotHold),
        ({"note": {}}, "y.csv", errors.CannotHold),
        ({"givenName": ""}, "y.xlsx", errors.CannotHold),
        ({"givenName": None}, "y.yaml", errors.CannotHold),
        ({"evidence": [[1, 2, 3]]}, "y.xlsx", errors.CannotHold),
        ({"a.b": "c"}, "y.xlsx", errors.CannotHold),
        ({"givenName": {"x": {"y": "z"}}}, "y.xlsx", errors.CannotHold),
        ({"source": "t"}, "y.yaml", errors.SourceNotThere),
        ({}, "y.csv", errors.NotOneTable),
        ({}, "y.odt", errors.UnknownTarget),
        ({"nmae": "x"}, "y.xlsx", errors.CannotHold),
    ],
)
def test_what_cannot_be_written_is_an_error(
    tmp_path: Path, model: Model, fields: dict[str, Any], target: str, error: type[LibgraphError]
) -> None:
    file = jsonl(tmp_path, **fields)
    with pytest.raises(error) as caught:
        convert(model, [file], tmp_path / target)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["x.jsonl"]
    assert str(caught.value).endswith(".")
    for lang in LANGUAGES:
        assert messages(lang).say(f"error-{error.__name__}", **vars(caught.value))


def test_what_would_be_read_otherwise_is_not_written(
    tmp_path: Path, model: Model, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("libgraph.records.writing.convert.json_lines", lambda model, items: "")
    with pytest.raises(errors.NotTheSame):
        convert(model, [jsonl(tmp_path)], tmp_path / "y.jsonl")
    assert not (tmp_path / "y.jsonl").exists()


def test_columns_come_in_the_order_of_the_record_format(tmp_path: Path, model: Model) -> None:
    guests = ", ".join("{agent: p, role: guest}" for _ in range(11))
    text = f"{SOURCE}events:\n  - {{id: e, label: {{en: A, lt: B}}, type: Seminar, participations: [{guests}]}}\n"
    convert(model, [write(tmp_path, "x.yaml", text)], tmp_path / "out", form="csv")
    header = (tmp_path / "out" / "events.csv").read_text("utf-8-sig").splitlines()[0].split(",")
    assert header[:5] == ["id", "source", "type", "label.lt", "label.en"]
    assert header[5::2] == [f"participations.{number}.agent" for number in range(1, 12)]


def test_several_sources_are_several_yaml_files(tmp_path: Path, model: Model) -> None:
    for name in ("a", "b"):
        write(tmp_path, f"{name}.yaml", SOURCE.replace("id: s", f"id: {name}"))
    with pytest.raises(errors.NotOneSource):
        convert(model, [tmp_path], tmp_path / "y.yaml")
    convert(model, [tmp_path], tmp_path / "out")
    assert [path.name for path in sorted((tmp_path / "out").iterdir())] == ["a.yaml", "b.yaml"]


def test_faulty_files_are_not_converted(tmp_path: Path, model: Model) -> None:
    with pytest.raises(FaultyRecords):
        convert(model, [write(tmp_path, "x.yaml", "source: [")], tmp_path / "y.xlsx")


def test_files_that_hold_no_records_are_not_converted(tmp_path: Path, model: Model) -> None:
    with pytest.raises(errors.NoRecordFiles):
        convert(model, [write(tmp_path, "x.txt", "")], tmp_path / "y.xlsx")
    with pytest.raises(errors.NoRecordFiles):
        convert(model, [tmp_path], tmp_path / "y.xlsx")


def test_the_command_says_what_it_did(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file, target = write(tmp_path, "x.yaml", f"{SOURCE}# a comment\n"), tmp_path / "y.xlsx"
    assert main(["convert", str(file), str(target), "--lang", "lt"]) == 0
    told = capsys.readouterr().err
    assert "Komentarai nėra įrašai, todėl jie neperkelti: x.yaml." in told
    assert f"Įrašų faile {target}: 1." in told
    assert openpyxl.load_workbook(target).sheetnames == ["šaltiniai"]
    before = target.read_bytes()
    assert main(["convert", str(file), str(target), "--lang", "lt"]) == 2
    assert "jau yra" in capsys.readouterr().err
    assert main(["convert", str(file), str(target), "--lang", "lt", "--force"]) == 0
    assert target.read_bytes() == before
