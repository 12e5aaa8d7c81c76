"""From a node of the graph to the record and field that says it."""

from collections.abc import Iterable
from typing import Any

import pyoxigraph as ox

from libgraph.graph.emit import Emitter
from libgraph.graph.mint import keys_of
from libgraph.graph.shacl.result import Result, lexical
from libgraph.graph.solutions import Term
from libgraph.model import Kind, Model, Value
from libgraph.records.reading import Reading
from libgraph.records.record import At, Record


class Locator:
    """Finds the records that results are about.

    Parameters
    ----------
    reading : Reading
    emitter : Emitter
        The one that the graph was made with: it knows the IRIs.
    results : iterable of Result
        What is to be placed; only the kinds of record that these are about are looked through.
    """

    def __init__(self, reading: Reading, emitter: Emitter, results: Iterable[Result]) -> None:
        self._model: Model = reading.model
        self._base = f"{reading.workspace.base}id/"
        wanted = {_whole(result) for result in results}
        kinds = {iri.removeprefix(self._base).partition("/")[0] for iri in wanted}
        self._about: dict[str, list[Record]] = {}
        for record in reading.records:
            if record.kind in kinds:
                subject = emitter.subject(record)
                if subject in wanted:
                    self._about.setdefault(subject, []).append(record)

    def place(self, result: Result) -> tuple[Record, At] | None:
        """Return the record that a result is about and where in it the fault is; None if none says it."""
        focus = lexical(result.focus)
        found = [(self._nested(record, focus), record) for record in self._about.get(_whole(result), ())]
        ranked = [
            (self._fit(data, kind, result), number)
            for number, ((_, data, kind), _) in enumerate(found)
            if data is not None
        ]
        if not ranked:
            return None
        fit, number = max(ranked, key=lambda one: (one[0], -one[1]))
        (at, _, kind), record = found[number]
        name = self._field(kind, result.path)
        return record, (*record.at, *at, name) if fit and name else (*record.at, *at)

    def _nested(self, record: Record, focus: str) -> tuple[At, dict[str, Any] | None, Kind]:
        """Return where in a record the node stands, what it says and of which kind it is."""
        kind = self._model.kinds[record.kind]
        fragment = focus.partition("#")[2]
        if not fragment:
            return (), record.data, kind
        for spec in kind.fields.values():
            if spec.value is not Value.NESTED or spec.name not in record.data:
                continue
            below = self._model.kind(spec.kinds[0])
            value = record.data[spec.name]
            items = value if isinstance(value, list) else [value]
            for place, key in enumerate(keys_of(below, items)):
                if fragment == f"{below.name}-{key}":
                    data = items[place] if isinstance(items[place], dict) else {below.scalar: items[place]}
                    return (spec.name, place) if isinstance(value, list) else (spec.name,), data, below
        return (), None, kind

    def _fit(self, data: dict[str, Any] | None, kind: Kind, result: Result) -> int:
        """Say how well a record fits: 2 if it states the very value, 1 if it has the field."""
        name = self._field(kind, result.path)
        if data is None or not name or name not in data:
            return 0
        return 2 if result.value is not None and _states(data[name], result.value) else 1

    @staticmethod
    def _field(kind: Kind, path: str) -> str:
        return next((spec.name for spec in kind.fields.values() if f"<{spec.path}>" == path), "")

    def shown(self, term: Term) -> str:
        """Return what curators call a term: the id of a record, or the text of a literal."""
        text = lexical(term)
        if isinstance(term, ox.NamedNode) and text.startswith(self._base):
            return text.removeprefix(self._base).partition("/")[2]
        return text


def _whole(result: Result) -> str:
    """Return the IRI of the record that the focus node is, or is nested in."""
    return lexical(result.focus).partition("#")[0]


def _states(told: Any, value: Term) -> bool:
    """Say whether a field states a value, as an id or as a text."""
    items = told if isinstance(told, list) else [told]
    text = lexical(value)
    names = {text, text.rpartition("/")[2]} if isinstance(value, ox.NamedNode) else {text}
    return any(str(item).rpartition("/")[2] in names or str(item) in names for item in items)
