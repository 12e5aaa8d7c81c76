"""Why an inferred triple holds: the rules that conclude it, and the premises they rest on.

Found in the closed graph itself: the body of a rule is asked with its head bound to the triple.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import count

import pyoxigraph as ox

from libgraph.graph.bind import Value
from libgraph.graph.infer.patterns import Pattern, variables_of
from libgraph.graph.infer.rules import Rule
from libgraph.graph.queryable import Queryable
from libgraph.terms import LG

Bound = dict[str, Value]


@dataclass(frozen=True, slots=True)
class Derivation:
    """One step: a rule that concludes a triple, and the triples that its body found.

    Attributes
    ----------
    rule : Rule
        Has `name`, `title` and `description` by language.
    premises : tuple of pyoxigraph.Triple
        In the order of the body; some may be axioms of the ontology.
    """

    rule: Rule
    premises: tuple[ox.Triple, ...]


@dataclass(frozen=True, slots=True)
class Proof:
    """A triple and how it is known.

    Attributes
    ----------
    triple : pyoxigraph.Triple
    rule : Rule or None
        The rule of the last step; None if a source or the ontology states the triple.
    premises : tuple of Proof
        How each premise is known; empty for what is stated.
    """

    triple: ox.Triple
    rule: Rule | None = None
    premises: tuple["Proof", ...] = ()


def derivations(graph: Queryable, rules: Sequence[Rule], triple: ox.Triple) -> list[Derivation]:
    """Return every way in which one rule concludes a triple from the graph.

    They come in the order of the rules, then of their premises. Empty if no rule concludes it.

    Parameters
    ----------
    graph : Queryable
        The closed graph, such as `OpenGraph.store`.
    rules : sequence of Rule
        From `load_rules(workspace.rule_folders())`.
    triple : pyoxigraph.Triple
    """
    return [
        Derivation(rule, premises)
        for rule in rules
        for premises in sorted(set(_premises(graph, rule, triple)), key=lambda found: list(map(str, found)))
        if triple not in premises
    ]


def proof(graph: Queryable, rules: Sequence[Rule], triple: ox.Triple) -> Proof | None:
    """Return a lowest proof of a triple down to stated triples; None if it does not follow.

    No premise rests on its own conclusion. The same graph gives the same proof.

    Parameters
    ----------
    graph, rules, triple
        As for `derivations`.
    """
    prover = _Prover(graph, rules)
    for height in count():
        found = prover.within(triple, height)
        if found is not None or not prover.was_cut:
            return found
    return None


def is_stated(graph: Queryable, triple: ox.Triple) -> bool:
    """Say whether a source or the ontology states the triple: a graph that is not inferred holds it."""
    text = f"ASK {{ GRAPH ?g {{ {triple} }} FILTER NOT EXISTS {{ ?g a <{LG}InferredGraph> }} }}"
    return graph.ask(text)


class _Prover:
    """Looks for proofs of bounded height: as the bound falls at each step, none goes in a circle."""

    def __init__(self, graph: Queryable, rules: Sequence[Rule]) -> None:
        self._graph = graph
        self._rules = rules
        self._steps: dict[ox.Triple, list[Derivation]] = {}
        self._stated: dict[ox.Triple, bool] = {}
        self._failed: dict[ox.Triple, int] = {}
        self._proofs: dict[ox.Triple, tuple[int, Proof]] = {}
        self.was_cut = True

    def within(self, triple: ox.Triple, height: int) -> Proof | None:
        """Return a proof of at most `height` steps one above the other."""
        known = len(self._steps)
        found = self._prove(triple, height)
        # nothing new came into sight, and every triple in sight has had its turn
        self.was_cut = len(self._steps) > known or height <= len(self._steps)
        return found

    def _prove(self, triple: ox.Triple, height: int) -> Proof | None:
        proven, found = self._proofs.get(triple, (height, None))
        if found is not None and proven <= height:
            return found
        if self._is_stated(triple):
            return Proof(triple)
        if height == 0 or self._failed.get(triple, -1) >= height:
            return None
        if triple not in self._steps:
            self._steps[triple] = derivations(self._graph, self._rules, triple)
        for step in self._steps[triple]:
            premises = self._all(step.premises, height - 1)
            if premises is not None:
                self._proofs[triple] = height, Proof(triple, step.rule, premises)
                return self._proofs[triple][1]
        self._failed[triple] = height
        return None

    def _all(self, triples: Sequence[ox.Triple], height: int) -> tuple[Proof, ...] | None:
        found: list[Proof] = []
        for triple in triples:
            proven = self._prove(triple, height)
            if proven is None:
                return None
            found.append(proven)
        return tuple(found)

    def _is_stated(self, triple: ox.Triple) -> bool:
        if triple not in self._stated:
            self._stated[triple] = is_stated(self._graph, triple)
        return self._stated[triple]


def _premises(graph: Queryable, rule: Rule, triple: ox.Triple) -> Iterator[tuple[ox.Triple, ...]]:
    """Yield what the body of a rule finds when its head is the triple."""
    bound = _unified(rule.head, triple)
    if bound is None or not _may_stand(rule.body.patterns, bound):
        return
    body = " ".join(
        [str(pattern) for pattern in rule.body.patterns] + [each.text for each in rule.body.conditions]
    )
    names = sorted(variables_of(rule.body.patterns))
    given = {name[1:]: term for name, term in bound.items()}
    for row in graph.select(f"{rule.body.prologue} SELECT {' '.join(names)} WHERE {{ {body} }}", given):
        values = {name: str(row[name[1:]]) for name in names}
        yield tuple(_triple(pattern, values) for pattern in rule.body.patterns)


def _unified(head: Pattern, triple: ox.Triple) -> Bound | None:
    """Return what the variables of the head stand for if it is the triple, or None if it cannot be."""
    bound: Bound = {}
    for part, term in zip(head, (triple.subject, triple.predicate, triple.object), strict=True):
        if not isinstance(term, ox.NamedNode | ox.Literal):
            return None
        if part[0] == "?" and bound.setdefault(part, term) == term:
            continue
        if part != str(term):
            return None
    return bound


def _may_stand(patterns: Sequence[Pattern], bound: Bound) -> bool:
    """Say whether no text would have to stand as subject or property."""
    texts = {name for name, term in bound.items() if isinstance(term, ox.Literal)}
    return not any({pattern.subject, pattern.predicate} & texts for pattern in patterns)


def _triple(pattern: Pattern, values: Mapping[str, str]) -> ox.Triple:
    text = " ".join(values.get(part, part) for part in pattern)
    (quad,) = ox.parse(f"{text} .", format=ox.RdfFormat.N_TRIPLES)
    return ox.Triple(quad.subject, quad.predicate, quad.object)
