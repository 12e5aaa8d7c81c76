"""Checking records against the model: every fault of all files in one run."""

from collections.abc import Iterator, Mapping
from typing import Any

from libgraph.messages import pick
from libgraph.model import Field, Kind, Model, Value
from libgraph.records.fast import accept_by_schema
from libgraph.records.faults import Fault, in_order
from libgraph.records.ids import ID, Ids, index, name_of
from libgraph.records.nearest import nearest
from libgraph.records.reading import Reading
from libgraph.records.record import At, Record
from libgraph.records.values import Problem, evidence_problems, one_of_names, text_problems
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
            at = (*record.at, *problem.at)
            reading.fault(record.file, at, problem.code, problem.cure, key=problem.key,
                          warning=problem.warning, **problem.data)  # fmt: skip
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

    def check_ids(self) -> None:
        """Note ids that are defined twice."""
        for record, earlier in self.ids.again:
            line, _ = self.reading.places.find(earlier.file, (*earlier.at, "id"))
            where = f"{self.reading.workspace.inside(earlier.file)}:{line}"
            same = record.data["id"] == earlier.data["id"]
            self.reading.fault(
                record.file, (*record.at, "id"), "duplicate-id" if same else "similar-id",
                "no-about" if record.kind == "source" else "use-about",
                name=str(record.data["id"]), where=where, other=str(earlier.data["id"]),
            )  # fmt: skip

    def record(self, record: Record) -> Iterator[Problem]:
        """Yield what is wrong with one record."""
        kind = self.model.kinds[record.kind]
        yield from self.identity(record, kind)
        if record.kind != "source" and record.source and record.source not in self.sources:
            yield from self.unknown_source(record)
        yield from self.mapping(kind, record.data, (), needed="about" not in record.data, top=True)

    def unknown_source(self, record: Record) -> Iterator[Problem]:
        if record.file.suffix.lower() not in {".yaml", ".yml"}:
            yield self.unknown_reference(("source",), record.source, ("source",))

    def identity(self, record: Record, kind: Kind) -> Iterator[Problem]:
        """Yield what is wrong with `id` and `about`."""
        if kind.identified_by:
            return
        ident, about = record.data.get("id"), record.data.get("about")
        if ident is not None and about is not None:
            yield Problem(("about",), "id-and-about", "keep-id-or-about", key=True)
        elif about is not None:
            if not isinstance(about, str) or about not in self.ids.by_kind[kind.name]:
                yield self.unknown_reference(("about",), str(about), (kind.name,))
        elif ident is None:
            yield Problem((), "no-id", "add-id", {"kind": kind.name, "nearest": slug(name_of(record, "en"))})
        elif not isinstance(ident, str) or not ID.match(ident):
            near = slug(str(ident))
            yield Problem(
                ("id",),
                "bad-id",
                "did-you-mean" if near else "write-id",
                {"name": str(ident), "nearest": near},
            )

    def mapping(
        self, kind: Kind, data: Mapping[str, Any], at: At, *, needed: bool, top: bool
    ) -> Iterator[Problem]:
        """Yield what is wrong with the fields of a record or nested record."""
        own = {"id", "about"} if top and not kind.identified_by else set()
        missing_like: set[str] = set()
        for name, value in data.items():
            if name in own:
                continue
            spec = kind.fields.get(name)
            if spec is None:
                problem = one_of_names((*at, name), name, [*kind.fields, *sorted(own)], "unknown-field")
                missing_like.add(problem.data["nearest"])
                yield Problem(
                    problem.at, problem.code, problem.cure, {**problem.data, "kind": kind.name}, key=True
                )
            else:
                yield from self.field(kind, spec, value, (*at, name))
        if needed:
            yield from self.missing(kind, data, at, missing_like)

    def missing(self, kind: Kind, data: Mapping[str, Any], at: At, excused: set[str]) -> Iterator[Problem]:
        """Yield fields that are needed and absent; one that was only misspelt is not named twice."""
        for spec in kind.fields.values():
            if spec.minimum and spec.name not in data and spec.name not in excused:
                yield Problem(
                    at, "missing-field", "add-field", {"name": spec.name, "shape": self.shape(spec)}
                )
        if kind.one_of and not any(name in data or name in excused for name in kind.one_of):
            shape = pick(kind.messages, self.lang)
            yield Problem(
                at, "missing-one-of", "add-one-of", {"shape": shape, "known": ", ".join(kind.one_of)}
            )

    def shape(self, spec: Field) -> str:
        return pick(spec.messages, self.lang)

    def field(self, kind: Kind, spec: Field, value: Any, at: At) -> Iterator[Problem]:
        """Yield what is wrong with the value or values of a field."""
        if spec.value is Value.EVIDENCE:
            yield from evidence_problems(value, at, list(kind.fields))
            return
        if spec.value is Value.LANG_TEXT:
            yield from text_problems(spec, value, at)
            return
        if isinstance(value, list):
            if spec.maximum is not None and len(value) > spec.maximum:
                yield Problem(at, "too-many", "keep-one", {"name": spec.name, "got": str(len(value))})
                return
            if not value:
                yield Problem(at, "empty-value", "fill-or-remove", {"name": spec.name})
        for where, item in _items(value, at):
            yield from self.item(spec, item, where)

    def item(self, spec: Field, value: Any, at: At) -> Iterator[Problem]:
        if spec.value is Value.REFERENCE:
            yield from self.reference(spec, value, at)
        elif spec.value is Value.NESTED:
            yield from self.nested(self.model.kind(spec.kinds[0]), value, at)
        else:
            for problem in text_problems(spec, value, at):
                shape = {"shape": self.shape(spec)} if problem.cure == "see-shape" else {}
                yield Problem(problem.at, problem.code, problem.cure, {**problem.data, **shape}, problem.key)

    def nested(self, kind: Kind, value: Any, at: At) -> Iterator[Problem]:
        if kind.scalar and isinstance(value, str):
            value = {kind.scalar: value}
            for problem in self.mapping(kind, value, (), needed=True, top=False):
                yield Problem(at, problem.code, problem.cure, problem.data)
        elif isinstance(value, dict):
            yield from self.mapping(kind, value, at, needed=True, top=False)
        else:
            yield Problem(at, "not-a-mapping", "write-mapping")

    def reference(self, spec: Field, value: Any, at: At) -> Iterator[Problem]:
        """Yield what is wrong with a reference."""
        if not isinstance(value, str):
            yield Problem(
                at, "wrong-form", "write-id-of", {"name": spec.name, "known": " / ".join(spec.kinds)}
            )
            return
        found = self.ids.find(value, spec.kinds)
        if not found:
            yield self.unknown_reference(at, value, spec.kinds)
        elif len(found) > 1:
            known = ", ".join(f"{kind}/{value}" for kind, _ in found)
            yield Problem(at, "ambiguous-reference", "known-names", {"name": value, "known": known})
        else:
            yield from self.wrong_class(spec, value, at, *found[0])

    def wrong_class(self, spec: Field, value: str, at: At, kind: str, record: Record) -> Iterator[Problem]:
        types = self.model.kinds[kind].types
        cls = types.get(str(record.data.get("type", "")), self.model.kinds[kind].root)
        if "type" in record.data and str(record.data["type"]) not in types:
            return
        if not self.model.is_a(cls, spec.classes):
            yield Problem(
                at,
                "wrong-class",
                "see-shape",
                {"name": value, "kind": str(record.data.get("type", kind)), "shape": self.shape(spec)},
            )

    def unknown_reference(self, at: At, got: str, kinds: tuple[str, ...]) -> Problem:
        """Return the problem of a reference to nothing, with the nearest id and its name."""
        asked, slash, ident = got.partition("/")
        looked = ident if slash and asked in self.ids.by_kind else got
        elsewhere = [
            kind for kind in self.model.kinds if kind not in kinds and looked in self.ids.by_kind[kind]
        ]
        data = {"name": got, "kinds": " / ".join(kinds)}
        if elsewhere:
            return Problem(at, "wrong-kind", "other-kind", {**data, "kind": elsewhere[0]})
        known = self.ids.known(kinds)
        near = nearest(looked, known) or self.nearest_name(looked, known)
        if near:
            return Problem(at, "unknown-reference", "did-you-mean-named",
                           {**data, "nearest": near, "label": name_of(known[near], self.lang)})  # fmt: skip
        return Problem(at, "unknown-reference", "add-record", data)

    def nearest_name(self, got: str, known: Mapping[str, Record]) -> str:
        """Return the id of the record whose name, as a slug, is nearest to what was written."""
        by_name = {slug(name_of(record, self.lang)): ident for ident, record in known.items()}
        return by_name.get(nearest(slug(got), by_name), "")


def _items(value: Any, at: At) -> Iterator[tuple[At, Any]]:
    if isinstance(value, list):
        for place, item in enumerate(value):
            yield (*at, place), item
    else:
        yield at, value
