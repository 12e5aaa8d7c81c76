"""Forgetting a person: every format, every byte, and whatever interrupts it."""

import json
import shutil
import stat
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from libgraph.build import build
from libgraph.errors import FaultyRecords
from libgraph.graph.checked import read_checked
from libgraph.graph.dataset import canonical_nquads
from libgraph.graph.opened import OpenGraph
from libgraph.graph.seal import DATASET
from libgraph.model import Model, read_model
from libgraph.privacy import changes, forget
from libgraph.privacy.forget import NoSuchPerson, Outcome, mentions_after, plan_forget
from libgraph.privacy.journal import UnfinishedForget, journal_path
from libgraph.privacy.retract import log_retraction
from libgraph.privacy.tombstones import KeyMissing
from libgraph.publish.rdf import FORMATS, export
from libgraph.records.check import check_records
from libgraph.records.faults import Fault
from libgraph.records.reading import read_records
from libgraph.workspace import Workspace, open_workspace

from .conftest import EVENTS, LINES, NEWS, TENURES, write_workspace

DAY = date(2026, 11, 22)
NAMES = ("Ozol", "ozol", "Jānis", "janis")


@pytest.fixture(scope="module")
def model() -> Model:
    return read_model(Workspace(Path()).ontology_files())


def forgotten(workspace: Workspace, ident: str = "janis-ozols") -> Outcome:
    return forget.forget(workspace, plan_forget(workspace, ident), DAY)


def every_byte(workspace: Workspace) -> bytes:
    """Return the bytes of all files, those inside workbooks too; no cleverness shared with the scan."""
    found = []
    for path in workspace.root.rglob("*"):
        if path.is_file():
            found.append(path.read_bytes())
            if path.suffix == ".xlsx":
                rows = openpyxl.load_workbook(path)["tenures"].iter_rows(values_only=True)
                found.append(repr(list(rows)).encode())
    return b"\0".join(found)


def test_the_person_is_gone_from_every_format_and_the_rest_stays(formats: Workspace) -> None:
    build(formats)
    assert forgotten(formats) == Outcome((), (), None)
    content = every_byte(formats)
    assert [name for name in NAMES if name.encode() in content] == []
    root = formats.root
    assert (root / "news.yaml").read_text("utf-8") == (
        NEWS.replace("authors: [anna-berzina, janis-ozols]", "authors: [anna-berzina]")
        .replace("  photographers: janis-ozols\n", "")
        .replace("    photographers: [[5, 9]]\n", "")
        .replace(NEWS[NEWS.index("people:") : NEWS.index("tenures:")], "")
        .replace(NEWS[NEWS.index("  - person: janis") : NEWS.index("  - {person: anna")], "")
        .replace("agent: janis-ozols\n        role", "role")
        .replace("        capacity: director\n", "")
        .replace("      - {agent: janis-ozols, role: guest}\n", "")
        .replace("{party: alpha, signedBy: janis-ozols}", "{party: alpha}")
    )
    assert (root / "tenures.csv").read_bytes().decode("utf-8-sig") == (
        "\r\n".join([TENURES.split("\n")[0], *TENURES.split("\n")[3:]])
    )
    assert (root / "tenures.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    assert (root / "events.csv").read_text("utf-8") == (
        EVENTS.replace("alpha | janis-ozols | beta", "alpha | beta").replace("janis-ozols,visitor", ",")
    )
    lines = LINES.split("\n")
    cut = lines[2].replace(', "janis-ozols"]', "]")
    cut = cut[: cut.index(', "participations"')] + "}"
    assert (root / "letter.jsonl").read_text("utf-8").split("\n") == [lines[0], cut, ""]
    sheet = openpyxl.load_workbook(root / "more.xlsx")["tenures"]
    assert [cell.value for cell in sheet[2]] == [None] * 5
    assert [cell.value for cell in sheet[3]] == ["news", "anna-berzina", "beta", "librarian", "bibliotekāre"]
    assert sheet["A3"].font.bold


def test_what_stays_of_a_participation_is_not_said_twice(formats: Workspace) -> None:
    path = formats.root / "news.yaml"
    text = path.read_text("utf-8")
    path.write_text(text.replace("agent: anna-berzina, role: presenter", "role: presenter"), "utf-8")
    forgotten(formats)
    told = path.read_text("utf-8")
    assert told.count("role: presenter, onBehalfOf: alpha") == 1
    assert "      # the one who goes\n      - {role: presenter, onBehalfOf: alpha}\n" in told


def test_a_signature_keeps_no_text_on_who_signed(formats: Workspace) -> None:
    path = formats.root / "news.yaml"
    signed = "signedBy: janis-ozols, asPrinted: {lv: direktors J. O.}, note: {lv: Jānis}"
    path.write_text(path.read_text("utf-8").replace("signedBy: janis-ozols", signed), "utf-8")
    forgotten(formats)
    assert "      - {party: alpha}\n" in path.read_text("utf-8")


def test_a_person_with_a_short_id_can_be_forgotten(formats: Workspace) -> None:
    people = "  - {id: ozols, name: Anna Ozola, sameAs: https://example.org/janis}\n"
    path = formats.root / "authority.yaml"
    path.write_text(path.read_text("utf-8") + people, "utf-8")
    assert forgotten(formats, "ozols") == Outcome((), (), None)


def test_the_rest_of_the_graph_is_as_before(formats: Workspace) -> None:
    before = (build(formats).folder / DATASET).read_text("utf-8").splitlines()
    forgotten(formats)
    after = (build(formats).folder / DATASET).read_text("utf-8").splitlines()
    kept = "#participation---presenter--alpha"  # of the institution, without the person
    assert [line for line in set(after) - set(before) if kept not in line] == []
    gone = set(before) - set(after)
    stated = [line for line in gone if "/graph/news>" in line or "/graph/authority>" in line]
    assert stated
    assert [line for line in stated if not about_janis(line)] == []


def about_janis(line: str) -> bool:
    """Say whether a line is of the person, or of the passages of what was said of them."""
    told = ("janis-ozols", "J\u0101", "#evidence-5-9", "#evidence-10-20", "#evidence-30-40",
            "#char=", "#selector-")  # fmt: skip
    return any(text in line for text in told)


def test_no_export_holds_the_person(formats: Workspace) -> None:
    assert forgotten(formats).done
    graph = OpenGraph(formats)
    for form in FORMATS:
        assert [name for name in NAMES if name in export(graph, form, ontology=False).decode()] == []


def test_nothing_is_changed_by_a_plan(formats: Workspace) -> None:
    build(formats)
    before = {path: path.read_bytes() for path in formats.root.rglob("*") if path.is_file()}
    plan = plan_forget(formats, "janis-ozols")
    assert mentions_after(formats, plan) == []
    assert len(list(plan.lines())) > 10
    assert {path: path.read_bytes() for path in formats.root.rglob("*") if path.is_file()} == before


def test_older_builds_and_what_lies_beside_them_are_deleted(formats: Workspace) -> None:
    old = build(formats).folder
    (formats.build_folder / "export.ttl").write_text("Jānis Ozols", "utf-8")
    (formats.build_folder / "cache").mkdir()
    (formats.build_folder / "cache" / "x").write_text("Jānis Ozols", "utf-8")
    assert forgotten(formats).done
    assert not old.exists()
    assert len(list((formats.build_folder / "builds").iterdir())) == 1
    assert not (formats.build_folder / "export.ttl").exists()
    assert not (formats.build_folder / "cache").exists()
    assert "Anna Bērziņa" in (formats.build_folder / "map.html").read_text("utf-8")


def test_texts_that_name_the_person_are_for_the_curator(formats: Workspace) -> None:
    path = formats.root / "authority.yaml"
    text = path.read_text("utf-8").replace("# a comment that stays", "# Jānim Ozolam piezvanīt")
    path.write_text(text + "  - {id: other, name: Other, note: {en: 'Followed Ozols, Jānis'}}\n", "utf-8")
    retracted = formats.root / "queries"
    retracted.mkdir()
    (retracted / "own.rq").write_text("# person:janis-ozols\n", "utf-8")
    build(formats)
    plan = plan_forget(formats, "janis-ozols")
    told = [(hit.file.name, hit.line) for hit in mentions_after(formats, plan)]
    assert told == [("authority.yaml", 8), ("authority.yaml", 10), ("own.rq", 1)]
    outcome = forgotten(formats)
    assert not outcome.done
    assert [(hit.file.name, hit.line) for hit in outcome.mentions] == told
    assert {hit.file.name for hit in outcome.left} >= {DATASET}  # the note is in the graph
    assert journal_path(formats).exists()
    with pytest.raises(UnfinishedForget):
        plan_forget(formats, "anna-berzina")
    path.write_text(
        path.read_text("utf-8").replace("Jānim Ozolam", "him").replace("Ozols, Jānis", "him"), "utf-8"
    )
    (retracted / "own.rq").unlink()
    assert forgotten(formats).done  # the second time the names are known from the journal
    assert not journal_path(formats).exists()


EARLY = (0, 5, 9)


@pytest.mark.parametrize(
    "stop", [*EARLY, *(pytest.param(n, marks=pytest.mark.slow) for n in range(14) if n not in EARLY)]
)
def test_an_interruption_is_made_good_by_running_again(
    formats: Workspace, stop: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls = iter(range(100))

    def replace(real: Callable[..., Path]) -> Callable[..., Path]:
        def replace_(self: Path, target: Path) -> Path:
            if next(calls) == stop:
                raise KeyboardInterrupt
            return real(self, target)

        return replace_

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", replace(Path.replace))
        try:
            forgotten(formats)
            assert stop > 9
        except KeyboardInterrupt:
            pass
    if journal_path(formats).exists() or stop == 0:
        assert forgotten(formats).done
    assert [name for name in NAMES if name.encode() in every_byte(formats)] == []


READDED = {
    "yaml-id": (
        "a.yaml",
        "source: {id: a, title: {en: A}}\npeople:\n  - {id: janis-ozols, name: X Y}\n",
        (3, 10),
    ),
    "yaml-name": (
        "a.yaml",
        "source: {id: a, title: {en: A}}\npeople:\n  - {id: jo, name: JĀNIS  OZOLS}\n",
        (3, 20),
    ),
    "yaml-folded": (
        "a.yaml",
        "source: {id: a, title: {en: A}}\npeople:\n  - {id: jo, name: 'Ozols, Janis'}\n",
        (3, 20),
    ),
    "yaml-as-printed": (
        "a.yaml",
        "source: {id: a, title: {en: A}, asPrinted: {lv: Jāņa Ozola}}\n",
        (1, 49),
    ),
    "yaml-author": ("a.yaml", "source: {id: a, title: {en: A}, authors: janis-ozols}\n", (1, 42)),
    "yaml-parts": (
        "a.yaml",
        "source: {id: a, title: {en: A}}\npeople:\n  - {id: jo, name: X Y, givenName: Jānis, familyName: Ozols}\n",
        (3, 55),
    ),
    "jsonl": (
        "a.jsonl",
        '{"kind": "person", "source": "news", "id": "jo", "name": "Jānis Ozols"}\n',
        (1, 58),
    ),
    "csv": ("people.csv", "source,id,name\nnews,jo,Jānis Ozols\n", (2, 9)),
}


@pytest.fixture(scope="module")
def without_janis(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace from which a person was forgotten; not to be changed."""
    root = write_workspace(tmp_path_factory.mktemp("without") / "janis")
    assert forgotten(open_workspace(root)).done
    return root


@pytest.fixture
def after(without_janis: Path, tmp_path: Path) -> Workspace:
    """A copy of that workspace."""
    ignore = shutil.ignore_patterns("build")
    return open_workspace(shutil.copytree(without_janis, tmp_path / "after", ignore=ignore))


def grave_faults(workspace: Workspace, model: Model) -> list[Fault]:
    return [fault for fault in check_records(read_records(workspace, model)) if not fault.warning]


@pytest.mark.parametrize("case", READDED)
def test_bringing_the_person_back_is_a_fault_in_each_format(
    after: Workspace, model: Model, case: str
) -> None:
    name, text, place = READDED[case]
    (after.root / name).write_text(text, "utf-8")
    grave = grave_faults(after, model)
    assert [(fault.file, (fault.line, fault.column), fault.code) for fault in grave] == [
        (name, place, "forgotten")
    ]


def test_bringing_the_person_back_in_a_workbook_is_a_fault(after: Workspace, model: Model) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "people"
    sheet.append(["source", "id", "name"])
    sheet.append(["news", "jo", "Jānis Ozols"])
    book.save(after.root / "people.xlsx")
    assert [(fault.place, fault.code) for fault in grave_faults(after, model)] == [("people!C2", "forgotten")]


def test_without_the_key_the_check_says_that_it_cannot_look(
    after: Workspace, model: Model, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = after.root / "forgotten.key"
    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    assert "forgotten.key" in (after.root / ".gitignore").read_text("utf-8")
    told = key.read_text("ascii")
    key.unlink()
    codes = [fault.code for fault in check_records(read_records(after, model))]
    assert codes == ["forgotten-no-key"]
    with pytest.raises(KeyMissing):
        forgotten(after, "anna-berzina")
    monkeypatch.setenv("LIBGRAPH_FORGOTTEN_KEY", told)
    assert check_records(read_records(after, model)) == []


def test_a_namesake_stays(formats: Workspace, model: Model) -> None:
    path = formats.root / "other.yaml"
    namesake = (
        "source: {id: other, title: {en: Other}, issued: 2024}\n"
        "people:\n  - {id: janis-ozols-2, name: Jānis Ozols}\n"
    )
    path.write_text(namesake, "utf-8")
    assert forgotten(formats).done
    assert path.read_text("utf-8") == namesake
    assert check_records(read_records(formats, model)) == []


def test_who_was_judged_to_be_the_same_person_is_forgotten_too(formats: Workspace) -> None:
    path = formats.root / "identity.yaml"
    path.write_text(
        "source: {id: identity, title: {en: Judgements}, issued: 2024}\n"
        "people:\n"
        "  - {id: j-ozols, name: J. Ozols}\n"
        "  - {id: no-ozols, name: Not Him}\n"
        "judgements:\n"
        "  - {this: person/janis-ozols, that: person/j-ozols, verdict: same, judged: 2024-01-01, reason: {en: One mail}}\n"
        "  - {this: person/anna-berzina, that: person/ieva-liepa, verdict: different, judged: 2024-01-01, reason: {en: Two}}\n",
        "utf-8",
    )
    assert forgotten(formats, "j-ozols").done
    told = path.read_text("utf-8")
    assert "j-ozols" not in told
    assert "janis-ozols" not in every_byte(formats).decode("utf-8", "replace")
    assert "no-ozols" in told
    assert "anna-berzina" in told


def test_what_a_retracted_source_says_is_forgotten_too(formats: Workspace) -> None:
    log_retraction(formats, "letter", DAY, "", "")
    log_retraction(formats, "news", DAY, "", "")
    build(formats)
    assert forgotten(formats).done
    assert [name for name in NAMES if name.encode() in every_byte(formats)] == []


def test_a_linked_file_is_changed_where_it_is(formats: Workspace, tmp_path: Path) -> None:
    path = formats.root / "news.yaml"
    real = path.rename(tmp_path / "real.yaml")
    path.symlink_to(real)
    assert forgotten(formats).done
    assert path.is_symlink()
    assert "janis" not in real.read_text("utf-8")


def test_nobody_is_forgotten_from_records_with_faults(formats: Workspace) -> None:
    (formats.root / "bad.yaml").write_text("source: {id: [\n", "utf-8")
    with pytest.raises(FaultyRecords):
        plan_forget(formats, "janis-ozols")


def test_an_unknown_person_gets_the_nearest(formats: Workspace) -> None:
    with pytest.raises(NoSuchPerson, match="Did you mean person/janis-ozols"):
        plan_forget(formats, "janis-ozol")


def test_a_workbook_that_would_lose_something_is_left_alone(formats: Workspace) -> None:
    path = formats.root / "more.xlsx"
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("xl/ctrlProps/ctrlProp1.xml", "<x/>")
    before = path.read_bytes()
    with pytest.raises(changes.CannotEdit, match="which would be lost"):
        plan_forget(formats, "janis-ozols")
    assert path.read_bytes() == before


def test_a_file_whose_last_record_goes_is_deleted(formats: Workspace) -> None:
    (formats.root / "people.jsonl").write_text(
        '{"kind": "person", "source": "news", "about": "janis-ozols", "altLabel": {"lv": "Jancis Ozols"}}\n',
        "utf-8",
    )
    assert forgotten(formats).done
    assert not (formats.root / "people.jsonl").exists()


people = st.lists(
    st.sampled_from(["Anna Bērziņa", "Jānis Ozols", "Žydrūnė Šimkevičė", "Ģirts Ķēniņš", "Łucja Øst"]),
    min_size=2, max_size=5, unique=True,
)  # fmt: skip


@st.composite
def workspaces(draw: st.DrawFn) -> tuple[list[dict[str, Any]], str]:
    """Draw records of a workspace, and who is to be forgotten."""
    names = draw(people)
    ids = [f"p{number}-{draw(st.sampled_from(['x', 'long-id', 'q.r']))}" for number in range(len(names))]
    one = st.sampled_from(ids)
    records: list[dict[str, Any]] = [
        {
            "kind": "source",
            "id": "s",
            "title": {"en": "S"},
            "issued": "2020",
            "authors": draw(st.lists(one, min_size=1, max_size=3, unique=True)),
        },
        {
            "kind": "institution",
            "source": "s",
            "id": "alpha",
            "type": "MunicipalLibrary",
            "label": {"en": "Alpha"},
        },
        *({"kind": "person", "source": "s", "id": i, "name": n} for i, n in zip(ids, names, strict=True)),
    ]
    for number in range(draw(st.integers(0, 3))):
        parts = draw(
            st.lists(
                st.tuples(one, st.booleans(), st.sampled_from(["presenter", "guest", "visitor"])),
                min_size=1,
                max_size=4,
                unique=True,
            )
        )
        records.append({
            "kind": "event", "source": "s", "id": f"e{number}", "type": "Meeting", "label": {"en": "E"}, "date": "2020",
            "participations": [{"agent": who, "role": role, **({"onBehalfOf": "alpha"} if behalf else {})} for who, behalf, role in parts],
        })  # fmt: skip
    for who in draw(st.lists(one, max_size=3, unique=True)):
        records.append(
            {"kind": "tenure", "source": "s", "person": who, "institution": "alpha", "role": "librarian"}
        )
    return records, draw(one)


def by_hand(records: list[dict[str, Any]], ident: str) -> list[dict[str, Any]]:
    """Return what is left of the records, by the rules and nothing else."""
    left: list[dict[str, Any]] = []
    for record in records:
        if ident in (record.get("person"), record["id"] if record["kind"] == "person" else None):
            continue
        told = dict(record)
        if "authors" in told:
            told["authors"] = [author for author in told["authors"] if author != ident]
        if "participations" in told:
            parts: list[dict[str, Any]] = []
            for part in told["participations"]:
                mine = part["agent"] == ident
                said = {key: text for key, text in part.items() if not (mine and key == "agent")}
                if said not in parts and (not mine or "onBehalfOf" in said):
                    parts.append(said)
            told["participations"] = parts
        left.append({key: value for key, value in told.items() if value != []})
    return left


def workspace_of(root: Path, records: list[dict[str, Any]], *, ascii_only: bool = False) -> Workspace:
    shutil.rmtree(root, ignore_errors=True)
    root.mkdir()
    (root / "libgraph.toml").write_text("", "utf-8")
    lines = "".join(json.dumps(record, ensure_ascii=ascii_only) + "\n" for record in records)
    (root / "records.jsonl").write_text(lines, "utf-8")
    return open_workspace(root)


@settings(
    max_examples=3, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture],
    phases=[Phase.explicit, Phase.generate],
)  # fmt: skip
@given(told=workspaces(), ascii_only=st.booleans())
def test_whoever_is_forgotten_from_whatever_workspace_is_gone_and_nothing_else(
    tmp_path: Path, told: tuple[list[dict[str, Any]], str], ascii_only: bool
) -> None:
    records, ident = told
    name = next(record["name"] for record in records if record.get("id") == ident)
    expected = canonical_nquads(read_checked(workspace_of(tmp_path / "left", by_hand(records, ident)))[0])
    workspace = workspace_of(tmp_path / "all", records, ascii_only=ascii_only)
    assert forgotten(workspace, ident).done
    content = every_byte(workspace)
    assert [text for text in (ident, name, name.split()[1]) if text.encode() in content] == []
    assert OpenGraph(workspace).nquads == expected
