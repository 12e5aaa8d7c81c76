"""What a template brings to help the curator, and what is therefore no record.

Three things, told by rules that no record can meet: the sheet to be read by people (its
name, and nothing beyond its first column), the hidden sheet with the lists of the
drop-downs (its name, and numbers as header), and the example row of a sheet (its
first cell is the word for it, and no cell differs from the example).
"""

from collections.abc import Sequence
from typing import Final

from libgraph.messages import LANGUAGES, messages, pick
from libgraph.model import Field, Kind, Model, Value
from libgraph.records.called import named
from libgraph.records.tables import Steps, Table, is_number
from libgraph.records.words import CHOSEN, Words, plain_name
from libgraph.texts import slug

LISTS: Final = "_libgraph"
_EXAMPLES: Final = {
    Value.EDTF: "2021-03-05",
    Value.DATE: "2021-03-05",
    Value.INTEGER: "20",
    Value.DECIMAL: "57.775",
    Value.BOOLEAN: "true",
    Value.IRI: "https://www.example.org/",
}
_PASSAGE: Final = "120-165"


class Aids:
    """Knows the aids of templates in every language.

    Parameters
    ----------
    model : Model
    """

    def __init__(self, model: Model) -> None:
        self._model = model
        self._words = Words(model)
        self._marks = {plain_name(example_mark(lang)): lang for lang in reversed(LANGUAGES)}

    def is_sheet_without_records(self, table: Table) -> bool:
        """Say whether a sheet is one of those that a template brings beside the tables."""
        if table.name == LISTS:
            return all(is_number(name) for name in table.header)
        if table.separator or table.problems or table.name not in {help_sheet(lang) for lang in LANGUAGES}:
            return False
        rows = (table.header, *(cells for _, cells in table.rows))
        return not any(cell.strip() for cells in rows for cell in cells[1:])

    def example_in(self, cells: Sequence[str]) -> str:
        """Return the language of the word for an example that a row begins with; empty if it is none."""
        first = cells[0].lstrip() if cells else ""
        return self._marks.get(plain_name(first), "") if first.startswith("#") else ""

    def changed_cell(self, kind: Kind, paths: Sequence[Steps], cells: Sequence[str], lang: str) -> int | None:
        """Return the place of a cell in an example row that does not hold what the example says."""
        for place, (path, cell) in enumerate(zip(paths, cells, strict=False)):
            if place and cell.strip() and cell.strip() != self.example(kind, path, lang):
                return place
        return None

    def example(self, kind: Kind, path: Steps, lang: str) -> str:
        """Return what stands at a path in the example of a kind; empty if nothing does."""
        if not path:
            return ""
        if path == ("source",):
            return self._reference("source", lang)
        spec = kind.fields.get(path[0])
        if spec is None:
            return ""
        if spec.value is Value.NESTED:
            below, rest = self._model.kind(spec.kinds[0]), path[1:]
            if rest and is_number(rest[0]):
                rest = rest[1:] if rest[0] == "1" else ("",)
            return self.example(below, rest or (below.scalar,), lang)
        return self._value(kind, spec, path[1:], lang)

    def _value(self, kind: Kind, spec: Field, rest: Steps, lang: str) -> str:
        if spec.value in _EXAMPLES:
            return _EXAMPLES[spec.value]
        if spec.value in CHOSEN:
            return self._words.choice(spec, next(iter(spec.choices)), lang)
        if spec.value is Value.REFERENCE:
            return self._reference(spec.kinds[0], lang)
        if spec.value is Value.EVIDENCE:
            return "" if rest else _PASSAGE
        return kind.examples.get(rest[0] if rest else lang, "") if spec.minimum else ""

    def _reference(self, name: str, lang: str) -> str:
        kind = self._model.kinds[name]
        texts = kind.examples or kind.labels
        return named(pick(texts, lang), slug(pick(texts, "en")))


def example_mark(lang: str) -> str:
    """Return the word with which an example row begins."""
    return f"# {messages(lang).say('template-example')}"


def help_sheet(lang: str) -> str:
    """Return the name of the sheet that says how to fill in the others."""
    return messages(lang).say("template-help")
