"""Sources that disagree: single-valued fields for which they state different values.

What is single-valued, the model says: at most one value, or one text in each language.
Both statements stay in the graph; this is information, not a fault.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType
from typing import Any, Final

from libgraph.dates import InvalidDate, parse, possibly_overlap
from libgraph.graph.mint import key_of, keys_of
from libgraph.model import Field, Kind, Model, Value
from libgraph.records.findings import Reading
from libgraph.records.record import At, Record
from libgraph.texts import fold


@dataclass(frozen=True, slots=True)
class Claim:
    """What one source states of the field.

    Attributes
    ----------
    where : str
        Record file and line, or sheet and cell.
    """

    value: str
    source: str
    where: str


@dataclass(frozen=True, slots=True)
class Conflict:
    """A field of a thing for which sources state different values.

    Attributes
    ----------
    thing : str
        kind/id; of a nested record with what tells it from others: `event/x#participation-…`.
    field : str
        Its name in records.
    lang : str
        Of a text by language.
    claims : tuple of Claim
        Those that cannot all be true, by source.
    """

    thing: str
    field: str
    lang: str
    claims: tuple[Claim, ...]


@dataclass(frozen=True, slots=True)
class _Said:
    spec: Field
    value: str
    record: Record
    at: At


_Key = tuple[str, str, str]


def conflicts(reading: Reading, records: Sequence[Record] | None = None) -> list[Conflict]:
    """Return where sources disagree, sorted by thing and field; malformed values are passed over.

    Parameters
    ----------
    records : sequence of Record, optional
        The records with what is judged to be one thing merged; else they are taken as they are.
    """
    model = reading.model
    by_thing: dict[str, list[Record]] = {}
    for record in reading.records if records is None else records:
        kind = model.kinds[record.kind]
        ident = record.data.get("id") or record.data.get("about") or _key(kind, record.data)
        by_thing.setdefault(f"{record.kind}/{ident}", []).append(record)
    said: dict[_Key, list[_Said]] = {}
    for thing, found in by_thing.items():
        if len({record.source for record in found}) > 1:
            for record in found:
                kind = model.kinds[record.kind]
                for key, one in _said(model, kind, record, record.data, record.at, thing):
                    said.setdefault(key, []).append(one)
    return [
        Conflict(*key, tuple(_claim(reading, one) for one in at_odds))
        for key, claims in sorted(said.items())
        if (at_odds := _at_odds(model, claims))
    ]


def _key(kind: Kind, data: Mapping[str, Any]) -> str:
    return key_of(kind, data) if kind.identified_by else ""


def _said(
    model: Model, kind: Kind, record: Record, data: Mapping[str, Any], at: At, thing: str
) -> Iterator[tuple[_Key, _Said]]:
    """Yield the values of single-valued fields of a record and of its nested records."""
    for name, value in data.items():
        spec = kind.fields.get(name)
        if spec is None:
            continue
        if spec.value is Value.NESTED:
            yield from _nested(model, spec, record, value, (*at, name), thing)
        elif spec.value is Value.LANG_TEXT and isinstance(value, dict):
            for lang, text in value.items():
                if isinstance(text, str) and (spec.unique_lang or not spec.many):
                    yield (thing, name, lang), _Said(spec, text, record, (*at, name, lang))
        elif not spec.many and isinstance(value, str | int | float):
            yield (thing, name, ""), _Said(spec, str(value), record, (*at, name))


def _nested(
    model: Model, spec: Field, record: Record, value: Any, at: At, thing: str
) -> Iterator[tuple[_Key, _Said]]:
    below = model.kind(spec.kinds[0])
    items = value if isinstance(value, list) else [value]
    if any(item is None or isinstance(item, list) for item in items):
        return
    for place, (key, item) in enumerate(zip(keys_of(below, items), items, strict=True)):
        where = (*at, place) if isinstance(value, list) else at
        node = f"{thing}#{below.name}" + (f"-{key}" if spec.many else "")
        data = item if isinstance(item, dict) else {below.scalar: item}
        yield from _said(model, below, record, data, where, node)


def _at_odds(model: Model, claims: Sequence[_Said]) -> list[_Said]:
    """Return the claims that some claim of another source contradicts."""
    if len({claim.record.source for claim in claims}) < 2 or len({claim.value for claim in claims}) < 2:
        return []
    differ = _differ(model, claims[0].spec)
    found = [
        one
        for one in claims
        if any(
            one.record.source != other.record.source and differ(one.value, other.value) for other in claims
        )
    ]
    return sorted(found, key=lambda one: (one.record.source, one.value))


def _differ(model: Model, spec: Field) -> Callable[[str, str], bool]:
    """Return the function that says whether two values of a field cannot both be true."""
    if spec.value is Value.TYPE:
        return lambda one, other: _other_class(model, spec.choices, one, other)
    return _DIFFER.get(spec.value, lambda one, other: one != other)


def _other_class(model: Model, types: Mapping[str, str], one: str, other: str) -> bool:
    """Say whether neither of two classes is broader than the other."""
    first, second = types.get(one, one), types.get(other, other)
    return not (model.is_a(first, frozenset({second})) or model.is_a(second, frozenset({first})))


def _other_time(one: str, other: str) -> bool:
    try:
        return not possibly_overlap(parse(one).bounds, parse(other).bounds)
    except InvalidDate:
        return False  # a fault of its record


def _other_text(one: str, other: str) -> bool:
    return " ".join(fold(one).split()) != " ".join(fold(other).split())


def _other_number(one: str, other: str) -> bool:
    try:
        return Decimal(one) != Decimal(other)
    except ArithmeticError:
        return False  # a fault of its record


def _other_thing(one: str, other: str) -> bool:
    return one.rpartition("/")[2] != other.rpartition("/")[2]


_DIFFER: Final[Mapping[Value, Callable[[str, str], bool]]] = MappingProxyType(
    {
        Value.EDTF: _other_time,
        Value.TEXT: _other_text,
        Value.LANG_TEXT: _other_text,
        Value.INTEGER: _other_number,
        Value.DECIMAL: _other_number,
        Value.REFERENCE: _other_thing,
    }
)


def _claim(reading: Reading, said: _Said) -> Claim:
    return Claim(said.value, said.record.source, reading.where(said.record.file, said.at))
