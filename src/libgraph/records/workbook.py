"""XLSX workbooks: looked into before they are unpacked, then read sheet by sheet."""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, Final
from xml.etree import ElementTree

from libgraph.records.characters import sign, unfit_in
from libgraph.records.tables import Problem, Table, cell_name, table_of

_MAX_CELLS: Final = 3_000_000
_CELL: Final = re.compile(rb"<(?:\w+:)?c\s([^>]*?)(/?)>")
_PLACE: Final = re.compile(rb'\br="([A-Z]{1,3})([0-9]{1,7})"')
_FORMULA: Final = re.compile(rb"\s*<(?:\w+:)?f\b[^>]*?(?:/>|>.*?</(?:\w+:)?f>)", re.DOTALL)
_VALUE: Final = re.compile(rb"\s*<(?:\w+:)?v\b[^>]*>[^<]")
_RELATION: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


@dataclass(frozen=True, slots=True)
class Workbook:
    """The tables of a workbook, or what keeps it from being read.

    Attributes
    ----------
    tables : tuple of Table
    problems : tuple
        (code, data, row, column) of the workbook as a whole.
    """

    tables: tuple[Table, ...] = ()
    problems: tuple[Problem, ...] = ()


class _Unusable(Exception):
    """The workbook cannot be read; carries the problem."""


def read_xlsx(content: bytes, max_bytes: int) -> Workbook:
    """Read the sheets of a workbook; it is measured before it is unpacked."""
    try:
        found = _looked_into(content, max_bytes)
        rows = _rows(content, [name for name in found if not _too_large(found[name])])
    except _Unusable as unusable:
        return Workbook(problems=(unusable.args[0],))
    return Workbook(tuple(_sheet(name, rows.get(name), problems) for name, problems in found.items()))


def _too_large(problems: Sequence[Problem]) -> bool:
    return any(code == "table-too-large" for code, *_ in problems)


def _looked_into(content: bytes, max_bytes: int) -> dict[str, list[Problem]]:
    """Return sheet name to what is wrong with its cells, from the bytes of the workbook."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            unpacked = sum(entry.file_size for entry in archive.infolist())
            if unpacked > 10 * max_bytes:
                data = {"size": str(unpacked), "limit": str(10 * max_bytes)}
                raise _Unusable(("too-big", data, 1, 1))
            if archive.testzip() is not None:
                raise _Unusable(("xlsx-broken", {}, 1, 1))
            sheets = _sheet_files(archive)
            return {name: list(_cell_problems(archive.read(part))) for name, part in sheets.items()}
    except (zipfile.BadZipFile, ElementTree.ParseError, KeyError, NotImplementedError, RuntimeError,
            ValueError, EOFError, OSError, OverflowError, zlib.error) as error:  # fmt: skip
        raise _Unusable(("xlsx-broken", {}, 1, 1)) from error


def _sheet_files(archive: zipfile.ZipFile) -> dict[str, str]:
    """Return sheet name to the file inside the workbook."""
    links = ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))
    targets = {link.get("Id"): link.get("Target", "") for link in links}
    book = ElementTree.fromstring(archive.read("xl/workbook.xml"))
    sheets = (element for element in book.iter() if element.tag.endswith("}sheet"))
    found = {str(sheet.get("name")): targets.get(sheet.get(_RELATION), "") for sheet in sheets}
    return {
        name: target.lstrip("/") if target.startswith("/") else f"xl/{target}"
        for name, target in found.items()
        if "chartsheets/" not in target
    }


def _cell_problems(xml: bytes) -> Iterator[Problem]:
    """Yield what the values of the cells do not tell: errors, formulas without value, stray cells."""
    last_row = last_column = 0
    for cell in _CELL.finditer(xml):
        place = _PLACE.search(cell.group(1))
        if place is None or cell.group(2) or xml.startswith(b"</", cell.end()):
            continue  # an empty cell, perhaps with a colour
        row, column = int(place.group(2)), _column(place.group(1))
        last_row, last_column = max(last_row, row), max(last_column, column)
        if b't="e"' in cell.group(1):
            yield "xlsx-error", {}, row, column
        formula = _FORMULA.match(xml, cell.end())
        if formula and not _VALUE.match(xml, formula.end()):
            yield "xlsx-formula", {}, row, column
    if last_row * last_column > _MAX_CELLS:
        yield "table-too-large", {"name": cell_name(last_row, last_column)}, last_row, last_column


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = 26 * number + letter - ord("A") + 1
    return number


def _rows(content: bytes, names: Sequence[str]) -> dict[str, tuple[list[list[Any]], list[Any]]]:
    """Return sheet name to its rows and its merged ranges."""
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        sheets = {name: book.get_sheet_by_name(name) for name in book.sheet_names if name in names}
        return {
            name: (sheet.to_python(skip_empty_area=False), list(sheet.merged_cell_ranges or ()))
            for name, sheet in sheets.items()
        }
    except CalamineError as error:
        raise _Unusable(("xlsx-broken", {}, 1, 1)) from error


def _sheet(name: str, read: tuple[list[list[Any]], list[Any]] | None, problems: list[Problem]) -> Table:
    if read is None:
        return Table(name, [], problems=problems)
    rows, merged = read
    texts = [(number, [_text(cell) for cell in row]) for number, row in enumerate(rows, 1)]
    patchy = {row for code, _, row, _ in problems if code in {"xlsx-error", "xlsx-formula"}}
    for (top, left), (bottom, right) in merged:
        data = {"name": f"{cell_name(top + 1, left + 1)}:{cell_name(bottom + 1, right + 1)}"}
        problems.append(("xlsx-merged", data, top + 1, left + 1))
        patchy.update(range(top + 1, bottom + 2))
    for number, row in texts:
        for column, cell in enumerate(row, 1):
            problems += [("control-character", {"sign": sign(c)}, number, column) for c in unfit_in(cell)]
    return replace(table_of(name, texts, problems, []), patchy=patchy)


def _text(value: object) -> str:
    """Return a cell as the text that its writer sees: 12, not 12.0; 2021-03-05, not a timestamp."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == datetime.min.time() else value.isoformat()
    if isinstance(value, date):
        return value.isoformat()
    return str(value)
