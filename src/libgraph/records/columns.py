"""The header of a table: what each column stands for, and what no record can have, told once."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from libgraph.model import Field, Kind, Model, Value
from libgraph.records.called import reference_in
from libgraph.records.cells import BAR, passages_in, texts_in
from libgraph.records.nearest import Names
from libgraph.records.tables import Column, Steps, Table, clashes, is_number, steps_of
from libgraph.records.values import listing
from libgraph.records.words import CHOSEN, FIELD_NAMES, OWN, Words, field_name, own_name

_REFERENCES: Final = frozenset({"about", "source"})


@dataclass(frozen=True, slots=True)
class BadColumn:
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


@dataclass(frozen=True, slots=True)
class _Found:
    """What a header stands for in one kind: a path, or what is wrong."""

    path: Steps
    spec: Field | None = None
    wrong: BadColumn | None = None


class Header:
    """The columns of a table whose rows are of one of several kinds.

    Parameters
    ----------
    model : Model
    words : Words
    kinds : sequence of Kind
    table : Table

    Attributes
    ----------
    bad : list of BadColumn
        What is wrong with the header.
    """

    def __init__(self, model: Model, words: Words, kinds: Sequence[Kind], table: Table) -> None:
        self._model, self._words, self._kinds = model, words, kinds
        self._lang = words.language(kinds, table.header)
        self._fields = {name for kind in kinds for name in kind.fields}
        found = {kind.name: self._columns(kind, table) for kind in kinds}
        wrong: dict[int, BadColumn] = {}
        for place, name in enumerate(table.header):
            column = (
                self._unusable(place, name, [found[kind.name][place] for kind in kinds]) if name else None
            )
            if column:
                wrong[place] = column
        for kind in kinds:
            paths = [() if place in wrong else each.path for place, each in enumerate(found[kind.name])]
            for place, other in clashes(paths):
                code = "duplicate-column" if paths[place] == paths[other] else "column-clash"
                data = {"name": table.header[place], "other": table.header[other]}
                wrong[place] = BadColumn(place, code, code, data)
        self._found = {
            name: [_Found(()) if place in wrong else each for place, each in enumerate(columns)]
            for name, columns in found.items()
        }
        excused = {name for column in wrong.values() for name in column.excuses}
        missing = self._missing(kinds[0], table, excused) if len(kinds) == 1 else iter(())
        self.bad = [*(wrong[place] for place in sorted(wrong)), *missing]

    def paths(self, kind: Kind) -> list[Steps]:
        """Return the path of each column in records of a kind; empty where there is none."""
        return [each.path for each in self._found[kind.name]]

    def columns(self, kind: Kind) -> list[Column]:
        """Return place, path and way of reading of each column in records of a kind."""
        found = enumerate(self._found[kind.name])
        return [(place, each.path, self._reader(each)) for place, each in found if each.path]

    def _reader(self, found: _Found) -> Callable[[str], Any]:
        spec = found.spec
        if "evidence" in found.path:
            return passages_in
        if found.path[0] in _REFERENCES and len(found.path) == 1:
            return _one_or_several(reference_in)
        if spec and spec.value is Value.REFERENCE:
            return _one_or_several(reference_in)
        if spec and spec.value in CHOSEN:
            chosen = spec
            return _one_or_several(lambda text: self._words.token(chosen, text))
        return _one_or_several(None)

    def _columns(self, kind: Kind, table: Table) -> list[_Found]:
        return [
            self._find(kind, steps_of(name), place, name) if name else _Found(())
            for place, name in enumerate(table.header)
        ]

    def _find(self, kind: Kind, steps: Steps, place: int, name: str) -> _Found:
        # where rows are of several kinds, a name that is a field of one means no other field in others
        exact = steps[0] in self._fields and kind.section
        called = steps[0] if exact else self._words.field(kind, steps[0])
        if called in OWN and kind.section and called not in kind.fields:
            fits = len(steps) == 1 and (called in {"kind", "source"} or not kind.identified_by)
            return _Found((called,)) if fits else self._unknown(kind, name, place, steps)
        spec = kind.fields.get(called)
        if spec is None:
            return self._unknown(kind, steps[0], place, steps)
        return self._rest(kind, spec, steps, place, name)

    def _rest(self, kind: Kind, spec: Field, steps: Steps, place: int, name: str) -> _Found:
        """Find what the steps stand for that follow the name of a field."""
        here: Steps = (spec.name,)
        rest = steps[1:]
        if rest and is_number(rest[0]) and spec.value is not Value.EVIDENCE:
            rest, here = rest[1:], (spec.name, rest[0])
        match spec.value:
            case Value.LANG_TEXT:
                return self._language(spec, here, rest, place, name)
            case Value.NESTED:
                return self._below(spec, here, rest, place, name)
            case Value.EVIDENCE:
                return self._evidence(kind, here, rest, steps, place)
            case _:
                return self._unknown(kind, name, place, steps) if rest else _Found(here, spec)

    def _language(self, spec: Field, here: Steps, rest: Steps, place: int, name: str) -> _Found:
        if not rest:
            return _partless(spec, place, name, f"{name}.{(spec.languages or ('lt',))[0]}")
        lang = rest[0].lower()
        known = list(spec.languages or (rest[0],))
        if len(rest) == 1 and (lang in known or rest[0] in known):
            return _Found((*here, lang if lang in known else rest[0]), spec)
        data = {"name": ".".join(rest), "known": listing(known)}
        bad = BadColumn(place, "unknown-language", "known-names", data, (spec.name,))
        return _Found((*here, *rest), None, bad)

    def _below(self, spec: Field, here: Steps, rest: Steps, place: int, name: str) -> _Found:
        below = self._model.kind(spec.kinds[0])
        if rest:
            found = self._find(below, rest, place, name)
            return _Found((*here, *found.path), found.spec, found.wrong)
        first = field_name(next(iter(below.fields.values())), self._lang)
        number = "" if len(here) > 1 else ".1"
        return _Found(here) if below.scalar else _partless(spec, place, name, f"{name}{number}.{first}")

    def _evidence(self, kind: Kind, here: Steps, rest: Steps, steps: Steps, place: int) -> _Found:
        if not rest:
            return _Found(here)
        called = kind.fields.get(self._words.field(kind, rest[0]))
        if called and called.value is not Value.EVIDENCE and len(rest) == 1:
            return _Found((*here, called.name))
        return self._unknown(kind, rest[0], place, steps, own=False)

    def _unknown(self, kind: Kind, name: str, place: int, steps: Steps, *, own: bool = True) -> _Found:
        """Find the nearest field, as it is called in the language of the header if it can be."""
        names: dict[str, str] = {}
        for lang in (self._lang, FIELD_NAMES, "lt", "lv", "en"):
            words = {field_name(spec, lang): spec.name for spec in kind.fields.values()}
            more = ["id", "about"] if own and kind.section and not kind.identified_by else []
            words |= {own_name(word, lang): word for word in more}
            names = names or words
            near = Names(words).nearest(name)
            if near:
                break
        data = {"name": name, "nearest": near, "known": listing(list(names)), "kind": kind.name}
        cure = "did-you-mean" if near else "known-names"
        return _Found(steps, None, BadColumn(place, "unknown-field", cure, data, (words.get(near, ""),)))

    def _unusable(self, place: int, name: str, found: Sequence[_Found]) -> BadColumn | None:
        """Return what is wrong with a header; None if it is a path into a record of some kind."""
        wrong = [each.wrong for each in found if each.wrong]
        if len(wrong) < len(found):
            return None
        best = next((column for column in wrong if column.code != "unknown-field"), wrong[0])
        if len(wrong) == 1 or best.code != "unknown-field":
            return best
        fields = [spec for kind in self._kinds for spec in kind.fields.values()]
        known = {field_name(spec, self._lang): spec.name for spec in fields}
        near = Names(known).nearest(name)
        data = {"name": name, "nearest": near, "known": listing(sorted(known)), "kind": "record"}
        cure = "did-you-mean" if near else "known-names"
        return BadColumn(place, "unknown-field", cure, data, (known.get(near, ""),))

    def _missing(self, kind: Kind, table: Table, excused: set[str]) -> Iterator[BadColumn]:
        """Yield the columns that every record of the kind needs, if some row needs them."""
        paths = self.paths(kind)
        there = {path[0] for path in paths if path} | excused
        about = paths.index(("about",)) if ("about",) in paths else None
        if not table.rows:
            return
        if kind.name != "source" and "source" not in there:
            data = {"name": own_name("source", self._lang)}
            yield BadColumn(-1, "no-source", "add-source-column", data, ("source",))
        if about is not None and all(cells[about].strip() for _, cells in table.rows):
            return
        needed = {spec.name: field_name(spec, self._lang) for spec in kind.fields.values() if spec.minimum}
        if kind.section and not kind.identified_by and about is None:
            needed = {"id": own_name("id", self._lang), **needed}
        for name, called in needed.items():
            if name not in there:
                yield BadColumn(-1, "missing-column", "add-column", {"name": called}, (name,))


def _partless(spec: Field, place: int, name: str, example: str) -> _Found:
    data = {"name": name, "example": example}
    return _Found((spec.name,), None, BadColumn(place, "column-part", "column-part", data, (spec.name,)))


def _one_or_several(read: Callable[[str], str] | None) -> Callable[[str], Any]:
    """Return the function from a cell to its one text, or the list of its texts."""

    def value(cell: str) -> Any:
        if BAR not in cell and "\\" not in cell:  # nearly every cell
            return read(cell.strip()) if read else cell.strip()
        texts = [read(text) for text in texts_in(cell)] if read else texts_in(cell)
        return texts if len(texts) > 1 else texts[0]

    return value
