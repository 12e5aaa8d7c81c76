"""Records as YAML: one source a file, short things in one line, texts plain where they can be."""

import json
import re
from collections.abc import Iterable, Mapping
from typing import Any, Final

from libgraph.model import Kind, Model, Value
from libgraph.records.ids import ID
from libgraph.records.writing.errors import CannotHold, NotOneSource, SourceNotThere
from libgraph.records.writing.normal import Item

_WIDTH: Final = 110
_PLAIN: Final = re.compile(r"[^\W_][^\n\r\t]*\Z")
_NOT_PLAIN: Final = re.compile(r":(\s|\Z)|\s#|\s\Z|[\x85\u2028\u2029\ufeff]|[^\S ]")
_NOT_IN_LINE: Final = re.compile(r"[,\[\]{}]|:(?![^\s,\[\]{}])")


def yaml_files(model: Model, items: Iterable[Item]) -> dict[str, str]:
    """Return the id of each source with the YAML text of what it says.

    Raises
    ------
    SourceNotThere, NotOneSource, CannotHold
        If the records cannot be told so.
    """
    said: dict[str, list[Item]] = {}
    for item in items:
        said.setdefault(item.source, []).append(item)
    return {source: _file(model, source, said[source]) for source in said}


def _file(model: Model, source: str, items: list[Item]) -> str:
    heads = [item for item in items if item.heads_file]
    rest = [item for item in items if not item.heads_file]
    if not heads:
        raise SourceNotThere(rest[0].where, source)
    if len(heads) > 1:
        raise NotOneSource(len(heads), source)
    if not ID.match(source):
        raise CannotHold(heads[0].where, "yaml", source)
    for item in items:
        if _has_nothing(item.data):
            raise CannotHold(item.where, "yaml", "null")
    lines = ["source:", *_fields(model, heads[0].kind, heads[0].data, "  ")]
    for kind in model.in_order:
        found = [item for item in rest if item.kind.name == kind.name]
        if found and kind.name == "source":
            raise CannotHold(found[0].where, "yaml", "about")
        lines += ["", f"{kind.section}:"] if found else []
        for item in found:
            lines += _record(model, kind, item.data, "  ")
    return "\n".join(lines) + "\n"


def _record(model: Model, kind: Kind, data: Mapping[str, Any], indent: str) -> list[str]:
    lines = _fields(model, kind, data, f"{indent}  ") or [f"{indent}  {{}}"]
    return [f"{indent}- {lines[0].lstrip(' ')}", *lines[1:]]


def _fields(model: Model, kind: Kind, data: Mapping[str, Any], indent: str) -> list[str]:
    lines: list[str] = []
    for name, value in data.items():
        spec = kind.fields.get(name)
        key = f"{indent}{_scalar(name)}:"
        below = model.kind(spec.kinds[0]) if spec and spec.value is Value.NESTED else None
        if below and isinstance(value, list):
            lines += _nested(model, below, key, value, indent, one=spec is not None and spec.maximum == 1)
        else:
            lines += _field(key, value, indent)
    return lines


def _nested(model: Model, kind: Kind, key: str, value: list[Any], indent: str, *, one: bool) -> list[str]:
    short = [_short(model, kind, item) for item in value]
    if one and len(short) == 1 and isinstance(short[0], str):
        return [f"{key} {_scalar(short[0])}"]
    if not value:
        return [f"{key} []"]
    lines = [key]
    for item in short:
        flow = f"{indent}  - {_flow(item)}"
        fits = len(flow) <= _WIDTH or not isinstance(item, dict) or not item
        lines += [flow] if fits else _record(model, kind, item, f"{indent}  ")
    return lines


def _short(model: Model, kind: Kind, item: Any) -> Any:
    """Return a nested record as it is written: one that says only one thing as that thing."""
    if not isinstance(item, dict):
        return item
    if kind.scalar and list(item) == [kind.scalar] and isinstance(item[kind.scalar], str):
        return item[kind.scalar]
    return item


def _field(key: str, value: Any, indent: str) -> list[str]:
    if isinstance(value, str):
        return [f"{key} {_scalar(value)}"]
    flow = f"{key} {_flow(value)}"
    several = key.endswith(" evidence:") and len(value) > 1  # a line for each field
    if not isinstance(value, dict) or not value or (len(flow) <= _WIDTH and not several):
        return [flow]
    lines = [key]
    for name, below in value.items():
        lines += _field(f"{indent}  {_scalar(name)}:", below, f"{indent}  ")
    return lines


def _flow(value: Any) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_in_line(key)}: {_flow(item)}" for key, item in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_flow, value)) + "]"
    return "null" if value is None else _in_line(value)


def _scalar(text: str) -> str:
    """Return a text as YAML: plain if it is read back so, else in double quotation marks."""
    plain = _PLAIN.match(text) and not _NOT_PLAIN.search(text)
    return text if plain else json.dumps(text, ensure_ascii=False)


def _in_line(text: str) -> str:
    scalar = _scalar(text)
    return json.dumps(text, ensure_ascii=False) if scalar == text and _NOT_IN_LINE.search(text) else scalar


def _has_nothing(value: Any) -> bool:
    """Say whether a null is somewhere in a value: what YAML reads is text."""
    if isinstance(value, dict):
        return any(map(_has_nothing, value.values()))
    return any(map(_has_nothing, value)) if isinstance(value, list) else value is None
