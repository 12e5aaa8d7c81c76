"""Files in a workspace that may hold records and are not read: a warning instead of silence."""

import re
from collections.abc import Iterator
from pathlib import Path
from types import MappingProxyType
from typing import Final

from libgraph.records.faults import Fault
from libgraph.workspace import RECORD_SUFFIXES, Workspace

_CURES: Final = MappingProxyType(
    {
        **dict.fromkeys((".xls", ".xlsm", ".xlsb", ".ods", ".fods", ".numbers"), "save-xlsx"),
        ".tsv": "rename-csv",
        ".tab": "rename-csv",
        ".json": "write-jsonl",
        ".ndjson": "write-jsonl",
        **dict.fromkeys((".doc", ".docx", ".odt", ".rtf"), "copy-records"),
        **dict.fromkeys((".bak", ".orig", ".old", ".tmp"), "remove-copy"),
    }
)
_READ: Final = 20_000
_HOLDS_RECORDS: Final = re.compile(rb'"(kind|about|id)"\s*:')


def stray_files(workspace: Workspace) -> Iterator[Fault]:
    """Yield a warning for each file that looks like records and is not read."""
    for path in workspace.other_files():
        suffix = path.suffix.lower()
        cure, nearest = _cure(path, suffix)
        if cure:
            data = {"name": suffix, "nearest": nearest}
            yield Fault(workspace.inside(path), 1, 1, "", "not-read", cure, data, warning=True)


def _cure(path: Path, suffix: str) -> tuple[str, str]:
    """Return the cure for a file that is not read, and the ending that was meant; empty if all is well."""
    if suffix.rstrip("~") in RECORD_SUFFIXES:
        return "remove-copy", ""
    meant = next((known for known in sorted(RECORD_SUFFIXES) if sorted(known) == sorted(suffix)), "")
    if meant:
        return "rename-file", meant
    advice = _CURES.get(suffix, "")
    if advice == "remove-copy" and Path(path.stem).suffix.lower() not in RECORD_SUFFIXES:
        return "", ""
    if suffix == ".json" and (path.stem.endswith(".schema") or not _looks_like_records(path)):
        return "", ""
    return advice, ""


def _looks_like_records(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return bool(_HOLDS_RECORDS.search(file.read(_READ)))
    except OSError:
        return False
