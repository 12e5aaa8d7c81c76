"""Rewriting record files: what is to go is named by paths, every other byte stays."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any, Final

from libgraph.errors import LibgraphError
from libgraph.privacy.sheets import csv_without, xlsx_without
from libgraph.privacy.spans import without
from libgraph.records.cells import BAR
from libgraph.records.findings import Reading
from libgraph.records.record import At
from libgraph.records.yaml_file import read_yaml

_BOM: Final = "\ufeff"


class CannotEdit(LibgraphError):
    """A record file cannot be changed without harm to what is to stay."""

    def __init__(self, file: str, reason: str) -> None:
        super().__init__(file, reason)
        self.file, self.reason = file, reason

    def __str__(self) -> str:
        return f"{self.file} cannot be changed safely: {self.reason}. Change it by hand, then run again."


def changed(reading: Reading, file: Path, paths: Collection[At]) -> bytes | None:
    """Return the content of a record file without the values at some paths.

    Returns
    -------
    bytes or None
        None if no record is left, so that the file is to be deleted.

    Raises
    ------
    CannotEdit
        If something else would change.
    """
    records = [record.at for record in reading.records if record.file == file]
    if all(at in paths for at in records):
        return None
    content = file.read_bytes()
    try:
        match file.suffix.lower():
            case ".xlsx":
                rows, cells = _cells(reading, file, paths)
                return xlsx_without(content, rows, cells)
            case ".csv":
                return _encoded(_csv(reading, file, content.decode(), paths), content)
            case ".jsonl":
                return _encoded(_jsonl(content.decode(), paths), content)
            case _:
                return _encoded(_yaml(content.decode("utf-8-sig"), paths), content)
    except ValueError as error:
        raise CannotEdit(reading.name(file), str(error)) from error


def _encoded(text: str, before: bytes) -> bytes:
    bom = _BOM if before.startswith(_BOM.encode()) and not text.startswith(_BOM) else ""
    return (bom + text).encode()


def _yaml(text: str, paths: Collection[At]) -> str:
    new = without(text, paths)
    read = read_yaml(new)
    if read.problems or read.tree != pruned(read_yaml(text).tree, paths):
        raise ValueError("its layout is unusual")
    return new


def _jsonl(text: str, paths: Collection[At]) -> str:
    below: defaultdict[int, set[At]] = defaultdict(set)
    for at in paths:
        below[int(at[0])].add(at[1:])
    lines = text.split("\n")
    kept = [
        without(line, below[number], json=True) if number in below else line
        for number, line in enumerate(lines, 1)
        if () not in below.get(number, ())
    ]
    return "\n".join(kept)


def _csv(reading: Reading, file: Path, text: str, paths: Collection[At]) -> str:
    bom = _BOM if text.startswith(_BOM) else ""
    rows, cells = _cells(reading, file, paths)
    separator = next(iter(reading.places.tables[file].values())).separator
    told = {(row, column): new for (_, row, column), new in cells.items()}
    return bom + csv_without(text.removeprefix(_BOM), separator, {row for _, row in rows}, told)


def _cells(
    reading: Reading, file: Path, paths: Collection[At]
) -> tuple[set[tuple[str, int]], dict[tuple[str, int, int], str]]:
    """Return the rows that go, and the new texts of cells (columns from 0)."""
    rows = {(str(at[0]), int(at[1])) for at in paths if len(at) == 2}
    cells: dict[tuple[str, int, int], str] = {}
    parts: defaultdict[tuple[str, int, int], set[int]] = defaultdict(set)
    for at in paths:
        sheet, row, path = str(at[0]), int(at[1]), at[2:]
        if (sheet, row) in rows:
            continue
        columns = reading.places.columns(file, sheet, row)
        if isinstance(path[-1], int) and path[:-1] in columns:
            parts[sheet, row, columns[path[:-1]]].add(path[-1])
        else:
            below = [place for found, place in columns.items() if found[: len(path)] == path]
            cells |= {(sheet, row, place): "" for place in below}
    for (sheet, row, place), gone in parts.items():
        told = dict(reading.places.tables[file][sheet].rows)[row][place]
        kept = [part for number, part in enumerate(told.strip().split(BAR)) if number not in gone]
        cells.setdefault((sheet, row, place), BAR.join(kept))
    return rows, cells


def pruned(value: Any, paths: Collection[At], at: At = ()) -> Any:
    """Return a value without what stands at some paths, and without what that leaves empty."""
    if not isinstance(value, dict | list):
        return value
    pairs = list(value.items() if isinstance(value, dict) else enumerate(value))
    kept = {
        key: new
        for key, item in pairs
        if (*at, key) not in paths and not _is_emptied(new := pruned(item, paths, (*at, key)), item)
    }
    return kept if isinstance(value, dict) else list(kept.values())


def _is_emptied(new: Any, old: Any) -> bool:
    return new in ({}, []) and old not in ({}, [])


def change_all(reading: Reading, paths: Mapping[Path, Collection[At]]) -> dict[Path, bytes | None]:
    """Return the new content of every file that has something to go."""
    return {file: changed(reading, file, told) for file, told in sorted(paths.items())}
