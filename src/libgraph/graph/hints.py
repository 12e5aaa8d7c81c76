"""Hints for a query that is well written and finds nothing: names that the graph does not have."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

import pyoxigraph as ox

from libgraph.graph.guard import check
from libgraph.graph.params import Known
from libgraph.graph.queryable import Queryable
from libgraph.model import Model
from libgraph.records.nearest import nearest
from libgraph.terms import compact

_OCCURS = (
    "ASK { { $term ?p ?o } UNION { ?s $term ?o } UNION { ?s ?p $term } UNION { GRAPH $term { ?s ?p ?o } } }"
)
_MEMBERS: Final = "ASK { ?thing a $term }"
_BELOW: Final = "ASK { ?thing a/rdfs:subClassOf+ $term }"


@dataclass(frozen=True, slots=True)
class Hint:
    """Something in a query that finds nothing.

    Attributes
    ----------
    code : str
        `absent`: the graph does not have the name. `broad`: a class that only
        narrower classes have members of.
    name, nearest : str
        As written in the query; what was probably meant, or empty.
    """

    code: str
    name: str
    nearest: str = ""


def hints(graph: Queryable, text: str, prefixes: Mapping[str, str], model: Model, known: Known) -> list[Hint]:
    """Return what in a query the graph cannot find.

    Parameters
    ----------
    prefixes : Mapping of str to str
        Those that need no declaration; names with others are left alone.
    known : callable
        Gives the ids of a class (prefix:name), to name the nearest.
    """
    return list(dict.fromkeys(_hints(graph, text, prefixes, model, known)))


def _hints(
    graph: Queryable, text: str, prefixes: Mapping[str, str], model: Model, known: Known
) -> Iterator[Hint]:
    tokens = check(text, prefixes).tokens
    for before, token in pairwise(tokens):
        prefix, _, local = token.text.partition(":")
        if token.kind != "pname" or not local or prefix not in prefixes or before.word == "PREFIX":
            continue
        iri = prefixes[prefix] + local
        term = {"term": ox.NamedNode(iri)}
        if not graph.ask(_OCCURS, term):
            yield Hint("absent", token.text, nearest(token.text, _names(prefix, prefixes, model, known)))
        elif before.text == "a" and iri in model.superclasses and _is_broad(graph, term):
            yield Hint("broad", token.text)


def _is_broad(graph: Queryable, term: dict[str, ox.NamedNode]) -> bool:
    """Say whether a class has members through narrower classes only: where nothing is inferred."""
    return not graph.ask(_MEMBERS, term) and graph.ask(_BELOW, term)


def _names(prefix: str, prefixes: Mapping[str, str], model: Model, known: Known) -> list[str]:
    """Return the names that begin with a prefix: ids of records, or terms of the ontology."""
    if prefix in model.kinds:
        return [f"{prefix}:{ident}" for ident in known(compact(model.kinds[prefix].root))]
    space = prefixes[prefix]
    return [f"{prefix}:{iri.removeprefix(space)}" for iri in model.labels if iri.startswith(space)]
