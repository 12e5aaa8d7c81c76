"""The corpus of faulty inputs, and how its cases become workspaces."""

import json
import shutil
from collections.abc import Callable
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.styles import PatternFill

from libgraph.graph.cross_check import CrossCheck
from libgraph.model import Model, read_model
from libgraph.records.check import check_records
from libgraph.records.evidence.checking import check_texts
from libgraph.records.evidence.text_files import read_texts
from libgraph.records.faults import Fault, in_order
from libgraph.records.reading import read_records
from libgraph.workspace import Workspace, open_workspace

HERE = Path(__file__).parent
MakeWorkspace = Callable[[Path], Workspace]
FaultsOf = Callable[..., list[Fault]]


@pytest.fixture(scope="session")
def shipped_model() -> Model:
    return read_model(Workspace(HERE).ontology_files())


@pytest.fixture(scope="session")
def shipped_cross(shipped_model: Model) -> CrossCheck:
    """One for all cases: each finds in its store what the case before has left."""
    return CrossCheck(Workspace(HERE), shipped_model)


@pytest.fixture
def make_workspace(tmp_path: Path) -> MakeWorkspace:
    """Return a function that makes a workspace of a case: its files beside `base.yaml`."""

    def make(case: Path) -> Workspace:
        root = tmp_path / case.stem
        root.mkdir()
        (root / "libgraph.toml").write_text("", "utf-8")
        shutil.copy(HERE / "base.yaml", root)
        if case.is_dir():
            shutil.copytree(case, root, dirs_exist_ok=True)
        elif case.suffix == ".json":
            write_workbook(json.loads(case.read_text("utf-8")), root / f"{case.stem}.xlsx")
        else:
            shutil.copy(case, root)
        return open_workspace(root)

    return make


@pytest.fixture
def faults_of(make_workspace: MakeWorkspace, shipped_model: Model, shipped_cross: CrossCheck) -> FaultsOf:
    """Return a function that checks a case."""

    def check(case: Path, lang: str = "en") -> list[Fault]:
        workspace = make_workspace(case)
        own = (workspace.root / "ontology.ttl").exists()
        model = read_model(workspace.ontology_files()) if own else shipped_model
        reading = read_records(workspace, model)
        cross = CrossCheck(workspace, model) if own else shipped_cross
        faults = check_records(reading, lang)
        faults = in_order([*faults, *cross.faults(reading, faults, lang, hints=True)])
        texts = workspace.root / "texts"
        if texts.is_dir():
            faults = in_order([*faults, *check_texts(reading, read_texts(texts)).faults])
        return faults

    return check


def write_workbook(told: dict[str, Any], path: Path) -> None:
    """Write a workbook that is told as data: sheet to rows, single cells and merged ranges."""
    book = openpyxl.Workbook()
    assert book.active is not None
    book.remove(book.active)
    for name, sheet in told.items():
        page = book.create_sheet(name)
        for number, row in enumerate(sheet.get("rows", ()), 1):
            for column, value in enumerate(row, 1):
                if value is not None:
                    set_cell(page.cell(number, column), value)
        for place, value in sheet.get("cells", {}).items():
            set_cell(page[place], value)
        for cells in sheet.get("merge", ()):
            page.merge_cells(cells)
    book.save(path)


def set_cell(cell: Any, value: Any) -> None:
    """Set a cell to a text, number or truth, or to what a mapping such as {"date": …} tells."""
    kind, text = next(iter(value.items())) if isinstance(value, dict) else ("", value)
    match kind:
        case "date":
            cell.value = date.fromisoformat(text)
        case "datetime":
            cell.value = datetime.fromisoformat(text)
        case "time":
            cell.value = time.fromisoformat(text)
        case "error":
            cell.value, cell.data_type = text, "e"
        case "formula":
            cell.value = text
        case "coloured":
            cell.fill = PatternFill("solid", fgColor=text)
        case _:
            cell.value = text
            if isinstance(text, str):
                cell.data_type = "s"
