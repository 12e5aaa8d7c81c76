"""CSV and XLSX record files: one kind a table, one record a row.

A header is a field name, or a dotted path into the record: `label.lt`,
`participations.1.role`, `evidence.date`. Several values of a field are
separated by ` | `; positions of evidence are written `10-20`.
"""

import csv
import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

Problem = tuple[str, dict[str, str], int, int]
_RANGE: Final = re.compile(r"\s*(\d+)\s*[-–]\s*(\d+)\s*\Z")
_MAX_COLUMNS: Final = 1_000


@dataclass(frozen=True, slots=True)
class Table:
    """A header and its rows, all texts.

    Attributes
    ----------
    name : str
        Sheet name, or the stem of the file.
    header : list of str
    rows : list of (row number, cells)
        Numbered as people see them, from 1; the header is row 1.
    problems : list
        (code, data, row, column).
    """

    name: str
    header: list[str]
    rows: list[tuple[int, list[str]]]
    problems: list[Problem]


def read_csv(text: str, name: str) -> Table:
    """Read a CSV text; the separator is the comma, semicolon or tab that the first line has most of."""
    first = text.split("\n", 1)[0]
    separator = max(",;\t", key=first.count)
    rows: list[tuple[int, list[str]]] = []
    problems: list[Problem] = []
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    start = 1
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            break
        except csv.Error as error:
            problems.append(("csv-syntax", {"detail": str(error)}, start, 1))
            break
        rows.append((start, cells))
        start = reader.line_num + 1
    return _table(name, rows, problems)


def _table(name: str, rows: list[tuple[int, list[str]]], problems: list[Problem]) -> Table:
    filled = [(number, cells) for number, cells in rows if any(cell.strip() for cell in cells)]
    if not filled:
        return Table(name, [], [], problems)
    header = [cell.strip() for cell in filled[0][1]]
    while header and not header[-1]:
        header.pop()
    good: list[tuple[int, list[str]]] = []
    for number, cells in filled[1:]:
        extra = cells[len(header) :]
        if any(cell.strip() for cell in extra) or (len(cells) < len(header) and len(cells) > 1):
            data = {"got": str(len(cells)), "expected": str(len(header))}
            problems.append(("ragged-row", data, number, min(len(cells), len(header)) or 1))
        else:
            good.append((number, cells[: len(header)]))
    problems += [
        ("duplicate-column", {"name": column}, filled[0][0], place + 1)
        for place, column in enumerate(header)
        if column and column in header[:place]
    ]
    return Table(name, header, good, problems)


def read_xlsx(content: bytes, max_bytes: int) -> tuple[list[Table], list[Problem]]:
    """Read the sheets of a workbook; it is measured before it is unpacked."""
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            unpacked = sum(entry.file_size for entry in archive.infolist())
    except zipfile.BadZipFile:
        return [], [("xlsx-broken", {}, 1, 1)]
    if unpacked > 10 * max_bytes:
        return [], [("too-big", {"size": str(unpacked), "limit": str(10 * max_bytes)}, 1, 1)]
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        sheets = {
            name: book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names
        }
    except CalamineError as error:
        return [], [("csv-syntax", {"detail": str(error)}, 1, 1)]
    return [_sheet(name, rows) for name, rows in sheets.items()], []


def _sheet(name: str, rows: Sequence[Sequence[Any]]) -> Table:
    texts = [(number, [_cell(cell) for cell in row[:_MAX_COLUMNS]]) for number, row in enumerate(rows, 1)]
    return _table(name, texts, [])


def _cell(value: object) -> str:
    """Return a cell as the text that its writer sees: 12, not 12.0; 2021-03-05, not a timestamp."""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, bool):
        return "true" if value else "false"
    text = str(value)
    return text.removesuffix(" 00:00:00") if re.match(r"\d{4}-\d\d-\d\d 00:00:00\Z", text) else text


def records_of(table: Table) -> Iterator[tuple[int, dict[str, Any]]]:
    """Yield (row number, record) with dotted headers unfolded and lists split."""
    for number, cells in table.rows:
        record: dict[str, Any] = {}
        for header, cell in zip(table.header, cells, strict=False):
            if header and cell.strip():
                _put(record, header.split("."), cell.strip())
        yield number, _lists(record)


def _put(record: dict[str, Any], path: list[str], cell: str) -> None:
    for step in path[:-1]:
        below = record.setdefault(step, {})
        if not isinstance(below, dict):
            return
        record = below
    parts = [part.strip() for part in cell.split(" | ")] if " | " in cell else [cell]
    values: list[Any] = (
        [_range(part) for part in parts] if "evidence" in path or path[-1] == "evidence" else parts
    )
    record[path[-1]] = values if len(values) > 1 or isinstance(values[0], list) else values[0]


def _range(part: str) -> Any:
    found = _RANGE.match(part)
    return [found.group(1), found.group(2)] if found else part


def _lists(value: Any) -> Any:
    """Turn mappings whose keys are all numbers into lists, in the order of the numbers."""
    if not isinstance(value, dict):
        return value
    below = {key: _lists(item) for key, item in value.items()}
    if below and all(key.isdigit() for key in below):
        return [below[key] for key in sorted(below, key=int)]
    return below
