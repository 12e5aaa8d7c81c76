"""Reading: one form of record whatever the file, each value found again at its place."""

import io
import json
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from libgraph.model import Model
from libgraph.records.check import check_records
from libgraph.records.faults import Fault, in_order
from libgraph.records.places import Places
from libgraph.records.reading import Reading, read_records
from libgraph.records.workbook import read_xlsx
from libgraph.records.yaml_file import read_yaml
from libgraph.workspace import Workspace

HEAD = "source: {id: s, title: {lv: Z}}\n"


def read(folder: Path, model: Model, name: str, text: str) -> Reading:
    (folder / name).write_text(text, "utf-8")
    return read_records(Workspace(folder), model, [folder / name])


def texts(faults: list[Fault]) -> list[str]:
    return [fault.text() for fault in faults]


# One form of record.


def test_yaml_scalars_are_text(tmp_path: Path, shipped_model: Model) -> None:
    """Types come from the model: NO is no truth, 012 no octal number, 2021-05-03 no date."""
    values = [
        "NO",
        "yes",
        "012",
        "1e3",
        "2021-05-03",
        "null",
        "~",
        "0x1F",
        "12:30:45",
        "1_000",
        ".inf",
        "true",
    ]
    people = "".join(f"  - {{id: p{n}, name: {value}}}\n" for n, value in enumerate(values))
    reading = read(tmp_path, shipped_model, "x.yaml", f"{HEAD}people:\n{people}")
    assert [record.data["name"] for record in reading.records[1:]] == values


def test_records_know_their_source_and_place(tmp_path: Path, shipped_model: Model) -> None:
    yaml = read(tmp_path, shipped_model, "x.yaml", f"{HEAD}people:\n  - {{id: p, name: Ilze}}\n")
    assert [(r.kind, r.source, r.at) for r in yaml.records] == [
        ("source", "s", ("source",)),
        ("person", "s", ("people", 0)),
    ]
    line = '{"kind":"person","source":"s","id":"p","name":"Ilze"}'
    jsonl = read(tmp_path, shipped_model, "x.jsonl", f"\n{line}\n")
    assert [(r.kind, r.source, r.at, r.data) for r in jsonl.records] == [
        ("person", "s", (2,), {"id": "p", "name": "Ilze"})
    ]
    csv = read(tmp_path, shipped_model, "people.csv", "id;source;name\n\np;s;Ilze\n")
    assert [(r.kind, r.source, r.at, r.data) for r in csv.records] == [
        ("person", "s", ("people", 3), {"id": "p", "name": "Ilze"})
    ]


def test_tables_unfold_headers(tmp_path: Path, shipped_model: Model) -> None:
    header = "id,label.lv,label.en,topics,participations.2.agent,participations.1.agent,evidence,evidence"
    reading = read(
        tmp_path, shipped_model, "events.csv",
        header.replace("evidence,evidence", "evidence.date") + "\ne,A,,x | y,p,q,1-5 | 7 – 9\n",
    )  # fmt: skip
    assert reading.records[0].data == {
        "id": "e",
        "label": {"lv": "A"},
        "topics": ["x", "y"],
        "participations": [{"agent": "q"}, {"agent": "p"}],
        "evidence": {"date": [["1", "5"], ["7", "9"]]},
    }


def test_numbered_columns_come_in_the_order_of_numbers(tmp_path: Path, shipped_model: Model) -> None:
    (tmp_path / "s.yaml").write_text(HEAD, "utf-8")
    names = ("type", "label.lv", "participations.10.agent", "participations.9.agent")
    read(tmp_path, shipped_model, "events.csv", f"id,source,{','.join(names)}\ne,s,Seminar,A,ten,nine\n")
    reading = read_records(Workspace(tmp_path), shipped_model)
    assert reading.records[0].data["participations"] == [{"agent": "nine"}, {"agent": "ten"}]
    found = [f for f in check_records(reading) if f.code == "unknown-reference"]
    assert [(f.field, f.column, f.data["name"]) for f in found] == [
        ("participations.10.agent", 15, "ten"),
        ("participations.9.agent", 19, "nine"),
    ]


def test_a_bar_without_spaces_separates_nothing(tmp_path: Path, shipped_model: Model) -> None:
    reading = read(tmp_path, shipped_model, "people.csv", "id,name\np,a|b\n")
    assert reading.records[0].data["name"] == "a|b"


# What cannot be read.


def test_a_file_that_is_taken_away_is_a_fault(tmp_path: Path, shipped_model: Model) -> None:
    reading = read_records(Workspace(tmp_path), shipped_model, [tmp_path / "gone.yaml"])
    assert texts(reading.faults) == [
        "gone.yaml:1:1  The file cannot be opened. Check that it still exists and that you may read it."
    ]


def test_whatever_stops_the_yaml_parser_has_a_place() -> None:
    assert read_yaml("%YAML 3.0\n---\na: b\n").problems == [("yaml-syntax", {}, 1, 1, ())]
    assert read_yaml("a: b\nc: \ud800\n").problems == [("yaml-syntax", {}, 1, 1, ())]


def test_a_workbook_whose_sizes_lie_is_not_unpacked() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b" " * 100_000)
    lying = out.getvalue().replace((100_000).to_bytes(4, "little"), (10).to_bytes(4, "little"))
    assert [problem[0] for problem in read_xlsx(lying, 1_000_000).problems] == ["xlsx-broken"]


def test_an_entity_bomb_in_a_workbook_is_not_expanded() -> None:
    entities = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
    bomb = f'<!DOCTYPE x [<!ENTITY a0 "aaaaaaaaaa">{entities}]><workbook>&a11;</workbook>'
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("xl/_rels/workbook.xml.rels", "<Relationships/>")
        archive.writestr("xl/workbook.xml", bomb)
    assert [problem[0] for problem in read_xlsx(out.getvalue(), 1_000_000).problems] == ["xlsx-broken"]


@pytest.mark.parametrize(
    ("cell", "found"),
    [("XFD1048576", ["table-too-large"]), ("A1048576", ["table-too-large"]), ("A50000", [])],
)
def test_a_cell_far_away_does_not_fill_the_memory(cell: str, found: list[str]) -> None:
    book = openpyxl.Workbook()
    page = book.create_sheet("people", 0)
    page["A1"], page["B1"], page["C1"], page["D1"] = "id", "source", "name", "note.lv"
    page[cell] = "x"
    out = io.BytesIO()
    book.save(out)
    (table, _) = read_xlsx(out.getvalue(), 20_000_000).tables
    assert [code for code, *_ in table.problems] == found


# Places.

leaves = (
    st.none()
    | st.booleans()
    | st.integers(-1000, 1000)
    | st.text(st.characters(exclude_categories=["C", "Z"]))
)
nested = st.recursive(
    leaves,
    lambda below: (
        st.lists(below, min_size=1, max_size=3)
        | st.dictionaries(
            st.text(st.characters(codec="ascii", exclude_categories=["C"]), max_size=5), below, min_size=1
        )
    ),
    max_leaves=12,
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(record=st.dictionaries(st.text("abcžš", min_size=1), nested, min_size=1), ascii_only=st.booleans())
def test_values_of_json_are_found_at_their_column(
    tmp_path: Path, record: dict[str, Any], ascii_only: bool
) -> None:
    """A line of JSON is read as YAML to find places; the place of each value is where it is written."""
    line = json.dumps(record, ensure_ascii=ascii_only)
    (tmp_path / "x.jsonl").write_text(f"\n{line}\n", "utf-8")
    places = Places()
    for path, value in walk(record):
        row, column = places.find(tmp_path / "x.jsonl", (2, *path))
        assert row == 2
        assert line[column - 1 :].startswith(json.dumps(value, ensure_ascii=ascii_only))


def walk(value: Any, at: tuple[str | int, ...] = ()) -> list[tuple[tuple[str | int, ...], Any]]:
    """Return the path and value of everything below a value whose path JSON and YAML spell alike."""
    keys = range(len(value)) if isinstance(value, list) else list(value) if isinstance(value, dict) else ()
    found = [] if not at else [(at, value)]
    for key in keys:
        if isinstance(key, int) or not (set(key) & set("\\/") or "\\" in json.dumps(key)):
            found += walk(value[key], (*at, key))
    return found


def test_the_place_of_what_is_absent_is_that_of_what_is_around_it(tmp_path: Path) -> None:
    (tmp_path / "x.yaml").write_text("events:\n  - id: e\n    label: {lv: A}\n", "utf-8")
    places = Places()
    assert places.find(tmp_path / "x.yaml", ("events", 0, "label", "lv")) == (3, 17)
    assert places.find(tmp_path / "x.yaml", ("events", 0, "label", "lv"), key=True) == (3, 13)
    assert places.find(tmp_path / "x.yaml", ("events", 0, "date")) == (2, 5)
    assert places.find(tmp_path / "x.yaml", ("people", 0)) == (1, 1)


# Faults as a whole.


def fault(file: str, line: int, column: int, code: str = "empty-file", place: str = "", **data: str) -> Fault:
    return Fault(file, line, column, "", code, code, data, place)


def test_faults_come_by_file_sheet_line_and_column_each_once() -> None:
    one, two = fault("a", 1, 2), fault("a", 2, 1)
    sheets = [fault("b", 9, 1, place="events!A9"), fault("b", 1, 1, place="people!A1")]
    named = [fault("c", 1, 1, "missing-field", name="a"), fault("c", 1, 1, "missing-field", name="b")]
    assert in_order([*named[::-1], *sheets[::-1], two, one, one]) == [one, two, *sheets, *named]


def test_a_fault_as_data_has_what_its_sentence_has(tmp_path: Path, shipped_model: Model) -> None:
    reading = read(tmp_path, shipped_model, "x.yaml", f"{HEAD}people:\n  - {{id: p, nmae: Ilze}}\n")
    (found,) = check_records(reading)
    assert json.loads(json.dumps(found.as_dict("lt"))) == {
        "file": "x.yaml",
        "line": 3,
        "column": 13,
        "place": "",
        "field": "people.0.nmae",
        "severity": "fault",
        "code": "unknown-field",
        "data": {"name": "nmae", "nearest": "name", "known": found.data["known"], "kind": "person"},
        "more": 0,
        "message": "x.yaml:3:13  people.0.nmae: „nmae“ nėra įrašo „person“ laukas. Galbūt norėjote rašyti „name“?",
    }


def test_long_and_broken_values_are_shown_in_one_short_line(tmp_path: Path, shipped_model: Model) -> None:
    record = {"kind": "person", "source": "s", "id": "p", "name": "Ilze", "sameAs": "x" * 1_000 + "\n\n y"}
    reading = read(tmp_path, shipped_model, "x.jsonl", json.dumps({"kind": "source", "id": "s", "title": {"lv": "Z"}})
                   + "\n" + json.dumps(record))  # fmt: skip
    (found,) = check_records(reading)
    assert len(found.text()) < 250
    assert "\n" not in found.text()
    assert "…" in found.text()


def test_a_warning_says_so() -> None:
    warning = Fault("a.yaml", 1, 2, "x", "empty-value", "fill-or-remove", {"name": "x"}, warning=True)
    assert (
        warning.text("lt") == "a.yaml:1:2  įspėjimas: x: Laukas „x“ tuščias. Užpildykite arba pašalinkite jį."
    )
    assert warning.as_dict()["severity"] == "warning"


# No cascades.


def test_one_misspelt_column_is_one_fault(tmp_path: Path, shipped_model: Model) -> None:
    rows = "".join(f"p{n},s,Ilze\n" for n in range(50))
    (tmp_path / "s.yaml").write_text(HEAD, "utf-8")
    (tmp_path / "people.csv").write_text(f"id,source,nmae\n{rows}", "utf-8")
    reading = read_records(Workspace(tmp_path), shipped_model)
    assert len(check_records(reading)) == 1


@pytest.mark.parametrize(
    ("name", "broken"),
    [
        ("people.yaml", "source: {id: b, title: {lv: Z}}\npeople:\n  - id: ilze\n    name: @x\n"),
        ("people.yaml", "source: {id: b, title: {lv: Z}}\npersons:\n  - {id: ilze, name: Ilze}\n"),
        ("people.yaml", "source: {id: b, title: {lv: Z}}\npeople: {id: ilze, name: Ilze}\n"),
        ("people.yaml", "source: {id: b, title: {lv: Z}}\npeople:\n  - {id: ILZE, name: Ilze}\n"),
        ("people.yaml", "source: {id: b, title: {lv: Z}}\npeople:\n  - {name: Ilze}\n"),
        ("people.jsonl", '{"kind":"person","source":"s","id":"ilze"\n'),
        ("people.jsonl", '{"kind":"persn","source":"s","id":"ilze","name":"Ilze"}\n'),
        ("people.jsonl", '{"source":"s","id":"ilze"}\n'),
        ("people.csv", 'id,source,name\nilze,s,"Ilze\n'),
        ("people.csv", "id,source,name\nilze,s\n"),
        ("darbinieki.csv", "id,source,name\nilze,s,Ilze\n"),
        ("people.xlsx", "not a workbook"),
    ],
)
def test_what_others_refer_to_is_not_missed_twice(
    tmp_path: Path, shipped_model: Model, name: str, broken: str
) -> None:
    tenure = "tenures:\n  - {person: ilze, institution: i, role: director}\n"
    library = "institutions:\n  - {id: i, type: SchoolLibrary, label: {lv: I}}\n"
    (tmp_path / "s.yaml").write_text(HEAD + library + tenure, "utf-8")
    (tmp_path / name).write_text(broken, "utf-8")
    found = check_records(read_records(Workspace(tmp_path), shipped_model))
    assert [fault.file for fault in found] == [name]


def test_what_is_nowhere_is_missed_although_a_file_is_broken(tmp_path: Path, shipped_model: Model) -> None:
    tenure = "tenures:\n  - {person: janis, institution: i, role: director}\n"
    library = "institutions:\n  - {id: i, type: SchoolLibrary, label: {lv: I}}\n"
    (tmp_path / "s.yaml").write_text(HEAD + library + tenure, "utf-8")
    (tmp_path / "t.yaml").write_text(
        "source: {id: b, title: {lv: Z}}\npeople:\n  - id: ilze\n    name: @x\n", "utf-8"
    )
    found = check_records(read_records(Workspace(tmp_path), shipped_model))
    assert [fault.code for fault in found] == ["unknown-reference", "yaml-sign"]
