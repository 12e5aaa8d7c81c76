"""The drop-down lists of a template: types, roles, topics … and the known ids with their names."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from libgraph.messages import messages
from libgraph.model import Field, Kind, Model, Value
from libgraph.records.aids import LISTS
from libgraph.records.called import named
from libgraph.records.ids import Ids, name_of
from libgraph.records.record import Record
from libgraph.records.tables import Steps, is_number
from libgraph.records.words import CHOSEN, Words
from libgraph.texts import fold

if TYPE_CHECKING:
    from openpyxl.worksheet.datavalidation import DataValidation

_OWN: Final = frozenset({"source", "about"})


class Choices:
    """Collects the lists that columns offer; each stands once, in a column of a hidden sheet.

    Parameters
    ----------
    model : Model
    lang : str
        In which language things are called.
    ids : Ids, optional
        The known ids.

    Attributes
    ----------
    lists : list of list of str
    """

    def __init__(self, model: Model, lang: str, ids: Ids | None) -> None:
        self._model, self._lang, self._ids = model, lang, ids or Ids()
        self._words = Words(model)
        self.lists: list[list[str]] = []
        self._known: dict[tuple[object, ...], int] = {}

    def rule(self, kind: Kind, path: Steps) -> "DataValidation | None":
        """Return the rule that makes a column offer its list; None if there is nothing to offer."""
        spec = kind.fields.get(path[0])
        if spec and spec.value is Value.NESTED and path[1:]:
            rest = path[2:] if is_number(path[1]) else path[1:]
            return self.rule(self._model.kind(spec.kinds[0]), rest)
        if spec and spec.value in CHOSEN:
            return self._rule(self._chosen(spec), strict=not spec.many)
        if spec and spec.value is Value.REFERENCE:
            return self._rule(self._referred(spec.kinds, spec.classes), strict=False)
        if spec is None and path[0] in _OWN:
            kinds = (kind.name if path[0] == "about" else "source",)
            return self._rule(self._referred(kinds, frozenset()), strict=False)
        return None

    def _rule(self, place: int, *, strict: bool) -> "DataValidation | None":
        from openpyxl.utils import get_column_letter
        from openpyxl.worksheet.datavalidation import DataValidation

        options = self.lists[place]
        if not options:
            return None
        letter = get_column_letter(place + 1)
        rule = DataValidation(
            "list", formula1=f"{LISTS}!${letter}$2:${letter}${len(options) + 1}", allow_blank=True
        )
        rule.showErrorMessage, rule.errorStyle = strict, "warning"
        rule.error = messages(self._lang).say("template-choose")
        return rule

    def _chosen(self, spec: Field) -> int:
        options = (self._words.choice(spec, token, self._lang) for token in spec.choices)
        return self._place(tuple(spec.choices), lambda: sorted(options, key=fold))

    def _referred(self, kinds: tuple[str, ...], classes: frozenset[str]) -> int:
        return self._place((*kinds, classes), lambda: self._names(kinds, classes))

    def _names(self, kinds: tuple[str, ...], classes: frozenset[str]) -> list[str]:
        found: list[tuple[str, str]] = []
        for kind in kinds:
            for ident, record in self._ids.by_kind.get(kind, {}).items():
                if self._fits(kind, record, classes):
                    name = name_of(record, self._lang)
                    alone = len(self._ids.find(ident, kinds)) == 1
                    found.append((fold(name), named(name, ident if alone else f"{kind}/{ident}")))
        return [option for _, option in sorted(found)]

    def _fits(self, kind: str, record: Record, classes: frozenset[str]) -> bool:
        token = record.data.get("type")
        types = self._model.kinds[kind].types
        cls = types.get(token, "") if isinstance(token, str) else self._model.kinds[kind].root
        return not classes or self._model.is_a(cls, classes)

    def _place(self, key: tuple[object, ...], options: Callable[[], list[str]]) -> int:
        if key not in self._known:
            self._known[key] = len(self.lists)
            self.lists.append(options())
        return self._known[key]
