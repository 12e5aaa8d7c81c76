"""Records judged to be of one thing, made one: every mention of one becomes a mention of the other.

Nothing is edited in place, so that a judgement that is taken back leaves no trace.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from libgraph.model import Field, Kind, Model, Value
from libgraph.records.identity import JUDGEMENT, SAME, Judgement, Ref, judgements, representatives
from libgraph.records.ids import Ids
from libgraph.records.record import Record

Taken = dict[str, dict[str, set[str]]]
"""Field to language to the texts that keep the field ("" for a text without language)."""


@dataclass(frozen=True, slots=True)
class Merged:
    """Records with one id for each thing.

    Attributes
    ----------
    records : sequence of Record
    replaced : Mapping of str to sequence of (Ref, Ref)
        Source of a judgement to what it replaces, each with what it is replaced by.
    """

    records: Sequence[Record]
    replaced: Mapping[str, Sequence[tuple[Ref, Ref]]] = field(default_factory=dict)


def merge(records: Sequence[Record], model: Model, ids: Ids) -> Merged:
    """Return the records with those made one that are judged to be the same; without any, as they are."""
    judged = judgements(records, model, ids)
    stays = representatives(judged)
    if not stays:
        return Merged(records)
    merger = _Merger(records, model, ids, stays)
    return Merged([merger.record(record) for record in records], _replaced(judged, stays))


def _replaced(judged: Sequence[Judgement], stays: Mapping[Ref, Ref]) -> dict[str, list[tuple[Ref, Ref]]]:
    found: defaultdict[str, list[tuple[Ref, Ref]]] = defaultdict(list)
    for one in judged:
        if one.verdict == SAME:
            found[one.record.source] += [(ref, stays[ref]) for ref in (one.this, one.that) if ref in stays]
    return dict(found)


class _Merger:
    """Rewrites records, and leaves alone those that mention nothing that is merged."""

    def __init__(self, records: Sequence[Record], model: Model, ids: Ids, stays: Mapping[Ref, Ref]) -> None:
        self._model, self._ids, self._stays = model, ids, stays
        self._taken = self._names_taken(records)

    def record(self, record: Record) -> Record:
        """Return a record as it is after merging."""
        if record.kind == JUDGEMENT:
            return record  # it speaks of the ids themselves
        kind = self._model.kinds[record.kind]
        data = self._mapping(kind, record.data)
        own = next((key for key in ("id", "about") if key in data), "")
        stays = self._stays.get((record.kind, str(data.get(own))))
        if stays is not None:
            data = {**self._step_aside(kind, data, self._taken[stays]), own: stays[1]}
        return record if data is record.data else replace(record, data=data)

    def _mapping(self, kind: Kind, data: dict[str, Any]) -> dict[str, Any]:
        """Return fields with the references in them rewritten; the same object if there are none."""
        changed: dict[str, Any] = {}
        for name, value in data.items():
            spec = kind.fields.get(name)
            if spec is None or spec.value not in {Value.REFERENCE, Value.NESTED}:
                continue
            items = value if isinstance(value, list) else [value]
            new = [self._item(spec, item) for item in items]
            if any(a is not b for a, b in zip(items, new, strict=True)):
                changed[name] = _unique(new) if isinstance(value, list) else new[0]
        return {**data, **changed} if changed else data

    def _item(self, spec: Field, item: Any) -> Any:
        if spec.value is Value.NESTED:
            below = self._model.kind(spec.kinds[0])
            return self._mapping(below, item) if isinstance(item, dict) else item
        found = self._ids.find(item, spec.kinds)
        stays = self._stays.get((found[0][0], str(found[0][1].data["id"]))) if len(found) == 1 else None
        if stays is None:
            return item
        return stays[1] if len(spec.kinds) == 1 else "/".join(stays)

    def _names_taken(self, records: Sequence[Record]) -> dict[Ref, Taken]:
        """Return for each record that stays which names keep their field, one for each language.

        Its own names come first, then those of the others in the order of their ids.
        """
        taken: dict[Ref, Taken] = {ref: {} for ref in self._stays.values()}
        own: list[tuple[Ref, Record]] = []
        others: list[tuple[Ref, str, Record]] = []
        for record in records:
            ref = (record.kind, str(record.data.get("id", record.data.get("about"))))
            if ref in taken:
                own.append((ref, record))
            elif ref in self._stays:
                others.append((self._stays[ref], ref[1], record))
        for ref, record in own:
            for name, lang, text in self._names(record):
                taken[ref].setdefault(name, {}).setdefault(lang, set()).add(text)
        for ref, _, record in sorted(others, key=lambda one: (one[1], one[2].source, str(one[2].data))):
            for name, lang, text in self._names(record):
                taken[ref].setdefault(name, {}).setdefault(lang, {text})
        return taken

    def _names(self, record: Record) -> list[tuple[str, str, str]]:
        fields = self._model.kinds[record.kind].fields
        given = [spec.name for spec in fields.values() if spec.merged in fields and spec.name in record.data]
        named = [(name, record.data[name]) for name in given]
        return [(name, lang, text) for name, value in named for lang, text in _by_language(value).items()]

    def _step_aside(self, kind: Kind, data: dict[str, Any], taken: Taken) -> dict[str, Any]:
        """Return the fields with names that are taken moved to where other names stand."""
        data = dict(data)
        for spec in kind.fields.values():
            if spec.merged not in kind.fields or spec.name not in data:
                continue
            texts = _by_language(data[spec.name])
            moved = {lang: text for lang, text in texts.items() if text not in taken[spec.name][lang]}
            if not moved:
                continue
            kept = {lang: text for lang, text in texts.items() if lang not in moved}
            data[spec.merged] = _with(data.get(spec.merged), moved)
            if kept:
                data[spec.name] = kept
            else:
                del data[spec.name]
            if isinstance(data.get("evidence"), dict):
                data["evidence"] = _evidence(data["evidence"], spec, emptied=not kept)
        return data


def _by_language(value: Any) -> dict[str, str]:
    return dict(value) if isinstance(value, dict) else {"": value}


def _with(value: Any, more: Mapping[str, str]) -> Any:
    """Return the value of a field with more texts, by language or without."""
    if list(more) == [""]:
        return _unique([*_listed(value), more[""]])
    texts = dict(value or {})
    for lang, text in more.items():
        texts[lang] = _unique([*_listed(texts.get(lang)), text])
    return texts


def _evidence(evidence: Mapping[str, Any], spec: Field, *, emptied: bool) -> dict[str, Any]:
    """Return evidence by field, the passages of a name moved with it."""
    passages = evidence.get(spec.name)
    if passages is None:
        return dict(evidence)
    found = {**evidence, spec.merged: [*evidence.get(spec.merged, []), *passages]}
    return {name: value for name, value in found.items() if not (emptied and name == spec.name)}


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _unique(items: list[Any]) -> list[Any]:
    """Return the items once each, in their order."""
    return [item for place, item in enumerate(items) if item not in items[:place]]
