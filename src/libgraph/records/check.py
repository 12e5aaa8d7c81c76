"""Checking records against the model: every fault of all files in one run."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from libgraph.messages import pick
from libgraph.model import Field, Kind, Model, Value
from libgraph.records.fast import accept_by_schema
from libgraph.records.faults import Fault, in_order
from libgraph.records.findings import Reading
from libgraph.records.ids import ID, Ids, index, name_of
from libgraph.records.places import YAML
from libgraph.records.record import At, Record
from libgraph.records.references import References
from libgraph.records.values import Problem, evidence_problems, one_of_names, plain, text_problems
from libgraph.texts import slug


def check_records(reading: Reading, lang: str = "en") -> list[Fault]:
    """Return every fault of the records read, sorted by file and line.

    Parameters
    ----------
    lang : str
        In which language names and shapes are shown inside the sentences.
    """
    checker = _Checker(reading, lang)
    checker.check_ids()
    accept = accept_by_schema(reading.model, checker.ids) if _worth_compiling(reading) else None
    for record in reading.records:
        if accept and record.source in checker.sources and accept(record):
            continue
        for problem in checker.record(record):
            reading.note(record.file, problem, record.at)
    return in_order(reading.faults)


def _worth_compiling(reading: Reading) -> bool:
    """Compiling the validator takes as long as looking at some hundred records value by value."""
    return len(reading.records) > 1_000


class _Checker:
    """Knows all ids while records are checked one by one."""

    def __init__(self, reading: Reading, lang: str) -> None:
        self.reading = reading
        self.model: Model = reading.model
        self.lang = lang
        self.ids: Ids = index(reading.records, reading.model)
        self.sources = self.ids.by_kind.get("source", {})
        self.references = References(reading, self.ids, lang)
        self.similar: set[int] = set()

    def check_ids(self) -> None:
        """Note ids that are defined twice."""
        for record, earlier in self.ids.again:
            where = self.reading.where(earlier.file, (*earlier.at, "id"))
            same = record.data["id"] == earlier.data["id"]
            self.similar.add(id(record))
            self.reading.fault(
                record.file, (*record.at, "id"), "duplicate-id" if same else "similar-id",
                "no-about" if record.kind == "source" else "use-about",
                name=str(record.data["id"]), where=where, other=str(earlier.data["id"]),
            )  # fmt: skip

    def record(self, record: Record) -> Iterator[Problem]:
        """Yield what is wrong with one record."""
        kind = self.model.kinds[record.kind]
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
            if "id" not in excused:
                near = slug(name_of(record, "en"))
                cure = "add-id" if record.kind != "source" else "add-source-id"
                yield Problem((), "no-id", cure, {"kind": kind.name, "nearest": near or "…"})
        elif (not isinstance(ident, str) or not ID.match(ident)) and id(record) not in self.similar:
            yield _bad_id(ident)

    def mapping(
        self, kind: Kind, data: Mapping[str, Any], at: At, *, needed: bool, top: bool, excused: frozenset[str]
    ) -> Iterator[Problem]:
        """Yield what is wrong with the fields of a record or nested record."""
        own = {"id", "about"} if top and not kind.identified_by else set()
        misspelt = set(excused)
        for name, value in data.items():
            if name in own:
                continue
            spec = kind.fields.get(name)
            if spec is None:
                known = [*kind.fields, *sorted(own)]
                problem = one_of_names((*at, name), name, known, "unknown-field", key=True, kind=kind.name)
                misspelt.add(problem.data["nearest"])
                yield problem
            else:
                yield from self.field(kind, spec, value, (*at, name), excused)
        if needed:
            yield from self.missing(kind, data, at, misspelt)

    def missing(self, kind: Kind, data: Mapping[str, Any], at: At, excused: set[str]) -> Iterator[Problem]:
        """Yield fields that are needed and absent; one that was only misspelt is not named twice."""
        for spec in kind.fields.values():
            if spec.minimum and spec.name not in data and spec.name not in excused:
                told = {"name": spec.name, "shape": pick(spec.messages, self.lang)}
                yield Problem(at, "missing-field", "add-field", told)
        if kind.one_of and not any(name in data or name in excused for name in kind.one_of):
            told = {"shape": pick(kind.messages, self.lang), "known": ", ".join(kind.one_of)}
            yield Problem(at, "missing-one-of", "add-one-of", told)

    def field(
        self, kind: Kind, spec: Field, value: Any, at: At, excused: frozenset[str]
    ) -> Iterator[Problem]:
        """Yield what is wrong with the value or values of a field."""
        if spec.value is Value.EVIDENCE:
            yield from evidence_problems(kind, value, at)
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
            yield from self.item(spec, item, where, excused)

    def item(self, spec: Field, value: Any, at: At, excused: frozenset[str]) -> Iterator[Problem]:
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
        if isinstance(value, dict):
            yield from self.mapping(kind, value, at, needed=True, top=False, excused=excused)
        elif not kind.scalar or isinstance(value, list) or value is None:
            yield Problem(at, "not-a-mapping", "write-mapping")
        else:
            for problem in self.mapping(
                kind, {kind.scalar: value}, (), needed=True, top=False, excused=excused
            ):
                yield replace(problem, at=at)


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
