"""IRIs of records and nested records, made from their content and nothing else."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Any, Final

from libgraph.model import Field, Kind, Value
from libgraph.terms import segment
from libgraph.texts import nfc

_AGENTS: Final = 2  # people and institutions: `x` and `person/x` are to give one key


def entity_iri(base: str, kind: str, ident: str) -> str:
    """Return the IRI of a record that has an id."""
    return f"{base}id/{kind}/{ident}"


def graph_iri(base: str, source: str) -> str:
    """Return the IRI of the named graph of a source."""
    return f"{base}graph/{source}"


def rule_iri(base: str, rule: str) -> str:
    """Return the IRI of a rule of inference."""
    return f"{base}rule/{rule}"


def inferred_graph_iri(base: str, rule: str) -> str:
    """Return the IRI of the named graph of what a rule concludes."""
    return f"{base}graph/rule/{rule}"


def key_of(kind: Kind, data: Mapping[str, Any]) -> str:
    """Return what tells a record without id from others, from the fields that identify it.

    Two hyphens stand between fields and never inside an id, so that different
    records have different keys; a field left out in the middle leaves its place empty.

    Examples
    --------
    The tenure of Līga Tetere at a library: `liga-tetere--valka-central-library--director--2021-03-05`.
    """
    parts = [_part(kind.fields[name], data.get(name)) for name in kind.identified_by]
    while parts and not parts[-1]:
        parts.pop()
    return "--".join(parts)


def _part(spec: Field, value: Any) -> str:
    items = value if isinstance(value, list) else [] if value is None else [value]
    if spec.value is Value.REFERENCE:
        return ",".join(sorted({_reference(spec, str(item)) for item in items}))
    return ",".join(sorted({segment(str(item)) for item in items}))


def _reference(spec: Field, item: str) -> str:
    """Return what stands for a reference: its id, with its kind where more than agents may be meant."""
    kind, slash, ident = item.rpartition("/")
    return f"{segment(kind)}~{segment(ident)}" if slash and len(spec.kinds) > _AGENTS else segment(ident)


def keys_of(kind: Kind, items: Sequence[Any]) -> list[str]:
    """Return a key for each of the nested records of one record.

    Where two have the same identifying fields, a digest of the whole content
    follows, so that the key depends neither on order nor on the neighbours' text.
    """
    records = [item if isinstance(item, dict) else {kind.scalar: item} for item in items]
    keys = [key_of(kind, record) for record in records]
    if len(set(keys)) == len(keys):
        return keys
    return [
        f"{key}--{_digest(record)}" if keys.count(key) > 1 else key
        for key, record in zip(keys, records, strict=True)
    ]


def _digest(record: Mapping[str, Any]) -> str:
    return hashlib.sha256(json.dumps(_plain(record), ensure_ascii=False).encode()).hexdigest()[:8]


def _plain(value: Any) -> Any:
    """Return content in the one form that does not depend on the format of the file."""
    if isinstance(value, Mapping):
        return {key: _plain(value[key]) for key in sorted(value)}
    if isinstance(value, list):
        items = sorted((_plain(item) for item in value), key=json.dumps)
        return items[0] if len(items) == 1 else items
    return str(value).lower() if isinstance(value, bool) else nfc(str(value))
