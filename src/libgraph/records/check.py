"""Checking records against the model: every fault of all files in one run."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from libgraph.messages import pick
from libgraph.model import Field, Kind, Model, Value
from libgraph.records.called import reference_in
from libgraph.records.fast import accept_by_schema
from libgraph.records.faults import Fault
from libgraph.records.findings import Reading
from libgraph.records.forgotten import note_forgotten
from libgraph.records.identity import note_identity
from libgraph.records.ids import ID, Ids, index, name_of
from libgraph.records.joined import in_one_list, joined_passages, pieces_of
from libgraph.records.living import note_undated_people
from libgraph.records.nearest import is_clear
from libgraph.records.places import TABLES, YAML
from libgraph.records.record import At, Record
from libgraph.records.references import References
from libgraph.records.strays import stray_files
from libgraph.records.values import (
    Problem,
    evidence_problems,
    one_of_names,
    plain,
    rest_problems,
    rests_of_texts,
    text_problems,
)
from libgraph.records.words import CHOSEN, Words
from libgraph.texts import slug


def check_records(reading: Reading, lang: str = "en") -> list[Fault]:
    """Return every fault of the records read, sorted by file and line.

    Parameters
    ----------
    lang : str
        In which language names and shapes are shown inside the sentences.
    """
    checker = Checker(reading, lang)
    checker.check_ids()
    for record in checker.doubtful(reading.records):
        for problem in checker.record(record):
            reading.note(record.file, problem, record.at)
    note_of_all(reading)
    return reading.told()


def note_of_all(reading: Reading) -> None:
    """Note what only all records together can tell."""
    note_forgotten(reading)
    note_identity(reading)
    reading.faults += stray_files(reading.workspace)
    if all(fault.warning for fault in reading.faults):  # else a date may be missing because of a fault
        note_undated_people(reading)


def _worth_compiling(records: Sequence[Record]) -> bool:
    """Compiling the validator takes as long as looking at some hundred records value by value."""
    return len(records) > 1_000


class Checker:
    """Knows all ids while records are checked one by one."""

    def __init__(self, reading: Reading, lang: str) -> None:
        self.reading = reading
        self.model: Model = reading.model
        self.lang = lang
        self.ids: Ids = index(reading.records, reading.model)
        self.sources = self.ids.by_kind.get("source", {})
        self.references = References(reading, self.ids, lang)
        self.similar: set[int] = set()
        self.words = Words(reading.model)
        self.in_table = False

    def check_ids(self) -> None:
        """Note ids that are defined twice."""
        for record, earlier in self.ids.again:
            code = "duplicate-id" if record.data["id"] == earlier.data["id"] else "similar-id"
            self.similar.add(id(record))
            self.reading.keep(record.file, code, partial(self._defined_again, code, record, earlier))

    def _defined_again(self, code: str, record: Record, earlier: Record) -> Fault:
        where = self.reading.where(earlier.file, (*earlier.at, "id"))
        cure = "no-about" if record.kind == "source" else "use-about"
        data = {"name": str(record.data["id"]), "where": where, "other": str(earlier.data["id"])}
        return self.reading.placed(record.file, Problem(("id",), code, cure, data), record.at)

    def doubtful(self, records: Sequence[Record]) -> Iterator[Record]:
        """Yield the records that the fast path does not accept."""
        accept = accept_by_schema(self.model, self.ids) if _worth_compiling(records) else None
        for record in records:
            if not (accept and record.source in self.sources and accept(record)):
                yield record

    def record(self, record: Record) -> Iterator[Problem]:
        """Yield what is wrong with one record."""
        kind = self.model.kinds[record.kind]
        self.in_table = record.file.suffix.lower() in TABLES
        excused = self.reading.excused(record)
        if not kind.identified_by:
            yield from self.identity(record, kind, excused)
        if record.kind != "source" or "about" in record.data:
            yield from self.source(record)
        needed = "about" not in record.data
        yield from self.mapping(kind, record.data, (), needed=needed, top=True, excused=excused)

    def source(self, record: Record) -> Iterator[Problem]:
        """Yield what is wrong with the `source` of a record that names one (a YAML file has it on top)."""
        if record.source and record.source not in self.sources and record.file.suffix.lower() not in YAML:
            yield from self.references.unknown(("source",), record.source, ("source",))

    def identity(self, record: Record, kind: Kind, excused: frozenset[str]) -> Iterator[Problem]:
        """Yield what is wrong with `id` and `about`."""
        ident, about = record.data.get("id"), record.data.get("about")
        if about is not None and record.at == ("source",):
            yield Problem(("about",), "source-about", "source-about", key=True)
        elif ident is not None and about is not None:
            yield Problem(("about",), "id-and-about", "keep-id-or-about", key=True)
        elif about is not None:
            if not isinstance(about, str):
                yield Problem(("about",), "wrong-form", "write-id-of", {"name": "about", "known": kind.name})
            elif about not in self.ids.by_kind[kind.name]:
                yield from self.references.unknown(("about",), about, (kind.name,))
        elif ident is None:
            if "id" not in excused and not self.misspells_id(record, kind):
                near = slug(name_of(record, "en"))
                cure = "add-id" if record.kind != "source" else "add-source-id"
                yield Problem((), "no-id", cure, {"kind": kind.name, "nearest": near or "…"})
        elif (not isinstance(ident, str) or not ID.match(ident)) and id(record) not in self.similar:
            yield _bad_id(ident)

    def misspells_id(self, record: Record, kind: Kind) -> bool:
        """Say whether a field was meant to be `id` or `about`, which is told as such."""
        own = {"id", "about"}
        unknown = record.data.keys() - kind.fields.keys()
        return any(self.unknown(kind, name, (), own).data["nearest"] in own for name in unknown)

    def mapping(
        self, kind: Kind, data: Mapping[str, Any], at: At, *, needed: bool, top: bool, excused: frozenset[str]
    ) -> Iterator[Problem]:
        """Yield what is wrong with the fields of a record or nested record."""
        own = {"id", "about"} if top and not kind.identified_by else set()
        misspelt = set(excused)
        strange = [name for name in data if name not in kind.fields and name not in own]
        unknown = {name: self.unknown(kind, name, at, own) for name in strange}
        rests = _rests(data, unknown)
        yield from rest_problems(rests, at)
        for name, value in data.items():
            if name in own or name in rests:
                continue
            spec = kind.fields.get(name)
            if spec is None:
                near = unknown[name].data["nearest"]
                misspelt.add(near)
                yield unknown[name]
                spec = kind.fields.get(near)
                clear = is_clear(name, near) or self.words.field(kind, name) == near
                if spec and near not in data and clear:
                    yield from self.field(kind, spec, value, (*at, name), excused)
            else:
                yield from self.field(kind, spec, value, (*at, name), excused)
        if needed:
            yield from self.missing(kind, data, at, misspelt)

    def unknown(self, kind: Kind, name: str, at: At, own: set[str]) -> Problem:
        """Return the problem of a field that there is not; tables may call it so, in some language."""
        known = [*kind.fields, *sorted(own)]
        meant = self.words.field(kind, name)
        meant = meant if meant in known else ""
        return one_of_names((*at, name), name, known, "unknown-field", key=True, meant=meant, kind=kind.name)

    def missing(self, kind: Kind, data: Mapping[str, Any], at: At, excused: set[str]) -> Iterator[Problem]:
        """Yield fields that are needed and absent; one that was only misspelt is not named twice."""
        for spec in kind.fields.values():
            if spec.minimum and spec.name not in data and spec.name not in excused:
                told = {"name": spec.name, "shape": pick(spec.messages, self.lang)}
                cell = (*at, spec.name) if self.in_table else at  # an empty cell has a place
                yield Problem(cell, "missing-field", "add-field", told)
        if kind.one_of and not any(name in data or name in excused for name in kind.one_of):
            told = {"shape": pick(kind.messages, self.lang), "known": ", ".join(kind.one_of)}
            yield Problem(at, "missing-one-of", "add-one-of", told)

    def field(
        self, kind: Kind, spec: Field, value: Any, at: At, excused: frozenset[str]
    ) -> Iterator[Problem]:
        """Yield what is wrong with the value or values of a field."""
        if spec.value is Value.EVIDENCE:
            joined = list(joined_passages(value, at)) if self.in_table else []
            yield from joined or evidence_problems(kind, value, at)
            return
        if spec.value is Value.LANG_TEXT:
            yield from text_problems(spec, value, at)
            return
        if value in (None, []) or (isinstance(value, str) and not value.strip()):
            yield Problem(at, "empty-value", "fill-or-remove", {"name": spec.name})
            return
        items = list(_items(value, at))
        data = {"name": spec.name, "got": str(len(items))}
        if spec.maximum is not None and len(items) > spec.maximum:
            cure = "keep-one" if spec.maximum == 1 else "keep-fewer"
            yield Problem(at, "too-many", cure, {**data, "limit": str(spec.maximum)})
            return
        if len(items) < spec.minimum:
            yield Problem(at, "too-few", "add-more", {**data, "limit": str(spec.minimum)})
        for where, item in items:
            pieces = pieces_of(item) if spec.many and isinstance(item, str) else []
            if len(pieces) > 1 and all(self.is_known(spec, piece) for piece in pieces):
                good = pieces if self.in_table else [self.value_of(spec, piece) for piece in pieces]
                yield in_one_list(where, item, good, self.in_table)
            else:
                yield from self.item(spec, item, where, excused)

    def is_known(self, spec: Field, text: str) -> bool:
        """Say whether a text alone would be a good value of a list or a good reference."""
        value = self.value_of(spec, text)
        if spec.value in CHOSEN:
            return value in spec.choices
        return spec.value is Value.REFERENCE and bool(self.ids.find(value, spec.kinds))

    def value_of(self, spec: Field, text: str) -> str:
        """Return the value that a text stands for in a table."""
        return self.words.token(spec, text) if spec.value in CHOSEN else reference_in(text)

    def item(self, spec: Field, value: Any, at: At, excused: frozenset[str]) -> Iterator[Problem]:
        """Yield what is wrong with one value of a field."""
        if spec.value is Value.REFERENCE:
            yield from self.references.problems(spec, value, at)
        elif spec.value is Value.NESTED:
            yield from self.nested(self.model.kind(spec.kinds[0]), value, at, excused)
        else:
            for problem in text_problems(spec, value, at):
                yield self.with_shape(spec, problem)

    def with_shape(self, spec: Field, problem: Problem) -> Problem:
        """Return the problem of a value with what the sentence of its cure needs."""
        if problem.cure == "see-shape" and spec.messages:
            return replace(problem, data={**problem.data, "shape": pick(spec.messages, self.lang)})
        if problem.cure == "see-shape":
            return replace(problem, cure="see-reference", data={**problem.data, "name": spec.name})
        if problem.cure == "known-names" and spec.choices:
            near = self.references.choice_called(problem.data["name"], spec)
            if near:
                return replace(problem, cure="did-you-mean", data={**problem.data, "nearest": near})
        return problem

    def nested(self, kind: Kind, value: Any, at: At, excused: frozenset[str]) -> Iterator[Problem]:
        """Yield what is wrong with a record inside a record."""
        if isinstance(value, dict):
            yield from self.mapping(kind, value, at, needed=True, top=False, excused=excused)
        elif not kind.scalar or isinstance(value, list) or value is None:
            yield Problem(at, "not-a-mapping", "write-mapping")
        else:
            for problem in self.mapping(
                kind, {kind.scalar: value}, (), needed=True, top=False, excused=excused
            ):
                yield replace(problem, at=at)


def _rests(data: Mapping[str, Any], unknown: Mapping[str, Problem]) -> Mapping[str, tuple[str, str]]:
    """Return the unknown fields that are the rest of a text, unless they come near to a field."""
    far = {name for name, problem in unknown.items() if not problem.data["nearest"]}
    return rests_of_texts(data, lambda name: name not in far) if far else {}


def _bad_id(ident: Any) -> Problem:
    if not isinstance(ident, str | list | dict):
        return Problem(("id",), "not-text", "write-quoted", {"got": plain(ident)})
    near = slug(ident) if isinstance(ident, str) else ""
    data = {"name": plain(ident), "nearest": near}
    return Problem(("id",), "bad-id", "write-this-id" if near else "write-id", data)


def _items(value: Any, at: At) -> Iterator[tuple[At, Any]]:
    if isinstance(value, list):
        for place, item in enumerate(value):
            yield (*at, place), item
    else:
        yield at, value
