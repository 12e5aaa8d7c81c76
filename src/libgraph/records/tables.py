"""CSV and XLSX record files: one kind a table, one record a row.

A header is a field, or a dotted path into the record: `label.lt`,
`participations.1.role`, `evidence.date`; what each stands for is found in
`libgraph.records.columns`, what a cell holds in `libgraph.records.cells`.
"""

import csv
import io
import re
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from libgraph.records.record import At

Problem = tuple[str, dict[str, str], int, int]
Steps = tuple[str, ...]
Column = tuple[int, Steps, Callable[[str], Any]]
_MAX_COLUMNS: Final = 1_000
_FEWEST_COLUMNS: Final = 3  # of a header; each record has an id, a source and a name
_NUMBER: Final = re.compile(r"[0-9]{1,6}\Z")


@dataclass(frozen=True, slots=True)
class Table:
    """A header and its rows, all texts.

    Attributes
    ----------
    name : str
        Sheet name, or the stem of the file.
    header : list of str
    separator : str
        What stands between the cells of a row; empty for a workbook.
    first : int
        The number of the row that the header is in.
    rows : list of (row number, cells)
        Numbered as people see them, from 1.
    problems : list
        (code, data, row, column).
    lost : list of str
        Texts of rows that could not be read.
    patchy : set of int
        Rows with a cell whose value is not known; what they lack is not told.
    paths : sequence of Steps
        The path into the record that each column stands for; empty for one that cannot be used.
    row_paths : dict
        The same for single rows, in a table whose rows are of several kinds.
    """

    name: str
    header: list[str]
    separator: str = ""
    first: int = 1
    rows: list[tuple[int, list[str]]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)
    patchy: set[int] = field(default_factory=set)
    paths: Sequence[Steps] = ()
    row_paths: dict[int, Sequence[Steps]] = field(default_factory=dict)

    def paths_in(self, row: int) -> Sequence[Steps]:
        """Return the path that each column stands for in a row."""
        return self.row_paths.get(row, self.paths)


def read_csv(text: str, name: str) -> Table:
    """Read a CSV text; the first line with a comma, semicolon or tab says which of them separates cells."""
    told = re.match(r"sep=([,;\t])\r?\n", text)  # a line for Excel
    found = re.search(r"[,;\t]", text)  # above its line there may be a title
    first = text[text.rfind("\n", 0, found.start()) + 1 :].split("\n", 1)[0] if found else ""
    separator = told.group(1) if told else max(",;\t", key=first.count)
    rows: list[tuple[int, list[str]]] = []
    problems: list[Problem] = []
    lost: list[str] = []
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    start = 1
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            break
        except csv.Error as error:
            problems.append(_csv_problem(error, start))
            lost.append(text)
            break
        if not (told and start == 1):
            rows.append((start, cells))
        start = reader.line_num + 1
    return table_of(name, rows, problems, lost, separator)


def _csv_problem(error: csv.Error, line: int) -> Problem:
    if "field larger than" in str(error):
        return "csv-long-cell", {"limit": str(csv.field_size_limit())}, line, 1
    return "csv-quote", {}, line, 1


def table_of(
    name: str,
    rows: Sequence[tuple[int, list[str]]],
    problems: list[Problem],
    lost: list[str],
    separator: str = "",
) -> Table:
    """Return the table of some rows; the first that is not blank is the header."""
    filled = [(number, cells) for number, cells in rows if any(cell.strip() for cell in cells)]
    if not filled:
        return Table(name, [], separator, problems=problems, lost=lost)
    first, header = filled[0][0], [cell.strip() for cell in filled[0][1]]
    if _is_title(filled):
        data = {"name": next(cell for cell in header if cell)}
        told = [problem for problem in problems if problem[2] != first]  # that its cells are merged
        lost += [cell for _, cells in filled for cell in cells]
        return Table(name, [], separator, first, [], [*told, ("title-row", data, first, 1)], lost)
    while header and not header[-1]:
        header.pop()
    if len(header) > _MAX_COLUMNS:
        problems.append(("table-too-large", {"name": cell_name(first, len(header))}, first, len(header)))
        return Table(name, [], separator, first, problems=problems, lost=lost)
    if not separator:
        header += [""] * (max(len(cells) for _, cells in filled) - len(header))
    good: list[tuple[int, list[str]]] = []
    for number, cells in filled[1:]:
        beyond = next((place for place in range(len(header), len(cells)) if cells[place].strip()), None)
        if beyond is not None or len(cells) < len(header):
            data = {"got": str(len(cells)), "expected": str(len(header))}
            problems.append(("ragged-row", data, number, len(cells) if beyond is None else beyond + 1))
            lost.extend(cells)
        else:
            good.append((number, cells[: len(header)]))
    nameless = [place for place, told in enumerate(header) if not told]
    for place in nameless:
        if any(cells[place].strip() for _, cells in good):
            problems.append(("nameless-column", {}, first, place + 1))
    stray = [cells for _, cells in good if nameless and not any(map(str.strip, _named(header, cells)))]
    if stray:  # that is told of their columns
        lost += [cell for cells in stray for cell in cells]
        good = [(number, cells) for number, cells in good if cells not in stray]
    return Table(name, header, separator, first, good, problems, lost)


def _is_title(filled: Sequence[tuple[int, list[str]]]) -> bool:
    """Say whether the first row is a title above the header: one cell, and below it rows with several."""
    counts = [sum(bool(cell.strip()) for cell in cells) for _, cells in filled[:2]]
    return counts[0] == 1 and counts[-1] >= _FEWEST_COLUMNS


def _named(header: Sequence[str], cells: Sequence[str]) -> Iterator[str]:
    """Yield the cells whose column has a name."""
    return (cell for told, cell in zip(header, cells, strict=False) if told)


def steps_of(header: str) -> Steps:
    """Return the steps that a header is made of.

    Examples
    --------
    >>> steps_of("participations.1.role")
    ('participations', '1', 'role')
    """
    return tuple(step.strip() for step in header.split("."))


def is_number(step: str) -> bool:
    """Say whether a step of a path counts the values of a list."""
    return bool(_NUMBER.match(step))


def clashes(paths: Sequence[Steps]) -> Iterator[tuple[int, int]]:
    """Yield (place, other place) for each column that cannot stand beside an earlier one.

    Evidence of a whole record may stand beside that of its fields: no row has both.
    """
    below: dict[Steps, tuple[bool, int]] = {}
    ends: dict[Steps, int] = {}
    for place, path in enumerate(paths):
        steps = (*path, "") if path[-1:] == ("evidence",) else path
        if not steps:
            continue
        found = [ends.get(steps), below.get(steps, (False, None))[1]]
        for cut in range(1, len(steps)):
            counted, earlier = below.get(steps[:cut], (is_number(steps[cut]), None))
            found += [ends.get(steps[:cut]), earlier if counted != is_number(steps[cut]) else None]
        other = next((earlier for earlier in found if earlier is not None), None)
        if other is not None:
            yield place, other
            continue
        ends[steps] = place
        for cut in range(1, len(steps)):
            below.setdefault(steps[:cut], (is_number(steps[cut]), place))


def record_in(cells: Sequence[str], columns: Sequence[Column]) -> tuple[dict[str, Any], list[int]]:
    """Return the record in a row, and the places of cells that other cells leave no room for."""
    record: dict[str, Any] = {}
    homeless: list[int] = []
    nested = False
    for place, steps, read in columns:
        cell = cells[place]
        if not cell or cell.isspace():
            continue
        if len(steps) == 1 and steps[0] not in record:
            record[steps[0]] = read(cell)
            continue
        nested = True
        if not _put(record, steps, read(cell)):
            homeless.append(place)
    return (_lists(record) if nested else record), homeless


def _put(record: dict[str, Any], path: Steps, value: Any) -> bool:
    for step in path[:-1]:
        below = record.setdefault(step, {})
        if not isinstance(below, dict):
            return False
        record = below
    return record.setdefault(path[-1], value) is value


def _lists(value: Any) -> Any:
    """Turn mappings whose keys are all numbers into lists, in the order of the numbers."""
    if not isinstance(value, dict):
        return value
    below = {key: _lists(item) for key, item in value.items()}
    if below and all(is_number(key) for key in below):
        return [below[key] for key in sorted(below, key=int)]
    return below


def columns_in(paths: Sequence[Steps], cells: Sequence[str]) -> dict[At, int]:
    """Return the column (from 0) of each path in the record of a row, as `record_in` makes it."""
    filled = {
        steps: place
        for place, steps in enumerate(paths)
        if steps and cells[place : place + 1] and cells[place].strip()
    }
    return {_numbered(steps, filled): place for steps, place in filled.items()}


def empty_columns_in(paths: Sequence[Steps], cells: Sequence[str]) -> dict[At, int]:
    """Return the column (from 0) of each path that has no value in the record of a row."""
    filled = {steps for place, steps in enumerate(paths) if cells[place : place + 1] and cells[place].strip()}
    return {
        _numbered(steps, {*filled, steps}): place
        for place, steps in enumerate(paths)
        if steps and steps not in filled
    }


def _numbered(steps: Steps, filled: Collection[Steps]) -> At:
    path: list[str | int] = []
    for cut, step in enumerate(steps):
        if is_number(step):
            beside = {int(other[cut]) for other in filled if other[:cut] == steps[:cut] and len(other) > cut}
            path.append(sorted(beside).index(int(step)))
        else:
            path.append(step)
    return tuple(path)


def cell_marks(lines: Sequence[str], separator: str, row: int) -> list[tuple[int, int]]:
    """Return line and column, from 1, of the cells of a CSV text whose row begins at line `row`.

    Examples
    --------
    >>> cell_marks(["id,name", 'x,"two', 'lines",z'], ",", 2)
    [(2, 1), (2, 3), (3, 8)]
    """
    marks, whole, quoted, line = [(row, 1)], False, False, row
    while line <= len(lines):
        for column, char in enumerate(lines[line - 1], 1):
            if char == '"' and (whole or marks[-1] == (line, column)):  # elsewhere it is a sign like others
                whole, quoted = True, not quoted
            elif char == separator and not quoted:
                marks.append((line, column + 1))
                whole = False
        if not quoted:
            break
        line += 1
    return marks


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
