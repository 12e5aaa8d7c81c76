"""A graph behind a SPARQL endpoint, asked as a local one is."""

import re
from collections.abc import Mapping
from itertools import accumulate
from typing import Final

from pyoxigraph import QueryBoolean, QueryResultsFormat, RdfFormat, parse, parse_query_results

from libgraph.graph.bind import Value, bind_terms
from libgraph.graph.endpoint import AGENT, Endpoint, EndpointFailed, Limits, Reply
from libgraph.graph.guard import CheckedQuery, check
from libgraph.graph.queryable import Queryable
from libgraph.graph.solutions import Answer, Solutions, Triples
from libgraph.terms import PREFIXES

_RESULTS: Final = {
    "application/sparql-results+json": QueryResultsFormat.JSON,
    "application/sparql-results+xml": QueryResultsFormat.XML,
}
_GRAPHS: Final = {"application/n-triples": RdfFormat.N_TRIPLES, "text/turtle": RdfFormat.TURTLE}
_MAX_DEPTH: Final = 64
_MAX_TRIPLE_TERMS: Final = 10_000
_JSON_STRING: Final = re.compile(rb'"(?:[^"\\]|\\.)*"', re.DOTALL)
_NOT_BRACKETS: Final = bytes(set(range(256)) - set(b"{}[]"))
_STEPS: Final = {ord("{"): 1, ord("["): 1, ord("}"): -1, ord("]"): -1}


class RemoteGraph(Queryable):
    """A graph behind a SPARQL endpoint.

    Parameters
    ----------
    endpoint : str or Endpoint
        An http or https address.
    timeout : float
        Seconds for one try, from the call to the last byte.
    agent : str
        How we name ourselves to the endpoint.
    prefixes : Mapping of str to str
        Prefixes that queries may use without declaring them.

    Notes
    -----
    A `GraphStore` asks all its graphs together. An endpoint may ask its default graph only: there,
    write `GRAPH ?g { … }`.
    """

    def __init__(
        self,
        endpoint: str | Endpoint,
        timeout: float = 30,
        agent: str = AGENT,
        prefixes: Mapping[str, str] = PREFIXES,
    ) -> None:
        if isinstance(endpoint, str):
            endpoint = Endpoint(endpoint, agent, Limits(seconds=timeout))
        self._endpoint = endpoint
        self._prefixes = prefixes

    def query(self, text: str, params: Mapping[str, Value] | None = None) -> Answer:
        """Return the answer of the endpoint to a query.

        Parameters
        ----------
        text : str
            A SPARQL query. The prefixes of libgraph need no declaration.
        params : Mapping of str to NamedNode or Literal, optional
            Terms for variables of the query, by name without `$`.

        Returns
        -------
        Solutions, Triples or bool
            For SELECT; for CONSTRUCT and DESCRIBE; for ASK.

        Raises
        ------
        QuerySyntaxError, QueryRefused, BadParameter
            Before anything is sent, as `GraphStore.query` does.
        EndpointFailed
            If the endpoint does not answer as it should.
        """
        query = check(text, self._prefixes)
        prologue = "".join(f"PREFIX {name}: <{iri}> " for name, iri in query.prefixes.items())
        types = _RESULTS if query.form in ("SELECT", "ASK") else _GRAPHS
        accept = ", ".join(f"{name};q={1 - rank / 10}" for rank, name in enumerate(types))
        reply = self._endpoint.ask(prologue + bind_terms(query, params or {}), query.form, accept)
        if reply.media_type not in types:
            start = " ".join(reply.body[:120].decode("utf-8", "replace").split())
            reason = f"it answers {reply.media_type} ({start!r}), not {' or '.join(types)}"
            raise EndpointFailed(self._endpoint.url, reason, "Look up the address of its SPARQL service.")
        try:
            return _results(query, reply) if types is _RESULTS else _triples(reply)
        except (SyntaxError, ValueError) as error:
            reason = f"its answer cannot be read ({error})"
            raise EndpointFailed(self._endpoint.url, reason, "Ask again, or for less.") from None


def _results(query: CheckedQuery, reply: Reply) -> Solutions | bool:
    kind = _RESULTS[reply.media_type]
    if kind == QueryResultsFormat.JSON:
        _check_depth(reply.body)
    elif reply.body.count(b"triple") > _MAX_TRIPLE_TERMS:
        raise ValueError("too many triple terms")
    result = parse_query_results(reply.body, kind)
    if isinstance(result, QueryBoolean) != (query.form == "ASK"):
        raise ValueError(f"it is no answer to {query.form}")
    if isinstance(result, QueryBoolean):
        return bool(result)
    names = tuple(variable.value for variable in result.variables)
    return Solutions(names, list(result), query.ordered)


def _triples(reply: Reply) -> Triples:
    if reply.body.count(b"<<") > _MAX_DEPTH:
        raise ValueError("too many triple terms")
    return Triples([quad.triple for quad in parse(reply.body, _GRAPHS[reply.media_type])])


def _check_depth(body: bytes) -> None:
    """Refuse JSON that nests deep: pyoxigraph dies of it (measured: 100 000 triple terms)."""
    brackets = _JSON_STRING.sub(b"", body).translate(None, _NOT_BRACKETS)
    if max(accumulate(map(_STEPS.__getitem__, brackets)), default=0) > _MAX_DEPTH:
        raise ValueError(f"it nests deeper than {_MAX_DEPTH}")
