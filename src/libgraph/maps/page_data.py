"""What a map page knows: the network as plain data, in a fixed order, under ids of our own."""

from collections.abc import Mapping, Sequence
from typing import Any

import networkx as nx

from libgraph.maps import palette
from libgraph.maps.groups import Json, communities, types
from libgraph.maps.layout import DESKTOP, PHONE, positions_for
from libgraph.maps.lines import Line, contexts

LANGUAGES = ("lt", "lv", "en")

Texts = Mapping[str, str]
Places = Mapping[str, tuple[float, float]]
SourceKey = tuple[str, str, tuple[tuple[str, str], ...]]


def label_in(texts: Texts, lang: str, default: str = "") -> str:
    """Return the text in `lang`, else in lt, lv, en, else any other.

    Examples
    --------
    >>> label_in({"lv": "Valka", "en": "Valka town"}, "lt")
    'Valka'
    """
    wanted = (texts.get(code) for code in (lang, *LANGUAGES, *sorted(texts)))
    return next((text for text in wanted if text), default)


def node_ids(network: "nx.MultiDiGraph[str]") -> dict[str, str]:
    """Return our id of every node, n1, n2 …, in the order of their names: a name may be `__proto__`."""
    return {node: f"n{number}" for number, node in enumerate(sorted(network), start=1)}


def places(network: "nx.MultiDiGraph[str]") -> tuple[Places, Places | None]:
    """Return the positions for a wide window and, unless somebody else chose them, for a tall one."""
    wide, tall = positions_for(network, [DESKTOP, PHONE])
    given = {
        node: (attributes["x"], attributes["y"])
        for node, attributes in network.nodes(data=True)
        if attributes.get("x") is not None and attributes.get("y") is not None
    }
    return (given, None) if len(given) == len(network) and given != wide else (wide, tall)


def page_data(network: "nx.MultiDiGraph[str]", drawn: Sequence[Line]) -> Json:
    """Return what the page shows beside the drawing: entities, what joins them, sources, colours."""
    nodes = {node: network.nodes[node] for node in sorted(network)}
    known_types, type_of = types(nodes)
    known_communities, community_of = communities(nodes)
    return {
        "title": dict(network.graph.get("title", {})),
        "entities": [
            {**_entity(node, attributes), "type": type_of[node], "community": community_of[node]}
            for node, attributes in nodes.items()
        ],
        "types": known_types,
        "communities": known_communities,
        **_contexts_and_sources(drawn),
        "strokes": palette.STROKES,
    }


def _entity(node: str, attributes: Mapping[str, Any]) -> Json:
    return {
        "label": _label(attributes, node),
        "kind": attributes["kind"],
        "names": list(attributes.get("names", [])),
        "degree": attributes.get("degree", 0),
        "betweenness": round(float(attributes.get("betweenness", 0)), 6),
    }


def _label(attributes: Mapping[str, Any], iri: str) -> Json:
    """Return the label; the IRI stands in for one that is missing or empty."""
    label = dict(attributes.get("label") or {})
    return label if any(label.values()) else {"": iri}


def _contexts_and_sources(drawn: Sequence[Line]) -> Json:
    """Return events and agreements, each with the numbers of its sources, and the sources, each once."""
    joined = contexts(drawn)
    stated = {_key(source): source for line in drawn for source in line.attributes.get("sources", [])}
    order = sorted(stated)
    number = {key: index for index, key in enumerate(order)}
    return {
        "contexts": [
            {
                "relation": attributes["relation"],
                "label": _label(attributes, context),
                "date": dict(attributes.get("date") or {}),
                "sources": sorted({number[_key(source)] for source in attributes.get("sources", [])}),
            }
            for context, attributes in joined.items()
        ],
        "sources": [_source(stated[key]) for key in order],
    }


def _source(source: Mapping[str, Any]) -> Json:
    return {
        "title": dict(source.get("title") or {}),
        "url": source.get("url") or "",
        "iri": source.get("iri") or "",
        "publisher": dict(source.get("publisher") or {}),
        "date": dict(source.get("date") or {}),
    }


def _key(source: Mapping[str, Any]) -> SourceKey:
    plain = _source(source)
    return plain["iri"], plain["url"], tuple(sorted(plain["title"].items()))
