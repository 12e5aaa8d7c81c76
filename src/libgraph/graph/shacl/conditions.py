"""What a value must be, as SPARQL expressions over `?v`."""

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import Final

import pyoxigraph as ox

from libgraph.errors import BadModel
from libgraph.graph.shacl.shapes import Shape, Shapes
from libgraph.graph.solutions import Term
from libgraph.terms import RDF_TYPE, XSD, local_name

Subclasses = Callable[[Term], list[Term]]
Condition = tuple[str, str]

# Oxigraph's stores keep a whole number as xsd:integer whatever type it had; its range tells which it may be.
_WHOLE: Final[Mapping[str, tuple[int | None, int | None]]] = MappingProxyType(
    {
        "nonNegativeInteger": (0, None), "positiveInteger": (1, None), "nonPositiveInteger": (None, 0),
        "negativeInteger": (None, -1), "long": (-(2**63), 2**63 - 1), "int": (-(2**31), 2**31 - 1),
        "short": (-(2**15), 2**15 - 1), "byte": (-128, 127), "unsignedLong": (0, 2**64 - 1),
        "unsignedInt": (0, 2**32 - 1), "unsignedShort": (0, 2**16 - 1), "unsignedByte": (0, 255),
    }
)  # fmt: skip
_CASTS: Final = frozenset({"boolean", "decimal", "double", "float", "integer", "date", "dateTime", "time"})
_KINDS: Final = MappingProxyType(
    {
        "IRI": "ISIRI(?v)", "BlankNode": "ISBLANK(?v)", "Literal": "ISLITERAL(?v)",
        "BlankNodeOrIRI": "(ISBLANK(?v) || ISIRI(?v))", "IRIOrLiteral": "(ISIRI(?v) || ISLITERAL(?v))",
        "BlankNodeOrLiteral": "(ISBLANK(?v) || ISLITERAL(?v))",
    }
)  # fmt: skip
_ORDER: Final = MappingProxyType(
    {"minInclusive": ">=", "minExclusive": ">", "maxInclusive": "<=", "maxExclusive": "<"}
)
_LENGTHS: Final = MappingProxyType({"minLength": ">=", "maxLength": "<="})


def conditions(shape: Shape, shapes: Shapes, subclasses: Subclasses) -> Iterator[Condition]:
    """Yield the constraint component and the expression for each condition on single values."""
    for cls in shape.all("class"):
        listed = ", ".join(map(str, subclasses(cls)))
        yield "Class", f"EXISTS {{ ?v <{RDF_TYPE}> ?of FILTER (?of IN ({listed})) }}"
    for datatype in shape.all("datatype"):
        yield "Datatype", _datatype(shape.text("datatype"), datatype)
    for kind in shape.all("nodeKind"):
        yield "NodeKind", _KINDS[_known_kind(shape, kind)]
    for name, sign in _ORDER.items():
        for bound in shape.all(name):
            yield _component(name), f"?v {sign} {bound}"
    for name, sign in _LENGTHS.items():
        for bound in shape.all(name):
            yield _component(name), f"!ISBLANK(?v) && STRLEN(STR(?v)) {sign} {bound}"
    for pattern in shape.all("pattern"):
        flags = f", {ox.Literal(shape.text('flags'))}" if shape.one("flags") else ""
        yield "Pattern", f"!ISBLANK(?v) && REGEX(STR(?v), {pattern}{flags})"
    for head in shape.all("languageIn"):
        ranges = [f"LANGMATCHES(LANG(?v), {tag})" for tag in shapes.triples.items(head)]
        yield "LanguageIn", f'ISLITERAL(?v) && LANG(?v) != "" && ({_either(ranges)})'
    for head in shape.all("in"):
        yield "In", _either([f"SAMETERM(?v, {term})" for term in shapes.triples.items(head)])


def _component(name: str) -> str:
    return name[0].upper() + name[1:]


def _either(expressions: list[str]) -> str:
    return " || ".join(expressions) or "false"


def _known_kind(shape: Shape, kind: Term) -> str:
    name = local_name(str(getattr(kind, "value", "")))
    if name not in _KINDS:
        raise BadModel(shape.name, f"sh:nodeKind is {kind}", f"Write one of {', '.join(_KINDS)}.")
    return name


def _datatype(iri: str, term: Term) -> str:
    """Return the expression for a literal of a datatype that is written as the datatype wants."""
    name = iri.removeprefix(XSD)
    if iri.startswith(XSD) and name in _WHOLE:
        low, high = _WHOLE[name]
        least = "" if low is None else f" && ?v >= {low}"
        most = "" if high is None else f" && ?v <= {high}"
        return f"ISLITERAL(?v) && DATATYPE(?v) = <{XSD}integer>{least}{most}"
    well_formed = f" && BOUND(?v) && <{iri}>(STR(?v)) = <{iri}>(STR(?v))" if name in _CASTS else ""
    if name in {"double", "float"}:  # NaN is no equal of itself
        well_formed = f' && STR(<{iri}>(STR(?v))) != ""'
    return f"ISLITERAL(?v) && DATATYPE(?v) = {term}{well_formed}"
