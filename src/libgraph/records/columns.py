"""The header of a table: what no record can have is told once, there, and not for every row."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from libgraph.model import Field, Kind, Model, Value
from libgraph.records.nearest import Names
from libgraph.records.tables import Steps, Table, clashes, is_number, steps_of
from libgraph.records.values import listing

_OWN: Final = ("id", "about", "kind", "source")


@dataclass(frozen=True, slots=True)
class Column:
    """A fault of the header.

    Attributes
    ----------
    place : int
        Which column, from 0; -1 for one that is missing.
    code, cure, data
        As in a fault.
    excuses : tuple of str
        Fields that rows lack because of it.
    """

    place: int
    code: str
    cure: str
    data: dict[str, str] = field(default_factory=dict)
    excuses: tuple[str, ...] = ()


def unusable_columns(model: Model, kinds: Sequence[Kind], table: Table) -> list[Column]:
    """Return what is wrong with the header of a table whose rows are of one of `kinds`."""
    found: dict[int, Column] = {}
    for place, name in enumerate(table.header):
        column = _column(model, kinds, place, name) if name and name not in _OWN else None
        if column:
            found[place] = column
    for place, other in clashes(["" if place in found else name for place, name in enumerate(table.header)]):
        name = table.header[place]
        code = "duplicate-column" if other == name else "column-clash"
        found[place] = Column(place, code, code, {"name": name, "other": other})
    excused = {name for column in found.values() for name in column.excuses}
    missing = _missing(kinds[0], table, excused) if len(kinds) == 1 else iter(())
    return [*(found[place] for place in sorted(found)), *missing]


def _column(model: Model, kinds: Sequence[Kind], place: int, name: str) -> Column | None:
    """Return what is wrong with a header; None if it is a path into a record of some kind."""
    wrong = [_wrong(model, kind, steps_of(name), place, name) for kind in kinds]
    if not all(wrong):
        return None
    best = next((column for column in wrong if column and column.code != "unknown-field"), wrong[0])
    if best is None or len(kinds) == 1 or best.code != "unknown-field":
        return best
    return _unknown(name, place, sorted({field for kind in kinds for field in kind.fields}), "record")


def _wrong(model: Model, kind: Kind, steps: Steps, place: int, name: str) -> Column | None:
    spec = kind.fields.get(steps[0])
    if spec is None:
        own = [] if kind.identified_by or not kind.section else ["id", "about"]
        return _unknown(steps[0], place, [*kind.fields, *own], kind.name)
    return _wrong_rest(model, kind, spec, steps[1:], place, name)


def _wrong_rest(model: Model, kind: Kind, spec: Field, rest: Steps, place: int, name: str) -> Column | None:
    """Return what is wrong with the steps that follow the name of a field."""
    if rest and is_number(rest[0]) and spec.value is not Value.EVIDENCE:
        rest = rest[1:]
    match spec.value:
        case Value.LANG_TEXT:
            if not rest:
                return _partless(spec, place, name, f"{name}.{(spec.languages or ('lt',))[0]}")
            known = list(spec.languages or rest)
            good = len(rest) == 1 and rest[0] in known
            data = {"name": ".".join(rest), "known": listing(known)}
            return None if good else Column(place, "unknown-language", "known-names", data, (spec.name,))
        case Value.NESTED:
            below = model.kind(spec.kinds[0])
            if rest:
                return _wrong(model, below, rest, place, name)
            return None if below.scalar else _partless(spec, place, name, f"{spec.name}.1.{_first(below)}")
        case Value.EVIDENCE:
            if not rest:
                return None
            fields = [field.name for field in kind.fields.values() if field.value is not Value.EVIDENCE]
            return (
                None if rest[0] in fields and len(rest) == 1 else _unknown(rest[0], place, fields, kind.name)
            )
        case _:
            return _unknown(name, place, list(kind.fields), kind.name) if rest else None


def _first(kind: Kind) -> str:
    return next(iter(kind.fields))


def _partless(spec: Field, place: int, name: str, example: str) -> Column:
    return Column(place, "column-part", "column-part", {"name": name, "example": example}, (spec.name,))


def _unknown(name: str, place: int, known: list[str], kind: str) -> Column:
    near = Names(known).nearest(name)
    data = {"name": name, "nearest": near, "known": listing(known), "kind": kind}
    return Column(place, "unknown-field", "did-you-mean" if near else "known-names", data, (near,))


def _missing(kind: Kind, table: Table, excused: set[str]) -> Iterator[Column]:
    """Yield the columns that every record of the kind needs, if some row needs them."""
    there = {steps_of(name)[0] for name in table.header} | excused
    about = table.header.index("about") if "about" in table.header else None
    if not table.rows:
        return
    if kind.name != "source" and "source" not in there:
        yield Column(-1, "no-source", "add-source-column", {}, ("source",))
    if about is not None and all(cells[about].strip() for _, cells in table.rows):
        return
    needed = [spec.name for spec in kind.fields.values() if spec.minimum]
    if kind.section and not kind.identified_by and about is None:
        needed = ["id", *needed]
    for name in needed:
        if name not in there:
            yield Column(-1, "missing-column", "add-column", {"name": name}, (name,))
