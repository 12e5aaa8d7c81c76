"""What records tell of a thing, as far as it helps to see whether two things are one."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final
from urllib.parse import urlsplit

from libgraph.dates import Bounds, parse
from libgraph.model import Kind, Model, Value
from libgraph.records.identity import JUDGEMENT, Ref
from libgraph.records.ids import Ids
from libgraph.records.record import Record

_NAMED_IN: Final = ("label", "name", "title")
Mark = tuple[str, str]


@dataclass(slots=True)
class Thing:
    """What all records together tell of one thing.

    Attributes
    ----------
    ref : (kind, id)
    names : list of str
        In all languages; main names first.
    main : dict
        Language to main name ("" for a name without language).
    marks : set of (system, value)
        Identifiers and web addresses: what no two things share.
    beside : set of Ref
        What it stands together with: its place, the institution of a tenure, an event.
    above : set of Ref
        What it names itself: the larger place, the institution that it is part of.
    when : Bounds or None
        Its date.
    cls : str
        Its class.
    """

    ref: Ref
    names: list[str] = field(default_factory=list)
    main: dict[str, str] = field(default_factory=dict)
    marks: set[Mark] = field(default_factory=set)
    beside: set[Ref] = field(default_factory=set)
    above: set[Ref] = field(default_factory=set)
    when: Bounds | None = None
    cls: str = ""


def things(records: Sequence[Record], model: Model, ids: Ids) -> dict[Ref, Thing]:
    """Return what is known of each thing of a kind that can be judged."""
    judged = model.kinds[JUDGEMENT].fields["this"].kinds if JUDGEMENT in model.kinds else ()
    known = {(kind, ident): Thing((kind, ident)) for kind in judged for ident in ids.by_kind.get(kind, ())}
    collector = _Collector(model, ids, known)
    for record in records:
        if record.kind != JUDGEMENT:
            collector.record(record)
    return known


class _Collector:
    def __init__(self, model: Model, ids: Ids, known: Mapping[Ref, Thing]) -> None:
        self._model, self._ids, self._known = model, ids, known

    def record(self, record: Record) -> None:
        kind = self._model.kinds[record.kind]
        own = self._known.get((record.kind, str(record.data.get("id", record.data.get("about")))))
        if own is not None:
            self._own(own, kind, record.data)
        together = [own.ref] if own else []
        self._together(together, kind, record.data)

    def _own(self, thing: Thing, kind: Kind, data: Mapping[str, Any]) -> None:
        """Take names, identifiers, date and class."""
        thing.cls = kind.types.get(str(data.get("type")), thing.cls or kind.root)
        for spec in kind.fields.values():
            value = data.get(spec.name)
            if value is None:
                continue
            if spec.name in _NAMED_IN:
                thing.main.update(value if isinstance(value, dict) else {"": value})
            if spec.name in _NAMED_IN or spec.path.endswith(("Label", "otherName")):
                thing.names += [text for text in _texts(value) if text not in thing.names]
            elif spec.value is Value.NESTED:
                for item in _listed(value):
                    if isinstance(item, dict) and "label" in item:
                        thing.names += [text for text in _texts(item["label"]) if text not in thing.names]
            elif spec.value is Value.IRI or (spec.value is Value.TEXT and spec.pattern):
                thing.marks.update(_mark(spec.name, str(item)) for item in _listed(value))
            elif spec.has_bounds:
                thing.when = parse(str(value)).bounds
            elif spec.value is Value.REFERENCE:
                thing.above.update(self._refs(value, spec.kinds))

    def _together(self, before: list[Ref], kind: Kind, data: Mapping[str, Any]) -> None:
        """Note which things one record, or one nested record, names together."""
        here = list(before)
        for name, value in data.items():
            spec = kind.fields.get(name)
            if spec is not None and spec.value is Value.REFERENCE:
                here += self._refs(value, spec.kinds)
        for ref in here:
            if ref in self._known:
                self._known[ref].beside.update(other for other in here if other != ref)
        for name, value in data.items():
            spec = kind.fields.get(name)
            if spec is not None and spec.value is Value.NESTED:
                below = self._model.kind(spec.kinds[0])
                for item in _listed(value):
                    self._together(before, below, item if isinstance(item, dict) else {})

    def _refs(self, value: Any, kinds: tuple[str, ...]) -> Iterator[Ref]:
        for item in _listed(value):
            found = self._ids.find(str(item), kinds)
            if len(found) == 1:
                yield found[0][0], str(found[0][1].data["id"])


class Surroundings:
    """What things stand in, near and far: the place of a library, its district, its country."""

    def __init__(self, known: Mapping[Ref, Thing]) -> None:
        self.known = known
        self._found: dict[Ref, frozenset[Ref]] = {}

    def of(self, thing: Thing) -> frozenset[Ref]:
        """Return all that a thing stands in, and what that stands in."""
        if thing.ref not in self._found:
            seen: set[Ref] = set()
            todo = [ref for ref in thing.above if ref in self.known]
            while todo:
                ref = todo.pop()
                if ref not in seen:
                    seen.add(ref)
                    todo += [above for above in self.known[ref].above if above in self.known]
            self._found[thing.ref] = frozenset(seen)
        return self._found[thing.ref]

    def apart(self, one: Thing, other: Thing, kind: str) -> bool:
        """Say whether both are with things of a kind, none of which is, or stands in, one of the others."""
        ours, theirs = (
            {ref for ref in thing.above | thing.beside if ref[0] == kind} for thing in (one, other)
        )
        near = {*ours, *(above for ref in ours for above in self.of(self.known[ref]))}
        far = {*theirs, *(above for ref in theirs for above in self.of(self.known[ref]))}
        return bool(ours and theirs) and ours.isdisjoint(far) and theirs.isdisjoint(near)


def _mark(name: str, value: str) -> Mark:
    """Return an identifier with the system that it is of: the host of an address, else the field."""
    address = urlsplit(value)
    if not address.netloc:
        return name, value
    return address.netloc.lower().removeprefix("www."), f"{address.path.rstrip('/')}?{address.query}"


def _texts(value: Any) -> list[str]:
    found: list[str] = []
    for item in value.values() if isinstance(value, dict) else (value,):
        found += [text for text in _listed(item) if isinstance(text, str)]
    return found


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]
