"""What would make a shape mean something else than its author thinks, found before it is used."""

import difflib
import re
from collections.abc import Mapping
from typing import Final

import pyoxigraph as ox

from libgraph.errors import BadModel
from libgraph.model.model import Field, Kind
from libgraph.model.triples import Node, Triples
from libgraph.terms import compact, expand

# SHACL Core and SPARQL-based constraints (W3C, 2017): what may be said of a shape
_TERMS: Final = frozenset(
    {
        "alternativePath", "and", "ask", "class", "closed", "datatype", "deactivated", "declare",
        "defaultValue", "description", "disjoint", "equals", "flags", "group", "hasValue",
        "ignoredProperties", "in", "inversePath", "languageIn", "lessThan", "lessThanOrEquals", "maxCount",
        "maxExclusive",
        "maxInclusive", "maxLength", "message", "minCount", "minExclusive", "minInclusive", "minLength",
        "name", "node", "nodeKind", "not", "or", "order", "path", "pattern", "prefixes", "property",
        "qualifiedMaxCount", "qualifiedMinCount", "qualifiedValueShape", "qualifiedValueShapesDisjoint",
        "select", "severity", "sparql", "targetClass", "targetNode", "targetObjectsOf", "targetSubjectsOf",
        "uniqueLang", "xone",
    }
)  # fmt: skip
_ONCE: Final = (
    "sh:path", "sh:class", "sh:datatype", "sh:in", "sh:languageIn", "sh:maxCount", "sh:maxInclusive",
    "sh:maxLength", "sh:minCount", "sh:minInclusive", "sh:minLength", "sh:node", "sh:nodeKind", "sh:or",
    "sh:order", "sh:pattern", "sh:uniqueLang", "lg:fieldName", "lg:identifiedBy", "lg:recordKind",
    "lg:mergedField", "lg:recordSection", "lg:scalarField",
)  # fmt: skip
_FIELD_NAME: Final = re.compile(r"[A-Za-z][A-Za-z0-9_]*\Z")
_KIND_NAME: Final = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*\Z")
_RESERVED: Final = frozenset({"id", "about", "kind", "source"})


def name_of_shape(triples: Triples, shape: Node) -> str:
    """Return what a person can look for: the name of the shape, or the path of one without name."""
    if isinstance(shape, ox.NamedNode):
        return compact(shape.value)
    path = triples.text(shape, "sh:path")
    return f"the shape with sh:path {compact(path)}" if path else "a shape without a name"


def require_known_terms(triples: Triples, shape: Node) -> None:
    """Refuse terms that SHACL does not have (engines pass over them in silence) and doubled ones."""
    require_shacl_terms(triples, shape)
    where = name_of_shape(triples, shape)
    for term in _ONCE:
        if len(set(triples.objects(shape, term))) > 1:
            reason = f"{term} is given more than once, with different values"
            raise BadModel(where, reason, "Keep one of them, or declare a field of your own.")


def require_shacl_terms(triples: Triples, shape: Node) -> None:
    """Refuse terms that SHACL does not have: engines pass over them in silence."""
    where = name_of_shape(triples, shape)
    for predicate in triples.predicates(shape):
        namespace, _, term = compact(predicate).partition(":")
        if namespace == "sh" and term not in _TERMS:
            near = difflib.get_close_matches(term, sorted(_TERMS), n=1)
            cure = f"Did you mean sh:{near[0]}?" if near else "Remove it."
            raise BadModel(where, f"sh:{term} is not a term that libgraph knows", cure)


def whole_number(triples: Triples, shape: Node, term: str) -> int:
    """Return the number of a constraint such as sh:minCount; 0 if there is none."""
    text = triples.text(shape, term) or "0"
    if not re.match(r"[0-9]{1,9}\Z", text):
        raise BadModel(name_of_shape(triples, shape), f"{term} is {text!r}", "Write a whole number.")
    return int(text)


def number(triples: Triples, shape: Node, term: str) -> float | None:
    """Return the number of a constraint such as sh:minInclusive."""
    text = triples.text(shape, term)
    try:
        return float(text) if text else None
    except ValueError:
        reason = f"{term} is {text!r}"
        raise BadModel(name_of_shape(triples, shape), reason, "Write a number.") from None


def pattern(triples: Triples, shape: Node) -> str:
    """Return sh:pattern if it is a regular expression that libgraph can use."""
    text = triples.text(shape, "sh:pattern")
    try:
        re.compile(text)
    except re.error as error:
        reason = f"sh:pattern {text!r} is no regular expression that libgraph can use ({error})"
        raise BadModel(name_of_shape(triples, shape), reason, "Correct it.") from None
    return text


def field_name(triples: Triples, shape: Node, name: str) -> str:
    """Return the name of a field if files of every format can carry it."""
    if not _FIELD_NAME.match(name) or name in {"id", "about"}:
        reason = f"{name!r} cannot be the name of a field"
        cure = "Give lg:fieldName a name of Latin letters and digits other than id and about."
        raise BadModel(name_of_shape(triples, shape), reason, cure)
    return name


def target_class(triples: Triples, shape: Node) -> str:
    """Return the class that the records of a kind belong to."""
    found = triples.text(shape, "sh:targetClass")
    if not found:
        cure = "Name the class that the records belong to."
        raise BadModel(name_of_shape(triples, shape), "it has no sh:targetClass", cure)
    return found


def require_declared(triples: Triples, shape: Node, root: str, types: Mapping[str, str]) -> None:
    """Refuse a kind whose class is not declared: its records could have no type."""
    if root not in types.values():
        reason = f"its class {compact(root)} is not declared"
        raise BadModel(name_of_shape(triples, shape), reason, f"Declare it: <{root}> a owl:Class.")


def require_sound_kind(triples: Triples, shape: Node, kind: Kind, fields: list[Field]) -> None:
    """Refuse a kind of record that could not be read, or whose fields hide one another."""
    where = name_of_shape(triples, shape)
    names = [field.name for field in fields]
    if not _KIND_NAME.match(kind.name):
        cure = "Use small Latin letters, digits and hyphens."
        raise BadModel(where, f"{kind.name!r} cannot be the name of a kind of record", cure)
    for name in names:
        if names.count(name) > 1:
            cure = "Give one of them another lg:fieldName."
            raise BadModel(where, f"two fields are called {name!r}", cure)
        if kind.section and name in _RESERVED:
            cure = "Give it another lg:fieldName: files of records use that name themselves."
            raise BadModel(where, f"a field is called {name!r}", cure)
    for name in (*kind.identified_by, kind.scalar):
        if name and name not in names:
            raise BadModel(where, f"it has no field {name!r}", f"Its fields are {', '.join(names)}.")
    if not kind.section and not kind.identified_by:
        cure = "Name with lg:identifiedBy the fields that tell one such record from another."
        raise BadModel(where, "a nested kind of record has no lg:identifiedBy", cure)
    for field in fields:
        if field.has_bounds and field.maximum != 1:
            cure = "Add sh:maxCount 1: the bounds of two dates on one node could not be told apart."
            raise BadModel(where, f"the date {field.name!r} may have several values", cure)
    dated = [field.name for field in fields if field.has_bounds]
    if len(dated) > 1:
        reason = f"fields {' and '.join(dated)} would write their bounds on one node"
        raise BadModel(where, reason, "Move one of them into a nested record.")


def require_purposes(triples: Triples, shape: Node, fields: list[Field]) -> None:
    """Refuse a field of people for which no purpose is stated: the fields of a person are an allow-list."""
    for field in fields:
        if not field.purpose:
            reason = f"{field.name!r} would hold personal data of people, and no purpose is stated"
            cure = 'Remove the field, or say on its property shape why it is needed: lg:personalData "…"@en.'
            raise BadModel(name_of_shape(triples, shape), reason, cure)


def require_own_names(triples: Triples, shapes: Mapping[Node, str]) -> None:
    """Refuse two shapes that declare one kind of record, or one section."""
    for term in ("lg:recordKind", "lg:recordSection"):
        seen: dict[str, Node] = {}
        for shape in sorted(shapes, key=str):
            name = triples.text(shape, term)
            if name and name in seen:
                where, other = name_of_shape(triples, shape), name_of_shape(triples, seen[name])
                raise BadModel(where, f"{term} {name!r} is that of {other} too", "Choose another name.")
            seen[name] = shape


def is_evidence(path: str) -> bool:
    """Say whether the inverse of a path is what evidence is for."""
    return path == expand("oa:hasBody")
