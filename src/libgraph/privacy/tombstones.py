"""Writing what keeps a forgotten person from coming back: keyed digests, and the key."""

import secrets
from collections.abc import Iterable, Sequence
from datetime import date

from libgraph.errors import LibgraphError
from libgraph.files import rewrite
from libgraph.privacy.needles import Needles
from libgraph.records.forgotten import (
    KEY_FILE,
    KEY_VARIABLE,
    TOMBSTONES,
    digest,
    find_key,
    key_digest,
    read_tombstones,
)
from libgraph.workspace import Workspace

_HEAD = f"""\
# People who were forgotten, as keyed digests (HMAC-SHA256) of their ids and names; written by libgraph.
# Commit this file. Keep the key ({KEY_FILE}) out of version control: whoever has it can test guesses.
key = "{{key}}"
"""
_IGNORE = ".gitignore"


class KeyMissing(LibgraphError):
    """There are tombstones, and the key they were made with is not here."""

    def __init__(self, key: str, variable: str) -> None:
        super().__init__(key, variable)
        self.key, self.variable = key, variable

    def __str__(self) -> str:
        return (
            f"People were forgotten here before, and the key of their tombstones is missing. "
            f"Put the file {self.key} back, or set {self.variable}; then run again."
        )


def is_buried(workspace: Workspace, ident: str) -> bool:
    """Say whether there is a tombstone for an id; without the key nobody can."""
    key = find_key(workspace)
    return key is not None and digest(key, "id", ident) in read_tombstones(workspace.root / TOMBSTONES).ids


def bury(workspace: Workspace, needles: Needles, on: date) -> None:
    """Write the tombstone of a person, once; the names themselves are written nowhere.

    Raises
    ------
    KeyMissing
        If earlier tombstones were made with a key that is not here.
    """
    path = workspace.root / TOMBSTONES
    stones = read_tombstones(path)
    key = _key(workspace, stones.key)
    told = sorted(digest(key, "id", ident) for ident in needles.idents)
    if stones.ids.keys() >= set(told):
        return
    names = sorted(digest(key, "name", name) for name in needles.names)
    before = path.read_text("utf-8") if path.exists() else _HEAD.format(key=key_digest(key))
    entry = [
        "",
        "[[person]]",
        f"date = {on.isoformat()}",
        *_listed("ids", told),
        *_listed("names", names),
        "",
    ]
    rewrite(path, (before + "\n".join(entry)).encode())


def _listed(name: str, digests: Sequence[str]) -> list[str]:
    return [f"{name} = [", *(f'  "{told}",' for told in digests), "]"]


def _key(workspace: Workspace, made_with: str) -> bytes:
    """Return the key; the first time, make one that only the curator may read."""
    key = find_key(workspace)
    if made_with and (key is None or key_digest(key) != made_with):
        raise KeyMissing(KEY_FILE, KEY_VARIABLE)
    if key is None:
        key = secrets.token_bytes(32)
        rewrite(workspace.root / KEY_FILE, f"{key.hex()}\n".encode(), mode=0o600)
    _ignore(workspace, [KEY_FILE])
    return key


def _ignore(workspace: Workspace, names: Iterable[str]) -> None:
    """Keep files out of version control."""
    path = workspace.root / _IGNORE
    text = path.read_text("utf-8") if path.exists() else ""
    missing = [name for name in names if name not in text.split()]
    if missing:
        start = text if not text or text.endswith("\n") else f"{text}\n"
        rewrite(path, (start + "".join(f"{name}\n" for name in missing)).encode())
