"""JSONL record files: one record a line, with `kind`, and `source` where the file has no one source."""

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

from libgraph.records.characters import sign, unfit_in
from libgraph.records.yaml_file import MAX_DEPTH, read_yaml

Problem = tuple[str, dict[str, str], int, int]
_SHORT: Final = {"\b": r"\\b", "\f": r"\\f"}
_LONG_START: Final = 200
_CODES: Final = (
    ("Unterminated string", "json-quote"),
    ("Invalid control character", "json-quote"),
    ("Extra data", "json-extra"),
    ("escape", "json-escape"),
)


class _DuplicateKey(ValueError):
    """A JSON object has one key twice; JSON itself would keep the last in silence."""


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise _DuplicateKey
    return found


def _no_constant(name: str) -> Any:
    raise ValueError(f"{name} is not JSON")


def is_one_document(text: str, lines: Sequence[str]) -> bool:
    """Say whether the text is one JSON document over several lines, as an export may be."""
    first = next((line for line in lines if line.strip()), "")
    if len(first) > _LONG_START or not first.rstrip().endswith(("{", "[", ",")):
        return False
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        return False
    return True


def read_json_lines(lines: Iterable[str]) -> Iterator[tuple[int, dict[str, Any] | None, Problem | None]]:
    """Yield (line number, record, problem) for each line that is not blank; one of the two is None."""
    decode = json.JSONDecoder(object_pairs_hook=_object, parse_constant=_no_constant).decode
    for number, line in enumerate(lines, 1):
        if not line or line.isspace():
            continue
        try:
            value = decode(line)
        except _DuplicateKey:
            yield number, None, _duplicate(line, number)
        except json.JSONDecodeError as error:
            yield number, None, _syntax(line, number, error)
        except ValueError:  # NaN, or a number of thousands of digits
            yield number, None, ("json-syntax", {}, number, 1)
        except RecursionError:
            yield number, None, ("too-deep", {"limit": str(MAX_DEPTH)}, number, 1)
        else:
            problem = _unfit(line, value, number)
            yield (number, None, problem) if problem else (number, value, None)


def _unfit(line: str, value: Any, number: int) -> Problem | None:
    """Return what is wrong with a line that is JSON, but no record."""
    if not isinstance(value, dict):
        return "not-a-mapping", {}, number, 1
    if line.count("[") + line.count("{") > MAX_DEPTH and _depth(value) > MAX_DEPTH:
        return "too-deep", {"limit": str(MAX_DEPTH)}, number, 1
    if "\\" in line:
        char = next(unfit_in(value), "")
        if char:
            found = re.search(rf"\\u{ord(char):04x}|{_SHORT.get(char, '(?!)')}", line, re.IGNORECASE)
            return "control-character", {"sign": sign(char)}, number, (found.start() if found else 0) + 1
    return None


def _depth(value: Any) -> int:
    """Return how deep lists and mappings are nested, without recursion."""
    depth, level = 0, [value]
    while level:
        depth += 1
        below = (item.values() if isinstance(item, dict) else item for item in level)
        level = [item for items in below for item in items if isinstance(item, dict | list)]
    return depth


def _duplicate(line: str, number: int) -> Problem:
    """Return where the second of two equal keys stands; a line of JSON is also YAML."""
    for code, data, _, column, _ in read_yaml(line).problems:
        if code == "duplicate-key":
            return code, {**data, "line": str(number)}, number, column
    return "duplicate-key", {"name": "?", "line": str(number)}, number, 1


def _syntax(line: str, number: int, error: json.JSONDecodeError) -> Problem:
    code = next((code for words, code in _CODES if words in error.msg), "json-syntax")
    before = line[: error.pos].rstrip()
    if code == "json-syntax" and before.endswith(",") and line[error.pos : error.pos + 1] in {"}", "]"}:
        return "json-comma", {}, number, len(before)  # as Python from 3.13 counts it
    if code == "json-extra" and line[error.pos :].strip() == ",":
        return "json-comma", {}, number, error.colno
    if error.msg.startswith("Illegal trailing comma"):
        return "json-comma", {}, number, error.colno
    return code, {}, number, error.colno
