"""JSONL record files: one record a line, with `kind`, and `source` where the file has no one source."""

import json
from collections.abc import Iterator
from typing import Any

from libgraph.records.yaml_file import MAX_DEPTH

Problem = tuple[str, dict[str, str], int, int]


class _DuplicateKey(ValueError):
    """A JSON object has one key twice; JSON itself would keep the last in silence."""


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        names = [name for name, _ in pairs]
        raise _DuplicateKey(next(name for name in names if names.count(name) > 1))
    return found


def _no_constant(name: str) -> Any:
    raise ValueError(f"{name} is not JSON")


def read_json_lines(text: str) -> Iterator[tuple[int, dict[str, Any] | None, Problem | None]]:
    """Yield (line number, record, problem) for each line that is not blank; one of the two is None."""
    decode = json.JSONDecoder(object_pairs_hook=_object, parse_constant=_no_constant).decode
    for number, line in enumerate(text.split("\n"), 1):
        if not line or line.isspace():
            continue
        try:
            value = decode(line)
        except _DuplicateKey as error:
            yield number, None, ("duplicate-key", {"name": str(error), "line": str(number)}, number, 1)
        except json.JSONDecodeError as error:
            yield number, None, ("json-syntax", {"detail": error.msg}, number, error.colno)
        except ValueError as error:
            yield number, None, ("json-syntax", {"detail": str(error)}, number, 1)
        except RecursionError:
            yield number, None, ("too-deep", {"limit": str(MAX_DEPTH)}, number, 1)
        else:
            if isinstance(value, dict):
                yield number, value, None
            else:
                yield number, None, ("not-a-mapping", {}, number, 1)
