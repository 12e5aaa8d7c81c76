"""Which ids there are: every record that is defined once and referred to by others."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from libgraph.messages import pick
from libgraph.model import Model
from libgraph.records.record import Record
from libgraph.texts import fold, slug

ID: Final = re.compile(r"[a-z0-9]+(?:[-_.][a-z0-9]+)*\Z")
_NAMES: Final = ("label", "name", "title", "altLabel")


@dataclass(slots=True)
class Ids:
    """The defining record of every id, by kind.

    Attributes
    ----------
    by_kind : dict
        Kind to id to the record that defines it.
    again : list of (Record, Record)
        A record and the one that has its id, or one that differs only by case or form.
    meant : dict
        Kind to ids that curators may use although the record that defines them
        gives none, or one that cannot be used: that fault is told at the record alone.
    """

    by_kind: dict[str, dict[str, Record]] = field(default_factory=dict)
    again: list[tuple[Record, Record]] = field(default_factory=list)
    meant: dict[str, set[str]] = field(default_factory=dict)

    def known(self, kinds: Iterable[str]) -> Mapping[str, Record]:
        """Return id to record for several kinds; the first kind wins."""
        found: dict[str, Record] = {}
        for kind in kinds:
            for ident, record in self.by_kind.get(kind, {}).items():
                found.setdefault(ident, record)
        return found

    def find(self, reference: str, kinds: Iterable[str]) -> list[tuple[str, Record]]:
        """Return (kind, record) for each record that `reference` may mean: an id, or kind/id."""
        asked, slash, ident = reference.partition("/")
        if slash and asked in self.by_kind:
            return [(asked, r) for r in (self.by_kind[asked].get(ident),) if r and asked in tuple(kinds)]
        return [(k, self.by_kind[k][reference]) for k in kinds if reference in self.by_kind.get(k, {})]

    def may_mean(self, reference: str, kinds: Iterable[str]) -> bool:
        """Say whether `reference` means a record whose own id is at fault."""
        ident = reference.rpartition("/")[2]
        return any(not {ident, slug(ident)}.isdisjoint(self.meant.get(kind, ())) for kind in kinds)


def index(records: Iterable[Record], model: Model) -> Ids:
    """Collect the ids that records define."""
    ids = Ids({kind: {} for kind in model.kinds})
    folded: dict[tuple[str, str], Record] = {}
    unfit: list[Record] = []
    for record in records:
        ident = record.data.get("id")
        if model.kinds[record.kind].identified_by:
            continue
        if record.data.get("about") is not None:
            if isinstance(ident, str):
                ids.meant.setdefault(record.kind, set()).add(ident)
        elif not isinstance(ident, str) or not ID.match(ident):
            unfit.append(record)
        elif (record.kind, ident) in folded:
            ids.again.append((record, folded[record.kind, ident]))
        else:
            folded[record.kind, ident] = ids.by_kind[record.kind][ident] = record
    for record in unfit:
        ident = str(record.data.get("id", ""))
        earlier = folded.get((record.kind, fold(ident)))
        if earlier:
            ids.again.append((record, earlier))
        meant = {ident, slug(ident), *(slug(name) for name in names_of(record))}
        if not ident:  # it may stand in a field that is misspelt
            meant.update(text for text in record.data.values() if isinstance(text, str) and ID.match(text))
        ids.meant.setdefault(record.kind, set()).update(meant - {""})
    return ids


def name_of(record: Record, lang: str) -> str:
    """Return what people call the record: its label, name or title."""
    for key in _NAMES:
        value: Any = record.data.get(key)
        if isinstance(value, str):
            return value
        if isinstance(value, dict):
            texts = {k: v for k, v in value.items() if isinstance(v, str)}
            if texts:
                return pick(texts, lang)
    return ""


def names_of(record: Record) -> Iterator[str]:
    """Yield all names of the record, in all languages."""
    for key in _NAMES:
        value: Any = record.data.get(key)
        for texts in value.values() if isinstance(value, dict) else (value,):
            several = texts if isinstance(texts, list) else (texts,)
            yield from (text for text in several if isinstance(text, str))
