"""The network of a graph, complete: projected, named, measured, with its sources."""

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

from libgraph.dates import label as date_label
from libgraph.graph.solutions import Solutions
from libgraph.messages import LANGUAGES
from libgraph.model import Model
from libgraph.network.incidence import incidences
from libgraph.network.measures import measure
from libgraph.network.projection import contexts, multigraph
from libgraph.terms import local_name

if TYPE_CHECKING:
    import networkx as nx

Ask = Callable[[str], Solutions]


@dataclass(slots=True)
class _Thing:
    """What is shown of a person, institution, event or agreement."""

    label: dict[str, str] = field(default_factory=dict)
    types: list[str] = field(default_factory=list)
    dates: list[str] = field(default_factory=list)
    names: set[str] = field(default_factory=set)


def assemble(ask: Ask, model: Model, title: Mapping[str, str], projection: str) -> "nx.MultiDiGraph[str]":
    """Return the network that a projection makes of a graph.

    Parameters
    ----------
    ask : callable
        Name of a projection query to its solutions.
    model : Model
        Labels of classes, and which of two types is the narrower.
    title : Mapping of language to text
    projection : str
        Name of the query in queries/projections, such as `collaboration`.

    Returns
    -------
    MultiDiGraph
        Nodes are IRIs with label, kind, type, names, degree, betweenness and
        community; edges are keyed by the IRI of the context, with relation,
        label, edtf, date (in words) and sources. Parallel edges are different contexts.
    """
    network = multigraph(contexts(incidences(ask(projection), projection)))
    network.graph["title"] = dict(title)
    things = _things(ask("things"))
    documents = _documents(ask("documents"))
    for node, attributes in network.nodes(data=True):
        attributes.update(_node(node, things[node], model))
    for _, _, context, attributes in network.edges(keys=True, data=True):
        thing = things[context]
        attributes["label"] = thing.label
        attributes["edtf"] = thing.dates[0] if thing.dates else ""
        attributes["date"] = {lang: date_label(thing.dates[0], lang) for lang in LANGUAGES if thing.dates}
        attributes["sources"] = [documents[graph] for graph in attributes.pop("graphs") if graph in documents]
    measure(network)
    return network


def _node(iri: str, thing: _Thing, model: Model) -> dict[str, Any]:
    return {
        "label": thing.label or {"": local_name(iri)},
        "kind": iri.rsplit("/", 2)[-2],
        "type": _type(thing.types, model),
        "names": sorted(thing.names),
    }


def _type(types: list[str], model: Model) -> dict[str, str]:
    """Return the labels of the narrowest type."""
    narrow = sorted(types, key=lambda cls: (-len(model.superclasses.get(cls, ())), cls))
    return dict(model.labels.get(narrow[0], {"": local_name(narrow[0])})) if narrow else {}


def _things(solutions: Solutions) -> dict[str, _Thing]:
    things: dict[str, _Thing] = defaultdict(_Thing)
    for row in sorted(solutions.rows, key=str):
        subject, what, value = (row[0], row[1], row[2])
        assert isinstance(subject, ox.NamedNode)
        assert isinstance(what, ox.Literal)
        thing = things[subject.value]
        if isinstance(value, ox.NamedNode):
            thing.types.append(value.value)
        elif isinstance(value, ox.Literal) and what.value == "label":
            thing.label.setdefault(value.language or "", value.value)
        elif isinstance(value, ox.Literal) and what.value == "date":
            thing.dates.append(value.value)
        elif isinstance(value, ox.Literal):
            thing.names.add(value.value)
    return things


def _documents(solutions: Solutions) -> dict[str, dict[str, Any]]:
    """Return what is shown of the source of each graph."""
    documents: dict[str, dict[str, Any]] = {}
    for row in sorted(solutions.rows, key=str):
        graph, document, title, url, publisher, issued = row[:6]
        assert isinstance(graph, ox.NamedNode)
        assert isinstance(document, ox.NamedNode)
        assert isinstance(title, ox.Literal)
        shown = documents.setdefault(
            graph.value,
            {
                "iri": document.value,
                "title": {},
                "publisher": {},
                "url": url.value if isinstance(url, ox.NamedNode) else "",
                "date": {lang: date_label(issued.value, lang) for lang in LANGUAGES}
                if isinstance(issued, ox.Literal)
                else {},
            },
        )
        shown["title"].setdefault(title.language or "", title.value)
        if isinstance(publisher, ox.Literal):
            shown["publisher"].setdefault(publisher.language or "", publisher.value)
    return documents
