"""The fast path of checking: the derived JSON Schema in a compiled validator.

What it accepts has no fault; what it refuses is looked at again, value by value,
for sentences and positions (`libgraph.records.check`). It is at home with JSON,
where numbers are numbers; text formats, whose numbers are text, take the long way.
"""

from collections.abc import Callable, Mapping
from typing import Any, Final

from libgraph.dates import InvalidDate, parse
from libgraph.model import Field, Model, Value
from libgraph.model.json_schema import json_schema
from libgraph.records.ids import Ids
from libgraph.records.record import Record
from libgraph.records.values import is_iri_term

_TOO_LONG: Final = 10**18


def accept_by_schema(model: Model, ids: Ids) -> Callable[[Record], bool]:
    """Return a function that says whether a record is surely without fault.

    The identity of records, dates and references are formats of the schema, checked by callback.
    """
    import jsonschema_rs

    schema = json_schema(model)
    formats = {"edtf": _is_date, "iri": is_iri_term, **_references(model, ids)}
    valid = {
        name: jsonschema_rs.Draft202012Validator(
            {"$ref": f"#/$defs/{name}", "$defs": schema["$defs"]}, formats=formats, validate_formats=True
        ).is_valid
        for name in model.kinds
    }

    def accept(record: Record) -> bool:
        try:
            return valid[record.kind](record.data) and _is_plain(record.data)
        except ValueError:  # a reference written as `Name (id)` is no plain text
            return False

    return accept


def _is_date(text: str) -> bool:
    try:
        parse(text)
    except InvalidDate:
        return False
    return True


def _references(model: Model, ids: Ids) -> dict[str, Callable[[str], bool]]:
    formats = {f"reference-{kind}": _among(ids.by_kind.get(kind, {})) for kind in model.kinds}
    for kind in [*model.kinds.values(), *model.nested.values()]:
        for spec in kind.fields.values():
            if spec.value is Value.REFERENCE:
                name = "reference-" + "-".join(spec.kinds + tuple(sorted(spec.classes)))
                formats[name] = _refers(model, ids, spec)
    return formats


def _among(known: Mapping[str, Record]) -> Callable[[str], bool]:
    return lambda text: text in known


def _refers(model: Model, ids: Ids, spec: Field) -> Callable[[str], bool]:
    """Return whether a text is an id of exactly one record, of a class that the field allows."""
    tables = [ids.by_kind.get(kind, {}) for kind in spec.kinds]
    roots = {model.kinds[kind].root for kind in spec.kinds}
    any_class = all(model.is_a(root, spec.classes) for root in roots)

    def refers(text: str) -> bool:
        return any_class and sum(text in table for table in tables) == 1

    return refers


def _is_plain(data: Any) -> bool:
    """Say what the schema cannot: every passage ends after it starts, and numbers are whole and short.

    To a JSON Schema 12.0 is a whole number; to us only 12 is.
    """
    if isinstance(data, list):
        return all(isinstance(item, str) or _is_plain(item) for item in data)
    if not isinstance(data, dict):
        return isinstance(data, int) and abs(data) < _TOO_LONG
    for key, value in data.items():
        if isinstance(value, str):
            continue
        if key == "evidence":
            groups = value.values() if isinstance(value, dict) else (value,)
            pairs = [pair for group in groups for pair in group]
            if not all(isinstance(n, int) for pair in pairs for n in pair):
                return False
            if not all(start < end for start, end in pairs):
                return False
        elif not _is_plain(value):
            return False
    return True
