"""The places that name the version agree, and derived files are fresh."""

import subprocess
import sys
import tomllib
from pathlib import Path

import libgraph

ROOT = Path(__file__).parents[1]


def test_one_version_everywhere() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    citation = (ROOT / "CITATION.cff").read_text("utf-8")
    assert project["version"] == libgraph.__version__
    assert f"version: {libgraph.__version__}\n" in citation
    assert f"\n## {libgraph.__version__} – " in (ROOT / "CHANGELOG.md").read_text("utf-8")


def test_derived_files_are_fresh() -> None:
    done = subprocess.run(
        [sys.executable, str(ROOT / "scripts" / "derive.py"), "--check"],
        capture_output=True,
        check=False,
        text=True,
    )
    assert (done.returncode, done.stdout) == (0, "")
