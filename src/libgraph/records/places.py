"""From a path inside a record file to the line and column a person can go to."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from libgraph.records.record import At
from libgraph.records.yaml_file import Mark, YamlFile, read_yaml


@dataclass(slots=True)
class Places:
    """Positions in the files of a workspace, found only for files that have faults.

    Attributes
    ----------
    columns : Mapping
        For tables: file to sheet to header to column number.
    """

    columns: Mapping[Path, Mapping[str, Mapping[str, int]]] = field(default_factory=dict)
    _files: dict[tuple[Path, int], YamlFile] = field(default_factory=dict)

    def find(self, file: Path, at: At, *, key: bool = False) -> Mark:
        """Return line and column, counted from 1, of the value (or key) at a path.

        Where the path names something absent, the nearest thing around it is taken.
        """
        suffix = file.suffix.lower()
        if suffix in {".csv", ".xlsx"}:
            return self._cell(file, at)
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
            text = file.read_text("utf-8-sig", errors="replace")
            # a line of JSON is flow-style YAML, as far as positions go
            self._files[file, line] = read_yaml(text.split("\n")[line - 1] if line else text)
        return self._files[file, line]

    def _cell(self, file: Path, at: At) -> Mark:
        if len(at) < 2:
            return 1, 1
        sheet, row, path = str(at[0]), int(at[1]), at[2:]
        columns = self.columns.get(file, {}).get(sheet, {})
        while path:
            for header in (".".join(map(str, path)), ".".join(_from_one(path))):
                if header in columns:
                    return row, columns[header]
            path = path[:-1]
        return row, 1


def _from_one(path: At) -> list[str]:
    return [str(step + 1) if isinstance(step, int) else step for step in path]


def cell_name(row: int, column: int) -> str:
    """Return the name of a cell as spreadsheets show it.

    Examples
    --------
    >>> cell_name(7, 28)
    'AB7'
    """
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return f"{letters}{row}"
