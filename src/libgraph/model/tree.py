"""The class tree: which classes and concepts stand below which class."""

from collections.abc import Mapping

import pyoxigraph as ox

from libgraph.errors import BadModel
from libgraph.model.triples import Triples
from libgraph.terms import LG, local_name


class ClassTree:
    """Sub- and superclasses, the kinds of record that classes belong to, and concepts.

    Parameters
    ----------
    triples : Triples
        The ontology.
    roots : Mapping of str to str
        The root class of each top-level kind of record.
    """

    def __init__(self, triples: Triples, roots: Mapping[str, str]) -> None:
        self._triples = triples
        self._roots = roots
        declared = triples.subjects("rdf:type", ox.NamedNode("http://www.w3.org/2002/07/owl#Class"))
        classes = sorted({node.value for node in declared if isinstance(node, ox.NamedNode)})
        self.superclasses = {cls: frozenset(self._above(cls)) for cls in classes}

    def _above(self, cls: str) -> set[str]:
        found, todo = {cls}, [cls]
        while todo:
            for parent in self._triples.objects(ox.NamedNode(todo.pop()), "rdfs:subClassOf"):
                if isinstance(parent, ox.NamedNode) and parent.value not in found:
                    found.add(parent.value)
                    todo.append(parent.value)
        return found

    def below(self, cls: str) -> list[str]:
        """Return `cls` and all classes below it, sorted."""
        return sorted(sub for sub, above in self.superclasses.items() if cls in above)

    def tokens(self, cls: str) -> dict[str, str]:
        """Return token (local name) to IRI for `cls` and all classes below it."""
        return self._named(self.below(cls))

    def kinds(self, cls: str) -> tuple[str, ...]:
        """Return the kinds of record whose members are, or may be, of class `cls`."""
        below = set(self.below(cls))
        return tuple(
            sorted(
                kind
                for kind, root in self._roots.items()
                if root in below or cls in self.superclasses.get(root, ()) or root in self._up(cls)
            )
        )

    def _up(self, cls: str) -> frozenset[str]:
        return self.superclasses.get(cls, frozenset())

    def concepts(self, cls: str) -> dict[str, str]:
        """Return token to IRI for the concepts that are members of `cls`."""
        members = {
            node.value
            for sub in self.below(cls)
            for node in self._triples.subjects("rdf:type", ox.NamedNode(sub))
            if isinstance(node, ox.NamedNode)
        }
        return self._named(sorted(members))

    @staticmethod
    def _named(iris: list[str]) -> dict[str, str]:
        tokens: dict[str, str] = {}
        for iri in sorted(iris, key=lambda iri: (not iri.startswith(LG), iri)):
            token = local_name(iri)
            if token in tokens:
                reason = f"it has the same local name as {tokens[token]}"
                raise BadModel(iri, reason, "Rename one of them, so that records can tell them apart.")
            tokens[token] = iri
        return dict(sorted(tokens.items()))
