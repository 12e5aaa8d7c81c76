"""From record files of one form to another: nothing is written that is not read back the same."""

import os
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from libgraph.errors import FaultyRecords
from libgraph.files import rewrite
from libgraph.model import Model
from libgraph.records.reading import Reading, read_file
from libgraph.records.writing.comments import has_comments
from libgraph.records.writing.errors import (
    NoRecordFiles,
    NotOneSource,
    NotOneTable,
    NotTheSame,
    UnknownTarget,
    WouldOverwrite,
)
from libgraph.records.writing.jsonl import json_lines
from libgraph.records.writing.normal import Item, items_of
from libgraph.records.writing.tables import csv_text, sheets_of
from libgraph.records.writing.workbook import write_xlsx
from libgraph.records.writing.yaml import yaml_files
from libgraph.workspace import RECORD_SUFFIXES, Workspace

FORMS: Final = ("yaml", "csv", "jsonl", "xlsx")
_SUFFIXES: Final = {".yaml": "yaml", ".yml": "yaml", ".csv": "csv", ".jsonl": "jsonl", ".xlsx": "xlsx"}
_ALL: Final = "records"
_NO_LIMIT: Final = 10**12
Said = dict[tuple[str, str], list[Item]]


@dataclass(frozen=True, slots=True)
class Converted:
    """What a conversion wrote.

    Attributes
    ----------
    records : Mapping of Path to int
        Each file with the number of its records.
    commented : tuple of Path
        Files that were read whose comments were left behind.
    aids : int
        How many example rows and sheets of a template were left out.
    """

    records: Mapping[Path, int]
    commented: tuple[Path, ...]
    aids: int = 0


def convert(
    model: Model,
    sources: Sequence[Path],
    target: Path,
    *,
    form: str = "",
    lang: str = "",
    force: bool = False,
) -> Converted:
    """Write the records of some files in another form.

    Parameters
    ----------
    sources : sequence of Path
        Record files, or folders with some.
    target : Path
        A file, whose ending says the form; or a folder, for a file of each source
        (YAML) or each kind (CSV).
    form : str
        For a folder; one of `FORMS`.
    lang : str
        Of the headers of tables; empty for the names that records use.
    force : bool
        Whether files may be written over.

    Raises
    ------
    FaultyRecords
        If a file cannot be read.
    LibgraphError
        If the records cannot be written so (`libgraph.records.writing.errors`).
    """
    files = _record_files(sources)
    reading = _read(model, files)
    items = list(items_of(reading))
    contents = _contents(model, items, target, form, lang)
    for path in contents:
        if path.exists() and not force:
            raise WouldOverwrite(path)
    records = _read_back(model, items, contents)
    for path, content in contents.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        rewrite(path, content)
    return Converted(records, tuple(file for file in files if has_comments(file)), reading.aids)


def _record_files(sources: Iterable[Path]) -> list[Path]:
    files: list[Path] = []
    for source in sources:
        if not source.exists():
            raise NoRecordFiles(source)
        found = Workspace(source).record_files() if source.is_dir() else (source,)
        if not found or not all(file.suffix.lower() in RECORD_SUFFIXES for file in found):
            raise NoRecordFiles(source)
        files += found
    return list(dict.fromkeys(file.absolute() for file in files))


def _read(model: Model, files: Sequence[Path]) -> Reading:
    root = Path(os.path.commonpath([file.parent for file in files]))
    reading = Reading(Workspace(root), model)
    for file in files:
        read_file(reading, file)
    grave = [fault for fault in reading.told() if not fault.warning]
    if grave:
        raise FaultyRecords(grave)
    return reading


def _contents(model: Model, items: list[Item], target: Path, form: str, lang: str) -> dict[Path, bytes]:
    """Return the path and bytes of each file to be written."""
    suffix = target.suffix.lower()
    folder = not suffix or target.is_dir()
    form = form if folder and form else "yaml" if folder else _SUFFIXES.get(suffix, "")
    if not form:
        raise UnknownTarget(target.name, ", ".join(f".{known}" for known in FORMS))
    texts: dict[str, str] = {}
    match form:
        case "xlsx":
            sheets = sheets_of(model, items, lang, formulas=False)
            return {target / f"{_ALL}.xlsx" if folder else target: write_xlsx(sheets)}
        case "jsonl":
            texts = {_ALL: json_lines(model, items)}
        case "csv":
            tables = sheets_of(model, items, lang, formulas=True)
            texts = {
                table.name: csv_text(table.header, (row for row, _ in table.rows), lang) for table in tables
            }
        case _:
            texts = yaml_files(model, items)
    if not folder and len(texts) > 1:
        raise NotOneTable(", ".join(texts)) if form == "csv" else NotOneSource(len(texts), ", ".join(texts))
    ending = form if folder else ""
    return {target / f"{name}.{ending}" if folder else target: text.encode() for name, text in texts.items()}


def _read_back(model: Model, items: Iterable[Item], contents: Mapping[Path, bytes]) -> dict[Path, int]:
    """Read what would be written; return the number of records of each file.

    Raises
    ------
    NotTheSame
        If a record would be lost or changed.
    """
    counts: dict[Path, int] = {}
    found: list[Item] = []
    with tempfile.TemporaryDirectory(prefix="libgraph-") as folder:
        for path, content in contents.items():
            copy = Path(folder) / path.name
            copy.write_bytes(content)
            reading = Reading(Workspace(Path(folder), max_file_bytes=_NO_LIMIT), model)
            read_file(reading, copy)
            counts[path] = len(reading.records)
            found += items_of(reading)
    first = next(iter(contents))
    said, again = _by_source(items), _by_source(found)
    for key, group in said.items():
        for place, item in enumerate(group):
            if place >= len(again.get(key, ())) or again[key][place].data != item.data:
                raise NotTheSame(item.where, first)
    if sum(map(len, said.values())) != len(found):
        raise NotTheSame(first.name, first)
    return counts


def _by_source(items: Iterable[Item]) -> Said:
    said: Said = {}
    for item in items:
        said.setdefault((item.source, item.kind.name), []).append(item)
    return said
