"""From the ids that people write to the IRIs in a graph, for parameters of queries."""

from collections.abc import Iterable, Sequence

import pyoxigraph as ox

from libgraph.graph.queryable import Queryable
from libgraph.model import Model, Value
from libgraph.terms import expand


class References:
    """Finds records and concepts of a class by id.

    Parameters
    ----------
    graph : Queryable
        Asked whether a record exists.
    model : Model
        Tells the kinds of record and the concepts of a class.
    base : str
        Where the IRIs of records are minted.
    """

    def __init__(self, graph: Queryable, model: Model, base: str) -> None:
        self._graph, self._model, self._base = graph, model, base

    def resolve(self, cls: str, ident: str) -> Sequence[str]:
        """Return the IRIs of the records or concepts of a class that have an id (or kind/id, kind:id).

        An id that was judged to be of another record's thing stands for that record.
        """
        concept = self._concepts(cls).get(ident)
        if concept:
            return [concept]
        asked, slash, rest = ident.replace(":", "/", 1).partition("/")
        kinds = [kind for kind in self._kinds(cls) if not slash or kind == asked]
        candidates = [f"{self._base}id/{kind}/{rest if slash else ident}" for kind in kinds]
        return list(dict.fromkeys(self._standing(iri) for iri in candidates if self._exists(iri)))

    def known(self, cls: str) -> Iterable[str]:
        """Return the ids that records and concepts of a class have."""
        yield from self._concepts(cls)
        for kind in self._kinds(cls):
            stem = f"{self._base}id/{kind}/"
            rows = self._graph.select(
                "SELECT DISTINCT ?thing { ?thing a ?type . FILTER(STRSTARTS(STR(?thing), $stem)) }",
                {"stem": ox.Literal(stem)},
            ).rows
            for (thing,) in rows:
                ident = str(getattr(thing, "value", "")).removeprefix(stem)
                if "#" not in ident:
                    yield ident

    def _exists(self, iri: str) -> bool:
        try:
            thing = ox.NamedNode(iri)
        except ValueError:
            return False
        return self._graph.ask("ASK { $thing ?property ?value }", {"thing": thing})

    def _standing(self, iri: str) -> str:
        rows = self._graph.select(
            "SELECT ?stays { $thing dct:isReplacedBy ?stays }", {"thing": ox.NamedNode(iri)}
        ).rows
        return str(getattr(rows[0][0], "value", iri)) if rows else iri

    def _kinds(self, cls: str) -> list[str]:
        iri = expand(cls)
        if cls == "rdfs:Resource":
            return list(self._model.kinds)
        return [
            kind.name
            for kind in self._model.kinds.values()
            if self._model.is_a(kind.root, frozenset({iri})) or iri in kind.types.values()
        ]

    def _concepts(self, cls: str) -> dict[str, str]:
        iri = expand(cls)
        kinds = [*self._model.kinds.values(), *self._model.nested.values()]
        fields = [spec for kind in kinds for spec in kind.fields.values() if spec.value is Value.CONCEPT]
        fitting = [spec.choices for spec in fields if iri in spec.classes]
        return {token: found for choices in fitting for token, found in choices.items()}
