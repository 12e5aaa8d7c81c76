"""What may be wrong with one value, by the kind of value that its field holds."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from functools import cache, lru_cache
from types import MappingProxyType
from typing import Any, Final

import pyoxigraph as ox

from libgraph.dates import InvalidDate, parse
from libgraph.messages import LANGUAGES
from libgraph.model import Field, Kind, Value
from libgraph.records.nearest import Names
from libgraph.records.record import At

_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}\Z")
_NUMBER: Final = re.compile(r"[+-]?[0-9]{1,18}(\.[0-9]{1,18})?\Z")
_POSITION: Final = re.compile(r"[0-9]{1,9}\Z")
_LANGUAGE: Final = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*\Z")
_JOINED: Final = re.compile(r"([a-z]{2,3})[\s:=]\s*(\S.*)\Z", re.DOTALL)
_WEB: Final = re.compile(r"https?://[^/]", re.IGNORECASE)
_SCHEME: Final = re.compile(r"\s*[A-Za-z][A-Za-z0-9+.-]*:(?!/?[0-9])")
_MOST_NAMES: Final = 12
_DATE_CURES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "end-before-start": "date-order",
        "no-such-day": "date-day",
        "month-out-of-range": "date-month",
        "time-out-of-range": "date-without-time",
        "time-in-range": "date-without-time",
    }
)


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong at a path below a record; becomes a fault."""

    at: At
    code: str
    cure: str
    data: dict[str, str] = field(default_factory=dict)
    key: bool = False
    warning: bool = False
    hint: bool = False


def one_of_names(
    at: At, got: str, known: list[str], code: str, *, key: bool = False, meant: str = "", **more: str
) -> Problem:
    """Return the problem of a name that is not known; its cure is what it means, or the nearest."""
    near = meant or _names(tuple(known)).nearest(got)
    data = {"name": got, "nearest": near, "known": listing(known), **more}
    return Problem(at, code, "did-you-mean" if near else "known-names", data, key=key)


@lru_cache(maxsize=256)
def _names(known: tuple[str, ...]) -> Names:
    return Names(known)


def listing(names: list[str]) -> str:
    """Return names in one line; of very many only the first."""
    return ", ".join(names) if len(names) <= 2 * _MOST_NAMES else ", ".join([*names[:_MOST_NAMES], "…"])


def is_iri_term(text: str) -> bool:
    """Say whether an address can stand in the graph (RFC 3987)."""
    try:
        ox.NamedNode(text)
    except ValueError:
        return False
    return True


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    """Compile a pattern; its closing `$` means the end, not the end of the last line."""
    return re.compile(re.sub(r"(?<!\\)\$\Z", r"\\Z", pattern))


def fits(pattern: str, text: str) -> bool:
    """Say whether `text` has what `sh:pattern` asks for."""
    return not pattern or bool(_compiled(pattern).search(text))


def text_problems(spec: Field, value: Any, at: At) -> Iterator[Problem]:
    """Yield what is wrong with a plain value of a field (not a reference or nested record)."""
    check = _CHECKS.get(spec.value)
    if check is None:
        return
    if value is None or (isinstance(value, str) and not value.strip()):
        yield Problem(at, "empty-value", "fill-or-remove", {"name": spec.name})
    elif spec.value is Value.LANG_TEXT:
        yield from _lang_text(spec, value, at)
    elif isinstance(value, dict | list):
        yield Problem(at, "wrong-form", "write-text", {"name": spec.name})
    else:
        yield from check(spec, value, at)


def _text(spec: Field, value: Any, at: At) -> Iterator[Problem]:
    if not isinstance(value, str):
        yield Problem(at, "not-text", "write-quoted", {"got": plain(value)})
        return
    good_length = spec.min_length <= len(value) <= (spec.max_length or len(value))
    if not (good_length and fits(spec.pattern, value)):
        yield Problem(at, "bad-value", "see-shape", {"got": value})


def plain(value: Any) -> str:
    """Return a value as it is typed in a file."""
    if isinstance(value, list | dict):
        return "[…]" if isinstance(value, list) else "{…}"
    return str(value).lower() if isinstance(value, bool) else str(value)


def _lang_text(spec: Field, value: Any, at: At) -> Iterator[Problem]:
    if not isinstance(value, dict):
        first = value[0] if isinstance(value, list) and value else value
        yield Problem(at, "no-language", "write-languages", {"name": spec.name, "got": plain(first)})
        return
    if not value:
        yield Problem(at, "empty-value", "fill-or-remove", {"name": spec.name})
    rests = rests_of_texts(value, lambda lang: _is_language(spec, lang))
    yield from rest_problems(rests, at)
    for lang, text in value.items():
        if lang in rests:
            continue
        if not _is_language(spec, lang):
            yield _no_language(spec, lang, text, (*at, lang))
        if text != "" or _is_language(spec, lang):
            yield from _lang_values(spec, text, (*at, lang))
    texts = sum(len(text) if isinstance(text, list) else 1 for text in value.values()) - len(rests)
    if spec.maximum is not None and texts > spec.maximum:
        data = {"name": spec.name, "got": str(texts), "limit": str(spec.maximum)}
        yield Problem(at, "too-many", "keep-one" if spec.maximum == 1 else "keep-fewer", data)


def _no_language(spec: Field, name: str, text: Any, at: At) -> Problem:
    """Return the problem of a language tag that is none, perhaps because the text has run into it."""
    known = list(spec.languages or LANGUAGES)
    joined = _JOINED.match(name) if text == "" else None
    if joined and joined.group(1) in known:
        data = {"name": name, "nearest": f"{joined.group(1)}: {joined.group(2)}"}
        return Problem(at, "language-joined", "write-this", data, key=True)
    short = name.lower().partition("-")[0]
    short = short if short in known else ""
    problem = one_of_names(at, name, known, "unknown-language", key=True, meant=short)
    more = {} if spec.languages else {"known": f"{listing(known)}, …"}
    return replace(problem, data={**problem.data, **more})


def _is_language(spec: Field, lang: str) -> bool:
    return lang in spec.languages if spec.languages else bool(_LANGUAGE.match(lang))


def rests_of_texts(data: Mapping[str, Any], is_name: Callable[[str], bool]) -> dict[str, tuple[str, str]]:
    """Return the keys that a comma has split off a text, as in `{en: A visit, a talk}`.

    Each has no value and is no name that could stand here. Beside it: the key of the text, and all of it.
    """
    found: dict[str, tuple[str, str]] = {}
    key = whole = ""
    for name, value in data.items():
        if value == "" and whole and not is_name(name):
            whole = f"{whole}, {name}"
            found[name] = key, whole
        else:
            key, whole = name, value if isinstance(value, str) else ""
    return found


def rest_problems(rests: Mapping[str, tuple[str, str]], at: At) -> Iterator[Problem]:
    """Yield one problem for each text that commas have split."""
    wholes = dict(rests.values())  # of several rests, the last has the whole text
    for name, (key, _) in rests.items():
        if key in wholes:
            data = {"name": name, "key": key, "whole": wholes.pop(key)}
            yield Problem((*at, name), "split-text", "quote-text", data, key=True)


def _lang_values(spec: Field, text: Any, at: At) -> Iterator[Problem]:
    if isinstance(text, list) and spec.unique_lang:
        yield Problem(at, "one-per-language", "keep-one", {"name": spec.name})
        return
    if isinstance(text, list) and not text:
        yield Problem(at, "empty-value", "fill-or-remove", {"name": spec.name})
    for place, item in enumerate(text) if isinstance(text, list) else [(None, text)]:
        where = at if place is None else (*at, place)
        if item is None or (isinstance(item, str) and not item.strip()):
            yield Problem(where, "empty-value", "fill-or-remove", {"name": spec.name})
        elif isinstance(item, dict | list):
            yield Problem(where, "wrong-form", "write-text", {"name": spec.name})
        elif not isinstance(item, str):
            yield Problem(where, "not-text", "write-quoted", {"got": plain(item)})


def _edtf(spec: Field, value: Any, at: At) -> Iterator[Problem]:
    text = plain(value)
    wrong = _wrong_in_date(text)
    if wrong:
        reason, near = wrong
        cure = "did-you-mean" if near else _DATE_CURES.get(reason, "write-edtf")
        yield Problem(at, f"date-{reason}", cure, {"got": text, "nearest": near})


@lru_cache(maxsize=4096)
def _wrong_in_date(text: str) -> tuple[str, str] | None:
    """Return why a text is no date, and the date that was meant; None if it is one."""
    try:
        parse(text)
    except InvalidDate as error:
        return error.reason, error.suggestion or ""
    return None


def _date(spec: Field, value: Any, at: At) -> Iterator[Problem]:
    text = plain(value)
    if not _is_day(text):
        yield Problem(at, "bad-day", "write-day", {"got": text})


def _is_day(text: str) -> bool:
    try:
        return bool(_DAY.match(text) and date.fromisoformat(text))
    except ValueError:
        return False


def _number(spec: Field, value: Any, at: At) -> Iterator[Problem]:
    whole = spec.value is Value.INTEGER
    text = plain(value)
    if not _NUMBER.match(text) or (whole and "." in text):
        code, cure = ("bad-integer", "write-integer") if whole else ("bad-number", "write-number")
        yield Problem(at, code, cure, {"got": text})
        return
    number = Decimal(text)
    if (spec.low is not None and number < spec.low) or (spec.high is not None and number > spec.high):
        yield Problem(at, "bad-value", "see-shape", {"got": text})


def _boolean(spec: Field, value: Any, at: At) -> Iterator[Problem]:
    if plain(value).lower() not in {"true", "false"}:
        yield Problem(at, "bad-boolean", "write-boolean", {"got": plain(value)})


def _iri(spec: Field, value: Any, at: At) -> Iterator[Problem]:
    text = plain(value)
    if not _WEB.match(text):
        code = "unsafe-link" if _SCHEME.match(text) and not text.lower().startswith("http") else "bad-iri"
        yield Problem(at, code, "write-iri", {"got": text})
    elif not is_iri_term(text):
        yield Problem(at, "bad-iri", "write-iri", {"got": text})
    elif not fits(spec.pattern, text):
        yield Problem(at, "bad-value", "see-shape", {"got": text})


def _choice(spec: Field, value: Any, at: At) -> Iterator[Problem]:
    if plain(value) not in spec.choices:
        yield one_of_names(at, plain(value), list(spec.choices), f"unknown-{_CHOICE_NAMES[spec.value]}")


_CHOICE_NAMES: Final = {Value.TYPE: "type", Value.CONCEPT: "concept", Value.CHOICE: "choice"}
_CHECKS: Final = {
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


def evidence_problems(kind: Kind, value: Any, at: At) -> Iterator[Problem]:
    """Yield what is wrong with evidence: a list of [start, end], or field name to such lists."""
    if isinstance(value, dict) and value:
        names = [name for name, spec in kind.fields.items() if spec.value is not Value.EVIDENCE]
        for name, ranges in value.items():
            if name not in names:
                yield one_of_names((*at, name), name, names, "unknown-field", key=True, kind=kind.name)
            yield from _ranges(ranges, (*at, name))
    else:
        yield from _ranges(value, at)


def _pair(value: Any) -> tuple[str, str] | None:
    """Return start and end if what was typed is one pair without the brackets of a list of pairs."""
    parts = value if isinstance(value, list) else re.split(r"\s*[-–,]\s*", plain(value))
    texts = [plain(part) for part in parts]
    good = len(texts) == 2 and all(map(_POSITION.match, texts)) and int(texts[0]) < int(texts[1])
    return (texts[0], texts[1]) if good else None


def _ranges(value: Any, at: At) -> Iterator[Problem]:
    if value is None or value in ("", [], {}):
        yield Problem(at, "empty-value", "fill-or-remove", {"name": str(at[-1])})
        return
    if not isinstance(value, list) or not any(isinstance(pair, list) for pair in value):
        pair = _pair(value)
        data = {"start": pair[0], "end": pair[1]} if pair else {}
        yield Problem(at, "evidence-form", "wrap-range" if pair else "write-range", data)
        return
    for place, pair in enumerate(value):
        if not (isinstance(pair, list) and len(pair) == 2 and all(_POSITION.match(plain(n)) for n in pair)):
            yield Problem((*at, place), "evidence-form", "write-range")
        elif int(pair[0]) >= int(pair[1]):
            data = {"start": plain(pair[0]), "end": plain(pair[1])}
            yield Problem((*at, place), "evidence-empty", "write-range", data)
