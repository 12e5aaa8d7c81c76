"""What the words of the YAML parser mean for a person who types records."""

import re
from dataclasses import dataclass
from typing import Final

import yaml


@dataclass(frozen=True, slots=True)
class _Rule:
    """Words of the parser, the code of the fault, and whether the place is where the construct begins."""

    words: str
    code: str
    at_start: bool = False


_RULES: Final = (
    _Rule("while scanning a quoted scalar", "yaml-quote", at_start=True),
    _Rule("unknown escape character", "yaml-escape"),
    _Rule("while parsing a quoted scalar", "yaml-escape"),
    _Rule("cannot start any token", "yaml-sign"),
    _Rule("while scanning an alias", "yaml-sign", at_start=True),
    _Rule("while scanning an anchor", "yaml-sign", at_start=True),
    _Rule("while scanning a tag", "yaml-sign", at_start=True),
    _Rule("while parsing a tag", "yaml-sign", at_start=True),
    _Rule("while scanning a block scalar", "yaml-sign", at_start=True),
    _Rule("while parsing a flow", "yaml-bracket", at_start=True),
    _Rule("mapping values are not allowed", "yaml-field"),
    _Rule("could not find expected ':'", "yaml-no-colon", at_start=True),
    _Rule("did not find expected key", "yaml-indent"),
    _Rule("did not find expected '-' indicator", "yaml-indent"),
    _Rule("block sequence entries are not allowed", "yaml-hyphen"),
    _Rule("expected <document start>", "yaml-second-document"),
)
_NO_SPACE: Final = re.compile(r"\s*(-)(?:\w+:\s|\{)")


def explain(text: str, error: yaml.MarkedYAMLError) -> tuple[str, dict[str, str], int, int]:
    """Return (code, data, line, column) of what stopped the parser."""
    words = f"{error.context or ''} {error.problem or ''}"
    rule = next((rule for rule in _RULES if rule.words in words), _Rule("", "yaml-syntax"))
    mark = (error.context_mark if rule.at_start else None) or error.problem_mark or error.context_mark
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    lines = text.split("\n")
    broken = lines[line - 1] if line <= len(lines) else ""
    indent = broken[: len(broken) - len(broken.lstrip())]
    if "\t" in indent:
        return "yaml-tab", {}, line, indent.index("\t") + 1
    for number in (line, line - 1):
        joined = _NO_SPACE.match(lines[number - 1]) if 0 < number <= len(lines) else None
        if joined and rule.code in {"yaml-field", "yaml-indent", "yaml-no-colon"}:
            return "yaml-hyphen-joined", {}, number, joined.start(1) + 1
    if rule.code == "yaml-second-document" and not any(one.startswith("...") for one in lines[:line]):
        return "yaml-indent", {}, line, column
    if rule.code == "yaml-field" and ": " in broken[: column - 1]:
        return "yaml-colon", {}, line, column
    if rule.code == "yaml-field":
        return rule.code, {}, line, len(indent) + 1
    if rule.code == "yaml-sign":
        return rule.code, {"sign": broken[column - 1 : column]}, line, column
    return rule.code, {}, line, column
