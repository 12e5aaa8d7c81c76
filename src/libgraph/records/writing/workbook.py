"""Workbooks of text cells, the same bytes for the same content."""

import io
import re
import zipfile
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from libgraph.records.writing.errors import CellTooLong
from libgraph.records.writing.tables import Sheet

if TYPE_CHECKING:
    from openpyxl import Workbook

LONGEST: Final = 32_767
TEXT: Final = "@"
_MADE: Final = datetime(2000, 1, 1)
_PACKED: Final = (1980, 1, 1, 0, 0, 0)
_CODE: Final = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_SAVED: Final = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*")
_NARROW, _WIDE, _SAMPLE = 10, 60, 100


def write_xlsx(sheets: Sequence[Sheet]) -> bytes:
    """Return a workbook with the tables, every cell a text.

    Raises
    ------
    CellTooLong
        If a text is longer than a cell can be.
    """
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    _require_short(sheets)
    book = Workbook(write_only=True)
    for sheet in sheets:
        page = book.create_sheet(sheet.name)
        page.freeze_panes = "A2"
        sample = [cells for cells, _ in sheet.rows[:_SAMPLE]]
        for place, name in enumerate(sheet.header):
            column = page.column_dimensions[get_column_letter(place + 1)]
            column.width = width_of([name, *(cells[place] for cells in sample)])
        heads = [text_cell(WriteOnlyCell(page), name) for name in sheet.header]
        for head in heads:
            head.font = Font(bold=True)
        page.append(heads)
        for cells, _ in sheet.rows:
            page.append([text_cell(WriteOnlyCell(page), cell) if cell else None for cell in cells])
    return book_bytes(book)


def _require_short(sheets: Iterable[Sheet]) -> None:
    for sheet in sheets:
        for cells, item in sheet.rows:
            longest = max(map(len, cells))
            if longest > LONGEST:
                raise CellTooLong(item.where, longest, LONGEST)


def text_cell(cell: Any, text: str) -> Any:
    """Fill in a cell so that it is a text for every program, whatever the text looks like."""
    cell.value = _CODE.sub("_x005F_", text).replace("\r", "_x000D_")
    cell.data_type = "s"
    cell.number_format = TEXT
    return cell


def width_of(texts: Iterable[str]) -> int:
    """Return a width of a column that shows most of the texts."""
    longest = max(len(line) for text in texts for line in text.split("\n"))
    return min(max(longest + 2, _NARROW), _WIDE)


def book_bytes(book: "Workbook") -> bytes:
    """Return a workbook as bytes without the time at which it was made."""
    book.properties.created = _MADE
    book.properties.creator = "libgraph"
    saved, out = io.BytesIO(), io.BytesIO()
    book.save(saved)
    with zipfile.ZipFile(saved) as given, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for entry in given.infolist():
            content = given.read(entry)
            if entry.filename == "docProps/core.xml":
                content = _SAVED.sub(rb"\g<1>" + f"{_MADE.isoformat()}Z".encode(), content)
            made.writestr(zipfile.ZipInfo(entry.filename, _PACKED), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()
