"""What the README says is run."""

import re
import shlex
from pathlib import Path

import pytest

from libgraph.cli.main import main

README = (Path(__file__).parents[1] / "README.md").read_text("utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", README, re.DOTALL)


def commands() -> list[str]:
    lines = "".join(blocks("sh")).splitlines()
    return [line.split("  #")[0].strip() for line in lines if line.startswith("libgraph ")]


def test_there_is_something_to_run() -> None:
    assert len(commands()) >= 8
    assert len(blocks("python")) >= 1
    assert len(blocks("yaml")) == 1


def test_the_commands_and_the_python_run(
    workspace: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    (workspace / "sources" / "readme.yaml").write_text(blocks("yaml")[0], "utf-8")
    monkeypatch.chdir(workspace.parent)
    assert main(["build", "data"]) == 0
    for command in commands():
        assert main(shlex.split(command)[1:]) == 0, command
    for code in blocks("python"):
        exec(code, {})
    assert "visit-to-valka-2026" in (workspace.parent / "libgraph.ttl").read_text("utf-8")


def test_files_that_it_names_exist() -> None:
    root = Path(__file__).parents[1]
    targets = re.findall(r"\]\(([^)#]+)\)", README)
    assert [target for target in targets if "://" not in target and not (root / target).exists()] == []
