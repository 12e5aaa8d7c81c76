"""What the records state, value by value, with the passages given as evidence for it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from libgraph.model import Field, Kind, Model, Value
from libgraph.records.record import At, Record
from libgraph.terms import LG, PREFIXES

NOTE: Final = f"{PREFIXES['skos']}note"
# What a curator says of the record itself; no source states it.
_OF_THE_CURATOR: Final = frozenset({f"{LG}curator", f"{LG}curated", f"{LG}textHash", NOTE})


@dataclass(frozen=True, slots=True)
class Passage:
    """A position in the text of a source: code points from `start` to before `end`.

    Attributes
    ----------
    at : tuple
        Where in the record file the position is written.
    """

    start: int
    end: int
    at: At


@dataclass(frozen=True, slots=True)
class Stated:
    """One value of one field, and where the source is said to state it.

    Attributes
    ----------
    at : tuple
        Where in the record file the value is written.
    value : str
    lang : str
        Of a text by language.
    passages : tuple of Passage
        Empty if the record gives none for the field.
    exact : bool
        Whether the passages are for the very field, and not for the record as a whole.
    central : bool
        Whether the record is about this value first of all: whatever passage is given for
        the record as a whole must have it.
    """

    record: Record
    field: Field
    at: At
    value: str
    lang: str
    passages: tuple[Passage, ...]
    exact: bool
    central: bool = False


_Evidence = tuple[tuple[Passage, ...], bool]


def statements_of(record: Record, model: Model) -> Iterator[Stated]:
    """Yield what a record states, that of its nested records too; malformed values are passed over."""
    kind = model.kinds[record.kind]
    yield from _of_mapping(record, model, kind, record.data, record.at, ((), False))


def _of_mapping(
    record: Record, model: Model, kind: Kind, data: dict[str, Any], at: At, above: _Evidence
) -> Iterator[Stated]:
    given = data.get("evidence")
    for name, value in data.items():
        spec = kind.fields.get(name)
        if spec is None or spec.value is Value.EVIDENCE:
            continue
        passages, exact = _evidence_for(name, given, (*at, "evidence")) if given else above
        if spec.value is Value.NESTED:
            below = model.kind(spec.kinds[0])
            for where, item in _items(value, (*at, name)):
                content = item if isinstance(item, dict) else {below.scalar: item}
                yield from _of_mapping(record, model, below, content, where, (passages, False))
        elif spec.path not in _OF_THE_CURATOR or (passages and exact):
            for where, item, lang in _values(spec, value, (*at, name)):
                yield Stated(record, spec, where, item, lang, passages, exact, _is_central(kind, spec))


def _is_central(kind: Kind, spec: Field) -> bool:
    if kind.identified_by:
        return spec.name == kind.identified_by[0]
    return spec.minimum > 0 and spec.value in {Value.TEXT, Value.LANG_TEXT, Value.EDTF}


def _evidence_for(name: str, given: Any, at: At) -> _Evidence:
    """Return the passages for a field: those under its name, or those of the record as a whole."""
    if isinstance(given, dict):
        return _passages(given.get(name), (*at, name)), True
    return _passages(given, at), False


def _passages(ranges: Any, at: At) -> tuple[Passage, ...]:
    found = []
    for place, pair in enumerate(ranges if isinstance(ranges, list) else []):
        if isinstance(pair, list) and len(pair) == 2 and all(str(n).isdecimal() for n in pair):
            start, end = int(str(pair[0])), int(str(pair[1]))
            if start < end:
                found.append(Passage(start, end, (*at, place)))
    return tuple(found)


def _values(spec: Field, value: Any, at: At) -> Iterator[tuple[At, str, str]]:
    if spec.value is not Value.LANG_TEXT:
        yield from ((where, text, "") for where, text in _texts(value, at))
    elif isinstance(value, dict):
        for lang, texts in value.items():
            yield from ((where, text, lang) for where, text in _texts(texts, (*at, lang)))


def _texts(value: Any, at: At) -> Iterator[tuple[At, str]]:
    for where, item in _items(value, at):
        if item is not None and not isinstance(item, dict | list):
            yield where, str(item).lower() if isinstance(item, bool) else str(item)


def _items(value: Any, at: At) -> Iterator[tuple[At, Any]]:
    if isinstance(value, list):
        yield from (((*at, place), item) for place, item in enumerate(value))
    else:
        yield at, value
