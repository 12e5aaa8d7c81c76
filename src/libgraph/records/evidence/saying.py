"""Whether passages say the value of a statement, by the kind of value that its field holds."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Final

from libgraph.model import Model, Value
from libgraph.records.evidence.answer import Answer
from libgraph.records.evidence.dates_said import says_date, where_date
from libgraph.records.evidence.numbers import says_number, where_number
from libgraph.records.evidence.statements import NOTE, Stated
from libgraph.records.evidence.wording import says_any, says_text, where_text
from libgraph.records.record import Record
from libgraph.terms import LG, PREFIXES

_NAMES: Final = ("label", "name", "title", "altLabel", "hiddenLabel", "asPrinted")
# What a curator puts into words of their own.
_PROSE: Final = frozenset({NOTE, f"{PREFIXES['dct']}description"})
# What a source calls by a name; events and agreements it may describe in any words.
_NAMED: Final = frozenset({f"{LG}Agent", f"{LG}Place"})
_MOST: Final = 20
Span = tuple[int, int]


class Names:
    """The names of all things that records refer to, in every language and form."""

    def __init__(self, records: Iterable[Record], model: Model) -> None:
        self._model = model
        self._names: dict[tuple[str, str], list[str]] = {}
        for record in records:
            ident = record.data.get("id") or record.data.get("about")
            if isinstance(ident, str) and not model.kinds[record.kind].identified_by:
                known = self._names.setdefault((record.kind, ident), [])
                known += [text for key in _NAMES for text in _texts(record.data.get(key))]

    def of(self, reference: str, kinds: Iterable[str]) -> list[str]:
        """Return the names of what a reference may mean."""
        ident = reference.rpartition("/")[2]
        return list(dict.fromkeys(name for kind in kinds for name in self._names.get((kind, ident), ())))

    def needed(self, stated: Stated) -> bool:
        """Say whether a passage that has nothing of the value cannot be the right one.

        A passage for a record as a whole need not have each of its values, nor the
        name of what it speaks of in other words.
        """
        if stated.field.path in _PROSE or not (stated.exact or stated.central):
            return False
        roots = (self._model.kinds[kind].root for kind in stated.field.kinds)
        return stated.field.value is not Value.REFERENCE or any(self._model.is_a(r, _NAMED) for r in roots)


def says(stated: Stated, passages: Sequence[str], lang: str, names: Names) -> Answer:
    """Say whether passages in a language have the value of a statement."""
    answer = _says(stated, passages, lang, names)
    return Answer.UNKNOWN if answer is Answer.NO and not names.needed(stated) else answer


def _says(stated: Stated, passages: Sequence[str], lang: str, names: Names) -> Answer:
    value = stated.value
    match stated.field.value:
        case Value.TEXT:
            return says_text(passages, value, lang)
        case Value.LANG_TEXT if stated.lang == (lang or stated.lang):
            return says_text(passages, value, stated.lang)
        case Value.EDTF | Value.DATE:
            return says_date(passages, value)
        case Value.INTEGER | Value.DECIMAL:
            found = any(says_number(passage, value, lang) for passage in passages)
            return Answer.YES if found else Answer.NO
        case Value.REFERENCE:
            return says_any(passages, names.of(value, stated.field.kinds), lang)
        case Value.IRI if any(value in passage for passage in passages):
            return Answer.YES
    return Answer.UNKNOWN


def where_said(stated: Stated, content: str, lang: str, names: Names) -> tuple[Span, ...]:
    """Return the passages of a text that have the value of a statement, the first twenty."""
    value = stated.value
    found: Iterator[Span] = iter(())
    match stated.field.value:
        case Value.TEXT | Value.LANG_TEXT:
            found = where_text(content, value, stated.lang or lang)
        case Value.EDTF | Value.DATE:
            found = where_date(content, value)
        case Value.INTEGER | Value.DECIMAL:
            found = where_number(content, value, lang)
        case Value.REFERENCE:
            known = names.of(value, stated.field.kinds)
            found = (span for name in known for span in where_text(content, name, lang))
    return tuple(sorted(set(islice(found, _MOST))))


def _texts(value: object) -> Iterator[str]:
    match value:
        case str():
            yield value
        case dict():
            for item in value.values():
                yield from _texts(item)
        case list():
            yield from (item for item in value if isinstance(item, str))
