"""A workspace: its settings, its record files, and what comes with libgraph."""

import os
import pickle
from pathlib import Path

import pytest

from libgraph.errors import BadSettings, LibgraphError, WorkspaceNotFound
from libgraph.messages import LANGUAGES, messages
from libgraph.terms import DEFAULT_BASE
from libgraph.workspace import Workspace, open_workspace, shipped_folder

SETTINGS = """
base = "https://example.org/"
publisher = "Library"
licence = "https://creativecommons.org/licenses/by/4.0/"
max_file_mb = 5
[title]
lt = "Pavadinimas"
[description]
lv = "Apraksts"
"""


def workspace(root: Path, settings: str = "") -> Workspace:
    (root / "libgraph.toml").write_text(settings, "utf-8")
    return open_workspace(root)


def test_settings_are_read(tmp_path: Path) -> None:
    assert workspace(tmp_path, SETTINGS) == Workspace(
        root=tmp_path,
        base="https://example.org/",
        title={"lt": "Pavadinimas"},
        description={"lv": "Apraksts"},
        publisher="Library",
        licence="https://creativecommons.org/licenses/by/4.0/",
        max_file_bytes=5_000_000,
    )


def test_an_empty_file_of_settings_is_enough(tmp_path: Path) -> None:
    assert workspace(tmp_path) == Workspace(tmp_path)
    assert workspace(tmp_path).base == DEFAULT_BASE


def test_a_byte_order_mark_does_no_harm(tmp_path: Path) -> None:
    (tmp_path / "libgraph.toml").write_bytes(b'\xef\xbb\xbfpublisher = "Bibliot\xc4\x93ka"\n')
    assert open_workspace(tmp_path).publisher == "Bibliotēka"


def test_the_file_of_settings_names_the_workspace_too(tmp_path: Path) -> None:
    workspace(tmp_path)
    assert open_workspace(tmp_path / "libgraph.toml") == Workspace(tmp_path)


@pytest.mark.parametrize("name", [".", "nowhere", "file.txt"])
def test_a_folder_without_settings_is_no_workspace(tmp_path: Path, name: str) -> None:
    (tmp_path / "file.txt").write_text("", "utf-8")
    with pytest.raises(WorkspaceNotFound, match=r"not a libgraph workspace: .* Give the folder"):
        open_workspace(tmp_path / name)


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ("base = ", "line 1 is not TOML in UTF-8. Correct that line"),
        ("\n\ntitle", "line 3 is not TOML in UTF-8"),
        ('\npublsher = "x"', "line 2: there is no setting 'publsher'. Settings: base, "),
        ('base = "example.org/"', "'base = \"example.org/\"' cannot be used. Write, for example: base = "),
        ('base = "https://example.org"', 'base = "https://example.org/my-region/"'),
        ('base = "https://example.org/a b/"', 'base = "https://example.org/my-region/"'),
        ("base = 5", "line 1: 'base = 5' cannot be used. Write, for example: base = "),
        ('title = "x"', "line 1: 'title = \"x\"' cannot be used. Write, for example: title = {lt = "),
        ("[title]\nlt = 5", "line 1: '[title]' cannot be used"),
        ("description.lt = 5", "line 1: 'description.lt = 5' cannot be used"),
        ("# publisher\npublisher = 5", "line 2: 'publisher = 5' cannot be used"),
        ('max_file_mb = "5"', "cannot be used. Write, for example: max_file_mb = 20"),
        ("max_file_mb = true", "cannot be used. Write, for example: max_file_mb = 20"),
        ("max_file_mb = -1", "cannot be used. Write, for example: max_file_mb = 20"),
        ('inference = "yes"', "cannot be used. Write, for example: inference = true"),
        ("retention = 10", "cannot be used. Write, for example: retention = {ended_roles_years = 10}"),
        ("[retention]\nended_roles_years = -1", "'[retention]' cannot be used"),
    ],
)
def test_settings_that_cannot_be_used_say_why_and_where(tmp_path: Path, settings: str, said: str) -> None:
    with pytest.raises(BadSettings, match=r"libgraph\.toml: line \d") as caught:
        workspace(tmp_path, settings)
    assert said in str(caught.value)
    assert isinstance(caught.value, LibgraphError)
    assert caught.value.exit_code == 2
    assert str(pickle.loads(pickle.dumps(caught.value))) == str(caught.value)
    key = f"error-{type(caught.value).__name__}"
    told = {messages(lang).say(key, **vars(caught.value)) for lang in LANGUAGES}
    assert len(told) == 3


def test_settings_that_are_not_utf8_say_so(tmp_path: Path) -> None:
    (tmp_path / "libgraph.toml").write_bytes('\npublisher = "Bibliotēka"'.encode("cp1257"))
    with pytest.raises(BadSettings, match="line 2 is not TOML in UTF-8"):
        open_workspace(tmp_path)


def touch(root: Path, *names: str) -> None:
    for name in names:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text("", "utf-8")


def test_record_files_are_found_in_all_folders_and_in_order(tmp_path: Path) -> None:
    names = ["b.yaml", "a.YML", "sub/z.csv", "sub/deep/er/x.jsonl", "Tables.xlsx", "ž.yaml", "builds/x.yaml"]
    touch(tmp_path, *names)
    found = workspace(tmp_path).record_files()
    assert [path.relative_to(tmp_path).as_posix() for path in found] == sorted(names)


def test_what_is_no_record_file_is_left_alone(tmp_path: Path) -> None:
    touch(
        tmp_path, "build/1/x.yaml", "queries/x.yaml", "templates/x.xlsx", ".git/x.yaml", ".hidden.yaml", "a/.x/y.csv",
        "~$events.xlsx", "sub/~$events.xlsx", "notes.txt", "README.md", "ontology.ttl", "x.json", "x.yaml.bak", "yaml",
    )  # fmt: skip
    (tmp_path / "folder.yaml").mkdir()
    assert workspace(tmp_path).record_files() == ()


def test_folders_of_the_same_name_further_down_hold_records(tmp_path: Path) -> None:
    touch(tmp_path, "2021/build/x.yaml", "2021/queries/y.yaml")
    assert len(workspace(tmp_path).record_files()) == 2


def test_the_order_is_that_of_paths_and_not_of_the_disk(tmp_path: Path) -> None:
    names = [f"{number}.yaml" for number in (10, 2, 33, 1)]
    touch(tmp_path, *names)
    assert [path.name for path in workspace(tmp_path).record_files()] == sorted(names)


def test_paths_are_told_with_slashes(tmp_path: Path) -> None:
    assert workspace(tmp_path).inside(tmp_path / "a" / "b.yaml") == "a/b.yaml"


def test_own_ontology_files_follow_the_shipped_ones(tmp_path: Path) -> None:
    shipped = workspace(tmp_path).ontology_files()
    assert {"libgraph.ttl", "shapes.ttl", "roles.ttl", "topics.ttl"} <= {path.name for path in shipped}
    assert list(shipped) == sorted(shipped)
    touch(tmp_path, "ontology.ttl", "ontology/b.ttl", "ontology/a.ttl", "ontology/readme.md", "other.ttl")
    own = workspace(tmp_path).ontology_files()[len(shipped) :]
    assert [path.relative_to(tmp_path).as_posix() for path in own] == [
        "ontology.ttl",
        "ontology/a.ttl",
        "ontology/b.ttl",
    ]


def test_own_queries_follow_the_shipped_ones(tmp_path: Path) -> None:
    assert workspace(tmp_path).query_folders() == (shipped_folder("queries"),)
    (tmp_path / "queries").mkdir()
    assert workspace(tmp_path).query_folders() == (shipped_folder("queries"), tmp_path / "queries")


def test_what_is_shipped_is_there() -> None:
    assert (shipped_folder("ontology") / "libgraph.ttl").is_file()
    assert shipped_folder("queries").is_dir()


def test_opening_a_workspace_looks_at_its_settings_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No environment variable, no other folder."""
    workspace(tmp_path, SETTINGS)
    monkeypatch.setattr(os, "environ", {})
    monkeypatch.chdir(tmp_path.parent)
    assert open_workspace(tmp_path).publisher == "Library"
