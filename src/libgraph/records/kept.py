"""Record files as they were read last: what did not change is not read again."""

import hashlib
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from libgraph.model import Model
from libgraph.records.findings import Reading
from libgraph.records.places import Places
from libgraph.records.reading import read_file
from libgraph.records.retracted import leave_out_retracted
from libgraph.workspace import Workspace

Stamp = tuple[int, int, int]
# A file saved again within one tick of the clock of the disk (FAT: 2 s) can keep its time and size.
_TICK: Final = 2_000_000_000


def stamp_of(file: Path) -> Stamp | None:
    """Return what changes when a file is saved: time, size and inode; None if it is gone."""
    try:
        found = file.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size, found.st_ino


@dataclass(frozen=True, slots=True)
class _Kept:
    """A file as it was read; with a digest if its time alone does not tell the next change."""

    stamp: Stamp | None
    digest: bytes | None
    part: Reading

    def stands(self, file: Path) -> bool:
        stamp = stamp_of(file)
        same = stamp is not None and stamp == self.stamp
        return same and (self.digest is None or self.digest == _digest(file))


def _digest(file: Path) -> bytes:
    try:
        return hashlib.sha256(file.read_bytes()).digest()
    except OSError:
        return b""


class KeptFiles:
    """All record files of a workspace, read once and again when they change.

    Parameters
    ----------
    workspace : Workspace
    model : Model
    """

    def __init__(self, workspace: Workspace, model: Model) -> None:
        self._workspace = workspace
        self._model = model
        self._places = Places()
        self._files: tuple[Path, ...] = ()
        self._kept: dict[Path, _Kept] = {}

    def changed(self) -> list[Path]:
        """Return the files that are new, gone or other than when they were read."""
        self._files = self._workspace.record_files()
        gone = self._kept.keys() - set(self._files)
        here = [file for file in self._files if file not in self._kept or not self._kept[file].stands(file)]
        return sorted([*gone, *here])

    def read(self, changed: list[Path]) -> Reading:
        """Return all records and faults of reading; of the files that `changed` found, read these anew."""
        for file in changed:
            self._places.forget(file)
            self._kept.pop(file, None)
        whole = Reading(self._workspace, self._model, places=self._places)
        for file in self._files:
            if file not in self._kept:
                self._kept[file] = self._read(file)
            whole.take(self._kept[file].part)
        leave_out_retracted(whole)
        return whole

    def _read(self, file: Path) -> _Kept:
        stamp = stamp_of(file)
        settled = stamp is not None and time.time_ns() - stamp[0] > _TICK
        digest = None if settled else _digest(file)
        part = Reading(self._workspace, self._model, places=self._places)
        read_file(part, file)
        return _Kept(stamp, digest, part)
