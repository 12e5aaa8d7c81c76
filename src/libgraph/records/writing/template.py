"""Templates: empty tables derived from the model, with what helps to fill them in."""

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from libgraph.messages import LANGUAGES, messages, pick
from libgraph.model import Field, Kind, Model, Value
from libgraph.records.aids import LISTS, Aids, example_mark, help_sheet
from libgraph.records.ids import Ids
from libgraph.records.tables import Steps, is_number
from libgraph.records.words import OWN, sheet_name
from libgraph.records.writing.choices import Choices
from libgraph.records.writing.tables import csv_text, header_of
from libgraph.records.writing.workbook import book_bytes, text_cell, width_of

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_COPIES: Final = 3
_ROWS: Final = 1_048_576
_NEEDED: Final = {"fill": "1F4E5F", "font": "FFFFFF"}
_OTHER: Final = {"fill": "DCE9EE", "font": "1F2D33"}
_GREY: Final = "7A7A7A"
_NOTE: Final = (320, 170)
_HELP: Final = (
    "help-title", "help-sheets", "help-needed", "help-example", "help-id", "help-source", "help-lists",
    "help-several", "help-languages", "help-columns", "help-dates", "help-check",
)  # fmt: skip


def template_paths(model: Model, kind: Kind, lang: str, *, below: bool = False) -> Iterator[Steps]:
    """Yield the path of each column in the template of a kind."""
    if kind.section:
        own = () if kind.identified_by else ("id",) if kind.name == "source" else ("id", "about")
        yield from ((name,) for name in own)
        if kind.name != "source":
            yield ("source",)
    for spec in kind.fields.values():
        if spec.value is Value.LANG_TEXT:
            tags = [lang] if below else [lang, *(tag for tag in LANGUAGES if tag != lang)]
            yield from ((spec.name, tag) for tag in tags if not spec.languages or tag in spec.languages)
        elif spec.value is Value.NESTED:
            yield from _nested(model, spec, lang)
        else:
            yield (spec.name,)


def _nested(model: Model, spec: Field, lang: str) -> Iterator[Steps]:
    kind = model.kind(spec.kinds[0])
    copies = min(spec.maximum or _COPIES, _COPIES)
    if copies == 1 and [kind.scalar] == list(kind.fields):
        yield (spec.name,)
        return
    for number in range(1, copies + 1):
        for path in template_paths(model, kind, lang, below=True):
            yield (spec.name, str(number), *path)


def template_csv(model: Model, kind: Kind, lang: str) -> bytes:
    """Return a table with a header alone, separated as spreadsheets of the language expect."""
    header = [header_of(model, kind, path, lang) for path in template_paths(model, kind, lang)]
    return csv_text(header, (), lang).encode()


def template_xlsx(model: Model, kinds: Sequence[Kind], lang: str, ids: Ids | None = None) -> bytes:
    """Return a workbook with a sheet for each kind.

    Parameters
    ----------
    ids : Ids, optional
        The known ids, to be offered in lists.
    """
    from openpyxl import Workbook

    book = Workbook()
    page = book.active
    assert page is not None
    page.title = help_sheet(lang)
    _write_help(page, model, lang)
    choices = Choices(model, lang, ids)
    aids = Aids(model)
    for kind in kinds:
        _write_sheet(book.create_sheet(sheet_name(kind, lang)), model, kind, lang, aids, choices)
    lists = book.create_sheet(LISTS)
    lists.sheet_state = "hidden"
    for place, options in enumerate(choices.lists, 1):
        for row, option in enumerate((str(place), *options), 1):
            text_cell(lists.cell(row, place), option)
    return book_bytes(book)


def _write_help(page: "Worksheet", model: Model, lang: str) -> None:
    from openpyxl.styles import Alignment, Font

    say = messages(lang).say
    page.column_dimensions["A"].width = 100
    sources = sheet_name(model.kinds["source"], lang)
    for row, key in enumerate(_HELP, 1):
        cell = text_cell(page.cell(row, 1), say(key, mark=example_mark(lang), sources=sources))
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        cell.font = Font(bold=row == 1, size=14 if row == 1 else 11)


def _write_sheet(
    page: "Worksheet", model: Model, kind: Kind, lang: str, aids: Aids, choices: Choices
) -> None:
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    paths = list(template_paths(model, kind, lang))
    for place, path in enumerate(paths, 1):
        letter = get_column_letter(place)
        name, example = header_of(model, kind, path, lang), aids.example(kind, path, lang)
        column = page.column_dimensions[letter]
        column.width, column.number_format = width_of([name, example]), "@"
        _write_head(page.cell(1, place), model, kind, path, name, example, lang)
        if place == 1 or example:
            cell = text_cell(page.cell(2, place), example_mark(lang) if place == 1 else example)
            cell.font = Font(italic=True, color=_GREY)
        rule = choices.rule(kind, path)
        if rule:
            page.add_data_validation(rule)
            rule.add(f"{letter}2:{letter}{_ROWS}")
    page.freeze_panes = "B2"
    page.auto_filter.ref = f"A1:{get_column_letter(len(paths))}{_ROWS}"


def _write_head(cell: Any, model: Model, kind: Kind, path: Steps, name: str, example: str, lang: str) -> None:
    from openpyxl.comments import Comment
    from openpyxl.styles import Alignment, Font, PatternFill

    needed = _is_needed(kind, path)
    colours: Mapping[str, str] = _NEEDED if needed else _OTHER
    text_cell(cell, name)
    cell.font = Font(bold=True, color=colours["font"])
    cell.fill = PatternFill("solid", fgColor=colours["fill"])
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    cell.comment = Comment(_note(model, kind, path, example, needed, lang), "libgraph")
    cell.comment.width, cell.comment.height = _NOTE


def _is_needed(kind: Kind, path: Steps) -> bool:
    spec = kind.fields.get(path[0])
    if spec is None:
        return path[0] in {"id", "source"}
    return bool(spec.minimum)


def _note(model: Model, kind: Kind, path: Steps, example: str, needed: bool, lang: str) -> str:
    """Return what is said of a column: what belongs there, whether it is needed, an example."""
    say = messages(lang).say
    spec = _spec(model, kind, path)
    lines = [say(f"note-{path[0]}")] if spec is None and path[0] in OWN else []
    if spec:
        definition, message = pick(spec.definitions, lang), pick(spec.messages, lang)
        lines += [definition, message]
        if spec.many and spec.value not in {Value.EVIDENCE, Value.NESTED, Value.LANG_TEXT}:
            lines.append(say("template-several"))
    if needed:
        lines.append(say("template-needed"))
    if example:
        lines.append(say("template-such-as", value=example))
    return "\n".join(line for line in lines if line)


def _spec(model: Model, kind: Kind, path: Steps) -> Field | None:
    """Return the field that a path ends in."""
    spec = kind.fields.get(path[0])
    rest = path[2:] if path[1:] and is_number(path[1]) else path[1:]
    if spec and spec.value is Value.NESTED and rest:
        return _spec(model, model.kind(spec.kinds[0]), rest)
    return spec
