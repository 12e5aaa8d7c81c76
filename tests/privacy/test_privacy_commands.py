"""The commands as their users run them: exit codes, what is said, and that nothing is done unasked."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from libgraph.cli.main import main
from libgraph.workspace import Workspace

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, formats: Workspace) -> Run:
    monkeypatch.setenv("LIBGRAPH_LANG", "en")

    def run_it(*words: str | Path) -> tuple[int, str, str]:
        capfd.readouterr()
        code = main([*map(str, words), "-w", str(formats.root)])
        said = capfd.readouterr()
        return code, said.out, said.err

    return run_it


def test_forget_shows_what_would_go_and_does_it_when_told(run: Run, formats: Workspace) -> None:
    before = (formats.root / "news.yaml").read_bytes()
    code, out, err = run("forget", "person/janis-ozols")
    assert code == 1
    assert "  news.yaml:14  tenures\n" in out
    assert "Nothing was changed. To do it, run: libgraph forget person/janis-ozols --yes" in err
    assert run("forget", "person/janis-ozols", "--dry-run")[:2] == (0, out)
    assert (formats.root / "news.yaml").read_bytes() == before
    (formats.root / ".git").mkdir()
    code, out, err = run("forget", "person/janis-ozols", "--yes")
    assert (code, out) == (0, "")
    assert "is forgotten" in err
    assert "git filter-repo" in err
    code, _, err = run("forget", "person/janis-ozols", "--yes")
    assert (code, "was forgotten before (see forgotten.toml)" in err) == (0, True)
    code, _, err = run("forget", "person/somebody-else", "--yes")
    assert (code, "No record defines person/somebody-else." in err) == (1, True)


def test_forget_does_not_drown_what_is_to_be_edited(run: Run, formats: Workspace) -> None:
    (formats.root / "export.nt").write_text("Jānis Ozols\n" * 9, "utf-8")
    (formats.root / "scan.pdf").write_bytes(b"%PDF-1.7")
    out = run("forget", "person/janis-ozols")[1]
    assert "  export.nt:5\n  export.nt: … (9)\n" in out
    assert "cannot read (scan.pdf)" in run("forget", "person/janis-ozols", "--yes")[2]


def test_forget_is_not_done_while_texts_name_the_person(run: Run, formats: Workspace) -> None:
    notes = formats.root / "notes.txt"
    notes.write_text("ask\nJānis Ozols\n", "utf-8")
    assert "  notes.txt:2\n" in run("forget", "person/janis-ozols")[1]
    code, out, err = run("forget", "person/janis-ozols", "--yes")
    assert code == 1
    assert "  notes.txt:2\n" in out
    assert "not yet forgotten" in err
    notes.unlink()
    assert run("forget", "person/janis-ozols", "--yes")[0] == 0


def test_forget_tells_why_there_is_no_new_build(run: Run, formats: Workspace) -> None:
    path = formats.root / "other.yaml"
    path.write_text("source: {id: other, title: {lv: Jānis Ozols}, issued: 2024}\n", "utf-8")
    code, out, _ = run("forget", "person/janis-ozols", "--yes")
    assert code == 1
    assert "  other.yaml:1\n" in out
    assert "Somebody who was forgotten would come back here." in out


def test_retract_refuses_what_would_break_unless_forced(run: Run, formats: Workspace) -> None:
    (formats.root / "later.yaml").write_text(
        "source: {id: later, title: {en: Later}, issued: 2022}\n"
        "events:\n  - {id: next, type: Meeting, label: {en: Next}, followsUp: meeting}\n",
        "utf-8",
    )
    code, out, err = run("retract", "news")
    assert code == 1
    assert "later.yaml:3" in out
    assert "Nothing was changed." in err
    assert not (formats.root / "retracted.yaml").exists()
    assert run("retract", "news", "--force")[0] == 1
    assert (formats.root / "retracted.yaml").exists()


def test_retract_purge_and_undo(run: Run, formats: Workspace) -> None:
    assert run("retract", "news", "--undo")[0] == 1
    code, _, err = run("retract", "letter", "--why", "It was a mistake", "--who", "Me")
    assert code == 0
    assert "letter is retracted: 3 records are left out." in err
    assert "libgraph retract letter --purge" in err
    assert (
        (formats.root / "retracted.yaml")
        .read_text("utf-8")
        .endswith("'Me'\n    reason: 'It was a mistake'\n")
    )
    run("retract", "letter", "--purge")
    assert len(list((formats.build_folder / "builds").iterdir())) == 1
    assert run("retract", "letter", "--undo")[0] == 0


def test_subject_prints_everything(run: Run) -> None:
    assert "Jānis Ozols" in run("subject", "person/janis-ozols", "--lang", "lv")[1]
    told = json.loads(run("subject", "janis-ozols", "--format", "json")[1])
    assert {"records", "sources", "purposes", "inferred", "measures", "published"} <= set(told)
    assert run("subject", "person/janis-ozol")[0] == 1


def test_review_lists_what_is_due_and_is_not_a_fault(run: Run) -> None:
    code, out, err = run("review", "--on", "2026-01-01")
    assert code == 0
    assert "news.yaml:14  A role of person/janis-ozols ended long ago (2001/2003)." in out
    assert "ended roles are kept for 10 years" in err
    told = json.loads(run("review", "--on", "2026-01-01", "--format", "json")[1])
    assert {one["why"] for one in told} == {"ended-role"}


def test_only_what_is_retracted_can_be_taken_back(run: Run) -> None:
    code, _, err = run("retract", "news", "--undo")
    assert (code, "Source news is not retracted. Retracted sources: –." in err) == (1, True)


def test_a_day_that_is_none_is_told_in_plain_words(run: Run, capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        run("review", "--on", "2040")
    assert "'2040' is no day; write it as 2026-05-03" in capfd.readouterr().err
