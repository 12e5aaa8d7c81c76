"""Every single value of a record, with the field that it belongs to, however deep it stands."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from libgraph.model import Field, Kind, Model, Value
from libgraph.records.record import At, Record


@dataclass(frozen=True, slots=True)
class Leaf:
    """One value of a record.

    Attributes
    ----------
    at : tuple
        Path below the record: field names, places in lists, languages.
    kind : Kind
        Of the (nested) record that has the field.
    spec : Field
    value : object
        A text or number as curated; for evidence, all its positions.
    """

    at: At
    kind: Kind
    spec: Field
    value: Any


def leaves(model: Model, record: Record) -> Iterator[Leaf]:
    """Yield each value of a record; fields that the model does not have are passed over."""
    return _leaves(model, model.kinds[record.kind], record.data, ())


def _leaves(model: Model, kind: Kind, data: Mapping[str, Any], at: At) -> Iterator[Leaf]:
    for name, value in data.items():
        spec = kind.fields.get(name)
        if spec is None:
            continue
        if spec.value is Value.EVIDENCE:
            yield Leaf((*at, name), kind, spec, value)
        elif spec.value is Value.NESTED:
            below = model.kind(spec.kinds[0])
            for where, item in scalars(value, (*at, name), mappings=False):
                if isinstance(item, dict):
                    yield from _leaves(model, below, item, where)
                elif below.scalar:
                    yield Leaf(where, below, below.fields[below.scalar], item)
        else:
            for where, item in scalars(value, (*at, name)):
                yield Leaf(where, kind, spec, item)


def scalars(value: Any, at: At, *, mappings: bool = True) -> Iterator[tuple[At, Any]]:
    """Yield (path, value) of what stands in lists and, if wanted, mappings."""
    if isinstance(value, list):
        for place, item in enumerate(value):
            yield from scalars(item, (*at, place), mappings=mappings)
    elif isinstance(value, dict) and mappings:
        for key, item in value.items():
            yield from scalars(item, (*at, key))
    else:
        yield at, value


def people_in(model: Model, record: Record) -> Iterator[tuple[At, str]]:
    """Yield (path, id) of each reference of a record to a person; other fields are not looked into."""
    return _people(model, model.kinds[record.kind], record.data, ())


def _people(model: Model, kind: Kind, data: Mapping[str, Any], at: At) -> Iterator[tuple[At, str]]:
    for name, value in data.items():
        spec = kind.fields.get(name)
        if spec is None:
            continue
        if spec.value is Value.NESTED:
            for where, item in scalars(value, (*at, name), mappings=False):
                if isinstance(item, dict):
                    yield from _people(model, model.kind(spec.kinds[0]), item, where)
        elif spec.value is Value.REFERENCE and "person" in spec.kinds:
            for where, item in scalars(value, (*at, name)):
                asked, _, ident = str(item).rpartition("/")
                if asked in {"", "person"}:
                    yield where, ident


def is_about_person(record: Record, idents: Collection[str]) -> bool:
    """Say whether a record defines the person, under one of several ids, or adds to what is said of them."""
    return record.kind == "person" and (record.data.get("id") or record.data.get("about")) in idents
