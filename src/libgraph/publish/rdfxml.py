"""RDF/XML whose bytes depend on the triples alone; graphs are merged."""

import re
from collections.abc import Iterable
from itertools import groupby
from typing import Final
from xml.sax.saxutils import escape, quoteattr

import pyoxigraph as ox

from libgraph.errors import LibgraphError
from libgraph.terms import PREFIXES, XSD

_SPLIT: Final = re.compile(r"(.*[/#:])([A-Za-z_][\w.-]*)\Z", re.ASCII)


class NotInRdfXml(LibgraphError):
    """A property has an IRI that XML cannot name."""

    def __init__(self, predicate: str) -> None:
        super().__init__(predicate)
        self.predicate = predicate

    def __str__(self) -> str:
        return f"RDF/XML cannot write the property {self.predicate}. Export as Turtle or N-Triples instead."


def rdf_xml(quads: Iterable[ox.Quad]) -> str:
    """Return the triples of all graphs, merged and sorted, as RDF/XML.

    Raises
    ------
    NotInRdfXml
        If the local name of a property is not an XML name.
    """
    triples = sorted({quad.triple for quad in quads}, key=str)
    spaces = sorted({_split(triple.predicate.value)[0] for triple in triples} | {PREFIXES["rdf"]})
    known = {space: prefix for prefix, space in PREFIXES.items()}
    names = {space: known.get(space, f"ns{number}") for number, space in enumerate(spaces)}
    head = "".join(f"\n  xmlns:{names[space]}={quoteattr(space)}" for space in spaces)
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', f"<rdf:RDF{head}>"]
    for _, about in groupby(triples, key=lambda triple: str(triple.subject)):
        group = list(about)
        lines.append(f"  <rdf:Description {_node(group[0].subject, 'about')}>")
        lines += [_property(triple, names) for triple in group]
        lines.append("  </rdf:Description>")
    return "\n".join([*lines, "</rdf:RDF>", ""])


def _split(predicate: str) -> tuple[str, str]:
    found = _SPLIT.match(predicate)
    if not found:
        raise NotInRdfXml(predicate)
    return found.group(1), found.group(2)


def _node(term: object, attribute: str) -> str:
    if isinstance(term, ox.BlankNode):
        return f"rdf:nodeID={quoteattr(term.value)}"
    value = term.value if isinstance(term, ox.NamedNode) else str(term)
    return f"rdf:{attribute}={quoteattr(value)}"


def _property(triple: ox.Triple, names: dict[str, str]) -> str:
    space, local = _split(triple.predicate.value)
    tag, value = f"{names[space]}:{local}", triple.object
    if not isinstance(value, ox.Literal):
        return f"    <{tag} {_node(value, 'resource')}/>"
    extra = ""
    if value.language:
        extra = f" xml:lang={quoteattr(value.language)}"
    elif value.datatype.value != f"{XSD}string":
        extra = f" rdf:datatype={quoteattr(value.datatype.value)}"
    return f"    <{tag}{extra}>{_text(value.value)}</{tag}>"


def _text(value: str) -> str:
    return escape(value, {"\r": "&#13;"})
