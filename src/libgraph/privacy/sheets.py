"""Emptying cells and rows of CSV texts and of workbooks, and leaving the rest as it is."""

import io
import re
import zipfile
from collections.abc import Collection, Iterator, Mapping
from typing import Any, Final

Cell = tuple[int, int]
_DRAWN: Final = re.compile(r"xl/(charts|drawings|media|pivotTables|slicers|embeddings|ctrlProps)/")


def csv_without(text: str, separator: str, rows: Collection[int], cells: Mapping[Cell, str]) -> str:
    """Return a CSV text without some rows, and with other texts in some cells.

    Parameters
    ----------
    rows : collection of int
        Numbers of the lines that rows begin in, from 1.
    cells : Mapping of (row, column) to text
        Columns count from 0.
    """
    kept: list[str] = []
    for line, start, end, fields in _rows(text, separator):
        if line in rows:
            continue
        here = start
        for column, (first, last) in enumerate(fields):
            if (line, column) in cells:
                kept += [text[here:first], _quoted(cells[line, column], text[first:last], separator)]
                here = last
        kept.append(text[here:end])
    return "".join(kept)


def _rows(text: str, separator: str) -> Iterator[tuple[int, int, int, list[tuple[int, int]]]]:
    """Yield line, start, end and the spans of the cells of each row."""
    plain = f"[^{re.escape(separator)}\r\n]*"
    field = re.compile(rf'"(?:[^"]|"")*"{plain}|{plain}')
    at, line = 0, 1
    while at < len(text):
        start, fields = at, []
        while True:
            found = field.match(text, at)
            end = found.end() if found else at
            fields.append((at, end))
            at = end + 1
            if text[end : end + 1] != separator:
                break
        at = end + 2 if text.startswith("\r\n", end) else min(end + 1, len(text))
        yield line, start, at, fields
        line += len(re.findall(r"\r\n|\r|\n", text[start:at]))


def _quoted(text: str, before: str, separator: str) -> str:
    """Return a cell in quotes if it had them, or needs them."""
    if text and (before.startswith('"') or re.search(rf'["\r\n{re.escape(separator)}]', text)):
        return '"' + text.replace('"', '""') + '"'
    return text


def xlsx_without(
    content: bytes, rows: Collection[tuple[str, int]], cells: Mapping[tuple[str, int, int], str]
) -> bytes:
    """Return a workbook with some rows emptied, and other texts in some cells (columns from 0).

    Rows are emptied, not deleted, so that what stands below them keeps its place.

    Raises
    ------
    ValueError
        If the workbook has charts or pictures, which would be lost.
    """
    import openpyxl

    book = openpyxl.load_workbook(io.BytesIO(content), rich_text=True)
    for sheet, row in rows:
        for cell in book[sheet][row]:
            _set(cell, "")
    for (sheet, row, column), text in cells.items():
        _set(book[sheet].cell(row, column + 1), text)
    out = io.BytesIO()
    book.save(out)
    lost = _members(content) - _members(out.getvalue())
    if lost:
        raise ValueError(f"it holds {sorted(lost)[0]}, which would be lost")
    return out.getvalue()


def _set(cell: Any, text: str) -> None:
    if type(cell).__name__ != "MergedCell":
        cell.value = text or None
        cell.hyperlink = None
    cell.comment = None


def _members(content: bytes) -> set[str]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name for name in archive.namelist() if _DRAWN.match(name)}
