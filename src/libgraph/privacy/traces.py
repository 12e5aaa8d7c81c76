"""Where a person stands in the records, and what is left of a record when the person is taken out.

- What a person record says of the person goes, and so does whatever cannot be without the person:
  a tenure, a judgement on who is who.
- A participation on behalf of an institution stays as that of the institution. What else it says
  (in which capacity, which wording, which note) describes the person and goes.
- So does a signature for a party, without the texts that may tell who signed.
- Of a list of people only the one goes; with the last, the field and its evidence.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path
from typing import Any

from libgraph.graph.mint import key_of
from libgraph.model import Field, Kind, Model, Value
from libgraph.records.findings import Reading
from libgraph.records.identity import judgements, representatives
from libgraph.records.ids import index
from libgraph.records.leaves import is_about_person
from libgraph.records.record import At


def ids_of_person(reading: Reading, ident: str) -> tuple[str, ...]:
    """Return the id, then the ids of all records judged to be of the same person."""
    ids = index(reading.records, reading.model)
    stays = representatives(judgements(reading.records, reading.model, ids))
    mine = stays.get(("person", ident), ("person", ident))
    others = {ref for pair in stays.items() for ref in pair if stays.get(ref, ref) == mine}
    return (ident, *sorted(other for kind, other in others if kind == "person" and other != ident))


def traces(reading: Reading, idents: Collection[str]) -> dict[Path, set[At]]:
    """Return the paths, by file, of what goes when a person with some ids is forgotten."""
    finder = _Finder(reading.model, idents)
    found: defaultdict[Path, set[At]] = defaultdict(set)
    for record in reading.records:
        kind = reading.model.kinds[record.kind]
        gone = None if is_about_person(record, idents) else finder.gone(kind, record.data)
        if gone is None:
            found[record.file].add(record.at)
        elif gone:
            found[record.file] |= {(*record.at, *at) for at in gone}
    return dict(found)


class _Finder:
    """Finds what a record loses with a person."""

    def __init__(self, model: Model, idents: Collection[str]) -> None:
        self._model = model
        self._names = {name for ident in idents for name in (ident, f"person/{ident}")}

    def gone(self, kind: Kind, data: Mapping[str, Any]) -> set[At] | None:
        """Return the paths that go; None if the whole record does."""
        gone: set[At] = set()
        for name, value in data.items():
            spec = kind.fields.get(name)
            if spec is None or spec.value not in {Value.REFERENCE, Value.NESTED}:
                continue
            items = value if isinstance(value, list) else [value]
            if spec.value is Value.REFERENCE:
                lost = self._references(spec, items)
            else:
                lost = self._nested(self._model.kind(spec.kinds[0]), items)
            whole = {at[0] for at in lost if len(at) == 1}
            if whole and len(items) - len(whole) < spec.minimum:
                return None
            if len(whole) == len(items):
                gone.add((name,))
            else:
                gone |= {(name, *at) if isinstance(value, list) else (name, *at[1:]) for at in lost}
        fields = {str(at[0]) for at in gone if len(at) == 1}
        if fields & set(kind.one_of):
            gone |= {(name,) for name in self._of_person(kind, data, fields)}
            if not any(self._is_reference(kind, name) and (name,) not in gone for name in data):
                return None
        return gone | _evidence(data, {str(at[0]) for at in gone if len(at) == 1})

    def _references(self, spec: Field, items: list[Any]) -> set[At]:
        if "person" not in spec.kinds:
            return set()
        return {(place,) for place, item in enumerate(items) if item in self._names}

    def _nested(self, below: Kind, items: list[Any]) -> set[At]:
        """Return the paths that go, from the place in the list; what two would say stays once."""
        records = [item if isinstance(item, dict) else {below.scalar: item} for item in items]
        lost = {
            place: _with_texts(below, record, self.gone(below, record))
            for place, record in enumerate(records)
        }
        said = {key_of(below, records[place]) for place, gone in lost.items() if gone == set()}
        found: set[At] = set()
        for place, gone in lost.items():
            if gone is None:
                found.add((place,))
            elif gone:
                left = {key: value for key, value in records[place].items() if (key,) not in gone}
                key = key_of(below, left)
                found |= {(place,)} if key in said else {(place, *at) for at in gone}
                said.add(key)
        return found

    def _of_person(self, kind: Kind, data: Mapping[str, Any], lost: set[str]) -> Iterable[str]:
        """Yield the fields that described the person, beside those that are lost."""
        for name in data:
            spec = kind.fields[name]
            if name not in lost and not spec.minimum and spec.value not in {Value.REFERENCE, Value.EVIDENCE}:
                yield name

    def _is_reference(self, kind: Kind, name: str) -> bool:
        return name in kind.one_of and kind.fields[name].value is Value.REFERENCE


def _with_texts(kind: Kind, data: Mapping[str, Any], gone: set[At] | None) -> set[At] | None:
    """Add the notes and wordings of a nested record that loses a person: they may tell who it was."""
    if not gone:
        return gone
    texts = {name for name in data if name in kind.fields and _is_spare_text(kind.fields[name])}
    return gone | {(name,) for name in texts} | _evidence(data, texts)


def _is_spare_text(spec: Field) -> bool:
    return not spec.minimum and spec.value in {Value.TEXT, Value.LANG_TEXT}


def _evidence(data: Mapping[str, Any], fields: set[str]) -> set[At]:
    """Return the evidence of fields that go; all of it if nothing else is left."""
    evidence = data.get("evidence")
    if not isinstance(evidence, dict) or not fields & evidence.keys():
        return set()
    if evidence.keys() <= fields:
        return {("evidence",)}
    return {("evidence", name) for name in evidence if name in fields}
