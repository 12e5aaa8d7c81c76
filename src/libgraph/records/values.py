"""What may be wrong with one value, by the kind of value that its field holds."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from libgraph.dates import InvalidDate, parse
from libgraph.model import Field, Value
from libgraph.records.nearest import nearest
from libgraph.records.record import At
from libgraph.terms import is_iri


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong at a path below a record; becomes a fault."""

    at: At
    code: str
    cure: str
    data: dict[str, str] = field(default_factory=dict)
    key: bool = False
    warning: bool = False


def one_of_names(at: At, got: str, known: list[str], code: str) -> Problem:
    """Return the problem of a name that is not known, with the nearest as cure."""
    near = nearest(got, known)
    data = {"name": got, "nearest": near, "known": ", ".join(known)}
    return Problem(at, code, "did-you-mean" if near else "known-names", data)


def text_problems(spec: Field, value: Any, at: At) -> Iterator[Problem]:
    """Yield what is wrong with a plain value of a field (not a reference or nested record)."""
    check = _CHECKS.get(spec.value)
    if check is None:
        return
    if spec.value is Value.LANG_TEXT:
        yield from _lang_text(spec, value, at)
    elif isinstance(value, dict | list):
        yield Problem(at, "wrong-form", "write-text", {"name": spec.name})
    elif not str(value).strip():
        yield Problem(at, "empty-value", "fill-or-remove", {"name": spec.name})
    else:
        yield from check(spec, value, at)


def _text(spec: Field, value: Any, at: At) -> Iterator[Problem]:
    if not isinstance(value, str):
        yield Problem(at, "wrong-form", "write-text", {"name": spec.name})
    elif (spec.pattern and not re.search(spec.pattern, value)) or len(value) < spec.min_length:
        yield Problem(at, "bad-value", "see-shape", {"got": value, "shape": spec.name})


def _lang_text(spec: Field, value: Any, at: At) -> Iterator[Problem]:
    if not isinstance(value, dict):
        yield Problem(at, "no-language", "write-languages", {"name": spec.name, "got": str(value)[:40]})
        return
    for lang, text in value.items():
        if spec.languages and lang not in spec.languages:
            known = list(spec.languages)
            yield Problem((*at, lang), "unknown-language", "known-names",
                          {"name": lang, "known": ", ".join(known)}, key=True)  # fmt: skip
        yield from _lang_values(spec, text, (*at, lang))


def _lang_values(spec: Field, text: Any, at: At) -> Iterator[Problem]:
    if isinstance(text, list) and spec.unique_lang:
        yield Problem(at, "one-per-language", "keep-one", {"name": spec.name})
        return
    for place, item in enumerate(text) if isinstance(text, list) else [(None, text)]:
        where = at if place is None else (*at, place)
        if not isinstance(item, str):
            yield Problem(where, "wrong-form", "write-text", {"name": spec.name})
        elif not item.strip():
            yield Problem(where, "empty-value", "fill-or-remove", {"name": spec.name})


def _edtf(spec: Field, value: Any, at: At) -> Iterator[Problem]:
    try:
        parse(str(value))
    except InvalidDate as error:
        near = error.suggestion or ""
        cure = "did-you-mean" if near else "write-edtf"
        yield Problem(at, f"date-{error.reason}", cure, {"got": str(value), "nearest": near})


def _date(spec: Field, value: Any, at: At) -> Iterator[Problem]:
    try:
        date.fromisoformat(str(value))
    except ValueError:
        yield Problem(at, "bad-day", "write-day", {"got": str(value)})


def _number(spec: Field, value: Any, at: At) -> Iterator[Problem]:
    whole = spec.value is Value.INTEGER
    try:
        if isinstance(value, bool) or not re.match(r"[+-]?\d+(\.\d+)?\Z", str(value)):
            raise InvalidOperation
        number = Decimal(str(value))
    except InvalidOperation:
        number = None
    if number is None or (whole and number != int(number)) or (whole and "." in str(value)):
        code, cure = ("bad-integer", "write-integer") if whole else ("bad-number", "write-number")
        yield Problem(at, code, cure, {"got": str(value)})
    elif (spec.low is not None and number < spec.low) or (spec.high is not None and number > spec.high):
        yield Problem(at, "bad-value", "see-shape", {"got": str(value), "shape": spec.name})


def _boolean(spec: Field, value: Any, at: At) -> Iterator[Problem]:
    if str(value).lower() not in {"true", "false"}:
        yield Problem(at, "bad-boolean", "write-boolean", {"got": str(value)})


def _iri(spec: Field, value: Any, at: At) -> Iterator[Problem]:
    text = str(value)
    if not is_iri(text):
        yield Problem(at, "bad-iri", "write-iri", {"got": text})
    elif not re.match(r"https?://", text):
        yield Problem(at, "unsafe-link", "write-iri", {"got": text})
    elif spec.pattern and not re.search(spec.pattern, text):
        yield Problem(at, "bad-value", "see-shape", {"got": text, "shape": spec.name})


def _choice(spec: Field, value: Any, at: At) -> Iterator[Problem]:
    if str(value) not in spec.choices:
        yield one_of_names(at, str(value), list(spec.choices), f"unknown-{_CHOICE_NAMES[spec.value]}")


_CHOICE_NAMES = {Value.TYPE: "type", Value.CONCEPT: "concept", Value.CHOICE: "choice"}
_CHECKS = {
    Value.TYPE: _choice,
    Value.CONCEPT: _choice,
    Value.CHOICE: _choice,
    Value.TEXT: _text,
    Value.LANG_TEXT: _text,
    Value.EDTF: _edtf,
    Value.DATE: _date,
    Value.INTEGER: _number,
    Value.DECIMAL: _number,
    Value.BOOLEAN: _boolean,
    Value.IRI: _iri,
}


def evidence_problems(value: Any, at: At, fields: list[str]) -> Iterator[Problem]:
    """Yield what is wrong with evidence: a list of [start, end], or field name to such lists."""
    if isinstance(value, dict):
        for name, ranges in value.items():
            if name not in fields:
                problem = one_of_names((*at, name), name, fields, "unknown-field")
                yield Problem(
                    problem.at, problem.code, problem.cure, {**problem.data, "kind": "evidence"}, key=True
                )
            yield from _ranges(ranges, (*at, name))
    else:
        yield from _ranges(value, at)


def _ranges(value: Any, at: At) -> Iterator[Problem]:
    if not isinstance(value, list):
        yield Problem(at, "evidence-form", "write-range")
        return
    for place, pair in enumerate(value):
        if not (
            isinstance(pair, list) and len(pair) == 2 and all(re.match(r"\d{1,9}\Z", str(n)) for n in pair)
        ):
            yield Problem((*at, place), "evidence-form", "write-range")
        elif int(pair[0]) >= int(pair[1]):
            yield Problem(
                (*at, place), "evidence-empty", "write-range", {"start": str(pair[0]), "end": str(pair[1])}
            )
