"""What is held about a person, in plain words and their language."""

from collections.abc import Iterator, Mapping
from typing import Any, Final
from urllib.parse import unquote

from libgraph.dates import InvalidDate
from libgraph.dates import label as date_label
from libgraph.messages import Messages, messages, pick
from libgraph.model import Field, Kind, Model, Value
from libgraph.privacy.subject import Held, Subject
from libgraph.records.ids import Ids, name_of
from libgraph.terms import local_name

_HEADINGS: Final = {"person": "subject-person", "reference": "subject-reference", "text": "subject-text"}
_MEASURES: Final = {
    "degree": "subject-degree",
    "betweenness": "subject-betweenness",
    "community": "subject-community",
}


class Writer:
    """Writes a subject as text.

    Parameters
    ----------
    model : Model
    ids : Ids
        Tells the names of what records refer to.
    lang : str
    """

    def __init__(self, model: Model, ids: Ids, lang: str) -> None:
        self._model = model
        self._ids = ids
        self._lang = lang
        self._messages: Messages = messages(lang)

    def lines(self, told: Subject) -> Iterator[str]:
        """Yield the lines of the text."""
        say = self._messages.say
        yield say("subject-head", person=self._name("person", told.person.partition("/")[2]), iri=told.iri)
        for why, heading in _HEADINGS.items():
            found = [held for held in told.records if held.why == why]
            if found:
                yield f"\n{say(heading)}"
            for held in found:
                yield from self._record(held, told.sources)
        yield from self._purposes(told)
        yield from self._measured(told)
        yield f"\n{say('subject-published')}"
        yield from (f"  {place}" for place in told.published)
        publisher = told.publisher or say("subject-no-publisher")
        yield f"\n{say('subject-rights', publisher=publisher, person=told.person)}"

    def _record(self, held: Held, sources: Mapping[str, Mapping[str, Any]]) -> Iterator[str]:
        kind = self._model.kinds[held.kind]
        yield f"\n  {pick(kind.labels, self._lang)}"
        if held.why == "text":
            yield from (f"    {self._label(kind, path)}: {text}" for path, text in held.data.items())
        else:
            yield from self._fields(kind, held.data, "    ")
        source = self._source(sources.get(held.source, {}), held.source)
        yield f"    {self._messages.say('subject-source', source=source)}"
        yield f"    {self._messages.say('subject-where', where=held.where)}"

    def _label(self, kind: Kind, path: str) -> str:
        """Return what the field at a path such as `note.lt` is called."""
        spec = kind.fields.get(path.partition(".")[0])
        return (pick(spec.labels, self._lang) if spec else "") or path

    def _source(self, data: Mapping[str, Any], ident: str) -> str:
        """Say the title, date, address and curator of a source."""
        title = data.get("title")
        told = [pick(title, self._lang) if isinstance(title, dict) else ident]
        told += [self._date(str(data["issued"]))] if "issued" in data else []
        told += [str(data[name]) for name in ("url",) if name in data]
        if "curator" in data:
            told.append(self._messages.say("subject-curator", curator=data["curator"]))
        return ", ".join(told)

    def _fields(self, kind: Kind, data: Mapping[str, Any], indent: str) -> Iterator[str]:
        for name, value in data.items():
            spec = kind.fields.get(name)
            if spec is None:
                continue
            label = pick(spec.labels, self._lang) or name
            if spec.value is Value.NESTED:
                below = self._model.kind(spec.kinds[0])
                for item in value if isinstance(value, list) else [value]:
                    yield f"{indent}{label}:"
                    yield from self._fields(
                        below, item if isinstance(item, dict) else {below.scalar: item}, f"{indent}  "
                    )
            else:
                yield f"{indent}{label}: {self._value(spec, value)}"

    def _value(self, spec: Field, value: Any) -> str:
        if spec.value is Value.EVIDENCE:
            return _passages(value)
        if isinstance(value, list):
            return ", ".join(self._value(spec, item) for item in value)
        if isinstance(value, dict):
            return "; ".join(f"{self._value(spec, text)} ({lang})" for lang, text in value.items())
        if spec.value is Value.REFERENCE:
            return next((name for kind in spec.kinds if (name := self._name(kind, str(value)))), str(value))
        if spec.value in {Value.CONCEPT, Value.TYPE}:
            return pick(self._model.labels.get(spec.choices.get(str(value), ""), {}), self._lang) or str(
                value
            )
        return self._date(str(value)) if spec.value is Value.EDTF else str(value)

    def _name(self, kind: str, reference: str) -> str:
        record = self._ids.by_kind.get(kind, {}).get(reference.rpartition("/")[2])
        return name_of(record, self._lang) if record else ""

    def _date(self, text: str) -> str:
        try:
            return date_label(text, self._lang)
        except InvalidDate:
            return text

    def _purposes(self, told: Subject) -> Iterator[str]:
        yield f"\n{self._messages.say('subject-purposes')}"
        fields = self._model.kinds["person"].fields
        for name, purpose in told.purposes.items():
            yield f"  {pick(fields[name].labels, self._lang) or name}: {pick(purpose, self._lang)}"

    def _measured(self, told: Subject) -> Iterator[str]:
        if told.inferred:
            yield f"\n{self._messages.say('subject-inferred')}"
            yield from dict.fromkeys(f"  {' '.join(map(self._term, triple[:3]))}" for triple in told.inferred)
        if told.measures:
            yield f"\n{self._messages.say('subject-measures')}"
            for name, number in told.measures.items():
                yield f"  {self._messages.say(_MEASURES[name])}: {number}"

    def _term(self, term: str) -> str:
        """Return the label of what has one, else the end of its address; texts as they are."""
        if not term.startswith("<"):
            return term
        iri = term[1:-1]
        return pick(self._model.labels.get(iri, {}), self._lang) or unquote(local_name(iri))


def _passages(value: Any) -> str:
    """Say positions in the text, of all fields if they are given by field."""
    if isinstance(value, dict):
        return "; ".join(f"{name} {_passages(ranges)}" for name, ranges in value.items())
    return ", ".join(f"{start}–{end}" for start, end in value)
