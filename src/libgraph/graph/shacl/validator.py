"""Validation: which nodes of a store violate which shapes."""

from collections.abc import Iterator, Sequence

from libgraph.errors import BadModel
from libgraph.graph.shacl.asking import Asker, Focus, Pair
from libgraph.graph.shacl.conditions import conditions
from libgraph.graph.shacl.result import Result
from libgraph.graph.shacl.shapes import Shape, Shapes, named
from libgraph.graph.shacl.sparql import sparql_results
from libgraph.graph.shacl.together import siblings, together
from libgraph.graph.solutions import Term
from libgraph.graph.store import GraphStore


def validate_store(shapes: Shapes, store: GraphStore) -> list[Result]:
    """Return what in a store violates shapes.

    Parameters
    ----------
    shapes : Shapes
    store : GraphStore
        The data, with the class tree, over all its graphs.

    Raises
    ------
    BadModel
        If a shape cannot be understood.
    """
    return Validator(shapes, store).results()


class Validator:
    """Validates a store; see `validate_store`."""

    def __init__(self, shapes: Shapes, store: GraphStore) -> None:
        self._shapes = shapes
        self._asker = Asker(store)
        self._within: list[Shape] = []

    def results(self) -> list[Result]:
        """Return what violates the shapes, in the order of shapes."""
        return [
            result
            for shape in self._shapes.with_targets()
            for result in self._violations(shape, self._asker.focus(shape.targets))
        ]

    def _violations(self, shape: Shape, focus: Focus) -> list[Result]:
        """Return the results for a shape at some focus nodes, those of its property shapes included."""
        if not shape.active:
            return []
        self._enter(shape)
        found = list(self._own(shape, focus))
        values = focus.along(shape.path)
        for term in shape.all("property"):
            found += self._violations(self._shapes.shape(term), values)
        self._within.pop()
        return found

    def _failing(self, term: Term, focus: Focus) -> set[Term]:
        """Return the focus nodes that do not conform to a shape."""
        shape = self._shapes.shape(term)
        if not shape.active:
            return set()
        self._enter(shape)
        found = {result.focus for result in self._own(shape, focus)}
        values = focus.along(shape.path)
        for below in shape.all("property"):
            bad = self._failing(below, values)
            found |= {node for node, _ in self._those(shape, focus, bad)}
        self._within.pop()
        return found

    def _enter(self, shape: Shape) -> None:
        if shape in self._within:
            reason = "it refers to itself, at once or by way of others, which SHACL leaves open"
            raise BadModel(named(shape.name), reason, "Take the reference out.")
        self._within.append(shape)

    def _own(self, shape: Shape, focus: Focus) -> Iterator[Result]:
        """Yield the results of the constraints that a shape sets itself."""
        if self._asker.possible(shape):
            for component, pairs in (*self._by_condition(shape, focus), *self._by_shape(shape, focus)):
                yield from (_result(shape, component, node, value) for node, value in pairs)
        for component, node, value, path in together(shape, focus, self._asker, self._shapes):
            yield _result(shape, component, node, value, path)
        for component, node in self._qualified(shape, focus):
            yield _result(shape, component, node, None)
        for node in shape.all("sparql"):
            yield from sparql_results(self._shapes, shape, node, focus, self._asker)

    def _by_condition(self, shape: Shape, focus: Focus) -> Iterator[tuple[str, list[Pair]]]:
        """Yield components with the values that a condition does not hold for."""
        wanted = list(conditions(shape, self._shapes, self._asker.subclasses))
        held = " && ".join(f"COALESCE(({expression}), false)" for _, expression in wanted)
        if not wanted or self._asker.nowhere(shape.path, f"FILTER (!({held}))"):
            return
        for component, expression in wanted:
            yield component, self._asker.pairs(shape, focus, f"FILTER (!COALESCE(({expression}), false))")

    def _by_shape(self, shape: Shape, focus: Focus) -> Iterator[tuple[str, Sequence[Pair]]]:
        """Yield components with the values that other shapes refuse."""
        values = focus.along(shape.path)
        for term in shape.all("node"):
            yield "Node", self._those(shape, focus, self._failing(term, values))
        for term in shape.all("not"):
            bad = self._failing(term, values)
            yield "Not", [pair for pair in self._asker.pairs(shape, focus) if pair[1] not in bad]
        for head in shape.all("and"):
            yield "And", self._those(shape, focus, set().union(*self._members(head, values)))
        for head in shape.all("or"):
            yield "Or", self._those(shape, focus, set.intersection(*self._members(head, values)))
        for head in shape.all("xone"):
            members = self._members(head, values)
            pairs = self._asker.pairs(shape, focus)
            yield "Xone", [pair for pair in pairs if sum(pair[1] not in bad for bad in members) != 1]

    def _members(self, head: Term, values: Focus) -> list[set[Term]]:
        return [self._failing(member, values) for member in self._shapes.triples.items(head)]

    def _those(self, shape: Shape, focus: Focus, bad: set[Term]) -> list[Pair]:
        """Return the focus nodes with those values; nothing is asked if there are none."""
        return [pair for pair in self._asker.pairs(shape, focus) if pair[1] in bad] if bad else []

    def _qualified(self, shape: Shape, focus: Focus) -> Iterator[tuple[str, Term]]:
        """Yield focus nodes with too few or too many values that conform to the qualified value shape."""
        for term in shape.all("qualifiedValueShape"):
            values = focus.along(shape.path)
            bad = self._failing(term, values)
            taken = [self._failing(judge, values) for judge in siblings(shape, self._shapes)]
            counts = dict.fromkeys(self._asker.nodes(focus.var, focus.where), 0)
            for node, value in self._asker.pairs(shape, focus):
                counts[node] += value not in bad and all(value in failing for failing in taken)
            for node, count in counts.items():
                if any(count < least for least in shape.numbers("qualifiedMinCount")):
                    yield "QualifiedMinCount", node
                if any(count > most for most in shape.numbers("qualifiedMaxCount")):
                    yield "QualifiedMaxCount", node


def _result(shape: Shape, component: str, node: Term, value: Term | None, path: str = "") -> Result:
    return Result(
        focus=node, path=path or shape.path, value=value, shape=shape.name,
        component=f"{component}ConstraintComponent", severity=shape.severity, messages=shape.messages,
    )  # fmt: skip
