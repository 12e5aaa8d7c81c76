"""What people call kinds, fields and the values of lists, in three languages or as records do.

Names are compared without case, diacritics, spaces and hyphens. In one kind of
record a name means one field, in one list one value (the tests of the model see to that).
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from libgraph.messages import LANGUAGES, messages, pick
from libgraph.model import Field, Kind, Model, Value
from libgraph.records.cells import BAR
from libgraph.records.nearest import Names
from libgraph.texts import fold

OWN: Final = ("id", "about", "source", "kind")
FIELD_NAMES: Final = ""
CHOSEN: Final = frozenset({Value.TYPE, Value.CONCEPT, Value.CHOICE})
_PARTED: Final = re.compile(r"[\s_-]+")
_BRACKETS: Final = re.compile(r"\s*\([^()]*\)")  # "direktorius (-ė)" may be typed as "direktorius"
_TOKEN: Final = re.compile(r"\(([^()\s]+)\)\s*\Z")


def plain_name(text: str) -> str:
    """Return a name as names are compared.

    Examples
    --------
    >>> plain_name("Renginio būsena"), plain_name("altLabel")
    ('renginiobusena', 'altlabel')
    """
    return _PARTED.sub("", fold(text))


class Words:
    """The names that tables may use.

    Parameters
    ----------
    model : Model
    """

    def __init__(self, model: Model) -> None:
        self._model = model
        kinds = model.kinds.values()
        self._kinds = {plain_name(name): kind for kind in kinds for name in _names_of(kind)}
        self._fields: dict[str, dict[str, str]] = {}
        self._choices: dict[tuple[str, ...], dict[str, str]] = {}

    def kind(self, name: str) -> Kind | None:
        """Return the kind of record that is called so: one record, or several."""
        return self._kinds.get(plain_name(name))

    def near_kind(self, name: str, known: Iterable[str]) -> str:
        """Return the nearest of some names of kinds, else the nearest in whatever language, else nothing."""
        names = (called for kind in self._model.kinds.values() for called in _names_of(kind))
        return Names(known).nearest(name) or Names(names).nearest(name)

    def is_kind(self, header: str) -> bool:
        """Say whether a column is that which holds the kind of each record."""
        return plain_name(header) in {
            plain_name(own_name("kind", lang)) for lang in (FIELD_NAMES, *LANGUAGES)
        }

    def field(self, kind: Kind, name: str) -> str:
        """Return the field of a kind, or `id`, `source` …, that is called so; empty if none is."""
        if name in kind.fields:
            return name
        if kind.name not in self._fields:
            self._fields[kind.name] = _fields(kind)
        return self._fields[kind.name].get(plain_name(name), "")

    @staticmethod
    def meaning(kind: Kind, name: str) -> str:
        """Return the field that a name means in any language; empty if it means none or several."""
        return _fields(kind).get(plain_name(name), "")

    def token(self, spec: Field, name: str) -> str:
        """Return the value of a list that is called so, or the name itself if none is.

        "Seminaras", "seminārs", "seminar" and "seminaras (Seminar)" all mean Seminar.
        """
        if name in spec.choices:
            return name
        found = self._tokens(spec).get(plain_name(name))
        told = _TOKEN.search(name)
        return found or (told.group(1) if told and told.group(1) in spec.choices else name)

    def choice(self, spec: Field, token: str, lang: str) -> str:
        """Return what a value of a list is called; where that is not enough, with the value itself."""
        if lang == FIELD_NAMES:
            return token
        label = pick(self._model.labels.get(spec.choices[token], {}), lang) or token
        alone = self._tokens(spec).get(plain_name(label)) == token and BAR not in label
        return label if alone else f"{label.replace(BAR, ' ')} ({token})"

    def language(self, kinds: Iterable[Kind], header: Iterable[str]) -> str:
        """Return the language that most names of a header are in; empty if they are those of fields."""
        asked = {plain_name(step) for name in header for step in name.split(".")}
        shared = dict.fromkeys((FIELD_NAMES, *LANGUAGES), 0)
        for lang in shared:
            names = {plain_name(name) for kind in kinds for name in self._vocabulary(kind, lang)}
            shared[lang] = len(asked & names)
        return max(shared, key=shared.__getitem__)

    def _vocabulary(self, kind: Kind, lang: str) -> Iterator[str]:
        yield from (own_name(name, lang) for name in OWN)
        for spec in kind.fields.values():
            yield field_name(spec, lang)
            if spec.value is Value.NESTED:
                yield from self._vocabulary(self._model.kind(spec.kinds[0]), lang)

    def _tokens(self, spec: Field) -> Mapping[str, str]:
        key = tuple(spec.choices)
        if key not in self._choices:
            labels = {token: self._model.labels.get(iri, {}).values() for token, iri in spec.choices.items()}
            short = {token: [_BRACKETS.sub("", label) for label in found] for token, found in labels.items()}
            tokens = {plain_name(token): token for token in spec.choices}
            self._choices[key] = {**_meanings(short), **_meanings(labels), **tokens}
        return self._choices[key]


def _meanings(names: Mapping[str, Iterable[str]]) -> dict[str, str]:
    """Return compared name to what it means; a name with two meanings means nothing."""
    found: dict[str, str] = {}
    for meaning, several in names.items():
        for name in map(plain_name, several):
            found[name] = meaning if found.get(name, meaning) == meaning else ""
    return found


def _names_of(kind: Kind) -> Iterator[str]:
    yield from (kind.name, kind.section, *kind.plurals.values(), *kind.labels.values())


def _fields(kind: Kind) -> dict[str, str]:
    """Return compared name to field; what records themselves call a field counts most."""
    own = OWN if kind.section else ()
    labels: dict[str, list[str]] = {name: [own_name(name, lang) for lang in LANGUAGES] for name in own}
    labels |= {spec.name: [*spec.labels.values()] for spec in kind.fields.values()}
    return _meanings(labels) | {plain_name(name): name for name in (*own, *kind.fields)}


def field_name(spec: Field, lang: str) -> str:
    """Return what a field is called in a language, or as records call it if none is given."""
    return spec.name if lang == FIELD_NAMES else pick(spec.labels, lang) or spec.name


def own_name(name: str, lang: str) -> str:
    """Return what `id`, `about`, `source` or `kind` is called in a language."""
    return name if lang == FIELD_NAMES else messages(lang).say(f"column-{name}")


def sheet_name(kind: Kind, lang: str) -> str:
    """Return what the sheet of a kind of record is called."""
    return kind.section if lang == FIELD_NAMES else kind.plurals.get(lang) or kind.section
