"""Clauses as plans: which relation to look into next, by what, and what to keep of it."""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from operator import itemgetter
from typing import Final, NamedTuple

from libgraph.graph.infer.clauses import Atom, Clause, Row
from libgraph.graph.infer.facts import Facts, Rows
from libgraph.graph.solutions import native
from libgraph.graph.store import GraphStore

_BATCH: Final = 500
_NONE: Final[Rows] = set()


class Step(NamedTuple):
    """Look into a relation for rows that fit an environment.

    Attributes
    ----------
    relation : str
    take : tuple of int
        Places of the row that go on into the environment.
    same : tuple of (place in the row, place in the environment)
        What must be equal then.
    known : tuple of (place in the row, place in the environment)
        What is known before the look; all places, or else the first is looked up.
    """

    relation: str
    take: tuple[int, ...]
    same: tuple[tuple[int, int], ...]
    known: tuple[tuple[int, int], ...]


class Plan:
    """A way to run a clause, beginning with given rows of one atom.

    An environment is a tuple: the constants of the clause, then the values of its variables in the
    order in which they become known.

    Parameters
    ----------
    clause : Clause
    first : Atom
        The atom whose rows are given.
    others : sequence of Atom
        The atoms that must hold too.
    keep : tuple of str
        The arguments to return.
    """

    def __init__(self, clause: Clause, first: Atom, others: Sequence[Atom], keep: Row) -> None:
        terms = [*keep, *(term for atom in (first, *others) for term in atom.arguments)]
        self._constants = tuple(dict.fromkeys(term for term in terms if term[0] != "?"))
        self._places = {term: place for place, term in enumerate(self._constants)}
        self._first = self._step(first)
        self._steps: list[Step] = []
        rest = list(others)
        while rest:
            atom = max(rest, key=self._boundness)
            rest.remove(atom)
            self._steps.append(self._step(atom))
        self._clause = clause
        self._pick = _picker([self._places[term] for term in keep])
        plain = not (self._constants or self._first.same)
        self._takes_all = plain
        self._copies = plain and not self._steps and not clause.condition and keep == first.arguments
        self._guards = any(keep[0] in atom.arguments[1:] for atom in (first, *others))

    def run(self, rows: Rows, facts: Facts) -> Rows:
        """Return the rows that follow; a text is never a subject."""
        if self._copies:
            return rows
        environments = rows if self._takes_all else self._begin(rows)
        for step in self._steps:
            environments = list(_joined(step, environments, facts))
        if self._clause.condition:
            environments = self._filtered(list(environments))
        found = set(map(self._pick, environments))
        return {row for row in found if row[0][0] != '"'} if self._guards else found

    def _step(self, atom: Atom) -> Step:
        """Return the step that looks for an atom; its variables are known from then on."""
        places = self._places
        known = tuple((at, places[term]) for at, term in enumerate(atom.arguments) if term in places)
        take: list[int] = []
        same = list(known)
        for at, term in enumerate(atom.arguments):
            if term not in places:
                places[term] = len(places)
                take.append(at)
            elif (at, places[term]) not in known:
                same.append((at, places[term]))
        return Step(atom.relation, tuple(take), tuple(same), known)

    def _boundness(self, atom: Atom) -> int:
        """Return how many arguments are known: look first where the least can be found."""
        known = sum(term in self._places for term in atom.arguments)
        return known + (known == len(atom.arguments))

    def _begin(self, rows: Iterable[Row]) -> list[Row]:
        return [fit for row in rows if (fit := _fitting(self._first, row, self._constants)) is not None]

    def _filtered(self, environments: Sequence[Row]) -> list[Row]:
        """Return the environments that the FILTERs let pass: Oxigraph judges."""
        store = GraphStore.in_memory(b"")
        names = [name for name in self._places if name[0] == "?"]
        passed: list[Row] = []
        for start in range(0, len(environments), _BATCH):
            batch = environments[start : start + _BATCH]
            values = " ".join(
                f"({number} {' '.join(row[self._places[name]] for name in names)})"
                for number, row in enumerate(batch)
            )
            answer = store.select(
                f"{self._clause.prologue} SELECT ?_row WHERE {{ "
                f"VALUES (?_row {' '.join(names)}) {{ {values} }} {self._clause.condition} }}"
            )
            numbers = map(native, answer.column("_row"))
            passed += [batch[number] for number in numbers if isinstance(number, int)]
        return passed


def _picker(places: Sequence[int]) -> Callable[[Row], Row]:
    if len(places) == 1:
        (place,) = places
        return lambda environment: (environment[place],)
    return itemgetter(*places)


def _joined(step: Step, environments: Collection[Row], facts: Facts) -> Iterator[Row]:
    """Yield the environments that fit a row of the relation, with what the row adds."""
    rows = facts.rows.get(step.relation, _NONE)
    if step.known and not step.take and len(step.same) == len(step.known):
        for environment in environments:
            if tuple([environment[place] for _, place in step.known]) in rows:
                yield environment
    elif step.known:
        at, place = step.known[0]
        found = facts.by_term(step.relation, at, {environment[place] for environment in environments})
        for environment in environments:
            yield from _fits(step, found.get(environment[place], ()), environment)
    else:
        for environment in environments:
            yield from _fits(step, rows, environment)


def _fits(step: Step, rows: Iterable[Row], environment: Row) -> Iterator[Row]:
    return (fit for row in rows if (fit := _fitting(step, row, environment)) is not None)


def _fitting(step: Step, row: Row, environment: Row) -> Row | None:
    """Return the environment with what a row adds, or None if the row does not fit."""
    longer = environment + tuple([row[place] for place in step.take])
    for at, place in step.same:
        if row[at] != longer[place]:
            return None
    return longer
