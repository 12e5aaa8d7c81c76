"""Which ids there are: every record that is defined once and referred to by others."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from libgraph.messages import pick
from libgraph.model import Model
from libgraph.records.record import Record
from libgraph.texts import fold

ID: Final = re.compile(r"[a-z0-9](?:[a-z0-9_.-]*[a-z0-9])?\Z")


@dataclass(slots=True)
class Ids:
    """The defining record of every id, by kind.

    Attributes
    ----------
    by_kind : dict
        Kind to id to the record that defines it.
    again : list of (Record, Record)
        A record and the earlier one that has its id, or one that differs only by case or form.
    """

    by_kind: dict[str, dict[str, Record]] = field(default_factory=dict)
    again: list[tuple[Record, Record]] = field(default_factory=list)

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


def index(records: Iterable[Record], model: Model) -> Ids:
    """Collect the ids that records define."""
    ids = Ids({kind: {} for kind in model.kinds})
    folded: dict[tuple[str, str], Record] = {}
    for record in records:
        ident = record.data.get("id")
        if not isinstance(ident, str) or model.kinds[record.kind].identified_by:
            continue
        key = record.kind, fold(ident)
        if key in folded:
            ids.again.append((record, folded[key]))
        else:
            folded[key] = ids.by_kind[record.kind][ident] = record
    return ids


def name_of(record: Record, lang: str) -> str:
    """Return what people call the record: its label, name or title."""
    for key in ("label", "name", "title"):
        value: Any = record.data.get(key)
        if isinstance(value, str):
            return value
        if isinstance(value, dict):
            texts = {k: v for k, v in value.items() if isinstance(v, str)}
            if texts:
                return pick(texts, lang)
    return ""
