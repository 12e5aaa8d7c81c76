"""The JSON-LD 1.1 context of records, derived from the model."""

from collections.abc import Iterable
from typing import Any

from libgraph.model.model import Field, Kind, Model, Value
from libgraph.terms import DEFAULT_BASE, LG, XSD, expand

Context = dict[str, Any]


def context(model: Model, base: str = DEFAULT_BASE) -> Context:
    """Return the context of all records: every type brings the fields of its kind.

    A record that carries its `type` and `id` needs nothing else. Field names
    mean different properties in different kinds, hence contexts scoped by type.
    """
    contexts = {name: kind_context(model, kind, base) for name, kind in sorted(model.kinds.items())}
    shared = _shared(contexts.values())
    terms: Context = {}
    for name, own in contexts.items():
        scoped = {term: meaning for term, meaning in own.items() if term not in shared}
        for token, iri in model.kinds[name].types.items():
            terms[token] = {"@id": iri, "@context": scoped} if scoped else iri
    return {"@context": {"@version": 1.1, "@base": f"{base}id/", **shared, **terms}}


def _shared(contexts: Iterable[Context]) -> Context:
    """Return the terms that mean the same in every kind that has them."""
    shared: Context = {}
    differing: set[str] = set()
    for own in contexts:
        for term, meaning in own.items():
            if shared.setdefault(term, meaning) != meaning:
                differing.add(term)
    return {term: shared[term] for term in sorted(shared) if term not in differing}


def kind_context(model: Model, kind: Kind, base: str = DEFAULT_BASE) -> Context:
    """Return the terms of one kind of record, to be used as a context of its own."""
    terms: Context = {"id": "@id", "type": "@type"}
    for spec in kind.fields.values():
        if spec.value is not Value.TYPE:
            terms[spec.name] = _term(model, spec, base)
    if any(spec.has_bounds for spec in kind.fields.values()):
        for name in ("earliestBegin", "latestBegin", "earliestEnd", "latestEnd"):
            terms[name] = {"@id": f"{LG}{name}", "@type": f"{XSD}date"}
    return terms


def _term(model: Model, spec: Field, base: str) -> Context:
    term: Context = {"@id": spec.path}
    match spec.value:
        case Value.LANG_TEXT:
            return {**term, "@container": "@language"}
        case Value.CONCEPT:
            return {**term, "@type": "@vocab", "@context": dict(spec.choices)}
        case Value.REFERENCE if len(spec.kinds) == 1:
            return {**term, "@type": "@id", "@context": {"@base": f"{base}id/{spec.kinds[0]}/"}}
        case Value.REFERENCE | Value.IRI:
            return {**term, "@type": "@id"}
        case Value.NESTED:
            below = model.kind(spec.kinds[0])
            types = dict(below.types)
            return {**term, "@context": {**types, **kind_context(model, below, base)}}
        case Value.EVIDENCE:
            return {"@reverse": spec.path, "@context": _evidence()}
        case _:
            return {**term, "@type": spec.datatype} if spec.datatype not in {"", f"{XSD}string"} else term


def _evidence() -> Context:
    number = f"{XSD}nonNegativeInteger"
    return {
        "id": "@id",
        "type": "@type",
        "Evidence": f"{LG}Evidence",
        "SpecificResource": expand("oa:SpecificResource"),
        "TextPositionSelector": expand("oa:TextPositionSelector"),
        "property": {"@id": f"{LG}evidenceProperty", "@type": "@id"},
        "target": expand("oa:hasTarget"),
        "source": {"@id": expand("oa:hasSource"), "@type": "@id"},
        "selector": expand("oa:hasSelector"),
        "start": {"@id": expand("oa:start"), "@type": number},
        "end": {"@id": expand("oa:end"), "@type": number},
    }
