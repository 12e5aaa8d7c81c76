"""Rules made ready to run: each with the axioms of the ontology filled in, as joins over relations.

`?x a ?class . ?class rdfs:subClassOf ?broader` becomes one clause for each pair of classes in the
ontology, so that no axiom is looked at again however much data there is.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from libgraph.graph.infer.patterns import TYPE, Pattern
from libgraph.graph.infer.rules import Rule
from libgraph.graph.store import GraphStore
from libgraph.terms import ONTOLOGY_GRAPH

Row = tuple[str, ...]
MEMBERS: Final = "a "


class Atom(NamedTuple):
    """A pattern about a relation: a class (one argument) or a property (two).

    Arguments are N-Triples terms, or variables with their `?`.
    """

    relation: str
    arguments: Row


@dataclass(frozen=True, slots=True)
class Clause:
    """A rule with axioms filled in.

    Attributes
    ----------
    rule : str
        Its name.
    head : Atom
    body : tuple of Atom
    condition : str
        FILTERs that need the things found, as SPARQL; may be empty.
    prologue : str
        PREFIX lines for them.
    """

    rule: str
    head: Atom
    body: tuple[Atom, ...]
    condition: str = ""
    prologue: str = ""


def atom_of(pattern: Pattern) -> Atom:
    """Return a pattern as an atom: `?x a lg:Event` is about the relation of events."""
    subject, predicate, thing = pattern
    if predicate == TYPE:
        return Atom(f"{MEMBERS}{thing}", (subject,))
    return Atom(predicate, (subject, thing))


def triple_text(relation: str, row: Row) -> str:
    """Return a row of a relation as an N-Triples triple without its dot."""
    if relation.startswith(MEMBERS):
        return f"{row[0]} {TYPE} {relation.removeprefix(MEMBERS)}"
    return f"{row[0]} {relation} {row[1]}"


def clauses_of(rules: Sequence[Rule], ontology: Iterable[str]) -> list[Clause]:
    """Return the clauses that rules make of an ontology (N-Triples lines), in a fixed order."""
    store = GraphStore.from_graphs([(ONTOLOGY_GRAPH, ontology)])
    found = dict.fromkeys(clause for rule in rules for clause in _clauses(rule, store))
    return sorted(found, key=lambda clause: (clause.rule, clause.head, clause.body))


def _clauses(rule: Rule, store: GraphStore) -> Iterable[Clause]:
    filters = [condition.text for condition in rule.fact_conditions]
    for values in _axioms(rule, store):
        head, *body = (_filled(pattern, values) for pattern in (rule.head, *rule.facts))
        atoms = tuple(dict.fromkeys(atom_of(pattern) for pattern in body))
        concluded = atom_of(head)
        if _is_sound(head) and all(map(_is_sound, body)) and concluded not in atoms:
            known = [f"BIND({term} AS {name})" for name, term in sorted(values.items()) if filters]
            yield Clause(rule.name, concluded, atoms, " ".join(known + filters), rule.body.prologue)


def _axioms(rule: Rule, store: GraphStore) -> Iterable[dict[str, str]]:
    """Return what the variables of a rule may stand for, as far as the ontology says."""
    if not rule.axioms:
        return [{}]
    lines = [str(pattern) for pattern in rule.axioms]
    lines += [condition.text for condition in rule.schema_conditions]
    answer = store.select(f"{rule.body.prologue} SELECT DISTINCT * WHERE {{ {' '.join(lines)} }}")
    names = [f"?{name}" for name in answer.variables]
    return [
        {name: str(term) for name, term in zip(names, row, strict=True) if term is not None}
        for row in answer.rows
    ]


def _filled(pattern: Pattern, values: dict[str, str]) -> Pattern:
    return Pattern(*(values.get(part, part) for part in pattern))


def _is_sound(pattern: Pattern) -> bool:
    """Say whether a filled pattern is about one relation: rdf:type itself may not stand for a property."""
    if pattern.predicate == TYPE:
        return pattern.object[0] == "<"
    return pattern.predicate[0] == "<" and pattern.subject[0] != '"'
