"""What people call things, properties and values when they ask, and the IRIs that these mean."""

from collections.abc import Mapping

from libgraph.errors import LibgraphError
from libgraph.model import Model
from libgraph.records.nearest import nearest
from libgraph.terms import RDF_TYPE, compact, is_iri


class UnknownProperty(LibgraphError):
    """A property that was asked for is in no record and not in the ontology."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name

    def __str__(self) -> str:
        return f"There is no property {self.name}. Write it as lg:holder, or as the name of a field."


class UnknownPropertyNear(UnknownProperty):
    """Another property has a name like it."""

    def __init__(self, name: str, near: str) -> None:
        super().__init__(name)
        self.near = near
        self.args = (name, near)

    def __str__(self) -> str:
        return f"There is no property {self.name}. Did you mean {self.near}?"


class Asked:
    """Reads the words of a question.

    Parameters
    ----------
    model : Model
    base : str
        Where IRIs of records are minted.
    prefixes : Mapping of str to str
        Those of vocabularies and one for each kind of record.
    """

    def __init__(self, model: Model, base: str, prefixes: Mapping[str, str]) -> None:
        self._model, self._base, self._prefixes = model, base, prefixes
        kinds = (*model.kinds.values(), *model.nested.values())
        self._properties: dict[str, set[str]] = {"a": {RDF_TYPE}}
        for spec in (spec for kind in kinds for spec in kind.fields.values()):
            for name in (spec.name, compact(spec.path)):
                self._properties.setdefault(name, set()).add(spec.path)
        for iri in model.labels:
            self._properties.setdefault(compact(iri), set()).add(iri)

    def thing(self, words: str) -> str:
        """Return the IRI of kind/id, kind:id, prefix:name or an IRI."""
        prefix, colon, local = words.strip("<>").partition(":")
        if colon and prefix in self._prefixes and not local.startswith("//"):
            return self._prefixes[prefix] + local
        if colon and is_iri(words.strip("<>")):
            return words.strip("<>")
        return f"{self._base}id/{words}"

    def properties(self, words: str) -> frozenset[str]:
        """Return the IRIs that a prefix:name, an IRI or the name of a field means.

        Raises
        ------
        UnknownProperty
            If there is none; with the nearest.
        """
        if words in self._properties:
            return frozenset(self._properties[words])
        iri = self.thing(words) if ":" in words else ""
        if iri and any(iri in found for found in self._properties.values()):
            return frozenset({iri})
        near = nearest(words, self._properties)
        raise UnknownPropertyNear(words, near) if near else UnknownProperty(words)

    def is_meant(self, term: str, words: str) -> bool:
        """Say whether an N-Triples term is what the words mean: a thing, or a literal by its text."""
        if term.startswith("<"):
            return term == f"<{self.thing(words)}>"
        return words in {term, lexical(term)}


def lexical(term: str) -> str:
    r"""Return the text of an N-Triples literal, as it was before escaping; of an IRI, the IRI.

    Examples
    --------
    >>> lexical('"5 \\"x\\""@lt'), lexical("<http://e/x>")
    ('5 "x"', 'http://e/x')
    """
    if term.startswith("<"):
        return term[1:-1]
    text = term[1 : term.rindex('"')]
    if "\\" not in text:
        return text
    return text.encode("latin-1", "backslashreplace").decode("unicode_escape")
