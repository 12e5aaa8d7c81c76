"""What can be asked in SPARQL, here or far away: one set of methods, one set of answers."""

from abc import ABC, abstractmethod
from collections.abc import Mapping

from libgraph.graph.bind import Value
from libgraph.graph.solutions import Answer, Solutions, Triples, WrongForm


class Queryable(ABC):
    """A graph that answers queries."""

    @abstractmethod
    def query(self, text: str, params: Mapping[str, Value] | None = None) -> Answer:
        """Return the answer to a query.

        Parameters
        ----------
        text : str
            A SPARQL query. The prefixes of libgraph need no declaration.
        params : Mapping of str to NamedNode or Literal, optional
            Terms for variables of the query, by name without `$`.
        """

    def select(self, text: str, params: Mapping[str, Value] | None = None) -> Solutions:
        """Return the solutions of a SELECT query; see `query`."""
        answer = self.query(text, params)
        if not isinstance(answer, Solutions):
            raise WrongForm("SELECT", _form(answer))
        return answer

    def construct(self, text: str, params: Mapping[str, Value] | None = None) -> Triples:
        """Return the triples of a CONSTRUCT or DESCRIBE query; see `query`."""
        answer = self.query(text, params)
        if not isinstance(answer, Triples):
            raise WrongForm("CONSTRUCT", _form(answer))
        return answer

    def ask(self, text: str, params: Mapping[str, Value] | None = None) -> bool:
        """Return the answer to an ASK query; see `query`."""
        answer = self.query(text, params)
        if not isinstance(answer, bool):
            raise WrongForm("ASK", _form(answer))
        return answer


def _form(answer: Answer) -> str:
    if isinstance(answer, Solutions):
        return "SELECT"
    return "ASK" if isinstance(answer, bool) else "CONSTRUCT"
