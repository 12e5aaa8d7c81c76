"""Records as tables: a sheet for each kind, a column for each path that some record has."""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from libgraph.messages import LANGUAGES
from libgraph.model import Field, Kind, Model, Value
from libgraph.records.cells import BAR, cell_of
from libgraph.records.tables import Steps, is_number
from libgraph.records.values import plain
from libgraph.records.words import CHOSEN, FIELD_NAMES, OWN, Words, field_name, own_name, sheet_name
from libgraph.records.writing.errors import CannotHold
from libgraph.records.writing.normal import Item

Row = dict[Steps, list[str]]
_LAST: Final = 1_000


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table to be written.

    Attributes
    ----------
    kind : Kind
    name : str
    header : list of str
    rows : list of (cells, the record they are of)
    """

    kind: Kind
    name: str
    header: list[str]
    rows: list[tuple[list[str], Item]]


def sheets_of(model: Model, items: Iterable[Item], lang: str, *, formulas: bool) -> list[Sheet]:
    """Return the tables of records, one for each kind.

    Parameters
    ----------
    lang : str
        Of headers, sheets and the values of lists; empty for the names that records use.
    formulas : bool
        Whether what opens the file would run a text that looks like a formula.

    Raises
    ------
    CannotHold
        If a value has no place in a table.
    """
    by_kind: dict[str, list[Item]] = {}
    for item in items:
        by_kind.setdefault(item.kind.name, []).append(item)
    words = Words(model)
    kinds = [kind for kind in model.in_order if kind.name in by_kind]
    return [_sheet(model, words, by_kind[kind.name], lang, formulas) for kind in kinds]


def _sheet(model: Model, words: Words, items: Sequence[Item], lang: str, formulas: bool) -> Sheet:
    kind = items[0].kind
    rows = [dict(_row(model, words, item, lang)) for item in items]
    paths = sorted({path for row in rows for path in row}, key=lambda path: order_of(model, kind, path))
    cells = ([_cell(path, row[path], formulas) if path in row else "" for path in paths] for row in rows)
    header = [header_of(model, kind, path, lang) for path in paths]
    return Sheet(kind, sheet_name(kind, lang), header, list(zip(cells, items, strict=True)))


def _cell(path: Steps, texts: list[str], formulas: bool) -> str:
    return BAR.join(texts) if "evidence" in path else cell_of(texts, formulas=formulas)


def _row(model: Model, words: Words, item: Item, lang: str) -> Iterator[tuple[Steps, list[str]]]:
    """Yield path and texts of everything that a record says."""
    if not item.heads_file and item.source:
        yield ("source",), [item.source]
    for path, value, spec in _leaves(model, item.kind, item.data, ()):
        texts = list(_texts(path, value))
        known = spec is not None or path in {("id",), ("about",)}
        if not known or not texts or not all(texts):
            raise CannotHold(f"{item.where} {'.'.join(path)}", "table", plain(value))
        if spec and spec.value in CHOSEN:
            texts = [words.choice(spec, text, lang) if text in spec.choices else text for text in texts]
        yield path, texts


def _leaves(
    model: Model, kind: Kind, data: Mapping[str, Any], at: Steps
) -> Iterator[tuple[Steps, Any, Field | None]]:
    for name, value in data.items():
        spec = kind.fields.get(name)
        path = (*at, name)
        if isinstance(value, dict) and value:
            yield from (((*path, key), below, spec) for key, below in value.items())
        elif spec and spec.value is Value.NESTED and isinstance(value, list) and value:
            below_kind = model.kind(spec.kinds[0])
            for number, below in enumerate(value, 1):
                if isinstance(below, dict) and below:
                    yield from _leaves(model, below_kind, below, (*path, str(number)))
                else:
                    yield (*path, str(number)), None, None
        else:
            yield path, value, spec


def _texts(path: Steps, value: Any) -> Iterator[str]:
    """Yield the texts of a leaf; an empty one for what a cell cannot hold."""
    for item in value if isinstance(value, list) else [value]:
        if "evidence" in path and isinstance(item, list):
            good = len(item) == 2 and all(isinstance(end, str) and end.isdecimal() for end in item)
            yield "-".join(item) if good else ""
        else:
            good = isinstance(item, str) and not any("." in step for step in path)
            yield item if good else ""


def order_of(model: Model, kind: Kind, path: Steps) -> tuple[Any, ...]:
    """Return what puts a column where the record format has its field."""
    if len(path) == 1 and path[0] in OWN:
        return (0, OWN.index(path[0]), "")
    name, rest = path[0], path[1:]
    names = list(kind.fields)
    place: tuple[Any, ...] = (1, names.index(name) if name in names else _LAST, name)
    spec = kind.fields.get(name)
    if not rest or spec is None:
        return (*place, *((0, 0, step) for step in rest))
    if is_number(rest[0]):
        number = (1, int(rest[0]), "")
        below = model.kind(spec.kinds[0]) if spec.value is Value.NESTED else kind
        return (*place, *number, *(order_of(model, below, rest[1:]) if rest[1:] else ()))
    if spec.value is Value.EVIDENCE:
        return (*place, 1, names.index(rest[0]) if rest[0] in names else _LAST, rest[0])
    return (*place, 1, LANGUAGES.index(rest[0]) if rest[0] in LANGUAGES else _LAST, rest[0])


def header_of(model: Model, kind: Kind, path: Steps, lang: str) -> str:
    """Return the header of a column, as it is called in a language.

    Examples
    --------
    `participations.1.role` is `dalyvavimas.1.vaidmuo renginyje` in Lithuanian.
    """
    if lang == FIELD_NAMES:
        return ".".join(path)
    name, rest = path[0], path[1:]
    if not rest and name in OWN:
        return own_name(name, lang)
    spec = kind.fields.get(name)
    if spec is None:
        return ".".join(path)
    called = [_called(kind, spec, lang)]
    if rest and is_number(rest[0]):
        called, rest = [*called, rest[0]], rest[1:]
    if rest and spec.value is Value.NESTED:
        called.append(header_of(model, model.kind(spec.kinds[0]), rest, lang))
    elif rest and spec.value is Value.EVIDENCE and rest[0] in kind.fields:
        called.append(_called(kind, kind.fields[rest[0]], lang))
    else:
        called += rest
    return ".".join(called)


def _called(kind: Kind, spec: Field, lang: str) -> str:
    """Return what a field is called, if no other field of the kind is called so."""
    name = field_name(spec, lang)
    alone = "." not in name and Words.meaning(kind, name) == spec.name
    return name if alone else spec.name


def csv_text(header: Sequence[str], rows: Iterable[Sequence[str]], lang: str) -> str:
    """Return a table as CSV as spreadsheets of a language open it.

    Where a comma begins the decimals, semicolons separate cells; the byte order
    mark says that the text is UTF-8.
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";" if lang in {"lt", "lv"} else ",", lineterminator="\r\n")
    writer.writerow(header)
    writer.writerows(rows)
    return f"\ufeff{out.getvalue()}"
