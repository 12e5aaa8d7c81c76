"""`libgraph evidence add` and `libgraph check --texts`, `--conflicts`, as their users run them."""

import hashlib
import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from libgraph.cli.main import main

TEXT = "Alfos biblioteka\r\n2026 m. gegužės 4 d. atvyko Jonė Pavyzdė.\nSako „Alfos  biblioteka“ 👩‍🏫.\n"
RECORDS = """\
source: {{id: visit, type: NewsItem, title: {{lt: Vizitas}}, issued: 2026-05-05, language: lt, sha256: {}}}
people:
  - id: jone  # made up
    name: Jonė Pavyzdė
events:
  - {{id: visit, type: StudyVisit, label: {{lt: Vizitas}}, participations: [{{agent: jone, role: visitor}}]}}
"""
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "libgraph.toml").write_text("", "utf-8")
    sha256 = hashlib.sha256(TEXT.encode()).hexdigest()
    (tmp_path / "visit.yaml").write_text(RECORDS.format(sha256), "utf-8")
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "saved.txt").write_bytes(TEXT.encode())
    return tmp_path


@pytest.fixture
def run(root: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.chdir(root)

    def run_it(*words: str) -> tuple[int, str, str]:
        code = main([*words, "--texts", "texts", "--lang", "en"])
        said = capfd.readouterr()
        return code, said.out, said.err

    return run_it


def test_the_line_to_paste_is_printed(run: Run) -> None:
    start = TEXT.index("Jonė")
    assert run("evidence", "add", "visit", "Jonė Pavyzdė") == (
        0,
        f"evidence: [[{start}, {start + 12}]]\n",
        "",
    )
    words = ("evidence", "add", "visit", "--field", "name", "Jonė Pavyzdė")
    assert run(*words)[1] == f"evidence: {{name: [[{start}, {start + 12}]]}}\n"


def test_the_passage_may_come_from_standard_input(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("biblioteka 2026 m. gegužės 4 d.\n"))
    start = TEXT.index("biblioteka")
    assert run("evidence", "add", "visit", "-")[1] == f"evidence: [[{start}, {TEXT.index(' atvyko')}]]\n"


def test_several_places_are_listed_and_one_is_chosen(run: Run) -> None:
    code, out, err = run("evidence", "add", "visit", "biblioteka")
    assert (code, out) == (1, "")
    assert err.splitlines()[0] == "The passage stands in 2 places:"
    assert err.splitlines()[2] == "--nth 2: 73–83 …ė Pavyzdė. Sako „Alfos  [biblioteka]“ 👩‍🏫. …"
    assert run("evidence", "add", "visit", "biblioteka", "--nth", "2")[1] == "evidence: [[73, 83]]\n"
    assert run("evidence", "add", "visit", "biblioteka", "--nth", "3")[0] == 1


def test_it_is_written_into_the_record_and_nothing_else_changes(run: Run, root: Path) -> None:
    before = (root / "visit.yaml").read_text("utf-8")
    words = (
        "evidence",
        "add",
        "visit",
        "Jonė Pavyzdė",
        "--record",
        "person/jone",
        "--field",
        "name",
        "--write",
    )
    assert run(*words) == (0, "", "visit.yaml: evidence added to person/jone.\n")
    start = TEXT.index("Jonė")
    line = f"    evidence: {{name: [[{start}, {start + 12}]]}}\n"
    after = before.replace("    name: Jonė Pavyzdė\n", f"    name: Jonė Pavyzdė\n{line}")
    assert (root / "visit.yaml").read_text("utf-8") == after
    assert run(*words)[2] == "visit.yaml: person/jone has this evidence already.\n"
    assert (root / "visit.yaml").read_text("utf-8") == after
    nested = ("evidence", "add", "visit", "atvyko", "--record", "event/visit.participations.0", "--write")
    assert run(*nested)[0] == 0
    assert "role: visitor, evidence: [[" in (root / "visit.yaml").read_text("utf-8")
    code, _, err = run("check")
    assert code == 1
    assert "does not have 'jone' (agent)" in run("check")[1]
    assert "verified by words: 1\n" in err


def test_tables_and_json_lines_say_what_to_type_where(run: Run, root: Path) -> None:
    (root / "people.csv").write_text("source,id,name,evidence.name\nvisit,ona,Ona Kita,1-2\n", "utf-8")
    (root / "more.jsonl").write_text(
        '{"kind": "person", "source": "visit", "id": "ada", "name": "Ada"}\n', "utf-8"
    )
    words = ("evidence", "add", "visit", "atvyko", "--field", "name", "--write", "--record")
    start = TEXT.index("atvyko")
    assert (
        run(*words, "person/ona")[1]
        == f"In people.csv:2, column evidence.name, write: 1-2 | {start}-{start + 6}\n"
    )
    assert run(*words, "person/ada")[1] == (
        f'In more.jsonl:1, write in person/ada: {{"evidence": {{"name": [[{start}, {start + 6}]]}}}}\n'
    )
    assert "ada" in (root / "more.jsonl").read_text("utf-8")


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["add", "vist", "x"], 2, "There is no source vist. There is: visit."),
        (["add", "visit", "no such words"], 1, "saved.txt does not have this passage"),
        (["add", "visit", ""], 1, "does not have this passage"),
        (
            ["add", "visit", "atvyko", "--record", "person/jon"],
            2,
            "has no record person/jon. There is: person/jone.",
        ),
        (["add", "visit", "atvyko", "--record", "event/visit.participations.7"], 2, "has no record"),
        (
            ["add", "visit", "atvyko", "--record", "person/jone", "--field", "nam"],
            2,
            "has no field nam. There is: name.",
        ),
        (["add", "visit", "atvyko", "--write"], 2, "Add --record"),
    ],
)
def test_what_cannot_be_done_says_what_to_do(run: Run, words: list[str], code: int, said: str) -> None:
    got, out, err = run("evidence", *words)
    assert (got, out) == (code, "")
    assert said in err


def test_a_missing_text_is_said(run: Run, root: Path) -> None:
    (root / "texts" / "saved.txt").unlink()
    code, _, err = run("evidence", "add", "visit", "atvyko")
    assert code == 2
    assert "The text of visit is not in texts." in err


def test_check_tells_what_was_not_verified(run: Run, root: Path) -> None:
    (root / "texts" / "other.txt").write_text("kas kita", "utf-8")
    code, out, err = run("check")
    assert (code, out) == (0, "")
    assert err.splitlines() == [
        "Statements: 9",
        "  verified by words: 0",
        "  position good, wording not checked: 0",
        "  no evidence given: 9",
        "  text not at hand: 0",
        "Texts that belong to no source, neither by content nor by name ID.txt: other.txt",
    ]


def test_check_gives_data(run: Run, root: Path) -> None:
    (root / "other.yaml").write_text(
        "source: {id: other, type: NewsItem, title: {lt: Kita}}\npeople: [{about: jone, name: Ona}]\n",
        "utf-8",
    )
    code, out, _ = run("check", "--format", "json", "--conflicts")
    told = json.loads(out)
    assert code == 0
    assert {"counts", "sources", "statements", "faults", "conflicts", "unmatched", "unread"} == set(told)
    assert told["counts"]["no-evidence"] == len(told["statements"]) == 12
    (conflict,) = told["conflicts"]
    assert (conflict["thing"], conflict["field"]) == ("person/jone", "name")
    assert [claim["where"] for claim in conflict["claims"]] == ["other.yaml:2", "visit.yaml:4"]


def test_conflicts_are_no_faults(run: Run, root: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (root / "other.yaml").write_text(
        "source: {id: other, type: NewsItem, title: {lt: Kita}}\npeople: [{about: jone, name: Ona}]\n",
        "utf-8",
    )
    assert main(["check", "--conflicts", "--lang", "lt"]) == 0
    assert capfd.readouterr().out.splitlines() == [
        "person/jone: šaltiniai nesutaria dėl lauko name",
        "    Ona – šaltinis other (other.yaml:2)",
        "    Jonė Pavyzdė – šaltinis visit (visit.yaml:4)",
        "Laukų, dėl kurių šaltiniai nesutaria: 1",
    ]
