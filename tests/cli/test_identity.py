"""Judging on the command line: proposals, writing a judgement down, taking it back, and what wrong input gets."""

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from libgraph import api
from libgraph.cli.main import main
from libgraph.graph.dataset import canonical_nquads
from libgraph.model import read_model
from libgraph.records.reading import read_records
from libgraph.workspace import Workspace

Run = Callable[..., tuple[int, str, str]]
RECORDS = """\
source: {id: a, type: NewsItem, title: {lv: Ziņa}, issued: 2021-03-05}
people:
  - {id: liga-tetere, name: Līga Tetere}
  - {id: l-tetere, name: L. Tetere}
  - {id: ona, name: Ona Petraitienė}
institutions:
  - {id: valka, type: MunicipalLibrary, label: {lv: Valkas bibliotēka}}
tenures:
  - {person: liga-tetere, institution: valka, role: director, during: 2020}
  - {person: l-tetere, institution: valka, role: director, during: 2021}
"""
FILE = "authority/same_as.yaml"


@pytest.fixture
def run(capfdbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Run:
    """Run a task in the workspace and return exit code, standard output and standard error."""
    monkeypatch.setenv("LIBGRAPH_LANG", "en")
    (tmp_path / "libgraph.toml").write_text("inference = false\n", "utf-8")
    (tmp_path / "a.yaml").write_text(RECORDS, "utf-8")

    def run_it(*words: str) -> tuple[int, str, str]:
        capfdbinary.readouterr()
        try:
            code = main(["identity", *words, "-w", str(tmp_path)])
        except SystemExit as stop:
            code = int(stop.code or 0)
        said = capfdbinary.readouterr()
        return code, said.out.decode(), said.err.decode()

    return run_it


def same(run: Run, *more: str) -> tuple[int, str, str]:
    words = ("judge", "person/liga-tetere", "person/l-tetere", "same", "--on", "2026-11-22")
    return run(*words, "--why", "Viena direktore: “Valka”.", "--lang", "lv", *more)


def graph(folder: Path) -> bytes:
    workspace = Workspace(folder, inference=False)
    return canonical_nquads(read_records(workspace, read_model(workspace.ontology_files())))


def test_pairs_are_proposed_to_people_and_programs(run: Run) -> None:
    code, out, err = run("candidates")
    assert (code, err) == (0, "Pairs to look at: 1.\n")
    assert out.splitlines()[0] == "0.71  look  person/l-tetere  person/liga-tetere  (L. Tetere / Līga Tetere)"
    assert out.splitlines()[1].strip() == "One name with initials: 'L. Tetere', 'Līga Tetere'."
    _, out, _ = run("candidates", "--format", "json", "--lang", "lt")
    assert json.loads(out)[0]["reasons"][0] == "Tas pats vardas su inicialais: „L. Tetere“, „Līga Tetere“."
    _, out, _ = run("candidates", "--format", "csv")
    assert [row["that"] for row in csv.DictReader(io.StringIO(out))] == ["person/liga-tetere"]
    assert run("candidates", "--least", "0.9")[1] == ""


def test_the_api_proposes_the_same(run: Run, tmp_path: Path) -> None:
    pd = pytest.importorskip("pandas")
    run("list")
    found = api.open(tmp_path).identity_candidates()
    assert list(pd.DataFrame(one.as_dict() for one in found)["score"]) == [0.71]


def test_a_judgement_is_written_listed_and_taken_back(run: Run, tmp_path: Path) -> None:
    before = graph(tmp_path)
    assert same(run, "--who", "bibliogrāfe") == (0, "", f"Ierakstīts: {FILE}:11.\n")
    text = (tmp_path / FILE).read_text("utf-8")
    assert text.endswith(
        "judgements:\n"
        "  - this: person/liga-tetere\n"
        "    that: person/l-tetere\n"
        "    verdict: same\n"
        "    judged: 2026-11-22\n"
        '    judge: "bibliogrāfe"\n'
        '    reason: {lv: "Viena direktore: “Valka”."}\n'
    )
    assert run("candidates")[1] == ""
    told = f"same       person/liga-tetere  person/l-tetere  {FILE}:11  Viena direktore: “Valka”.\n"
    assert run("list")[1] == told
    assert json.loads(run("list", "--format", "json")[1])[0]["judge"] == "bibliogrāfe"
    assert b"/person/l-tetere> <http://purl.org/dc/terms/isReplacedBy>" in graph(tmp_path)
    assert run("undo", "person/l-tetere", "liga-tetere") == (0, "", f"Taken back: {FILE}:11.\n")
    assert graph(tmp_path) == before
    assert not (tmp_path / FILE).exists()


def test_comments_order_and_other_sections_stay(run: Run, tmp_path: Path) -> None:
    file = tmp_path / FILE
    file.parent.mkdir()
    own = (
        "# ours\n"
        "source: {id: ours, type: AuthorityFile, title: {lv: Mūsu}}\n"
        "judgements:\n"
        "- this: person/ona  # she\n"
        "  that: person/l-tetere\n"
        "  verdict: different\n"
        "  judged: 2026-11-21\n"
        "  reason:\n"
        "    lt: >\n"
        "      Kita\n"
        "\n"
        "      moteris.\n"
        "# people known from here only\n"
        "people:\n"
        "- {id: rita, name: Rita}\n"
    )
    file.write_text(own, "utf-8")
    assert same(run)[0] == 0
    text = file.read_text("utf-8")
    head, _, rest = own.partition("# people")
    assert text.startswith(head)
    assert text.endswith(f"# people{rest}")
    assert len(text.splitlines()) == len(own.splitlines()) + 5
    assert run("undo", "person/liga-tetere", "person/l-tetere")[0] == 0
    assert file.read_text("utf-8") == own
    assert run("undo", "person/ona", "person/l-tetere")[0] == 0
    assert file.read_text("utf-8") == own[: own.index("judgements:")] + own[own.index("# people") :]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("judge", "person/a", "person/liga-tetere", "same", "--why", "x"), "No record is person/a."),
        (("judge", "person/liga-teter", "ona", "same", "--why", "x"), "such as person/liga-tetere."),
        (("judge", "person/ona", "person/liga-tetere", "same"), "'judge' needs more."),
        (("judge", "person/ona"), "'judge' needs more."),
        (("undo", "person/ona"), "'undo' needs more."),
        (
            ("undo", "person/ona", "person/l-tetere"),
            "There is no judgement on person/ona and person/l-tetere.",
        ),
        (("judge", "person/ona", "person/l-tetere", "perhaps", "--why", "x"), "invalid choice: 'perhaps'"),
        (("merge",), "invalid choice: 'merge'"),
    ],
)
def test_what_cannot_be_done_is_told_and_changes_no_file(
    run: Run, tmp_path: Path, words: tuple[str, ...], told: str
) -> None:
    code, out, err = run(*words)
    assert (code, out) == (2, "")
    assert told in err
    assert not (tmp_path / FILE).exists()


def test_a_pair_is_judged_once(run: Run) -> None:
    same(run)
    code, _, err = run("judge", "person/l-tetere", "person/liga-tetere", "different", "--why", "x")
    assert code == 2
    assert f"are judged 'same' at {FILE}:11. Take that back first" in err


@pytest.mark.parametrize(
    "before", [None, "# none yet\nsource: {id: s, type: AuthorityFile, title: {lv: S}}\n"]
)
def test_a_judgement_against_others_is_refused(run: Run, tmp_path: Path, before: str | None) -> None:
    if before:
        (tmp_path / FILE).parent.mkdir()
        (tmp_path / FILE).write_text(before, "utf-8")
    run("judge", "person/ona", "person/l-tetere", "different", "--why", "x", "--on", "2026-11-22")
    run("judge", "person/ona", "person/liga-tetere", "same", "--why", "x", "--on", "2026-11-22")
    text = (tmp_path / FILE).read_bytes()
    code, _, err = same(run)
    assert code == 1
    assert "person/ona" in err
    assert (tmp_path / FILE).read_bytes() == text


def test_two_kinds_are_refused(run: Run, tmp_path: Path) -> None:
    code, _, err = run("judge", "person/ona", "institution/valka", "same", "--why", "x")
    assert code == 1
    assert "are records of two kinds" in err
    assert not (tmp_path / FILE).exists()


@pytest.mark.parametrize(
    "form",
    [
        "judgements: []\n",
        "judgements: [{this: person/ona, that: person/l-tetere, verdict: unsure, judged: 2026-11-22, reason: {lv: x}}]\n",
    ],
)
def test_a_file_of_another_form_is_left_to_people(run: Run, tmp_path: Path, form: str) -> None:
    file = tmp_path / FILE
    file.parent.mkdir()
    file.write_text("source: {id: s, type: AuthorityFile, title: {lv: S}}\n" + form, "utf-8")
    text = file.read_bytes()
    code, _, err = same(run)
    assert code == 2
    assert "ar roku" in err
    assert file.read_bytes() == text


def test_judgements_in_a_table_are_taken_back_by_people(run: Run, tmp_path: Path) -> None:
    row = "s,person/ona,person/l-tetere,unsure,2026-11-22,x\n"
    (tmp_path / "judgements.csv").write_text(
        f"source,this,that,verdict,judged,reason.lv\n{row.replace('s', 'a', 1)}", "utf-8"
    )
    code, _, err = run("undo", "person/ona", "person/l-tetere")
    assert code == 2
    assert "judgements.csv:2" in err


def test_the_right_judgements_go_wherever_they_stand(run: Run, tmp_path: Path) -> None:
    """Two on one pair, in places 9 and 10: taking out one moves the other, and 9 is less than 10."""
    people = "".join(f"  - {{id: p{n}, name: Persona {n}}}\n" for n in range(12))
    (tmp_path / "p.yaml").write_text(
        f"source: {{id: p, type: NewsItem, title: {{lv: Z}}, issued: 2021}}\npeople:\n{people}", "utf-8"
    )
    pairs = [*((0, n) for n in range(1, 10)), (10, 11), (11, 10), (1, 2)]
    items = [
        f"  - {{this: person/p{a}, that: person/p{b}, verdict: unsure, judged: 2026-11-22, reason: {{lv: N}}}}"
        for a, b in pairs
    ]
    head = ["source: {id: same, type: AuthorityFile, title: {lv: S}}", "judgements:"]
    (tmp_path / "authority").mkdir()
    (tmp_path / FILE).write_text("\n".join([*head, *items]) + "\n", "utf-8")
    code, _, told = run("undo", "person/p10", "person/p11")
    assert (code, told.count("same_as.yaml")) == (0, 2)
    left = (tmp_path / FILE).read_text("utf-8").splitlines()
    assert left == [*head, *items[:9], items[11]]


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_line_ends_and_the_mark_before_the_text_stay(run: Run, tmp_path: Path, mark: bytes) -> None:
    text = "# Mūsu\r\nsource: {id: same, type: AuthorityFile, title: {lv: S}}\r\n".encode()
    (tmp_path / "authority").mkdir()
    (tmp_path / FILE).write_bytes(mark + text)
    assert same(run)[0] == 0
    written = (tmp_path / FILE).read_bytes()
    assert written.startswith(mark + text)
    assert written.count(b"\n") == written.count(b"\r\n") > 3
    assert run("undo", "person/liga-tetere", "person/l-tetere")[0] == 0
    assert (tmp_path / FILE).read_bytes().rstrip() == (mark + text).rstrip()
