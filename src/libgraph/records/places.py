"""From a path inside a record file to the line and column a person can go to."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Final

from libgraph.records.characters import UNFIT
from libgraph.records.record import At
from libgraph.records.tables import Table, cell_marks, cell_name, columns_in, empty_columns_in, steps_of
from libgraph.records.yaml_file import Mark, YamlFile, read_yaml

__all__ = ["TABLES", "YAML", "Places", "cell_name"]

# what JSON writes and YAML cannot read, of the same length in both
_JSON_ONLY: Final = re.compile(r"\\/|\\u[dD][89a-fA-F][0-9a-fA-F]{2}|\t")
TABLES: Final = frozenset({".csv", ".xlsx"})
YAML: Final = frozenset({".yaml", ".yml"})


@dataclass(slots=True)
class Places:
    """Positions in the files of a workspace, found only for files that have faults.

    Attributes
    ----------
    tables : dict
        For tables: file to sheet to table.
    """

    tables: dict[Path, dict[str, Table]] = field(default_factory=dict)
    _lines: dict[Path, list[str]] = field(default_factory=dict)
    _files: dict[tuple[Path, int], YamlFile] = field(default_factory=dict)
    _rows: dict[tuple[Path, str], dict[int, list[str]]] = field(default_factory=dict)
    _columns: tuple[tuple[Path, str, int], Mapping[At, int]] = ((Path(), "", 0), MappingProxyType({}))
    _marks: tuple[tuple[Path, int], list[Mark]] = ((Path(), 0), [])

    def forget(self, file: Path) -> None:
        """Forget a file that was changed or is gone."""
        self.tables.pop(file, None)
        self._lines.pop(file, None)
        self._files = {key: parsed for key, parsed in self._files.items() if key[0] != file}
        self._rows = {key: rows for key, rows in self._rows.items() if key[0] != file}
        self._columns = (Path(), "", 0), MappingProxyType({})
        self._marks = (Path(), 0), []

    def find(self, file: Path, at: At, *, key: bool = False) -> Mark:
        """Return line and column, counted from 1, of the value (or key) at a path.

        Where the path names something absent, the nearest thing around it is taken.
        """
        suffix = file.suffix.lower()
        if suffix in TABLES:
            return self.cell(file, at)[0]
        if suffix == ".jsonl":
            line = int(at[0]) if at else 1
            return line, self._marked(file, line, at[1:], key)[1]
        return self._marked(file, 0, at, key)

    def _marked(self, file: Path, line: int, at: At, key: bool) -> Mark:
        parsed = self._parsed(file, line)
        if key and at in parsed.keys:
            return parsed.keys[at]
        while at and at not in parsed.marks:
            at = at[:-1]
        return parsed.marks.get(at, (1, 1))

    def _parsed(self, file: Path, line: int) -> YamlFile:
        if (file, line) not in self._files:
            lines = self._text(file)
            # a line of JSON is flow-style YAML, as far as positions go
            text = _JSON_ONLY.sub(_same_length, "".join(lines[line - 1 : line])) if line else "\n".join(lines)
            self._files[file, line] = read_yaml(text)
        return self._files[file, line]

    def _text(self, file: Path) -> list[str]:
        if file not in self._lines:
            try:
                text = file.read_bytes().decode("utf-8-sig", "replace")
            except OSError:  # taken away since it was read
                text = ""
            self._lines[file] = UNFIT.sub("", text).split("\n")
        return self._lines[file]

    def columns(self, file: Path, sheet: str, row: int) -> Mapping[At, int]:
        """Return the column (from 0) of each path in the record of a row."""
        return self._row(file, self.tables[file][sheet], row)

    def cell(self, file: Path, at: At) -> tuple[Mark, str, str]:
        """Return line and column, sheet and cell, and the header of what stands at a path in a table."""
        if len(at) < 2:
            return (1, 1), "", ""
        sheet, row, path = str(at[0]), int(at[1]), at[2:]
        table = self.tables.get(file, {}).get(sheet) or Table(sheet, [])
        place, header = self._column(file, table, row, path)
        return *self.at_cell(file, table, row, place), header

    def _column(self, file: Path, table: Table, row: int, path: At) -> tuple[int, str]:
        """Return the column (from 0) that holds what stands at a path in a row, and its header."""
        columns = self._row(file, table, row)
        cells = self._rows[file, table.name].get(row, ())
        for cut in range(len(path), 0, -1):
            here = sorted(place for found, place in columns.items() if found[:cut] == path[:cut])
            if not here and cut == len(path):
                empty = empty_columns_in(table.paths_in(row), cells)
                here = sorted(place for found, place in empty.items() if found[:cut] == path)
            if here:
                return here[0], ".".join(steps_of(table.header[here[0]])[:cut])
        return 0, ".".join(map(str, path))

    def _row(self, file: Path, table: Table, row: int) -> Mapping[At, int]:
        key = file, table.name
        if key not in self._rows:
            self._rows[key] = dict(table.rows)
        if self._columns[0] != (*key, row):
            self._columns = (*key, row), columns_in(table.paths_in(row), self._rows[key].get(row, ()))
        return self._columns[1]

    def at_cell(self, file: Path, table: Table, row: int, place: int) -> tuple[Mark, str]:
        """Return line and column of a cell; for a workbook, its row and column, and sheet and name."""
        if file.suffix.lower() == ".xlsx":
            return (row, place + 1), f"{table.name}!{cell_name(row, place + 1)}"
        if self._marks[0] != (file, row):
            self._marks = (file, row), cell_marks(self._text(file), table.separator, row)
        marks = self._marks[1]
        return marks[place] if place < len(marks) else marks[0], ""


def _same_length(match: re.Match[str]) -> str:
    return " " * len(match.group())
