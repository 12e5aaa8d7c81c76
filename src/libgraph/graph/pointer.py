"""`CURRENT.json`: which build is used and which was before, switched by one rename."""

import hashlib
import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from libgraph.errors import LibgraphError
from libgraph.files import sync_folder
from libgraph.graph.seal import DamagedBuild

POINTER: Final = "CURRENT.json"
NEW_POINTER: Final = "CURRENT.json.new"


class NoBuild(LibgraphError):
    """There is no build, or none before the current one."""

    def __init__(self, folder: Path, what: str) -> None:
        super().__init__(folder, what)
        self.folder, self.what = folder, what

    def __str__(self) -> str:
        return f"There is no {self.what} in {self.folder}. Make one with: libgraph build"


class DamagedPointer(DamagedBuild):
    """The file that says which build is used is not as it was written."""

    def __init__(self, build: Path) -> None:
        super().__init__(build, POINTER, "has been changed")
        self.args = (build,)
        self.path = build / POINTER

    def __str__(self) -> str:
        return (
            f"{self.path} has been changed, so it is not known which build is the current one. "
            f"Nothing was read. Run 'libgraph build': it makes the build from the records and writes this "
            f"file anew; nothing need be deleted."
        )


@dataclass(frozen=True, slots=True)
class Pointer:
    """The names of the current build and of the one before; empty where there is none."""

    current: str
    previous: str


def read_pointer(folder: Path) -> Pointer:
    """Return what a folder of builds points to.

    Raises
    ------
    NoBuild
        If nothing was ever built.
    DamagedPointer
        If the file is not as it was written.
    """
    try:
        data = (folder / POINTER).read_bytes()
    except FileNotFoundError:
        raise NoBuild(folder, "build") from None
    try:
        body = json.loads(data)
        pointer = Pointer(body["current"], body["previous"])
    except (ValueError, KeyError, TypeError, RecursionError):
        raise DamagedPointer(folder) from None
    if data != _written(pointer):
        raise DamagedPointer(folder)
    return pointer


def write_pointer(folder: Path, pointer: Pointer) -> None:
    """Switch to other builds; whatever happens, the file is the old one or the new one."""
    new = folder / NEW_POINTER
    with new.open("wb") as file:
        file.write(_written(pointer))
        file.flush()
        os.fsync(file.fileno())
    new.replace(folder / POINTER)
    sync_folder(folder)


def _written(pointer: Pointer) -> bytes:
    body = {"current": pointer.current, "previous": pointer.previous}
    digest = hashlib.sha256(json.dumps(body).encode()).hexdigest()
    return (json.dumps({**body, "digest": digest}, indent=1) + "\n").encode()
