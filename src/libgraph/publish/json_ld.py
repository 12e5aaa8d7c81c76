"""Records as JSON-LD: the curated fields, with the names that libgraph mints for nested records.

Together with the derived context (`libgraph.model.context`) this is a second way
from a record to RDF, independent of the emitter; tests hold the two equal.
"""

from collections.abc import Iterator, Mapping
from typing import Any, Final
from urllib.parse import quote

from libgraph.dates import parse
from libgraph.graph.emit import decimal, integer
from libgraph.graph.mint import entity_iri, key_of, keys_of
from libgraph.model import Field, Kind, Model, Value
from libgraph.records.ids import Ids
from libgraph.records.record import Record
from libgraph.terms import compact
from libgraph.texts import nfc

Json = dict[str, Any]
_BOUNDS = ("earliestBegin", "latestBegin", "earliestEnd", "latestEnd")


def normal_form(record: Record, model: Model, base: str, ids: Ids) -> Json:
    """Return a record as a JSON object that needs only the derived context to be JSON-LD.

    Parameters
    ----------
    record : Record
        Without faults.
    base : str
        Where the IRIs of records are minted.
    ids : Ids
        Tells which kind a reference means where a field allows several.
    """
    kind = model.kinds[record.kind]
    ident = record.data.get("id") or record.data.get("about") or key_of(kind, record.data)
    subject = entity_iri(base, record.kind, ident)
    document = entity_iri(base, "source", record.source)
    form = {"id": subject, **_Form(model, ids, document).fields(kind, record.data, subject)}
    if "about" in record.data or "type" in record.data:
        return form
    return {"type": _token(kind), **form}


class _Form:
    """Knows what stays the same for all fields of one record."""

    def __init__(self, model: Model, ids: Ids, document: str) -> None:
        self._model, self._ids, self._document = model, ids, document

    def fields(self, kind: Kind, data: Mapping[str, Any], subject: str) -> Json:
        form: Json = {}
        for name, value in data.items():
            spec = kind.fields.get(name)
            if spec is None:
                continue
            form[name] = self._field(kind, spec, value, subject)
            if spec.has_bounds:
                days = parse(str(value)).bounds.as_xsd()
                form |= {bound: day for bound, day in zip(_BOUNDS, days, strict=True) if day is not None}
        return form

    def _field(self, kind: Kind, spec: Field, value: Any, subject: str) -> Any:
        if spec.value is Value.LANG_TEXT:
            return {lang: [nfc(text) for text in _items(texts)] for lang, texts in value.items()}
        if spec.value is Value.EVIDENCE:
            return list(self._evidence(kind, value))
        if spec.value is Value.NESTED:
            return self._nested(self._model.kind(spec.kinds[0]), _items(value), subject)
        return [self._plain(spec, item) for item in _items(value)]

    def _plain(self, spec: Field, item: Any) -> Any:
        if spec.value is Value.REFERENCE:
            ((found, record),) = self._ids.find(item, spec.kinds)
            ident = record.data["id"]
            return ident if len(spec.kinds) == 1 else f"{found}/{ident}"
        return _LEXICAL.get(spec.value, _text)(item)

    def _nested(self, below: Kind, items: list[Any], subject: str) -> list[Json]:
        forms: list[Json] = []
        for key, item in zip(keys_of(below, items), items, strict=True):
            node = f"{subject}{'-' if '#' in subject else '#'}{below.name}-{key}"
            data = item if isinstance(item, dict) else {below.scalar: item}
            forms.append({"id": node, "type": _token(below), **self.fields(below, data, node)})
        return forms

    def _evidence(self, kind: Kind, value: Any) -> Iterator[Json]:
        groups = value if isinstance(value, dict) else {"": value}
        for name, ranges in groups.items():
            path = kind.fields[name].path if name else ""
            for start, end in ranges:
                yield self._passage(int(start), int(end), path)

    def _passage(self, start: int, end: int, path: str) -> Json:
        what = "-" + quote(compact(path), safe=":") if path else ""
        selector = {"id": f"{self._document}#selector-{start}-{end}", "type": "TextPositionSelector"}
        target = {"id": f"{self._document}#char={start},{end}", "type": "SpecificResource"}
        note: Json = {
            "id": f"{self._document}#evidence-{start}-{end}{what}",
            "type": "Evidence",
            "target": {
                **target,
                "source": self._document,
                "selector": {**selector, "start": str(start), "end": str(end)},
            },
        }
        return {**note, "property": path} if path else note


def _items(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _text(value: object) -> str:
    return nfc(str(value))


def _boolean(value: object) -> str:
    return str(value).lower()


_LEXICAL: Final = {Value.INTEGER: integer, Value.DECIMAL: decimal, Value.BOOLEAN: _boolean}


def _token(kind: Kind) -> str:
    return next(token for token, iri in kind.types.items() if iri == kind.root)
