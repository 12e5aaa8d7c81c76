"""What is looked for when a person was forgotten: the id and every name, in every case form."""

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from libgraph.model import Model, Value
from libgraph.records.findings import Reading
from libgraph.records.forgotten import plain_name
from libgraph.records.leaves import is_about_person, leaves, scalars
from libgraph.records.record import Record
from libgraph.texts import forms

_NOT_NAMES: Final = frozenset({"note", "givenName", "familyName"})
_LANGUAGES: Final = ("lt", "lv")
_ENDS: Final = "(?![a-z0-9]|[-_.][a-z0-9])"
_BETWEEN: Final = re.compile(r"[\W_]+")


@dataclass(frozen=True)
class Needles:
    """What must not be found any more.

    Attributes
    ----------
    idents : tuple of str
        Ids of the person: the one asked for, then those judged to be the same.
    names : tuple of str
        Names as folded words, each of two words or more, and of nobody else.
    others : tuple of str
        Names and ids of others that have such a name or id inside, as folded words.
    links : tuple of str
        Addresses of the person elsewhere.
    """

    idents: tuple[str, ...]
    names: tuple[str, ...]
    others: tuple[str, ...] = ()
    links: tuple[str, ...] = ()

    def found_in(self, text: str) -> bool:
        """Say whether a folded text (no case, no diacritics) holds one of them."""
        if any(link in text for link in self.links) and self._links.search(text):
            return True
        if any(ident in text for ident in self.idents) and self._ids.search(text):
            return True
        if not any(word in text for word in self._telling):
            return False
        plain = f" {_BETWEEN.sub(' ', text)} "
        for other in self.others:
            plain = plain.replace(f" {other} ", " | ")
        return bool(self._forms and self._forms.search(plain))

    @cached_property
    def _ids(self) -> re.Pattern[str]:
        told = "|".join(f"(?:{self._before(ident)}){re.escape(ident)}" for ident in self.idents)
        return re.compile(rf"(?:{told}){_ENDS}")

    def _before(self, ident: str) -> str:
        """Return what is before an id; a mere word, or what ends another id, is sought as person/ID."""
        plain = plain_name(ident)
        is_shared = " " not in plain or any(other.endswith(f" {plain}") for other in self.others)
        return "person[/:]" if is_shared else "(?<![a-z0-9])"

    @cached_property
    def _links(self) -> re.Pattern[str]:
        return re.compile(rf"(?:{'|'.join(map(re.escape, self.links))}){_ENDS}")

    @cached_property
    def _telling(self) -> frozenset[str]:
        """For each name, the forms of its longest word: without one of them there is no such name."""
        return frozenset(form for name in self.names for form in _forms(max(name.split(), key=len)))

    @cached_property
    def _forms(self) -> re.Pattern[str] | None:
        if not self.names:
            return None
        told = (
            " ".join(f"(?:{'|'.join(sorted(_forms(word)))})" for word in name.split()) for name in self.names
        )
        return re.compile(rf" (?:{'|'.join(told)}) ")


def _forms(word: str) -> frozenset[str]:
    return frozenset({word}).union(*(forms(word, lang) for lang in _LANGUAGES))


def needles_of(reading: Reading, idents: tuple[str, ...]) -> Needles:
    """Return what to look for, from all that records say of a person and of others."""
    own = [record for record in reading.records if is_about_person(record, idents)]
    rest = [record for record in reading.records if not is_about_person(record, idents)]
    names = {plain_name(name) for record in own for name in _names(reading.model, record)} | set(
        map(plain_name, idents)
    )
    taken = {
        plain_name(name)
        for record in rest
        if record.kind == "person"
        for name in _names(reading.model, record)
    }
    mine = tuple(sorted(name for name in names - taken if " " in name))
    links = {
        str(value).casefold() for record in own for _, value in scalars(record.data.get("sameAs", []), ())
    }
    inside = {*mine, *map(plain_name, idents)}
    return Needles(idents, mine, _holding(reading.model, inside, rest), tuple(sorted(links)))


def _names(model: Model, record: Record) -> Iterator[str]:
    """Yield the names that a record gives a person: every text but notes, and both parts together."""
    for leaf in leaves(model, record):
        if leaf.spec.value in {Value.TEXT, Value.LANG_TEXT} and leaf.at[0] not in _NOT_NAMES:
            yield str(leaf.value)
    given, family = record.data.get("givenName"), record.data.get("familyName")
    if isinstance(given, str) and isinstance(family, str):
        yield from (f"{given} {family}", f"{family} {given}")


def _holding(model: Model, names: Collection[str], records: Iterable[Record]) -> tuple[str, ...]:
    """Return names and ids of other people that have one of the names inside."""
    told = {
        plain_name(text) for record in records if record.kind == "person" for text in _called(model, record)
    }
    inside = {text for text in told for name in names if f" {name} " in f" {text} "}
    return tuple(sorted(inside, key=lambda text: (-len(text), text)))


def _called(model: Model, record: Record) -> Iterator[str]:
    yield str(record.data.get("id") or record.data.get("about"))
    yield from _names(model, record)
