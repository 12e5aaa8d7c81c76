"""Constraints on the values of a focus node together: how many, in which languages, beside which others."""

from collections.abc import Iterator
from typing import Final

import pyoxigraph as ox

from libgraph.graph.shacl.asking import Asker, Focus, Pair
from libgraph.graph.shacl.shapes import Shape, Shapes
from libgraph.graph.solutions import Term

# component, focus node, value if one is to blame, path if it is not that of the shape
Finding = tuple[str, Term, Term | None, str]
RELATIONS: Final = ("equals", "disjoint", "lessThan", "lessThanOrEquals")


def together(shape: Shape, focus: Focus, asker: Asker, shapes: Shapes) -> Iterator[Finding]:
    """Yield what breaks such constraints of a shape."""
    for component, nodes in _counted(shape, focus, asker):
        yield from ((component, node, None, "") for node in nodes)
    for term in shape.all("hasValue"):
        yield from _without_value(shape, focus, asker, term)
    for name in RELATIONS:
        for other in shape.all(name):
            component = name[0].upper() + name[1:]
            pairs = _related(shape, focus, asker, name, other)
            yield from ((component, node, value, "") for node, value in pairs)
    if shape.is_true("closed"):
        yield from _not_allowed(shape, focus, asker, shapes)


def _counted(shape: Shape, focus: Focus, asker: Asker) -> Iterator[tuple[str, list[Term]]]:
    var, reach = focus.var, f"{focus.var} {shape.path} ?v"
    for least in shape.numbers("minCount"):
        if least == 1:  # NOT EXISTS looks along a path of several steps for each node anew, from its far end
            yield "MinCount", asker.nodes(var, f"{focus.where} MINUS {{ {focus.where} {reach} }}")
        elif least:
            having = f"GROUP BY {var} HAVING (COUNT(DISTINCT ?v) < {least})"
            yield "MinCount", asker.nodes(var, f"{focus.where} OPTIONAL {{ {reach} }}", having)
    for most in shape.numbers("maxCount"):
        more = f"HAVING (COUNT(DISTINCT ?v) > {most})"
        if not asker.nowhere(shape.path, "", f"GROUP BY ?f {more}"):
            yield "MaxCount", asker.nodes(var, f"{focus.where} {reach} .", f"GROUP BY {var} {more}")
    if shape.text("uniqueLang") == "true":  # "1" would not do, says the test suite
        same = "LANG(?v) != '' && LCASE(LANG(?v)) = LCASE(LANG(?w)) && !SAMETERM(?v, ?w)"
        if not asker.nowhere(shape.path, f"?f {shape.path} ?w . FILTER ({same})"):
            where = f"{focus.where} {reach} , ?w . FILTER ({same}) BIND(LCASE(LANG(?v)) AS ?lang)"
            yield "UniqueLang", [node for node, _ in asker.two(var, "?lang", where)]


def _without_value(shape: Shape, focus: Focus, asker: Asker, term: Term) -> Iterator[Finding]:
    if shape.path:
        absent = f"FILTER NOT EXISTS {{ {focus.var} {shape.path} {term} }}"
        for node in asker.nodes(focus.var, f"{focus.where} {absent}"):
            yield "HasValue", node, None, ""
    else:
        for node in asker.nodes(focus.var, f"{focus.where} FILTER (!SAMETERM({focus.var}, {term}))"):
            yield "HasValue", node, None, ""


def _related(shape: Shape, focus: Focus, asker: Asker, name: str, other: Term) -> list[Pair]:
    """Return the focus nodes and values that do not stand to those of another property as they should."""
    var, has = focus.var, f"EXISTS {{ {focus.var} {other} ?v }}"
    if name == "disjoint":
        return asker.pairs(shape, focus, f"FILTER ({has})")
    if name == "equals":
        mine = f"EXISTS {{ {var} {shape.path} ?v }}" if shape.path else f"SAMETERM({var}, ?v)"
        theirs = asker.two(var, "?v", f"{focus.where} {var} {other} ?v . FILTER (!{mine})")
        return [*asker.pairs(shape, focus, f"FILTER (!{has})"), *theirs]
    sign = "<" if name == "lessThan" else "<="
    beside = f"{var} {shape.path} ?v . {var} {other} ?w . FILTER (!COALESCE(?v {sign} ?w, false))"
    return asker.two(var, "?v", f"{focus.where} {beside}", "?w")


def _not_allowed(shape: Shape, focus: Focus, asker: Asker, shapes: Shapes) -> Iterator[Finding]:
    allowed = {str(term) for term in shapes.triples.items(shape.one("ignoredProperties"))}
    fields = [shapes.shape(term) for term in shape.all("property")]
    allowed |= {field.path for field in fields if field.simple}
    where = f"{focus.where} {focus.var} ?p ?v . FILTER (?p NOT IN ({', '.join(sorted(allowed))}))"
    for node, prop, value in asker.store.rows(f"SELECT DISTINCT {focus.var} ?p ?v WHERE {{ {where} }}"):
        if node is not None:
            yield "Closed", node, value, str(prop)


def siblings(shape: Shape, shapes: Shapes) -> list[Term]:
    """Return the other shapes that a value may not conform to as well (sh:qualifiedValueShapesDisjoint)."""
    if not shape.is_true("qualifiedValueShapesDisjoint"):
        return []
    triples = shapes.triples
    found = {
        term
        for parent in triples.subjects("sh:property", shape.node)
        for sibling in triples.objects(parent, "sh:property")
        if isinstance(sibling, ox.NamedNode | ox.BlankNode)
        for term in triples.objects(sibling, "sh:qualifiedValueShape")
    }
    return sorted(found - set(shape.all("qualifiedValueShape")), key=str)
