"""Records as JSON lines: one a line, numbers as numbers."""

import json
import re
from collections.abc import Iterable, Mapping
from typing import Any, Final

from libgraph.model import Kind, Model, Value
from libgraph.records.writing.normal import Item

_NUMBER: Final = re.compile(r"(0|-?[1-9][0-9]{0,17})\Z")


def json_lines(model: Model, items: Iterable[Item]) -> str:
    """Return the lines of records, each with its kind and the id of its source."""
    lines = (json.dumps(_line(model, item), ensure_ascii=False) for item in items)
    return "".join(f"{line}\n" for line in lines)


def _line(model: Model, item: Item) -> dict[str, Any]:
    source = {} if item.heads_file or not item.source else {"source": item.source}
    return {"kind": item.kind.name, **source, **_fields(model, item.kind, item.data)}


def _fields(model: Model, kind: Kind, data: Mapping[str, Any]) -> dict[str, Any]:
    found = dict(data)
    for name, value in data.items():
        spec = kind.fields.get(name)
        if spec and spec.value in {Value.INTEGER, Value.EVIDENCE}:
            found[name] = _numbers(value)
        elif spec and spec.value is Value.NESTED and isinstance(value, list):
            below = model.kind(spec.kinds[0])
            found[name] = [_fields(model, below, each) if isinstance(each, dict) else each for each in value]
    return found


def _numbers(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _numbers(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_numbers(item) for item in value]
    return int(value) if isinstance(value, str) and _NUMBER.match(value) else value
