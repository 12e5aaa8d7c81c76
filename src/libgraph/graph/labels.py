"""What people call the things of a graph, in a language."""

from collections.abc import Mapping

from libgraph.messages import pick
from libgraph.model import Model
from libgraph.records.ids import Ids, name_of
from libgraph.terms import compact


class Labels:
    """Labels of classes, properties and concepts, and names of records.

    Parameters
    ----------
    model : Model
    ids : Ids
        The records by kind and id.
    base : str
    prefixes : Mapping of str to str
        For what has no label.
    lang : str
    """

    def __init__(self, model: Model, ids: Ids, base: str, prefixes: Mapping[str, str], lang: str) -> None:
        self._model, self._ids, self._prefixes, self._lang = model, ids, prefixes, lang
        self._stem = f"{base}id/"
        self._paths = {
            spec.path: spec.labels
            for kind in (*model.nested.values(), *model.kinds.values())
            for spec in kind.fields.values()
        }

    def label(self, iri: str) -> str:
        """Return the label or name, empty if there is none."""
        known = self._model.labels.get(iri) or self._paths.get(iri)
        if known:
            return pick(known, self._lang)
        if not iri.startswith(self._stem):
            return ""
        kind, _, ident = iri.removeprefix(self._stem).partition("/")
        record = self._ids.by_kind.get(kind, {}).get(ident)
        return name_of(record, self._lang) if record else self._kind(kind, ident)

    def _kind(self, kind: str, ident: str) -> str:
        """Return what a thing without a name is: a tenure, a participation."""
        nested = ident.partition("#")[2].partition("-")[0]
        found = self._model.nested.get(nested) if nested else self._model.kinds.get(kind)
        return pick(found.labels or self._model.labels.get(found.root, {}), self._lang) if found else ""

    def short(self, term: str) -> str:
        """Return an N-Triples term as prefix:name if it is an IRI, else as it is."""
        if term.startswith(f"<{self._stem}"):
            return term[1:-1].removeprefix(self._stem).replace("/", ":", 1)
        return compact(term[1:-1], self._prefixes) if term.startswith("<") else term

    def said(self, term: str) -> str:
        """Return an N-Triples term with its label beside it."""
        label = self.label(term[1:-1]) if term.startswith("<") else ""
        return f"{self.short(term)} ({label})" if label else self.short(term)
