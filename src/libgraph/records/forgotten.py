"""Forgotten people: `forgotten.toml` holds keyed digests of their ids and names, never the names.

A digest (HMAC-SHA256) can be compared with what curators type, so that a person who was forgotten
does not come back unnoticed; without the key nobody can even test a guess. The key is in
`forgotten.key`, which is kept out of version control, or in the environment variable
LIBGRAPH_FORGOTTEN_KEY, as for a check on a code host. Without it the check says that it cannot look.
"""

import hashlib
import hmac
import os
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from libgraph.model import Model, Value
from libgraph.records.faults import Fault
from libgraph.records.findings import Reading
from libgraph.records.leaves import leaves
from libgraph.records.record import At, Record
from libgraph.records.values import Problem
from libgraph.texts import fold
from libgraph.workspace import Workspace

TOMBSTONES: Final = "forgotten.toml"
KEY_FILE: Final = "forgotten.key"
KEY_VARIABLE: Final = "LIBGRAPH_FORGOTTEN_KEY"
_HEX: Final = re.compile(r"[0-9a-f]{64}\Z")
_LONGEST: Final = 200


def plain_name(text: str) -> str:
    """Return the words of a name, folded: what names that are the same to people have in common.

    Examples
    --------
    >>> plain_name("Tetere, LĪGA"), plain_name("liga-tetere")
    ('tetere liga', 'liga tetere')
    """
    return " ".join(re.findall(r"[^\W_]+", fold(text)))


def digest(key: bytes, kind: str, text: str) -> str:
    """Return the keyed digest of an id (`kind` is "id") or of a name ("name")."""
    told = fold(text) if kind == "id" else plain_name(text)
    return hmac.digest(key, f"{kind}:{told}".encode(), hashlib.sha256).hex()


def key_digest(key: bytes) -> str:
    """Return what tells one key from another, and nothing more."""
    return hashlib.sha256(b"libgraph forgotten key:" + key).hexdigest()


def find_key(workspace: Workspace) -> bytes | None:
    """Return the key of the workspace, from the environment or its file; None if there is none."""
    told = os.environ.get(KEY_VARIABLE, "").strip()
    path = workspace.root / KEY_FILE
    if not told and path.is_file():
        told = path.read_text("ascii", "replace").strip()
    return bytes.fromhex(told) if _HEX.match(told) else None


@dataclass(frozen=True, slots=True)
class Tombstones:
    """Who was forgotten, as digests.

    Attributes
    ----------
    key : str
        Which key they were made with (`key_digest`).
    ids, names : Mapping of digest to line
    """

    key: str = ""
    ids: Mapping[str, int] = field(default_factory=dict)
    names: Mapping[str, int] = field(default_factory=dict)


def read_tombstones(path: Path) -> Tombstones:
    """Read `forgotten.toml`; empty if there is none.

    Raises
    ------
    ValueError
        If it is not as libgraph writes it.
    """
    if not path.exists():
        return Tombstones()
    text = path.read_text("utf-8")
    told = tomllib.loads(text)
    people = told.get("person", [])
    if not isinstance(told.get("key"), str) or set(told) - {"key", "person"} or not isinstance(people, list):
        raise ValueError(path)
    lines = {
        found.group(): number for number, line in enumerate(text.splitlines(), 1) for found in _digests(line)
    }
    ids: dict[str, int] = {}
    names: dict[str, int] = {}
    for person in people:
        if not isinstance(person, dict) or not set(person) <= {"date", "ids", "names"}:
            raise ValueError(path)
        ids |= {told: lines[told] for told in person["ids"]}
        names |= {told: lines[told] for told in person["names"]}
    return Tombstones(told["key"], ids, names)


def _digests(line: str) -> Iterator[re.Match[str]]:
    return re.finditer(r"\b[0-9a-f]{64}\b", line)


def note_forgotten(reading: Reading) -> None:
    """Note records that bring back somebody who was forgotten: by id, or by a text that is the name."""
    path = reading.workspace.root / TOMBSTONES
    try:
        stones = read_tombstones(path)
    except (ValueError, KeyError, TypeError):
        reading.plain_fault(path, (1, 1), "forgotten-form", "forgotten-form")
        return
    if not stones.key:
        return
    key = find_key(reading.workspace)
    if key is None or key_digest(key) != stones.key:
        data = {"key": KEY_FILE, "variable": KEY_VARIABLE}
        reading.faults.append(
            Fault(TOMBSTONES, 1, 1, "", "forgotten-no-key", "forgotten-no-key", data, warning=True)
        )
        return
    looker = _Looker(reading.model, stones, key)
    for record in reading.records:
        for problem in looker.problems(record):
            reading.note(record.file, problem, record.at)
    _tell_once(reading)


def _tell_once(reading: Reading) -> None:
    """Drop what else was told of the same place: that a reference to somebody forgotten means nothing."""
    places = {_place(fault) for fault in reading.faults if fault.code == "forgotten"}
    reading.faults = [
        fault for fault in reading.faults if fault.code != "unknown-reference" or _place(fault) not in places
    ]


def _place(fault: Fault) -> tuple[str, int, int, str]:
    return fault.file, fault.line, fault.column, fault.place


class _Looker:
    """Compares texts with tombstones; each text once."""

    def __init__(self, model: Model, stones: Tombstones, key: bytes) -> None:
        self._model = model
        self._stones = stones
        self._key = key
        self._seen: dict[tuple[str, str], int] = {}

    def problems(self, record: Record) -> Iterator[Problem]:
        """Yield the places of a record where somebody forgotten stands."""
        told: list[tuple[At, object, str]] = []
        if record.kind == "person":
            told += [((name,), record.data.get(name), "id") for name in ("id", "about")]
            parts = record.data.get("givenName"), record.data.get("familyName")
            told.append((("familyName",), " ".join(map(str, parts)), "name"))
        for leaf in leaves(self._model, record):
            refers = leaf.spec.value is Value.REFERENCE
            if not refers:
                told.append((leaf.at, leaf.value, "name"))
            elif "person" in leaf.spec.kinds:
                told.append((leaf.at, str(leaf.value).rpartition("/")[2], "id"))
        for at, text, kind in told:
            line = self._line(text, kind) if isinstance(text, str) and len(text) <= _LONGEST else 0
            if line:
                data = {"line": str(line), "file": TOMBSTONES}
                cure = "forgotten-id" if kind == "id" else "forgotten-name"
                yield Problem(at, "forgotten", cure, data)

    def _line(self, text: str, kind: str) -> int:
        """Return the line of the tombstone that a text has; 0 if there is none."""
        if (kind, text) not in self._seen:
            stones = self._stones.ids if kind == "id" else self._stones.names
            self._seen[kind, text] = stones.get(digest(self._key, kind, text), 0)
        return self._seen[kind, text]
