"""A new workspace is sound, builds at once and answers, in each language."""

import json
import tomllib
import unicodedata
from pathlib import Path
from typing import Any

import pytest
import yaml

import libgraph
from libgraph.cli.main import main
from libgraph.graph.quality import check_quality
from libgraph.messages import LANGUAGES
from libgraph.model import read_model
from libgraph.model.json_schema import json_schema
from libgraph.model.scaffold import BadBase, FolderNotEmpty, start_workspace
from libgraph.records.check import check_records
from libgraph.records.reading import read_records
from libgraph.workspace import open_workspace

PEOPLE = {"lt": "vardene-pavyzdiene", "lv": "anna-parauga", "en": "ada-sample"}


@pytest.fixture(scope="module", params=LANGUAGES)
def started(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Path]:
    """A language, and a workspace begun in it."""
    folder = tmp_path_factory.mktemp("init") / "my-region"
    start_workspace(folder, request.param)
    return request.param, folder


def test_it_has_neither_fault_nor_warning(started: tuple[str, Path]) -> None:
    workspace = open_workspace(started[1])
    reading = read_records(workspace, read_model(workspace.ontology_files()))
    assert [fault.text() for fault in check_records(reading)] == []
    assert {record.kind for record in reading.records} >= {
        "source",
        "institution",
        "person",
        "place",
        "event",
    }


def test_it_builds_and_answers(started: tuple[str, Path], capfd: pytest.CaptureFixture[str]) -> None:
    lang, folder = started
    assert main(["build", str(folder), "--lang", lang]) == 0
    capfd.readouterr()
    assert main(["query", "who-hosted-whom", "-w", str(folder), "--lang", lang, "--format", "csv"]) == 0
    rows = capfd.readouterr().out.splitlines()
    assert len(rows) == 2
    assert rows[1].startswith("2026-05-03,")
    assert main(["query", "SELECT ?n { ?e my:booksRead ?n }", "-w", str(folder), "--format", "csv"]) == 2
    asked = (
        "PREFIX my: <https://example.org/my-region/ns#> SELECT ?n { ?e a my:ReadingNight ; my:booksRead ?n }"
    )
    capfd.readouterr()
    assert main(["query", asked, "-w", str(folder), "--format", "csv"]) == 0
    assert capfd.readouterr().out.splitlines()[1] == "12"


def test_its_page_names_commands_and_people_that_exist(
    started: tuple[str, Path], capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    lang, folder = started
    page = (folder / "README.md").read_text("utf-8")
    assert page.startswith("# My region\n")
    assert f"libgraph explain person/{PEOPLE[lang]}\n" in page
    monkeypatch.chdir(folder)
    assert main(["explain", f"person/{PEOPLE[lang]}"]) == 0
    for line in page.splitlines():
        name = line.split("`")[1] if line.startswith("| `") else "README.md"
        assert name == "build/" or (folder / name).exists(), name


def test_the_checks_find_nothing_in_its_ontology(started: tuple[str, Path]) -> None:
    files = open_workspace(started[1]).ontology_files()
    own = [path for path in files if path.is_relative_to(started[1])]
    assert len(own) == 1
    assert [str(found) for found in check_quality(files, own, started[1])] == []


def test_its_schema_is_that_of_its_ontology(started: tuple[str, Path]) -> None:
    lang, folder = started
    schema = json.loads((folder / "record.schema.json").read_text("utf-8"))
    assert schema == json_schema(read_model(open_workspace(folder).ontology_files()), lang)
    assert "booksRead" in json.dumps(schema)
    settings = json.loads((folder / ".vscode" / "settings.json").read_text("utf-8"))
    ((path, patterns),) = settings["yaml.schemas"].items()
    assert (folder / path).is_file()
    files = {file for pattern in patterns for file in folder.glob(pattern)}
    assert files == set(folder.glob("*/*.yaml"))
    for file in files:
        modeline = file.read_text("utf-8").partition("\n")[0]
        schema_path = modeline.removeprefix("# yaml-language-server: $schema=")
        assert (file.parent / schema_path).resolve() == (folder / path).resolve()


def test_its_workflow_runs_commands_that_exist(started: tuple[str, Path]) -> None:
    workflow: dict[Any, Any] = yaml.safe_load((started[1] / ".github/workflows/check.yml").read_text("utf-8"))
    (job,) = workflow["jobs"].values()
    commands = [line for step in job["steps"] for line in step.get("run", "").splitlines()]
    words = [line.split() for line in commands]
    assert f'"libgraph>={libgraph.__version__}"' in words[0]
    assert [line[1] for line in words[1:]] == ["check", "check", "build", "export"]
    assert all(line[0] == "libgraph" for line in words[1:])
    uploads = [step for step in job["steps"] if "upload-sarif" in step.get("uses", "")]
    assert len(uploads) == 1


def test_its_files_are_plain(started: tuple[str, Path]) -> None:
    files = [
        file
        for file in started[1].rglob("*")
        if file.is_file() and "build" not in file.relative_to(started[1]).parts
    ]
    names = {file.relative_to(started[1]).as_posix() for file in files}
    assert names >= {
        ".editorconfig",
        ".gitattributes",
        ".gitignore",
        ".vscode/extensions.json",
        "libgraph.toml",
    }
    for file in files:
        content = file.read_bytes()
        text = content.decode("utf-8")
        assert unicodedata.is_normalized("NFC", text), file
        assert b"\r" not in content
        assert content.endswith(b"\n")
        assert not any(f"@{name}@" in text for name in ("BASE", "TITLE", "LANG", "VERSION", "TITLE_TOML"))


def test_two_begun_alike_are_alike(tmp_path: Path) -> None:
    folders = [tmp_path / name / "region" for name in ("a", "b")]
    for folder in folders:
        start_workspace(folder, "lv", title='Sēlija un "mēs" \\ 2', base="https://selija.lv/id/")
    one, other = ({p.relative_to(f): p.read_bytes() for p in f.rglob("*") if p.is_file()} for f in folders)
    assert one == other
    settings = tomllib.loads((folders[0] / "libgraph.toml").read_text("utf-8"))
    assert settings["title"] == {"lv": 'Sēlija un "mēs" \\ 2'}
    assert settings["base"] == "https://selija.lv/id/"
    assert "@prefix my: <https://selija.lv/id/ns#>" in (folders[0] / "ontology.ttl").read_text("utf-8")


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    (tmp_path / "x").write_text("kept", "utf-8")
    for place in (tmp_path, tmp_path / "x"):
        with pytest.raises(FolderNotEmpty, match="is not an empty folder; nothing was written"):
            start_workspace(place, "en")
    assert [file.name for file in tmp_path.iterdir()] == ["x"]
    assert main(["init", str(tmp_path)]) == 2


@pytest.mark.parametrize(
    "base", ["example.org/", "https://example.org", "ftp://example.org/", "https://a b/"]
)
def test_a_base_that_cannot_be_one_is_refused(tmp_path: Path, base: str) -> None:
    with pytest.raises(BadBase, match="nothing was written"):
        start_workspace(tmp_path / "new", "en", base=base)
    assert not (tmp_path / "new").exists()


def test_an_empty_folder_that_is_there_will_do(tmp_path: Path) -> None:
    assert (tmp_path / "libgraph.toml") in start_workspace(tmp_path, "lt")
