"""The JSON Schema of record files, derived from the model: editors complete with it, the checker runs on it."""

from collections.abc import Mapping
from typing import Any

from libgraph.messages import pick
from libgraph.model.model import Field, Kind, Model, Value

Schema = dict[str, Any]
_NOT_BLANK = "\\S"
_ID = "^[a-z0-9]([a-z0-9_.-]*[a-z0-9])?$"
_WEB = '^https?://[^\\x00-\\x20<>"{}|^`\\\\]+$'
_PAIR = {"type": "array", "items": {"type": "integer", "minimum": 0}, "minItems": 2, "maxItems": 2}


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
        schema["oneOf"] = [{"required": ["id", *needed]}, {"required": ["about"]}]
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
    several = {"type": "array", "items": single, "minItems": 1}
    return {**told, **several} if spec.value is Value.NESTED else {**told, "anyOf": [single, several]}


def _lang_text(spec: Field) -> Schema:
    text: Schema = {"type": "string", "pattern": _NOT_BLANK}
    values = text if spec.unique_lang else {"anyOf": [text, {"type": "array", "items": text}]}
    return {
        "type": "object",
        "properties": {lang: values for lang in spec.languages},
        "additionalProperties": False,
    }


def _evidence(kind: Kind) -> Schema:
    ranges = {"type": "array", "items": _PAIR}
    by_field = {name: ranges for name in kind.fields}
    return {"anyOf": [ranges, {"type": "object", "properties": by_field, "additionalProperties": False}]}


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
            return {"type": ["string", "integer"], "format": "edtf"}
        case Value.DATE:
            return {"type": "string", "format": "date"}
        case Value.INTEGER:
            return {"type": "integer", **_limits(spec)}
        case Value.DECIMAL:
            return {"type": "number", **_limits(spec)}
        case Value.BOOLEAN:
            return {"type": "boolean"}
        case Value.IRI:
            return {"type": "string", "pattern": _WEB}
        case _:
            return {
                "type": "string",
                "pattern": spec.pattern or _NOT_BLANK,
                "minLength": max(1, spec.min_length),
            }


def _limits(spec: Field) -> Schema:
    limits = {"minimum": spec.low, "maximum": spec.high}
    return {key: value for key, value in limits.items() if value is not None}
