"""References: what they may mean, and what was probably meant by one that means nothing."""

from collections.abc import Iterator
from typing import Any

from libgraph.messages import pick
from libgraph.model import Field, Value
from libgraph.records.called import Called
from libgraph.records.findings import Reading
from libgraph.records.ids import ID, Ids, name_of, names_of
from libgraph.records.nearest import Names
from libgraph.records.record import At, Record
from libgraph.records.values import Problem, plain
from libgraph.terms import local_name
from libgraph.texts import fold, slug


class References:
    """Checks references against the ids of all records.

    Parameters
    ----------
    reading : Reading
        Knows which ids may stand in what could not be read.
    ids : Ids
    lang : str
        In which language names are shown.

    Attributes
    ----------
    missed : int
        How many references have meant nothing so far, told or not.
    """

    def __init__(self, reading: Reading, ids: Ids, lang: str) -> None:
        self._reading = reading
        self._model = reading.model
        self._ids = ids
        self._lang = lang
        self.missed = 0
        self._near: dict[tuple[str, tuple[str, ...]], str] = {}  # a slip is often made many times
        self._by_id: dict[tuple[str, ...], Names] = {}
        self._by_name: dict[tuple[str, ...], tuple[Names, dict[str, str]]] = {}
        self._by_label: dict[tuple[str, ...], tuple[Names, dict[str, str]]] = {}

    def problems(self, spec: Field, value: Any, at: At) -> Iterator[Problem]:
        """Yield what is wrong with a reference."""
        if isinstance(value, list | dict) or value is None:
            data = {"name": spec.name, "known": " / ".join(spec.kinds)}
            yield Problem(at, "wrong-form", "write-id-of", data)
            return
        if not isinstance(value, str):
            yield Problem(at, "not-text", "write-quoted", {"got": plain(value)})
            return
        if not value.strip():
            yield Problem(at, "empty-value", "fill-or-remove", {"name": spec.name})
            return
        found = self._ids.find(value, spec.kinds)
        if not found:
            yield from self.unknown(at, value, spec.kinds)
        elif len(found) > 1:
            known = ", ".join(f"{kind}/{value}" for kind, _ in found)
            yield Problem(at, "ambiguous-reference", "known-names", {"name": value, "known": known})
        else:
            yield from self._wrong_class(spec, value, at, *found[0])
            yield from self.misnamed(at, value, found[0][1])

    def misnamed(self, at: At, value: str, record: Record) -> Iterator[Problem]:
        """Yield a warning if a reference was written as a name with an id that has another name."""
        names = list(names_of(record))
        if isinstance(value, Called) and names and not value.is_called(names):
            data = {"name": value.name, "nearest": value, "label": name_of(record, self._lang)}
            yield Problem(at, "other-name", "check-name", data, warning=True)

    def _wrong_class(self, spec: Field, value: str, at: At, kind: str, record: Record) -> Iterator[Problem]:
        types = self._model.kinds[kind].types
        token = record.data.get("type")
        if token is not None and (not isinstance(token, str) or token not in types):
            return  # a fault of that record
        cls = types[token] if token else self._model.kinds[kind].root
        if not self._model.is_a(cls, spec.classes):
            told = pick(spec.messages, self._lang) or ", ".join(map(local_name, sorted(spec.classes)))
            yield Problem(
                at, "wrong-class", "see-shape", {"name": value, "kind": token or kind, "shape": told}
            )

    def unknown(self, at: At, got: str, kinds: tuple[str, ...]) -> Iterator[Problem]:
        """Yield the problem of a reference to nothing, with the nearest id and its name.

        Nothing is yielded if the id may stand in a file or line that cannot be
        read, or belongs to a record whose own id is at fault: one slip, one fault.
        """
        self.missed += 1
        asked, slash, ident = got.partition("/")
        looked = ident if slash and asked in self._ids.by_kind else got
        if self._reading.may_be_lost(looked) or self._ids.may_mean(looked, kinds):
            return
        elsewhere = [
            kind for kind in self._model.kinds if kind not in kinds and looked in self._ids.by_kind[kind]
        ]
        written, name = (got.written, got.name) if isinstance(got, Called) else (got, "")
        data = {"name": written, "kinds": " / ".join(kinds)}
        near = self._nearest(looked, kinds) or (self._nearest(name, kinds) if name else "")
        if elsewhere and fold(near) != fold(looked):
            yield Problem(at, "wrong-kind", "other-kind", {**data, "kind": elsewhere[0]})
        elif near:
            label = name_of(self._ids.known(kinds)[near], self._lang)
            cure = "did-you-mean-named" if label else "did-you-mean"
            yield Problem(at, "unknown-reference", cure, {**data, "nearest": near, "label": label})
        else:
            yield Problem(at, "unknown-reference", "add-record", data)

    def _nearest(self, got: str, kinds: tuple[str, ...]) -> str:
        """Return the id that is nearest, or whose record has the nearest name in any language."""
        if (got, kinds) not in self._near:
            self._near[got, kinds] = self._nearest_of_all(got, kinds)
        return self._near[got, kinds]

    def _nearest_of_all(self, got: str, kinds: tuple[str, ...]) -> str:
        if kinds not in self._by_id:
            known = self._ids.known(kinds)
            by_name = {slug(name): ident for ident, record in known.items() for name in names_of(record)}
            self._by_id[kinds] = Names(ident for ident in known if ID.match(ident))
            self._by_name[kinds] = Names(by_name), by_name
        names, by_name = self._by_name[kinds]
        called = slug(got)
        exact = by_name.get(called, "")
        return exact or self._by_id[kinds].nearest(got) or by_name.get(names.nearest(called), "")

    def choice_called(self, got: str, spec: Field) -> str:
        """Return the type or concept that has what was typed as its label in some language."""
        if spec.value is Value.CHOICE:
            return ""
        key = tuple(spec.choices)
        if key not in self._by_label:
            labels = {
                fold(label): token
                for token, iri in spec.choices.items()
                for label in self._model.labels.get(iri, {}).values()
            }
            self._by_label[key] = Names(labels), labels
        names, tokens = self._by_label[key]
        return tokens.get(names.nearest(got), "")
