"""Clauses run over facts: from everything, from what is new, and backwards from conclusions."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from libgraph.graph.infer.clauses import Clause
from libgraph.graph.infer.facts import Facts, Rows
from libgraph.graph.infer.joins import Plan


class Concluded(NamedTuple):
    """Rows of a relation that a rule concludes."""

    rule: str
    relation: str
    rows: Rows


class _Use(NamedTuple):
    """A clause, beginning with one atom of its body."""

    clause: Clause
    plan: Plan


def _beginning_with(clause: Clause, at: int) -> Plan:
    return Plan(clause, clause.body[at], clause.body[:at] + clause.body[at + 1 :], clause.head.arguments)


class Program:
    """Clauses with their plans.

    Attributes
    ----------
    relations : frozenset of str
        Those that the clauses are about.
    heads : frozenset of str
        Those that they conclude something about.
    """

    def __init__(self, clauses: Sequence[Clause]) -> None:
        self._clauses = [
            [_Use(clause, _beginning_with(clause, at)) for at in range(len(clause.body))]
            for clause in clauses
        ]
        self._by_body: dict[str, list[_Use]] = defaultdict(list)
        for uses in self._clauses:
            for use, atom in zip(uses, uses[0].clause.body, strict=True):
                self._by_body[atom.relation].append(use)
        self._by_head: dict[str, list[_Use]] = defaultdict(list)
        for clause in clauses:
            backwards = Plan(clause, clause.head, clause.body, clause.head.arguments)
            self._by_head[clause.head.relation].append(_Use(clause, backwards))
        self.heads = frozenset(self._by_head)
        self.relations = self.heads | frozenset(self._by_body)

    def of_all(self, facts: Facts) -> Iterator[Concluded]:
        """Yield what each clause concludes from all facts, beginning with its smallest relation."""
        for uses in self._clauses:
            sizes = [len(facts.rows[atom.relation]) for atom in uses[0].clause.body]
            if all(sizes):
                at = sizes.index(min(sizes))
                clause, plan = uses[at]
                rows = plan.run(facts.rows[clause.body[at].relation], facts)
                yield Concluded(clause.rule, clause.head.relation, rows)

    def of_new(self, new: Mapping[str, Rows], facts: Facts) -> Iterator[Concluded]:
        """Yield what follows from new rows, which are among the facts, together with the others."""
        for relation, rows in new.items():
            for clause, plan in self._by_body.get(relation, ()):
                yield Concluded(clause.rule, clause.head.relation, plan.run(rows, facts))

    def backwards(self, rows: Mapping[str, Rows], facts: Facts) -> Iterator[Concluded]:
        """Yield which of the rows follow from the facts, by each clause that can conclude them."""
        for relation, wanted in rows.items():
            for clause, plan in self._by_head.get(relation, ()):
                yield Concluded(clause.rule, relation, plan.run(wanted, facts))
