"""Templates: filled in, a workbook reads back to the same records as YAML; its aids are no records."""

import io
import json
import zipfile
from itertools import pairwise
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from libgraph.cli.main import main
from libgraph.messages import LANGUAGES
from libgraph.model import Field, Kind, Model, Value, read_model
from libgraph.records.aids import LISTS, example_mark, help_sheet
from libgraph.records.check import check_records
from libgraph.records.ids import Ids, index
from libgraph.records.reading import Reading, read_records
from libgraph.records.tables import Steps, is_number
from libgraph.records.words import sheet_name
from libgraph.records.writing.normal import normal
from libgraph.records.writing.template import template_csv, template_paths, template_xlsx
from libgraph.workspace import Workspace, open_workspace

ROOT = Path(__file__).parents[3]
LEAVES = {
    Value.EDTF: "2021-03-05",
    Value.DATE: "2021-03-05",
    Value.INTEGER: "12",
    Value.DECIMAL: "-33.50",
    Value.BOOLEAN: "true",
    Value.IRI: "https://example.org/012",
}


@pytest.fixture(scope="module")
def model() -> Model:
    return read_model(Workspace(ROOT / "data").ontology_files())


@pytest.fixture(scope="module")
def ids(model: Model, data: Path) -> Ids:
    return index(read_records(open_workspace(data), model).records, model)


def sheets(content: bytes) -> dict[str, Worksheet]:
    return {page.title: page for page in openpyxl.load_workbook(io.BytesIO(content)).worksheets}


def read(folder: Path, model: Model, content: bytes) -> Reading:
    (folder / "filled.xlsx").write_bytes(content)
    return read_records(Workspace(folder), model, [folder / "filled.xlsx"])


# Filled in, it reads back.


def leaf(model: Model, kind: Kind, path: Steps) -> tuple[Field | None, str]:
    """Return the field that a path ends in, and a value for it as it would stand in YAML."""
    spec = kind.fields.get(path[0])
    rest = path[2:] if path[1:] and is_number(path[1]) else path[1:]
    if spec and spec.value is Value.NESTED:
        below = model.kind(spec.kinds[0])
        return leaf(model, below, rest or (below.scalar,))
    if spec is None:
        return None, "some-id"
    if spec.choices:
        return spec, sorted(spec.choices)[-1]
    return spec, LEAVES.get(spec.value, "some-id" if spec.value is Value.REFERENCE else "012")


def put(data: dict[str, Any], path: Steps, value: Any) -> None:
    """Put a value where YAML would have it."""
    here: Any = data
    for step, following in pairwise(path):
        fresh: Any = [] if is_number(following) else {}
        if is_number(step):
            here += [{}] * (int(step) - len(here))
            here[int(step) - 1] = here = here[int(step) - 1] or fresh
        else:
            here = here.setdefault(step, fresh)
    here[path[-1]] = value


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_column_of_every_kind_reads_back(model: Model, tmp_path: Path, ids: Ids, lang: str) -> None:
    book = openpyxl.load_workbook(io.BytesIO(template_xlsx(model, model.in_order, lang, ids)))
    expected: dict[str, list[Any]] = {}
    for kind in model.in_order:
        page, paths = book[sheet_name(kind, lang)], list(template_paths(model, kind, lang))
        for row, without in ((3, ("about",)), (4, ("id",))):
            record: dict[str, Any] = {}
            for place, path in enumerate(paths, 1):
                spec, value = leaf(model, kind, path)
                if path in (without, ("source",)):
                    continue
                page.cell(row, place).value = (
                    "120-165" if spec and spec.value is Value.EVIDENCE else shown(page, place, value)
                )
                put(record, path, [["120", "165"]] if spec and spec.value is Value.EVIDENCE else value)
            if paths[0] != ("id",) or kind.name == "source":
                record.pop("about", None)
            expected.setdefault(kind.name, []).append(record)
    out = io.BytesIO()
    book.save(out)
    reading = read(tmp_path, model, out.getvalue())
    assert [fault.text() for fault in reading.faults if fault.code != "no-source"] == []
    assert reading.aids == len(model.kinds) + 2
    yaml = {model.kinds[name].section: found for name, found in expected.items() if name != "source"}
    (tmp_path / "y.yaml").write_text(json.dumps({"source": {"id": "some-id"}, **yaml}), "utf-8")
    same = read_records(Workspace(tmp_path), model, [tmp_path / "y.yaml"])
    for kind in model.in_order:
        found = [normal(model, kind, r.data) for r in reading.records if r.kind == kind.name]
        typed = [normal(model, kind, r.data) for r in same.records if r.kind == kind.name]
        assert found == (
            [normal(model, kind, data) for data in expected["source"]] if kind.name == "source" else typed
        )


def shown(page: Worksheet, place: int, value: str) -> str:
    """Return a value as the drop-down of a column shows such values: after something for people."""
    return f"Anything ({value})" if rules_of(page, place) else value


def rules_of(page: Worksheet, place: int) -> list[DataValidation]:
    letter = get_column_letter(place)
    return [rule for rule in page.data_validations.dataValidation if f"{letter}3" in rule.sqref]


def test_what_is_chosen_from_the_lists_reads_back(model: Model, tmp_path: Path, ids: Ids) -> None:
    """Every option of every list means the value or the record that it shows."""
    book = openpyxl.load_workbook(io.BytesIO(template_xlsx(model, model.in_order, "lt", ids)))
    event, page = model.kinds["event"], book["renginiai"]
    paths = list(template_paths(model, event, "lt"))
    for column, expected in (
        (("type",), sorted(event.types)),
        (("host",), sorted(ids.by_kind["institution"])),
        (("source",), sorted(ids.by_kind["source"])),
        (("about",), sorted(ids.by_kind["event"])),
        (("participations", "1", "agent"), sorted([*ids.by_kind["institution"], *ids.by_kind["person"]])),
    ):
        place = paths.index(column) + 1
        options = options_of(page, place)
        assert len(options) == len(expected)
        for row, option in enumerate(options, 3):
            for clear in range(1, len(paths) + 1):
                page.cell(row, clear).value = None
            page.cell(row, place).value = option
        out = io.BytesIO()
        book.save(out)
        records = read(tmp_path, model, out.getvalue()).records[: len(options)]
        values = [r.source if column == ("source",) else dig(r.data, column) for r in records]
        assert sorted(value.rpartition("/")[2] for value in values) == expected


def options_of(page: Worksheet, place: int) -> list[str]:
    (rule,) = rules_of(page, place)
    sheet, cells = str(rule.formula1).split("!")
    assert sheet == LISTS
    book: Any = page.parent
    return [str(cell.value) for (cell,) in book[sheet][cells.replace("$", "")]]


def dig(data: Any, path: Steps) -> str:
    for step in path:
        data = data[int(step) - 1] if is_number(step) else data[step]
    return str(data)


def test_names_that_do_not_fit_their_id_are_told(model: Model, tmp_path: Path) -> None:
    text = (
        "source: {id: s, title: {lt: Z}}\nplaces:\n  - {id: v, type: Town, label: {lt: Valka, lv: Valka}}\n"
    )
    (tmp_path / "s.yaml").write_text(text, "utf-8")
    rows = "id,source,type,label.lt,place\na,Z (s),Seminar,A,valka (v)\nb,s,Seminar,B,Valga (v)\nc,s,Seminar,C,Valga (x)\n"
    (tmp_path / "events.csv").write_text(rows, "utf-8")
    found = check_records(read_records(Workspace(tmp_path), model), "lt")
    assert [(f.line, f.code, f.warning) for f in found] == [
        (3, "other-name", True),
        (4, "unknown-reference", False),
    ]
    assert found[1].data["name"] == "Valga (x)"
    assert found[1].data["nearest"] == "v"


# What helps the curator is no record, and hides none.


@pytest.mark.parametrize("lang", LANGUAGES)
def test_an_empty_template_has_no_records_and_no_faults(model: Model, tmp_path: Path, lang: str) -> None:
    reading = read(tmp_path, model, template_xlsx(model, model.in_order, lang))
    assert (reading.records, check_records(reading)) == ([], [])
    assert reading.aids == len(model.kinds) + 2


def changed(content: bytes, sheet: str, cell: str, value: str | None) -> bytes:
    book = openpyxl.load_workbook(io.BytesIO(content))
    book[sheet][cell].value = value
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("cell", "value", "faults", "records"),
    [
        ("E2", "Mano renginys", ["example-changed"], 0),
        ("H2", "cell that was empty", ["example-changed"], 0),
        ("E2", None, [], 0),
        ("A2", "mano-renginys", [], 1),
        ("A2", "# PAVYZDYS", [], 0),
        ("A2", "#pavyzdys", [], 0),
        ("A2", "# example", ["example-changed"], 0),
        ("A2", "# pavyzdys 2", [], 1),
        ("A2", "pavyzdys", [], 1),
        ("B2", "x", ["example-changed"], 0),
    ],
)
def test_an_example_is_left_out_only_while_it_is_one(
    model: Model, tmp_path: Path, cell: str, value: str | None, faults: list[str], records: int
) -> None:
    content = changed(template_xlsx(model, [model.kinds["event"]], "lt"), "renginiai", cell, value)
    reading = read(tmp_path, model, content)
    assert [fault.code for fault in reading.faults] == faults
    assert len(reading.records) == records
    assert reading.aids + len(faults) + records == 3


def test_records_in_the_sheet_to_be_read_are_not_hidden(model: Model, tmp_path: Path) -> None:
    content = template_xlsx(model, [model.kinds["event"]], "lt")
    reading = read(tmp_path, model, changed(content, help_sheet("lt"), "B14", "Seminar"))
    assert "unknown-sheet" in [fault.code for fault in reading.faults]
    assert read(tmp_path, model, changed(content, help_sheet("lt"), "A30", "mine")).faults == []
    assert read(tmp_path, model, changed(content, LISTS, "A1", "id")).faults != []


# What it looks like.


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_sheet_has_notes_filters_lists_and_text_cells(model: Model, ids: Ids, lang: str) -> None:
    found = sheets(template_xlsx(model, model.in_order, lang, ids))
    assert list(found) == [help_sheet(lang), *(sheet_name(kind, lang) for kind in model.in_order), LISTS]
    assert found[LISTS].sheet_state == "hidden"
    for kind in model.in_order:
        page = found[sheet_name(kind, lang)]
        assert page.freeze_panes == "B2"
        assert page.auto_filter.ref
        assert page["A2"].value == example_mark(lang)
        for place, cell in enumerate(page[1], 1):
            assert cell.comment
            assert cell.comment.text
            column = page.column_dimensions[get_column_letter(place)]
            assert column.number_format == "@"
            assert column.width >= 10
        assert {cell.number_format for row in page for cell in row if cell.value is not None} == {"@"}
        needed = [spec.name for spec in kind.fields.values() if spec.minimum]
        dark = [cell.value for cell in page[1] if cell.fill.fgColor.rgb == "001F4E5F"]
        assert len(dark) >= len(needed)
        for rule in page.data_validations.dataValidation:
            assert len(rule.formula1) < 255


def test_the_same_model_gives_the_same_bytes(model: Model, ids: Ids) -> None:
    one, two = (template_xlsx(model, model.in_order, "lv", ids) for _ in range(2))
    assert one == two
    with zipfile.ZipFile(io.BytesIO(one)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


@pytest.mark.parametrize(("lang", "separator"), [("lt", ";"), ("lv", ";"), ("en", ",")])
def test_a_csv_template_is_the_header_line(model: Model, tmp_path: Path, lang: str, separator: str) -> None:
    text = template_csv(model, model.kinds["event"], lang).decode()
    assert text.startswith(f"\ufeffid{separator}")
    assert text.count("\r\n") == 1
    (tmp_path / "events.csv").write_text(
        f"{text}x{separator * text.count(separator)}\r\n", "utf-8", newline=""
    )
    reading = read_records(Workspace(tmp_path), model)
    assert [(fault.code, fault.data.get("name")) for fault in reading.faults] == [("no-source", None)]
    assert reading.records[0].data == {"id": "x"}


# The command.


def test_the_command_writes_what_was_asked_for(
    tmp_path: Path, data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "t.xlsx"
    asked = ["template", str(file), "--lang", "lv", "--kind", "pasākumi", "--kind", "source", "-w", str(data)]
    assert main(asked) == 0
    assert capsys.readouterr().err == f"{file} ir gatava: avoti, pasākumi.\n"
    assert list(sheets(file.read_bytes())) == ["Lasi mani", "avoti", "pasākumi", "_libgraph"]
    assert main(asked) == 2
    assert "--force" in capsys.readouterr().err
    assert main([*asked, "--force"]) == 0
    assert main(["template", str(tmp_path / "renginiai.csv"), "--lang", "lt", "-w", str(data)]) == 0
    assert (tmp_path / "renginiai.csv").read_text("utf-8-sig").startswith("id;apie;šaltinis;tipas;")


@pytest.mark.parametrize("words", [["x.ods"], ["x.xlsx", "--kind", "evnt"], ["nothing.csv"]])
def test_what_the_command_cannot_do_it_says(
    tmp_path: Path, data: Path, words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["template", str(tmp_path / words[0]), *words[1:], "-w", str(data), "--lang", "en"]) == 2
    assert capsys.readouterr().err.startswith("libgraph: '")
    assert list(tmp_path.iterdir()) == []
