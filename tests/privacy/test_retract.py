"""Retracting a source gives, byte for byte, the build without it; undoing it, the build before."""

import shutil
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from libgraph.build import build
from libgraph.graph.opened import OpenGraph
from libgraph.graph.seal import DATASET
from libgraph.model import Model, read_model
from libgraph.privacy.retract import (
    BadLog,
    NoSourceToRetract,
    NotRetracted,
    log_retraction,
    plan_retract,
    undo_retraction,
)
from libgraph.publish.rdf import FORMATS, export
from libgraph.records.check import check_records
from libgraph.records.reading import read_records
from libgraph.workspace import Workspace, open_workspace

DAY = date(2026, 11, 22)


@pytest.fixture(scope="module")
def model() -> Model:
    return read_model(Workspace(Path()).ontology_files())


def outputs(workspace: Workspace, forms: Sequence[str] = ()) -> dict[str, bytes]:
    """Return the bytes of the dataset, the map and some exports of a fresh build."""
    built = build(workspace)
    assert built.map is not None
    graph = OpenGraph(workspace)
    return {
        "dataset": (built.folder / DATASET).read_bytes(),
        "map": built.map.read_bytes(),
        **{form: export(graph, form) for form in forms},
    }


def without_news(root: Path) -> None:
    """Delete what the source `news` says, by hand."""
    for name in ("news.yaml", "tenures.csv", "events.csv", "more.xlsx"):
        (root / name).unlink()


def test_a_retraction_gives_the_build_without_the_source_and_undoing_it_the_build_before(
    formats: Workspace, tmp_path: Path
) -> None:
    before = outputs(formats)
    copy = shutil.copytree(formats.root, tmp_path / "copy", ignore=shutil.ignore_patterns("build"))
    without_news(copy)
    plan = plan_retract(formats, "news")
    assert (plan.breaks, plan.already) == ((), False)
    log_retraction(formats, "news", DAY, "Somebody's name", "because: it #was wrong")
    after = outputs(formats, FORMATS)
    assert after == outputs(open_workspace(copy), FORMATS)
    assert after["dataset"] != before["dataset"]
    assert after["map"] != before["map"]
    assert plan_retract(formats, "news").already
    undo_retraction(formats, "news")
    assert not (formats.root / "retracted.yaml").exists()
    assert outputs(formats) == before


def test_the_day_and_the_reason_do_not_enter_the_build(formats: Workspace) -> None:
    log_retraction(formats, "letter", DAY, "", "")
    one = build(formats).folder
    undo_retraction(formats, "letter")
    log_retraction(formats, "letter", date(2020, 1, 1), "X", "Y")
    assert build(formats).folder == one


def test_the_records_left_out_are_counted_and_told(formats: Workspace, model: Model) -> None:
    log_retraction(formats, "letter", DAY, "", "")
    log_retraction(formats, "nobody-knows", DAY, "", "")
    told = [fault.text() for fault in check_records(read_records(formats, model))]
    assert told == [
        "retracted.yaml:3:5  warning: 3 records of the retracted source 'letter' are left out. "
        "To take the retraction back, run: libgraph retract letter --undo.",
        "retracted.yaml:5:5  warning: No record has the retracted source 'nobody-knows'. "
        "To take the retraction back, run: libgraph retract nobody-knows --undo.",
    ]


def test_faults_of_a_retracted_file_are_not_told(formats: Workspace, model: Model) -> None:
    (formats.root / "bad.yaml").write_text(
        "source: {id: bad, title: {en: Bad}}\nevents:\n  - {id: x, type: Nonsense}\nmisspelt: []\n", "utf-8"
    )
    assert any(fault.file == "bad.yaml" for fault in check_records(read_records(formats, model)))
    log_retraction(formats, "bad", DAY, "", "")
    assert [f.file for f in check_records(read_records(formats, model))] == ["retracted.yaml"]


def test_what_would_break_is_listed_with_its_cure(formats: Workspace) -> None:
    (formats.root / "later.yaml").write_text(
        "source: {id: later, title: {en: Later}, issued: 2022}\n"
        "events:\n  - {id: next, type: Meeting, label: {en: Next}, followsUp: meeting}\n",
        "utf-8",
    )
    before = {path: path.read_bytes() for path in formats.root.rglob("*") if path.is_file()}
    plan = plan_retract(formats, "news")
    assert [(fault.file, fault.line, fault.code) for fault in plan.breaks] == [
        ("later.yaml", 3, "unknown-reference")
    ]
    assert {path: path.read_bytes() for path in formats.root.rglob("*") if path.is_file()} == before


def test_an_unknown_source_gets_the_nearest(formats: Workspace) -> None:
    with pytest.raises(NoSourceToRetract, match="Did you mean letter"):
        plan_retract(formats, "leter")
    with pytest.raises(NotRetracted):
        undo_retraction(formats, "letter")


def test_undoing_one_of_two_keeps_the_other_and_the_comments(formats: Workspace) -> None:
    path = formats.root / "retracted.yaml"
    log_retraction(formats, "letter", DAY, "", "")
    kept = path.read_text("utf-8") + "# a comment\n"
    path.write_text(kept, "utf-8")
    log_retraction(formats, "news", DAY, "", "")
    undo_retraction(formats, "news")
    assert path.read_text("utf-8") == kept


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("retracted: [", (2, 1)),
        ("retracted:\n  - letter\n", (2, 5)),
        ("retracted:\n  - {source: letter}\n", (2, 5)),
        ("retracted:\n  - {source: letter, date: yesterday}\n", (2, 28)),
        ("retracted:\n  - {source: letter, date: 2026-11-22, mood: bad}\n", (2, 5)),
        ("retracted:\n  - {source: a, date: 2026-11-22}\n  - {source: a, date: 2026-11-22}\n", (3, 14)),
        ("retract: []\n", (1, 1)),
        ("", (1, 1)),
    ],
)
def test_a_log_that_cannot_be_used_stops_the_build(
    formats: Workspace, model: Model, text: str, place: tuple[int, int]
) -> None:
    (formats.root / "retracted.yaml").write_text(text, "utf-8")
    grave = [fault for fault in check_records(read_records(formats, model)) if not fault.warning]
    assert [(fault.file, fault.line) for fault in grave] == [("retracted.yaml", place[0])]
    with pytest.raises(BadLog):
        plan_retract(formats, "letter")


def test_rows_of_a_workbook_are_left_out_too(formats: Workspace, model: Model) -> None:
    book = openpyxl.load_workbook(formats.root / "more.xlsx")
    book["tenures"]["A3"] = "letter"
    book.save(formats.root / "more.xlsx")
    log_retraction(formats, "letter", DAY, "", "")
    rows = [record for record in read_records(formats, model).records if record.file.suffix == ".xlsx"]
    assert [record.data["person"] for record in rows] == ["janis-ozols"]
