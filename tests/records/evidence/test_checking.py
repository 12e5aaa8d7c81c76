"""What becomes of each statement when it is held against the text of its source."""

import json
import random
import re
import shutil
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from libgraph.model import Model
from libgraph.records.evidence.checking import check_texts
from libgraph.records.evidence.report import EvidenceReport, Status
from libgraph.records.evidence.text_files import NoTextFolder, normal_form, read_texts
from libgraph.records.findings import Reading
from libgraph.records.reading import read_records
from libgraph.workspace import open_workspace

from .conftest import TEXT, at, sha256, source

Check = Callable[[], EvidenceReport]
PERSON = "people:\n  - {id: jone, name: Jonė Pavyzdė, evidence: {name: %s}}\n"


def statuses(report: EvidenceReport, field: str) -> list[Status]:
    return [s.status for s in report.statements if s.stated.field.name == field]


def test_each_kind_of_statement_has_its_status(root: Path, check: Check) -> None:
    (root / "visit.yaml").write_text(
        source(curator="someone") + PERSON % at("Jonė Pavyzdė") + "events:\n"
        "  - id: visit\n"
        "    type: StudyVisit\n"
        "    label: {lt: Atvyko svečiai, en: A visit}\n"
        "    date: 2026-05-04\n"
        "    status: held\n"
        "    attendance: 7\n"
        "    note: {lt: Pastaba}\n"
        "    participations:\n"
        f"      - {{agent: jone, role: visitor, count: 7, evidence: {at('Jonė Pavyzdė')}}}\n"
        "    evidence:\n"
        f"      type: {at('atvyko')}\n"
        f"      label: {at('atvyko Jonė Pavyzdė ir dar septyni svečiai')}\n"
        f"      date: {at('2026 m. gegužės 4 d.')}\n"
        f"      attendance: {at('septyni')}\n",
        "utf-8",
    )
    report = check()
    assert [str(fault) for fault in report.faults] == []
    found = [(s.stated.field.name, s.stated.lang, s.status.value) for s in report.statements]
    assert found == [
        ("type", "", "no-evidence"),
        ("title", "lt", "no-evidence"),
        ("issued", "", "no-evidence"),
        ("language", "", "no-evidence"),
        ("name", "", "verified"),
        ("type", "", "position-only"),
        ("label", "lt", "verified"),
        ("label", "en", "position-only"),
        ("date", "", "verified"),
        ("status", "", "no-evidence"),
        ("attendance", "", "verified"),
        ("agent", "", "verified"),
        ("role", "", "position-only"),
        ("count", "", "position-only"),
    ]
    assert report.counts[Status.VERIFIED] == 5
    assert sum(report.counts.values()) == len(found)
    assert report.good


def test_without_its_text_nothing_is_verified(root: Path, check: Check) -> None:
    (root / "visit.yaml").write_text(source() + PERSON % at("Jonė Pavyzdė"), "utf-8")
    (root / "texts" / "a.txt").unlink()
    (root / "texts" / "other.txt").write_text("Kitas tekstas.", "utf-8")
    (root / "texts" / "picture.png").write_bytes(b"\x89PNG\xff")
    report = check()
    assert statuses(report, "name") == [Status.NO_TEXT]
    assert report.counts[Status.VERIFIED] == 0
    assert report.good
    assert (report.unmatched, report.unread) == (("other.txt",), ("picture.png",))
    assert [(s.source, s.text, s.drifted) for s in report.sources] == [("visit", "", False)]


@pytest.mark.parametrize(
    "saved",
    [TEXT, TEXT.replace("\n", "\r\n"), "\ufeff" + TEXT, TEXT.replace("ė", "e\u0307")],
    ids=["as it is", "crlf", "bom", "decomposed"],
)
def test_a_text_is_known_by_its_content_under_any_name(root: Path, check: Check, saved: str) -> None:
    (root / "texts" / "a.txt").unlink()
    (root / "texts" / "deep").mkdir()
    (root / "texts" / "deep" / "Naujiena (1).TXT").write_bytes(saved.encode())
    (root / "visit.yaml").write_text(source() + PERSON % at("Jonė Pavyzdė"), "utf-8")
    assert statuses(check(), "name") == [Status.VERIFIED]


def test_positions_may_be_of_the_text_as_it_was_saved(root: Path, check: Check) -> None:
    saved = "Antraštė\r\n\r\n" + TEXT.replace("ė", "e\u0307")
    assert normal_form(saved) != saved
    (root / "texts" / "a.txt").write_bytes(saved.encode())
    (root / "visit.yaml").write_text(source(saved) + PERSON % at("Jone\u0307 Pavyzde\u0307", saved), "utf-8")
    assert statuses(check(), "name") == [Status.VERIFIED]


def test_drift_is_told_for_each_statement(root: Path, check: Check) -> None:
    (root / "visit.yaml").write_text(
        source()
        + PERSON % at("Jonė Pavyzdė")
        + "  - {id: ona, name: Ona Dingusi, evidence: {name: [[21, 35]]}}\n"
        + "events:\n"
        "  - id: visit\n"
        "    type: StudyVisit\n"
        "    label: {lt: Vizitas}\n"
        "    date: 2026-05-04\n"
        f"    evidence: {{date: {at('2026 m. gegužės 4 d.')}, type: {at('atvyko')}}}\n",
        "utf-8",
    )
    (root / "texts" / "a.txt").unlink()
    changed = TEXT.replace("į Alfos", "popiet į Alfos")
    (root / "texts" / "visit.txt").write_text(changed, "utf-8")
    report = check()
    assert statuses(report, "name") == [Status.MOVED, Status.GONE]
    assert statuses(report, "date") == [Status.STILL_SAID]
    assert statuses(report, "type") == [Status.NO_EVIDENCE, Status.UNCHECKED]
    (moved,) = (s for s in report.statements if s.status is Status.MOVED)
    (place,) = moved.found_at
    assert changed[slice(*place)] == "Jonė Pavyzdė"
    assert [(f.code, f.cure, f.warning) for f in report.faults] == [
        ("text-changed", "text-changed", True),
        ("passage-moved", "write-passage", False),
        ("passage-moved", "find-passage", False),
    ]
    assert report.faults[0].data["sha256"] == sha256(changed)


def test_cells_of_a_workbook_are_named(root: Path, check: Check) -> None:
    book = openpyxl.Workbook()
    assert book.active is not None
    book.active.title = "sources"
    book.active.append(["id", "type", "title.lt", "issued", "language", "sha256"])
    book.active.append(["visit", "NewsItem", "Vizitas", "2026-05-05", "lt", sha256(TEXT)])
    people = book.create_sheet("people")
    people.append(["source", "id", "name", "evidence.name"])
    people.append(["visit", "jone", "Jonė Pavyzdė", "0-20"])
    people.append(["visit", "alfa", "Alfos biblioteka", at("Alfos biblioteką")[2:-2].replace(", ", "-")])
    book.save(root / "records.xlsx")
    report = check()
    assert statuses(report, "name") == [Status.NOT_FOUND, Status.VERIFIED]
    (fault,) = report.faults
    start, end = at("Jonė Pavyzdė")[2:-2].split(", ")
    assert str(fault) == (
        "records.xlsx:people!D2  evidence.name: Passage 0–20 does not have 'Jonė Pavyzdė' (name). "
        f"Write [{start}, {end}]."
    )


def test_a_folder_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(NoTextFolder, match="is no folder"):
        read_texts(tmp_path / "nowhere")


def test_malformed_records_are_passed_over(root: Path, check: Check) -> None:
    (root / "visit.yaml").write_text(
        source() + "people:\n"
        "  - {id: a, name: [], evidence: {name: [[1]], note: x}}\n"
        "  - {id: b, name: {x: y}, evidence: [[a, b], [9, 3], 5]}\n"
        "  - {id: c, name: C, evidence: 7}\n"
        "events:\n"
        "  - {id: d, date: 2026-13-45, participations: [null, [], {agent: []}], evidence: {date: [[0, 3]]}}\n",
        "utf-8",
    )
    assert check().faults == ()


def test_the_report_is_plain_data(root: Path, check: Check, reading_of: Callable[[], Reading]) -> None:
    (root / "visit.yaml").write_text(source() + PERSON % "[[0, 20]]", "utf-8")
    told = json.loads(json.dumps(check().as_dict(reading_of())))
    assert told["sources"][0]["text"] == "a.txt"
    assert told["statements"][-1] == {
        "source": "visit", "record": "person", "field": "name", "value": "Jonė Pavyzdė", "lang": "",
        "passages": [[0, 20]], "exact": True, "status": "not-found", "found_at": json.loads(at("Jonė Pavyzdė")),
        "file": "visit.yaml", "line": 3,
    }  # fmt: skip


@pytest.fixture(scope="module")
def real(data: Path, shared: Path, shipped_model: Model) -> tuple[Reading, Path]:
    return read_records(open_workspace(data), shipped_model), shared / "seeds"


def test_the_five_sources_say_what_is_recorded(real: tuple[Reading, Path]) -> None:
    reading, seeds = real
    report = check_texts(reading, read_texts(seeds))
    assert [str(fault) for fault in report.faults] == []
    assert report.unmatched == ()
    assert sum(bool(source.text) for source in report.sources) == 5
    assert not any(source.drifted for source in report.sources)
    assert report.counts[Status.VERIFIED] >= 380
    assert report.counts[Status.NO_TEXT] == 0
    by_field = Counter((s.stated.field.name, s.status) for s in report.statements)
    for field in ("name", "asPrinted", "agent", "person", "host", "place", "during", "publisher", "parties"):
        assert by_field[field, Status.POSITION_ONLY] == 0, field


def test_positions_that_point_elsewhere_are_found_out(
    data: Path, shared: Path, shipped_model: Model, tmp_path: Path
) -> None:
    """Of the statements whose words are verified, most are missed when all positions are shuffled."""
    workspace = tmp_path / "data"
    shutil.copytree(data, workspace, ignore=shutil.ignore_patterns("build"))
    choose = random.Random(7)
    for file in (workspace / "sources").glob("*.yaml"):
        text = file.read_text("utf-8")
        places = re.findall(r"\[\d+, \d+\]", text)
        choose.shuffle(places)
        shuffled = iter(places)
        file.write_text(re.sub(r"\[\d+, \d+\]", lambda _, s=shuffled: next(s), text), "utf-8")  # type: ignore[misc]
    reading = read_records(open_workspace(workspace), shipped_model)
    report = check_texts(reading, read_texts(shared / "seeds"))
    assert report.counts[Status.NOT_FOUND] > 150
    assert report.counts[Status.VERIFIED] < 60
