"""Incidence: which actor takes part in which context, read by a declared projection."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from libgraph.errors import LibgraphError
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


class NoProjection(LibgraphError):
    """A query does not answer with what a projection needs."""

    def __init__(self, name: str, missing: Sequence[str]) -> None:
        super().__init__(name, missing)
        self.name, self.missing = name, tuple(missing)

    def __str__(self) -> str:
        wanted = ", ".join(f"?{variable}" for variable in self.missing)
        return f"The query {self.name!r} is no projection: it does not select {wanted}. Add it to SELECT."


def incidences(solutions: Solutions, name: str = "") -> list[Incidence]:
    """Return the rows of a projection query as sorted incidences.

    The query answers with the variables actor, context, relation, g and,
    where an actor stands for an institution, via.

    Raises
    ------
    NoProjection
        If a variable other than via is not there.
    """
    place = {variable: index for index, variable in enumerate(solutions.variables)}
    missing = [variable for variable in ("actor", "context", "relation", "g") if variable not in place]
    if missing:
        raise NoProjection(name, missing)

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
