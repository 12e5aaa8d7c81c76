"""The shapes of a shapes graph, with their targets and paths as SPARQL."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from libgraph.errors import BadModel
from libgraph.graph.solutions import Term
from libgraph.model.sound import name_of_shape, require_shacl_terms
from libgraph.model.triples import Node, Triples
from libgraph.terms import compact, expand, local_name

_TARGETS: Final = ("sh:targetClass", "sh:targetNode", "sh:targetSubjectsOf", "sh:targetObjectsOf")
_CLASSES: Final = frozenset(map(expand, ("rdfs:Class", "owl:Class")))
_SHAPES: Final = frozenset(map(expand, ("sh:NodeShape", "sh:PropertyShape")))
_POSTFIX: Final = {"sh:zeroOrMorePath": "*", "sh:oneOrMorePath": "+", "sh:zeroOrOnePath": "?"}
# of constraint components, targets and functions of one's own, and of rules
_FOREIGN: Final = ("sh:parameter", "sh:target", "sh:rule", "sh:js", "sh:expression")
CURE: Final = "Let pySHACL validate: libgraph check --shacl --referee."


@dataclass(frozen=True, slots=True)
class Target:
    """Which nodes a shape is for: the kind of target (`targetClass` …) and its class, node or property."""

    kind: str
    term: Term


@dataclass(frozen=True, slots=True)
class Shape:
    """A node shape or property shape.

    Attributes
    ----------
    node : NamedNode or BlankNode
    path : str
        The property path as SPARQL; empty for a node shape.
    """

    node: Node
    path: str
    severity: str
    messages: Mapping[str, str]
    targets: tuple[Target, ...]
    parameters: Mapping[str, tuple[Term, ...]] = field(repr=False)

    @property
    def name(self) -> str:
        """The IRI, or the name of the blank node."""
        return self.node.value

    def all(self, name: str) -> tuple[Term, ...]:
        """Return the values of a parameter such as `minCount`."""
        return self.parameters.get(name, ())

    def one(self, name: str) -> Term | None:
        """Return the one value of a parameter, or None."""
        return next(iter(self.all(name)), None)

    def text(self, name: str, default: str = "") -> str:
        """Return the lexical form of a parameter."""
        found = self.one(name)
        return str(getattr(found, "value", default))

    def is_true(self, name: str) -> bool:
        """Say whether a parameter is true."""
        return self.text(name) in {"true", "1"}

    def numbers(self, name: str) -> list[int]:
        """Return the values of a parameter that counts."""
        return [int(str(getattr(term, "value", 0))) for term in self.all(name)]

    @property
    def simple(self) -> bool:
        """Whether the path is one property."""
        return self.path.startswith("<") and self.path.find(">") == len(self.path) - 1

    @property
    def active(self) -> bool:
        """Whether it is not switched off."""
        return not self.is_true("deactivated")


class Shapes:
    """All shapes of some Turtle files.

    Raises
    ------
    BadModel
        If a shape has a term that SHACL does not have, or one that is not understood here.
    """

    def __init__(self, files: Iterable[Path]) -> None:
        self.triples = Triples(files)
        self._read: dict[Node, Shape] = {}
        for term in _FOREIGN:
            for node in self.triples.subjects_of(term):
                where = name_of_shape(self.triples, node)
                raise BadModel(where, f"it has {term}, which libgraph's own validation leaves out", CURE)

    def with_targets(self) -> list[Shape]:
        """Return the shapes that are for some nodes of the data, in the order of their names."""
        found = {node for term in _TARGETS for node in self.triples.subjects_of(term)}
        found |= {node for node in self._typed() if self._is_class(node)}
        return [self.shape(node) for node in sorted(found, key=str)]

    def shape(self, term: Term | None) -> Shape:
        """Return the shape that a node stands for."""
        if not isinstance(term, ox.NamedNode | ox.BlankNode):
            raise BadModel(str(term), "it stands where a shape is wanted", "Name a shape.")
        if term not in self._read:
            self._read[term] = self._shape(term)
        return self._read[term]

    def _shape(self, node: Node) -> Shape:
        require_shacl_terms(self.triples, node)
        path = self.triples.value(node, "sh:path")
        severity = self.triples.text(node, "sh:severity") or expand("sh:Violation")
        return Shape(
            node=node,
            path=self.path(path) if path is not None else "",
            severity=local_name(severity) if severity.startswith(expand("sh:")) else severity,
            messages=self.triples.texts(node, "sh:message"),
            targets=tuple(self._targets(node)),
            parameters={
                local_name(predicate): tuple(self.triples.objects(node, predicate))
                for predicate in self.triples.predicates(node)
                if predicate.startswith(expand("sh:"))
            },
        )

    def _targets(self, node: Node) -> Iterator[Target]:
        for name in _TARGETS:
            for term in sorted(self.triples.objects(node, name), key=str):
                yield Target(local_name(expand(name)), term)
        if self._is_class(node):
            yield Target("targetClass", node)

    def _typed(self) -> set[Node]:
        return {node for kind in _SHAPES for node in self.triples.subjects("rdf:type", ox.NamedNode(kind))}

    def _is_class(self, node: Node) -> bool:
        """Say whether a shape is the class that it is for."""
        types = {getattr(term, "value", "") for term in self.triples.objects(node, "rdf:type")}
        return isinstance(node, ox.NamedNode) and bool(types & _CLASSES) and bool(types & _SHAPES)

    def path(self, term: Term | None) -> str:
        """Return a property path as SPARQL writes it.

        Raises
        ------
        BadModel
            If it is none.
        """
        if isinstance(term, ox.NamedNode):
            return str(term)
        if isinstance(term, ox.BlankNode):
            steps = self.triples.items(term)
            if steps:
                return "/".join(_grouped(self.path(step)) for step in steps)
            inverse = self.triples.value(term, "sh:inversePath")
            if inverse is not None:
                return f"^{_grouped(self.path(inverse))}"
            for name, sign in _POSTFIX.items():
                inner = self.triples.value(term, name)
                if inner is not None:
                    return f"{_grouped(self.path(inner))}{sign}"
            either = self.triples.value(term, "sh:alternativePath")
            if either is not None:
                return "|".join(_grouped(self.path(item)) for item in self.triples.items(either))
        raise BadModel(str(term), "it is no property path", "Name a property, or a list of them.")


def _grouped(path: str) -> str:
    return path if path.startswith("<") and path.count("<") == 1 and path.endswith(">") else f"({path})"


def named(iri: str) -> str:
    """Return an IRI as people know it."""
    return compact(iri)
