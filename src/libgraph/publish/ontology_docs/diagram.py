"""A diagram of classes as SVG: boxes in columns, an arrow from each row to the class it leads to.

The layout is simple and the same each time: a column for what comes first, one for the relations,
one for what they lead to; boxes ordered by where their arrows come from, so that few arrows cross.
"""

from collections.abc import Iterator, Sequence
from html import escape
from typing import Final

from libgraph.publish.ontology_docs.boxes import Box, Columns, Row

_LETTER: Final = 7.3
_BOLD: Final = 8.2
_PAD: Final = 12
_ROW: Final = 24
_HEAD: Final = 32
_GAP: Final = 22
_CHANNEL: Final = 92
_LEGIBLE: Final = 680


class Diagram:
    """A diagram that is laid out.

    Parameters
    ----------
    columns : Columns
    title : str
        What it shows, for those who cannot see it.
    name : str
        Begins the ids inside the SVG, which are then unique on the page.
    """

    def __init__(self, columns: Columns, title: str, name: str) -> None:
        self._boxes, self._title, self._name = columns.boxes, title, name
        self._at: dict[int, tuple[float, float]] = {}
        self._widths = [max(map(_width, (columns.boxes[i] for i in column))) for column in columns.columns]
        self._columns = [list(column) for column in columns.columns]
        self.width = sum(self._widths) + _CHANNEL * (len(self._columns) - 1) + 4
        self._lay_out()

    def _lay_out(self) -> None:
        tallest = max(self._tall(column) for column in self._columns)
        self.height = tallest + 4
        x = 2.0
        for place, column in enumerate(self._columns):
            if place == len(self._columns) - 1 and place > 0:
                column.sort(key=lambda box: (self._pull(box), box))
            y = 2 + (tallest - self._tall(column)) / 2
            for box in column:
                self._at[box] = x, y
                y += _height(self._boxes[box]) + _GAP
            x += self._widths[place] + _CHANNEL

    def _tall(self, column: Sequence[int]) -> float:
        return sum(_height(self._boxes[box]) + _GAP for box in column) - _GAP

    def _pull(self, target: int) -> float:
        """Return the mean height of the rows whose arrows lead to a box."""
        ys = [
            self._row_y(box, place)
            for box in self._at
            for place, row in enumerate(self._boxes[box].rows)
            if row.box == target
        ]
        return sum(ys) / len(ys) if ys else 0.0

    def _row_y(self, box: int, place: int) -> float:
        return self._at[box][1] + _HEAD + place * _ROW + _ROW / 2

    def svg(self) -> str:
        """Return the diagram as an SVG element that stands in a page."""
        label, wide, high = f"{self._name}-title", f"{self.width:.0f}", f"{self.height:.0f}"
        head = (
            f'<svg class="diagram" role="img" aria-labelledby="{label}" viewBox="0 0 {wide} {high}" '
            f'width="{wide}" height="{high}" style="min-width:{min(self.width, _LEGIBLE):.0f}px">'
            f'<title id="{label}">{escape(self._title)}</title>'
        )
        column_of = {box: place for place, column in enumerate(self._columns) for box in column}
        arrows = [
            self._arrow(box, place, row, column_of)
            for box in sorted(self._at)
            for place, row in enumerate(self._boxes[box].rows)
            if row.box >= 0
        ]
        drawn = [self._box(box, self._widths[column_of[box]]) for box in sorted(self._at)]
        return "\n".join([head, *arrows, *drawn, "</svg>"])

    def _arrow(self, box: int, place: int, row: Row, column_of: dict[int, int]) -> str:
        x1 = self._at[box][0] + self._widths[column_of[box]]
        y1 = self._row_y(box, place)
        x2, y2 = self._at[row.box]
        y2 += _HEAD / 2
        if column_of[row.box] > column_of[box]:
            bend = max(36.0, (x2 - x1) / 2)
            curve = (
                f"M{x1:.1f} {y1:.1f}C{x1 + bend:.1f} {y1:.1f} {x2 - bend:.1f} {y2:.1f} {x2 - 7:.1f} {y2:.1f}"
            )
            tip = f"M{x2 - 8:.1f} {y2 - 4.5:.1f}L{x2:.1f} {y2:.1f}L{x2 - 8:.1f} {y2 + 4.5:.1f}Z"
        else:  # back to a box on the left, or in the same column: round its right side
            x2 += self._widths[column_of[row.box]]
            out = max(x1, x2) + 46
            curve = f"M{x1:.1f} {y1:.1f}C{out:.1f} {y1:.1f} {out:.1f} {y2:.1f} {x2 + 7:.1f} {y2:.1f}"
            tip = f"M{x2 + 8:.1f} {y2 - 4.5:.1f}L{x2:.1f} {y2:.1f}L{x2 + 8:.1f} {y2 + 4.5:.1f}Z"
        return f'<path class="line" d="{curve}"/><path class="tip" d="{tip}"/>'

    def _box(self, number: int, width: float) -> str:
        box, (x, y) = self._boxes[number], self._at[number]
        parts = [
            f'<g class="{"box dark" if box.dark else "box"}"><rect class="frame" x="{x:.1f}" y="{y:.1f}" '
            f'width="{width:.1f}" height="{_height(box)}" rx="7"/>'
        ]
        if box.rows:
            low, end = f"{y + _HEAD:.1f}", x + width - 7
            outline = f"M{x:.1f} {low}V{y + 7:.1f}q0-7 7-7H{end:.1f}q7 0 7 7V{low}Z"
            parts.append(f'<path class="head" d="{outline}"/>')
        parts.append(_text(box.label, box.href, x + _PAD, y + 21, "name"))
        for place, row in enumerate(box.rows):
            parts += _row(row, x, x + width, self._row_y(number, place))
        return "".join([*parts, "</g>"])


def _row(row: Row, left: float, right: float, y: float) -> Iterator[str]:
    yield _text(row.label, row.href, left + _PAD, y + 4.5, "row")
    if row.box >= 0:
        yield f'<circle class="port" cx="{right:.1f}" cy="{y:.1f}" r="3.2"/>'
    elif row.named:
        named = escape(row.named)
        yield f'<text class="to" text-anchor="end" x="{right - _PAD:.1f}" y="{y + 4.5:.1f}">{named}</text>'


def _height(box: Box) -> int:
    return _HEAD + _ROW * len(box.rows) + (6 if box.rows else 0)


def _width(box: Box) -> float:
    rows = [len(row.label) + (len(row.named) + 2 if row.named else 0) for row in box.rows]
    return max([len(box.label) * _BOLD, *(letters * _LETTER for letters in rows)]) + 2 * _PAD


def _text(text: str, href: str, x: float, y: float, kind: str) -> str:
    drawn = f'<text class="{kind}" x="{x:.1f}" y="{y:.1f}">{escape(text)}</text>'
    return f'<a href="{escape(href)}">{drawn}</a>' if href else drawn
