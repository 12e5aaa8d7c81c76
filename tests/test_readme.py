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


TABLES = (Path(__file__).parents[1] / "docs" / "tables.md").read_text("utf-8")


@pytest.mark.parametrize("form", ["csv", "jsonl", "turtle"])
def test_the_examples_of_tables_are_good_records(workspace: Path, form: str) -> None:
    def example(language: str, number: int = 0) -> str:
        return str(re.findall(rf"```{language}\n(.*?)```", TABLES, re.DOTALL)[number])

    if form == "csv":
        (workspace / "events.csv").write_text(example("csv"), "utf-8")
        (workspace / "sources.csv").write_text(example("csv", 1), "utf-8")
    elif form == "jsonl":
        (workspace / "records.jsonl").write_text(example("json"), "utf-8")
    else:
        (workspace / "ontology.ttl").write_text(example("turtle"), "utf-8")
        (workspace / "sources" / "fair.yaml").write_text(
            "source: {id: fair, title: {en: Fair}}\n"
            "events: [{id: fair, type: BookFair, label: {en: Fair}, ticketPrice: 2.50}]\n",
            "utf-8",
        )
    assert main(["check", str(workspace)]) == 0
