"""A small workspace of one source, whose text a test makes."""

import hashlib
from collections.abc import Callable
from pathlib import Path

import pytest

from libgraph.model import Model
from libgraph.records.evidence.checking import check_texts
from libgraph.records.evidence.report import EvidenceReport
from libgraph.records.evidence.text_files import read_texts
from libgraph.records.findings import Reading
from libgraph.records.reading import read_records
from libgraph.workspace import open_workspace

Check = Callable[[], EvidenceReport]
TEXT = "2026 m. gegužės 4 d. į Alfos biblioteką atvyko Jonė Pavyzdė ir dar septyni svečiai.\n"


def sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def source(text: str = TEXT, **more: str) -> str:
    """Return the source of a record file, for a text."""
    told = "".join(f", {name}: {value}" for name, value in more.items())
    return (
        "source: {id: visit, type: NewsItem, title: {lt: Vizitas}, issued: 2026-05-05, language: lt, "
        f"sha256: {sha256(text)}{told}}}\n"
    )


def at(part: str, text: str = TEXT) -> str:
    """Return the position of a part of a text, as records write it."""
    start = text.index(part)
    return f"[[{start}, {start + len(part)}]]"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "libgraph.toml").write_text("", "utf-8")
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "a.txt").write_bytes(TEXT.encode())
    return tmp_path


@pytest.fixture
def reading_of(root: Path, shipped_model: Model) -> Callable[[], Reading]:
    return lambda: read_records(open_workspace(root), shipped_model)


@pytest.fixture
def check(root: Path, reading_of: Callable[[], Reading]) -> Check:
    """Return a function that holds the records of the workspace against its texts."""
    return lambda: check_texts(reading_of(), read_texts(root / "texts"))
