"""From a property shape to a field."""

from collections.abc import Mapping
from typing import Any, Final

import pyoxigraph as ox

from libgraph.errors import BadModel
from libgraph.model.model import Field, Value
from libgraph.model.sound import (
    field_name,
    is_evidence,
    name_of_shape,
    number,
    pattern,
    require_known_terms,
    whole_number,
)
from libgraph.model.tree import ClassTree
from libgraph.model.triples import Node, Triples
from libgraph.terms import EDTF, RDF_TYPE, XSD, expand, local_name

_DATATYPES: Final = {
    EDTF: Value.EDTF,
    expand("rdf:langString"): Value.LANG_TEXT,
    f"{XSD}string": Value.TEXT,
    f"{XSD}date": Value.DATE,
    f"{XSD}integer": Value.INTEGER,
    f"{XSD}nonNegativeInteger": Value.INTEGER,
    f"{XSD}positiveInteger": Value.INTEGER,
    f"{XSD}decimal": Value.DECIMAL,
    f"{XSD}boolean": Value.BOOLEAN,
    f"{XSD}anyURI": Value.TEXT,
}
_LAST: Final = 1_000.0
_LEAST: Final = {f"{XSD}nonNegativeInteger": 0.0, f"{XSD}positiveInteger": 1.0}


def field_of(triples: Triples, tree: ClassTree, shape: Node, types: Mapping[str, str]) -> Field:
    """Read the field that a property shape declares.

    Parameters
    ----------
    types : Mapping of str to str
        Token to class IRI of the kind that the field belongs to, for the field `type`.

    Raises
    ------
    BadModel
        If the shape has no usable path or kind of value.
    """
    require_known_terms(triples, shape)
    path, inverse = _path(triples, shape)
    prop = ox.NamedNode(path)
    name = triples.text(shape, "lg:fieldName") or local_name(path)
    if inverse and name != "evidence":
        reason = f"only evidence can have an inverse path, and this field is called {name!r}"
        raise BadModel(
            name_of_shape(triples, shape), reason, "Give the field a path that one triple can carry."
        )
    extra = _value(triples, tree, shape, path, inverse, types)
    order = number(triples, shape, "sh:order")
    most = whole_number(triples, shape, "sh:maxCount") if triples.text(shape, "sh:maxCount") else None
    return Field(
        name=field_name(triples, shape, name),
        path=path,
        order=_LAST if order is None else order,
        minimum=whole_number(triples, shape, "sh:minCount"),
        maximum=1 if path == RDF_TYPE else most,
        unique_lang=triples.text(shape, "sh:uniqueLang") == "true",
        pattern=pattern(triples, shape),
        low=_low(triples, shape),
        high=number(triples, shape, "sh:maxInclusive"),
        min_length=whole_number(triples, shape, "sh:minLength"),
        max_length=whole_number(triples, shape, "sh:maxLength"),
        languages=tuple(t.value for t in _literals(triples, shape, "sh:languageIn")),
        labels=triples.texts(shape, "sh:name") or triples.texts(prop, "rdfs:label"),
        definitions=triples.texts(shape, "sh:description") or triples.texts(prop, "skos:definition"),
        messages=triples.texts(shape, "sh:message"),
        merged=triples.text(shape, "lg:mergedField"),
        purpose=triples.texts(shape, "lg:personalData"),
        **extra,
    )


def _path(triples: Triples, shape: Node) -> tuple[str, bool]:
    path = triples.value(shape, "sh:path")
    if isinstance(path, ox.NamedNode):
        return path.value, False
    inverse = triples.text(path, "sh:inversePath") if isinstance(path, ox.BlankNode) else ""
    if not is_evidence(inverse):
        reason = "its sh:path is neither a property nor the inverse of one"
        raise BadModel(
            name_of_shape(triples, shape), reason, "Give the field a path that one triple can carry."
        )
    return inverse, True


def _value(
    triples: Triples, tree: ClassTree, shape: Node, path: str, inverse: bool, types: Mapping[str, str]
) -> dict[str, Any]:
    classes = _classes(triples, shape)
    nested = triples.value(shape, "sh:node")
    datatype = triples.text(shape, "sh:datatype")
    listed = triples.items(triples.value(shape, "sh:in"))
    if path == RDF_TYPE:
        return {"value": Value.TYPE, "choices": types}
    if inverse:
        return {"value": Value.EVIDENCE, "choices": {}}
    if isinstance(nested, ox.NamedNode | ox.BlankNode):
        return _nested(triples, shape, nested)
    if listed:
        return _listed(listed)
    if classes:
        return _of_class(triples, tree, shape, classes)
    if datatype in _DATATYPES:
        dated = _DATATYPES[datatype] is Value.EDTF and _is_date(triples, path)
        return {"value": _DATATYPES[datatype], "datatype": datatype, "has_bounds": dated, "choices": {}}
    if triples.text(shape, "sh:nodeKind") == expand("sh:IRI"):
        return {"value": Value.IRI, "choices": {}}
    reason = f"libgraph cannot tell what a value of {path} looks like"
    cure = "Add sh:class, sh:datatype, sh:in, sh:node or sh:nodeKind sh:IRI."
    raise BadModel(name_of_shape(triples, shape), reason, cure)


def _nested(triples: Triples, shape: Node, below: Node) -> dict[str, Any]:
    kind = triples.text(below, "lg:recordKind")
    if not kind or triples.text(below, "lg:recordSection"):
        reason = f"{name_of_shape(triples, below)} is not the shape of a nested kind of record"
        cure = "Give it lg:recordKind and lg:identifiedBy, and no lg:recordSection."
        raise BadModel(name_of_shape(triples, shape), reason, cure)
    return {"value": Value.NESTED, "kinds": (kind,), "choices": {}}


def _listed(listed: list[Any]) -> dict[str, Any]:
    if all(isinstance(term, ox.Literal) for term in listed):
        return {
            "value": Value.CHOICE,
            "datatype": listed[0].datatype.value,
            "choices": {term.value: term.value for term in listed},
        }
    return {"value": Value.CONCEPT, "choices": {local_name(term.value): term.value for term in listed}}


def _of_class(triples: Triples, tree: ClassTree, shape: Node, classes: list[str]) -> dict[str, Any]:
    kinds = tuple(sorted({kind for cls in classes for kind in tree.kinds(cls)}))
    if kinds:
        return {"value": Value.REFERENCE, "kinds": kinds, "classes": frozenset(classes), "choices": {}}
    concepts = {token: iri for cls in classes for token, iri in tree.concepts(cls).items()}
    if not concepts:
        reason = f"no kind of record and no concept belongs to {' or '.join(classes)}"
        cure = "Declare a node shape with lg:recordKind for the class, or concepts."
        raise BadModel(name_of_shape(triples, shape), reason, cure)
    return {"value": Value.CONCEPT, "choices": concepts, "classes": frozenset(classes)}


def _classes(triples: Triples, shape: Node) -> list[str]:
    direct = [term.value for term in triples.objects(shape, "sh:class") if isinstance(term, ox.NamedNode)]
    members = triples.items(triples.value(shape, "sh:or"))
    offered = [triples.text(m, "sh:class") for m in members if isinstance(m, ox.NamedNode | ox.BlankNode)]
    return direct + [cls for cls in offered if cls]


def _is_date(triples: Triples, path: str) -> bool:
    date = expand("lg:date")
    above = {
        term.value
        for term in triples.objects(ox.NamedNode(path), "rdfs:subPropertyOf")
        if isinstance(term, ox.NamedNode)
    }
    return path == date or date in above


def _literals(triples: Triples, shape: Node, predicate: str) -> list[ox.Literal]:
    return [term for term in triples.items(triples.value(shape, predicate)) if isinstance(term, ox.Literal)]


def _low(triples: Triples, shape: Node) -> float | None:
    """Return the least number allowed, by the shape or by the datatype itself."""
    told = number(triples, shape, "sh:minInclusive")
    implied = _LEAST.get(triples.text(shape, "sh:datatype"))
    return told if implied is None else implied if told is None else max(told, implied)
