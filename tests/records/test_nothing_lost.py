"""Records read and records faulted are all records of a file, in whatever way it is broken.

A file of some records is broken: bytes edited, lines doubled, swapped, indented, the rest cut off,
another encoding. Of each record whose first line, or a part of it, is still in the file (what is
left of others is part of the record before it), one of these must hold:

- it is read: a record begins in one of its lines, or has its id;
- it is faulted: a fault stands in one of its lines;
- it is in something faulted: the file, section, table or row that a fault says cannot be read
  (`FILE`, `SECTION`, `FROM_HERE`), from the line of the fault on, or as a whole.
"""

import io
import json
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from libgraph.model import Model
from libgraph.records.check import check_records
from libgraph.records.faults import Fault
from libgraph.records.reading import Reading, read_records
from libgraph.workspace import Workspace

HEAD = "source: {id: s, title: {lv: Ziņa}, issued: 2021}"
# Faults of all that follows in the file.
FROM_HERE = frozenset({"csv-quote", "csv-long-cell", "yaml-second-document"})
# Faults of a whole file.
FILE = frozenset(
    {"encoding", "json-document", "not-a-mapping", "empty-file", "xlsx-broken", "table-too-large"}
)
# Faults of a section or table, where they stand in a line around the records.
SECTION = frozenset({"not-a-list", "unknown-section", "duplicate-key", "unknown-sheet", "unknown-field",
    "duplicate-column", "column-clash", "missing-column", "nameless-column", "no-source"})  # fmt: skip
EDITS = ["", " ", "\t", ":", ": ", "-", "- ", "'", '"', "[", "]", "{", "}", ",", ";", "&a ", "*a", "!x", "|", ">",
    "\\", "\0", "\u202e", "\ufeff", "ž", "%", "---", "id", "null", "<<: ", "x: ", "? "]  # fmt: skip


@dataclass(slots=True)
class Line:
    """A line of a file, which record it belongs to (-1 for what is around them), and whether it begins it."""

    text: str
    owner: int = -1
    begins: bool = True


def yaml_lines(count: int, flow: bool) -> list[Line]:
    lines = [Line(HEAD), Line("events:")]
    for n in range(count):
        if flow:
            lines.append(Line(f"  - {{id: r{n}, type: Seminar, label: {{lv: Seminārs {n}}}, date: 2021}}", n))
        else:
            fields = (
                f"  - id: r{n}",
                "    type: Seminar",
                "    label:",
                f'      lv: "Seminārs {n}"',
                "    date: 2021",
            )
            lines += [Line(text, n, begins=text is fields[0]) for text in fields]
    return lines


def jsonl_lines(count: int) -> list[Line]:
    source = {"kind": "source", "id": "s", "title": {"lv": "Z"}, "issued": "2021"}
    records = [
        {
            "kind": "event",
            "source": "s",
            "id": f"r{n}",
            "type": "Seminar",
            "label": {"lv": "S"},
            "date": "2021",
        }
        for n in range(count)
    ]
    lines = [Line(json.dumps(source))]
    return lines + [Line(json.dumps(record, ensure_ascii=False), n) for n, record in enumerate(records)]


def csv_lines(count: int) -> list[Line]:
    lines = [Line("id,source,type,label.lv,date")]
    return lines + [Line(f'r{n},s,Seminar,"Semināri, {n}",2021', n) for n in range(count)]


@st.composite
def broken(draw: st.DrawFn, lines: list[Line]) -> list[Line]:
    """Return the lines, broken in one or several ways."""
    lines = [replace(line) for line in lines]
    for _ in range(draw(st.integers(1, 3))):
        place = draw(st.integers(0, len(lines) - 1))
        line = lines[place]
        at = draw(st.integers(0, len(line.text)))
        match draw(st.sampled_from(["edit", "edit", "edit", "cut", "double", "swap", "indent", "split"])):
            case "edit":
                length = draw(st.sampled_from([0, 0, 1, 1, 2, 5]))
                line.text = line.text[:at] + draw(st.sampled_from(EDITS)) + line.text[at + length :]
            case "cut":
                line.text = line.text[:at]
                del lines[place + 1 :]
            case "double":
                lines.insert(place, replace(line))
            case "swap":
                other = draw(st.integers(0, len(lines) - 1))
                lines[place], lines[other] = lines[other], lines[place]
            case "indent":
                stripped = line.text.lstrip(" ")
                line.text = " " * draw(st.integers(0, 8)) + stripped
            case "split":
                lines[place : place + 1] = [
                    replace(line, text=line.text[:at]),
                    replace(line, text=line.text[at:]),
                ]
    return lines


def check(folder: Path, model: Model, name: str, content: bytes) -> tuple[Reading, list[Fault]]:
    file = folder / name
    file.write_bytes(content)
    reading = read_records(Workspace(folder), model, [file])
    return reading, check_records(reading)


def lost(lines: list[Line], reading: Reading, faults: list[Fault]) -> list[int]:
    """Return the records that are neither read nor faulted."""
    begins = {reading.places.find(record.file, record.at)[0] for record in reading.records}
    ids = {record.data.get("id") for record in reading.records}
    around = {n for n, line in enumerate(lines, 1) if line.owner < 0}
    nothing_read = not reading.records
    found = []
    begun = {line.owner for line in lines if line.begins and line.text.strip(" \t\ufeff\0")}
    for owner in sorted(begun - {-1}):
        own = {n for n, line in enumerate(lines, 1) if line.owner == owner}
        read = f"r{owner}" in ids or not begins.isdisjoint(own)
        faulted = any(
            fault.line in own
            or fault.code in FILE
            or (fault.code in SECTION and fault.line in around)
            or (fault.code in FROM_HERE and fault.line <= max(own))
            or nothing_read  # the file cannot be read at all
            for fault in faults
        )
        if not (read or faulted):
            found.append(owner)
    return found


quick = settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
MAKERS = {
    "x.yaml": lambda count: yaml_lines(count, flow=False),
    "flow.yaml": lambda count: yaml_lines(count, flow=True),
    "x.jsonl": jsonl_lines,
    "events.csv": csv_lines,
}


@st.composite
def broken_files(draw: st.DrawFn, name: str) -> tuple[list[Line], str]:
    """Return the lines of a broken file, and in which encoding it is saved."""
    lines = draw(broken(MAKERS[name](draw(st.integers(2, 5)))))
    return lines, draw(st.sampled_from(["utf-8", "utf-8", "utf-8", "utf-8-sig", "utf-16", "cp1257"]))


def nothing_is_lost(folder: Path, model: Model, name: str, examples: int) -> None:
    @settings(quick, max_examples=examples)
    @given(file=broken_files(name))
    def try_it(file: tuple[list[Line], str]) -> None:
        lines, encoding = file
        text = "\n".join(line.text for line in lines)
        reading, faults = check(folder, model, name, text.encode(encoding, "replace"))
        assert lost(lines, reading, faults) == [], (text, [fault.text() for fault in faults])

    try_it()


@pytest.mark.parametrize("name", MAKERS)
def test_no_record_is_lost(tmp_path: Path, shipped_model: Model, name: str) -> None:
    nothing_is_lost(tmp_path, shipped_model, name, 60)


@pytest.mark.slow
@pytest.mark.parametrize("name", MAKERS)
def test_no_record_is_lost_at_length(tmp_path: Path, shipped_model: Model, name: str) -> None:
    nothing_is_lost(tmp_path, shipped_model, name, 4_000)


CELLS: list[Any] = [
    None,
    "",
    " ",
    "x",
    "s",
    5,
    2021.5,
    True,
    "=1/0",
    "#N/A",
    "r0",
    "a | b",
    "\u202e",
    "id",
    "2021-13",
]


@settings(quick, max_examples=40)
@given(draws=st.data())
def test_no_row_of_a_workbook_is_lost(tmp_path: Path, shipped_model: Model, draws: st.DataObject) -> None:
    """Cells are overwritten, header cells too; cells are merged; the archive is cut or has bytes changed."""
    count = draws.draw(st.integers(2, 5))
    book = openpyxl.Workbook()
    page: Any = book.active
    page.title = draws.draw(st.sampled_from(["events", "events", "events", "evnts", "Sheet"]))
    page.append(["id", "source", "type", "label.lv", "date"])
    for n in range(count):
        page.append([f"r{n}", "s", "Seminar", "S", 2021])
    for _ in range(draws.draw(st.integers(1, 4))):
        row, column = draws.draw(st.integers(1, count + 1)), draws.draw(st.integers(1, 6))
        page.cell(row, column).value = draws.draw(st.sampled_from(CELLS))
    if draws.draw(st.integers(0, 4)) == 0:
        page.merge_cells(
            start_row=2, end_row=draws.draw(st.integers(2, count + 1)), start_column=1, end_column=1
        )
    rows = {n: any(cell.value not in {None, "", " "} for cell in page[n]) for n in range(2, count + 2)}
    out = io.BytesIO()
    book.save(out)
    content = bytearray(out.getvalue())
    if draws.draw(st.integers(0, 4)) == 0:
        place = draws.draw(st.integers(0, len(content) - 1))
        content[place : place + draws.draw(st.integers(1, 9))] = b"\xff"
    reading, faults = check(tmp_path, shipped_model, "x.xlsx", bytes(content))
    whole = any(fault.code in FILE or (fault.code in SECTION and fault.line == 1) for fault in faults)
    told = {record.at[1] for record in reading.records} | {fault.line for fault in faults}
    assert whole or [row for row, filled in rows.items() if filled and row not in told] == []
