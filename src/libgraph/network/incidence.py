"""Incidence: which actor takes part in which context, read by a declared projection."""

from collections.abc import Iterable
from dataclasses import dataclass

from libgraph.graph.solutions import Solutions


@dataclass(frozen=True, slots=True, order=True)
class Incidence:
    """An actor takes part in a context (an event or agreement), as a source says.

    Attributes
    ----------
    via : str
        The institution that the actor stands for; empty if for itself.
    graph : str
        The named graph that says so.
    """

    context: str
    actor: str
    relation: str
    via: str
    graph: str


def incidences(solutions: Solutions) -> list[Incidence]:
    """Return the rows of a projection query as sorted incidences.

    The query answers with the variables actor, context, relation, g and,
    where an actor stands for an institution, via.
    """
    place = {name: index for index, name in enumerate(solutions.variables)}

    def cell(row: Iterable[object], name: str) -> str:
        term = tuple(row)[place[name]] if name in place else None
        return "" if term is None else str(getattr(term, "value", term))

    return sorted(
        {
            Incidence(
                context=cell(row, "context"),
                actor=cell(row, "actor"),
                relation=cell(row, "relation"),
                via=cell(row, "via"),
                graph=cell(row, "g"),
            )
            for row in solutions.rows
        }
    )
