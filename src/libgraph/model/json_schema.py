"""The JSON Schema of record files, derived from the model, for editors and for the checker."""

from collections.abc import Mapping
from typing import Any

from libgraph.messages import pick
from libgraph.model.model import Field, Kind, Model, Value

Schema = dict[str, Any]
_NOT_BLANK = "\\S"
_ID = "^[a-z0-9]+([-_.][a-z0-9]+)*$"
_WEB = '^https?://[^\\x00-\\x20<>"{}|^`\\\\]+$'
_LANGUAGE = "^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$"
_POSITION = {"type": "integer", "minimum": 0, "maximum": 999_999_999}
_PAIR = {"type": "array", "items": _POSITION, "minItems": 2, "maxItems": 2}


def json_schema(model: Model, lang: str = "en") -> Schema:
    """Return the schema (draft 2020-12) of a YAML record file.

    A value that the schema accepts is one that `check` accepts, except for what
    needs other records (references, ids) or arithmetic (the order of positions).
    """
    definitions = {name: _kind(kind, model, lang) for name, kind in {**model.kinds, **model.nested}.items()}
    sections = {
        kind.section: {
            "type": "array",
            "items": {"$ref": f"#/$defs/{name}"},
            **_about(kind.labels, kind, lang),
        }
        for name, kind in model.kinds.items()
        if name != "source"
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "libgraph records",
        "type": "object",
        "properties": {"source": {"$ref": "#/$defs/source"}, **sections},
        "required": ["source"],
        "additionalProperties": False,
        "$defs": definitions,
    }


def _about(labels: Mapping[str, str], what: Kind | Field, lang: str) -> Schema:
    told = {"title": pick(labels, lang), "description": pick(what.definitions, lang)}
    return {key: text for key, text in told.items() if text}


def _kind(kind: Kind, model: Model, lang: str) -> Schema:
    properties = {spec.name: _field(spec, kind, lang) for spec in kind.fields.values()}
    needed = [spec.name for spec in kind.fields.values() if spec.minimum]
    schema: Schema = {"type": "object", **_about(kind.labels, kind, lang), "additionalProperties": False}
    if kind.section and not kind.identified_by:
        ident = {"type": "string", "pattern": _ID}
        properties = {"id": ident, "about": {**ident, "format": f"reference-{kind.name}"}, **properties}
        new = {"required": ["id", *needed], "not": {"required": ["about"]}}
        schema["oneOf"] = [new, {"required": ["about"], "not": {"required": ["id"]}}]
    elif needed:
        schema["required"] = needed
    if kind.one_of:
        schema["anyOf"] = [{"required": [name]} for name in kind.one_of]
    schema["properties"] = properties
    if kind.scalar:
        return {"anyOf": [_field(kind.fields[kind.scalar], kind, lang), schema]}
    return schema


def _field(spec: Field, kind: Kind, lang: str) -> Schema:
    told = _about(spec.labels, spec, lang)
    if spec.value is Value.LANG_TEXT:
        return {**told, **_lang_text(spec)}
    if spec.value is Value.EVIDENCE:
        return {**told, **_evidence(kind)}
    single = _single(spec)
    if not spec.many:
        return {**told, **single}
    several = {"type": "array", "items": single, "minItems": max(1, spec.minimum), **_most(spec, "maxItems")}
    if spec.value is Value.NESTED or spec.minimum > 1:
        return {**told, **several}
    return {**told, "anyOf": [single, several]}


def _most(spec: Field, key: str) -> Schema:
    return {} if spec.maximum is None else {key: spec.maximum}


def _lang_text(spec: Field) -> Schema:
    text: Schema = {"type": "string", "pattern": _NOT_BLANK}
    one_each = spec.unique_lang or spec.maximum is not None
    values = text if one_each else {"anyOf": [text, {"type": "array", "items": text, "minItems": 1}]}
    languages = (
        {"properties": dict.fromkeys(spec.languages, values)}
        if spec.languages
        else {"patternProperties": {_LANGUAGE: values}}
    )
    limits = {"minProperties": 1, **_most(spec, "maxProperties")}
    return {"type": "object", **languages, **limits, "additionalProperties": False}


def _evidence(kind: Kind) -> Schema:
    ranges = {"type": "array", "items": _PAIR, "minItems": 1}
    by_field = {name: ranges for name, spec in kind.fields.items() if spec.value is not Value.EVIDENCE}
    fields = {"type": "object", "properties": by_field, "minProperties": 1, "additionalProperties": False}
    return {"anyOf": [ranges, fields]}


def _single(spec: Field) -> Schema:
    match spec.value:
        case Value.TYPE | Value.CONCEPT | Value.CHOICE:
            return {"enum": list(spec.choices)}
        case Value.REFERENCE:
            return {
                "type": "string",
                "format": "reference-" + "-".join(spec.kinds + tuple(sorted(spec.classes))),
            }
        case Value.NESTED:
            return {"$ref": f"#/$defs/{spec.kinds[0]}"}
        case Value.EDTF:
            return {"type": ["string", "integer"], "format": "edtf", "minimum": 1000, "maximum": 9999}
        case Value.DATE:
            return {"type": "string", "format": "date"}
        case Value.INTEGER:
            return {"type": "integer", **_limits(spec)}
        case Value.DECIMAL:
            return {"type": "number", **_limits(spec)}
        case Value.BOOLEAN:
            return {"type": "boolean"}
        case Value.IRI:
            return {"type": "string", "format": "iri", "allOf": _patterns(_WEB, spec.pattern)}
        case _:
            longest = {"maxLength": spec.max_length} if spec.max_length else {}
            patterns = _patterns(_NOT_BLANK, spec.pattern)
            return {"type": "string", "allOf": patterns, "minLength": max(1, spec.min_length), **longest}


def _patterns(*patterns: str) -> list[Schema]:
    return [{"pattern": pattern} for pattern in patterns if pattern]


def _limits(spec: Field) -> Schema:
    limits = {"minimum": spec.low, "maximum": spec.high}
    return {key: _number(value) for key, value in limits.items() if value is not None}


def _number(limit: float) -> float:
    return int(limit) if limit == int(limit) else limit
