"""A small index over the triples of the ontology and shapes files."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

import pyoxigraph as ox

from libgraph.errors import BadModel
from libgraph.terms import expand

Node = ox.NamedNode | ox.BlankNode
Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple


class Triples:
    """Triples of several Turtle files, looked up by subject or by object.

    Parameters
    ----------
    files : iterable of Path
        Turtle files; blank nodes of different files never meet.

    Raises
    ------
    BadModel
        If a file is not Turtle.
    """

    def __init__(self, files: Iterable[Path]) -> None:
        self._by_subject: dict[Node, dict[str, list[Term]]] = defaultdict(lambda: defaultdict(list))
        self._by_object: dict[tuple[str, Term], list[Node]] = defaultdict(list)
        for path in {path.resolve(): path for path in files}.values():
            self._read(path)

    def _read(self, path: Path) -> None:
        try:
            quads = list(ox.parse(path=str(path), format=ox.RdfFormat.TURTLE, rename_blank_nodes=True))
        except (SyntaxError, OSError) as error:
            raise BadModel(str(path), f"it is not Turtle ({error})", "Correct that place.") from error
        for quad in quads:
            if isinstance(quad.subject, ox.NamedNode | ox.BlankNode):
                self._by_subject[quad.subject][quad.predicate.value].append(quad.object)
                self._by_object[quad.predicate.value, quad.object].append(quad.subject)

    def objects(self, subject: Node, predicate: str) -> list[Term]:
        """Return the objects of `subject` for a predicate given as CURIE."""
        return self._by_subject.get(subject, {}).get(expand(predicate), [])

    def predicates(self, subject: Node) -> list[str]:
        """Return the IRIs of all predicates of `subject`, sorted."""
        return sorted(self._by_subject.get(subject, {}))

    def value(self, subject: Node, predicate: str) -> Term | None:
        """Return the one object, or None."""
        return next(iter(self.objects(subject, predicate)), None)

    def text(self, subject: Node, predicate: str) -> str:
        """Return the lexical form or IRI of the one object, or an empty string."""
        found = self.value(subject, predicate)
        return found.value if isinstance(found, ox.NamedNode | ox.Literal) else ""

    def texts(self, subject: Node, predicate: str) -> dict[str, str]:
        """Return the literals by language."""
        found = (term for term in self.objects(subject, predicate) if isinstance(term, ox.Literal))
        return {term.language or "": term.value for term in found}

    def subjects(self, predicate: str, obj: Term) -> list[Node]:
        """Return the subjects that have `obj` for a predicate given as CURIE."""
        return self._by_object.get((expand(predicate), obj), [])

    def subjects_of(self, predicate: str) -> Iterator[Node]:
        """Yield each subject that has the predicate."""
        iri = expand(predicate)
        return (subject for subject, about in self._by_subject.items() if iri in about)

    def items(self, head: Term | None) -> list[Term]:
        """Return the members of an RDF list."""
        found: list[Term] = []
        while isinstance(head, ox.NamedNode | ox.BlankNode) and head.value != expand("rdf:nil"):
            found += self.objects(head, "rdf:first")
            head = self.value(head, "rdf:rest")
        return found
