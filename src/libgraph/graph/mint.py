"""IRIs of records and nested records, made from their content and nothing else."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Any

from libgraph.model import Kind
from libgraph.terms import segment


def entity_iri(base: str, kind: str, ident: str) -> str:
    """Return the IRI of a record that has an id."""
    return f"{base}id/{kind}/{ident}"


def graph_iri(base: str, source: str) -> str:
    """Return the IRI of the named graph of a source."""
    return f"{base}graph/{source}"


def key_of(kind: Kind, data: Mapping[str, Any]) -> str:
    """Return what tells a record without id from others, from the fields that identify it."""
    parts: list[str] = []
    for name in kind.identified_by:
        value = data.get(name)
        values = value if isinstance(value, list) else [] if value is None else [value]
        parts += sorted(
            segment(str(item).rpartition("/")[2] if name != "during" else str(item)) for item in values
        )
    return "-".join(parts)


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
        f"{key}-{_digest(record)}" if keys.count(key) > 1 else key
        for key, record in zip(keys, records, strict=True)
    ]


def _digest(record: Mapping[str, Any]) -> str:
    text = json.dumps(record, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()[:8]
