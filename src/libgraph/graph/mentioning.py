"""Which records may speak of an IRI, found by the words in them and not by emitting them all."""

from collections.abc import Iterable, Iterator
from typing import Any
from urllib.parse import unquote

from libgraph.model import Model, Value
from libgraph.records.record import Record


class RecordIndex:
    """The records by each word that an IRI can be made of: ids, references, types, concepts, addresses.

    Parameters
    ----------
    records : sequence of Record
    model : Model
        Tells which words stand for the IRI of a type or concept.
    base : str
        Where IRIs of records are minted.
    """

    def __init__(self, records: Iterable[Record], model: Model, base: str) -> None:
        self._base = base
        self._by_word: dict[str, list[Record]] = {}
        self._words = _words_of_iris(model)
        for record in records:
            for word in {*_words(record.data), *_classes(record, model), record.source}:
                self._by_word.setdefault(word, []).append(record)

    def mentioning(self, iri: str) -> list[Record]:
        """Return the records in which an IRI may occur; some may not have it."""
        found: list[Record] = []
        for word in dict.fromkeys(self._words_for(iri)):
            found += self._by_word.get(word, ())
        return list({id(record): record for record in found}.values())

    def of_source(self, source: str) -> list[Record]:
        """Return the records of a source."""
        return [record for record in self._by_word.get(source, ()) if record.source == source]

    def _words_for(self, iri: str) -> Iterator[str]:
        """Yield the words of which one must stand in a record that mentions the IRI."""
        yield iri
        yield from self._words.get(iri, ())
        if iri.startswith(f"{self._base}graph/"):
            yield iri.removeprefix(f"{self._base}graph/")
        elif iri.startswith(f"{self._base}id/"):
            ident = iri.removeprefix(f"{self._base}id/").partition("/")[2].partition("#")[0]
            yield ident
            first = ident.partition("--")[0].partition(",")[0]  # of records that are known by their fields
            yield unquote(first).rpartition("~")[2]


def _words_of_iris(model: Model) -> dict[str, set[str]]:
    """Return the words that records have for the IRIs of types, concepts and kinds."""
    words: dict[str, set[str]] = {}
    for kind in (*model.kinds.values(), *model.nested.values()):
        for spec in kind.fields.values():
            for token, iri in spec.choices.items():
                words.setdefault(iri, set()).add(token)
    return words


def _classes(record: Record, model: Model) -> Iterator[str]:
    """Yield the classes that a record and its nested records have without saying so."""
    kind = model.kinds[record.kind]
    yield kind.root
    for spec in kind.fields.values():
        if spec.value is Value.NESTED and spec.name in record.data:
            yield model.kind(spec.kinds[0]).root


def _words(value: Any) -> Iterator[str]:
    """Yield the texts of a record that have no spaces; of kind/id also the id."""
    if isinstance(value, str):
        if " " not in value:
            yield value
            if "/" in value:
                yield value.rpartition("/")[2]
    elif isinstance(value, dict):
        for item in value.values():
            yield from _words(item)
    elif isinstance(value, list):
        for item in value:
            yield from _words(item)
