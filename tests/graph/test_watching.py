"""A watched workspace has the faults of a fresh check, those of records together included."""

import shutil
from pathlib import Path

import pytest

from libgraph.graph.cross_check import check_all
from libgraph.graph.watching import Watch
from libgraph.model import read_model
from libgraph.records.faults import Fault
from libgraph.records.reading import read_records
from libgraph.workspace import open_workspace

PARTS = """source: {id: s, title: {lv: Z}, issued: 2021}
institutions:
  - {id: a, type: PublicLibrary, label: {lv: A}, partOf: b}
  - {id: b, type: PublicLibrary, label: {lv: B}}
"""
CYCLE = "source: {id: t, title: {lv: Z}, issued: 2021}\ninstitutions:\n  - {about: b, partOf: a}\n"


def fresh(root: Path) -> list[Fault]:
    workspace = open_workspace(root)
    return check_all(read_records(workspace, read_model(workspace.ontology_files())), "lt")


def test_it_has_the_faults_of_a_fresh_check(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("libgraph.graph.watching.SETTLE", 0)
    (tmp_path / "libgraph.toml").write_text("", "utf-8")
    (tmp_path / "a.yaml").write_text(PARTS, "utf-8")
    watch = Watch(tmp_path, "lt")
    counts: list[int] = []

    def look() -> None:
        seen = watch.look()
        assert seen is not None
        assert seen.faults == fresh(tmp_path)
        counts.append(len(seen.faults))
        assert watch.look() is None

    look()
    (tmp_path / "b.yaml").write_text(CYCLE, "utf-8")
    look()
    (tmp_path / "c.xls").write_text("", "utf-8")  # is not read, which is said
    look()
    (tmp_path / "retracted.yaml").write_text("retracted: [{source: t, date: 2026-11-22}]\n", "utf-8")
    look()
    (tmp_path / "retracted.yaml").unlink()
    look()
    (tmp_path / "b.yaml").write_text(CYCLE.replace("partOf: a", "partOf: c"), "utf-8")
    look()
    shutil.copy(tmp_path / "a.yaml", tmp_path / "z.yaml")  # every id twice
    look()
    (tmp_path / "z.yaml").unlink()
    (tmp_path / "b.yaml").unlink()
    (tmp_path / "c.xls").unlink()
    look()
    assert counts[0] == counts[-1] == 0
    assert counts[1] > 0
    assert counts[4] == counts[2] == counts[1] + 1
