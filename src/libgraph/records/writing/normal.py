"""The one form of a record, whatever file it came from: what is compared and written.

Every value is a text, one value is no list, fields come in the order of the shapes,
nested records are lists of mappings.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

from libgraph.messages import LANGUAGES
from libgraph.model import Field, Kind, Model, Value
from libgraph.records.findings import Reading
from libgraph.records.values import plain

_FIRST: Final = ("id", "about")


@dataclass(frozen=True, slots=True)
class Item:
    """A record to be written.

    Attributes
    ----------
    kind : Kind
    data : Mapping
        Its fields in normal form.
    source : str
        Id of the source that says so.
    find : callable
        Returns where it was read, which takes time.
    """

    kind: Kind
    data: Mapping[str, Any]
    source: str
    find: Callable[[], str]

    @property
    def where(self) -> str:
        """Where the record was read, for people."""
        return self.find()

    @property
    def heads_file(self) -> bool:
        """Whether it is a source that says of itself what it is."""
        return self.kind.name == "source" and "about" not in self.data


def items_of(reading: Reading) -> Iterator[Item]:
    """Yield the records read in normal form."""
    for record in reading.records:
        kind = reading.model.kinds[record.kind]
        find = partial(reading.where, record.file, record.at)
        yield Item(kind, normal(reading.model, kind, record.data), str(record.source), find)


def normal(model: Model, kind: Kind, data: Mapping[str, Any]) -> dict[str, Any]:
    """Return the fields of a record in normal form."""
    known = [name for name in (*_FIRST, *kind.fields) if name in data]
    return {
        name: _value(model, kind, kind.fields.get(name), data[name])
        for name in [*known, *(name for name in data if name not in known)]
    }


def _value(model: Model, kind: Kind, spec: Field | None, value: Any) -> Any:
    match spec.value if spec else None:
        case Value.NESTED if spec and value is not None:
            below = model.kind(spec.kinds[0])
            return [_nested(model, below, item) for item in (value if isinstance(value, list) else [value])]
        case Value.EVIDENCE if isinstance(value, dict):
            names = [name for name in kind.fields if name in value]
            return {name: _texts(value[name]) for name in [*names, *(n for n in value if n not in names)]}
        case Value.EVIDENCE:
            return _texts(value)
        case Value.LANG_TEXT if isinstance(value, dict):
            return {lang: _alone(_texts(value[lang])) for lang in in_order_of_languages(value)}
        case _:
            return _alone(_texts(value))


def _nested(model: Model, kind: Kind, item: Any) -> Any:
    if not isinstance(item, dict):
        item = (
            {kind.scalar: item} if kind.scalar and not isinstance(item, list) and item is not None else item
        )
    return normal(model, kind, item) if isinstance(item, dict) else _texts(item)


def _texts(value: Any) -> Any:
    if isinstance(value, list):
        return [_texts(item) for item in value]
    if isinstance(value, dict):
        return {key: _texts(item) for key, item in value.items()}
    return value if value is None else plain(value)


def _alone(value: Any) -> Any:
    return value[0] if isinstance(value, list) and len(value) == 1 and isinstance(value[0], str) else value


def in_order_of_languages(names: Iterable[str]) -> list[str]:
    """Return language tags: Lithuanian, Latvian, English, then the others."""
    return sorted(names, key=lambda tag: (LANGUAGES.index(tag) if tag in LANGUAGES else len(LANGUAGES), tag))
