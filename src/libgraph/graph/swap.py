"""The folder of builds: a new build is made aside and takes over by one rename.

::

    build/CURRENT.json      which build is used, and which was before
    build/builds/<digest>/  the builds, each sealed
    build/building/         what is being built now
    build/LOCK              held by the one builder
"""

import errno
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from libgraph.errors import LibgraphError
from libgraph.files import sync_folder
from libgraph.graph.builder_lock import exclusive
from libgraph.graph.pointer import NEW_POINTER, NoBuild, Pointer, read_pointer, write_pointer
from libgraph.graph.seal import SEAL, DamagedBuild, Seal, read_seal, seal, verify
from libgraph.graph.sync import sync_below

_NAME_LENGTH: Final = 16
_FULL: Final = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_FULL_TEXTS: Final = ("No space left on device", "File too large", "Disk quota exceeded")


class DiskFull(LibgraphError):
    """There is no room for a build."""

    def __init__(self, folder: Path, reason: str) -> None:
        super().__init__(folder, reason)
        self.folder, self.reason = folder, reason

    def __str__(self) -> str:
        return (
            f"There is no room for the build in {self.folder} ({self.reason}). The build before is "
            f"untouched and in use. Free some space, then build again."
        )


@dataclass(frozen=True, slots=True)
class Commit:
    """What became of a build.

    Attributes
    ----------
    path : Path
        The build in use now.
    seal : Seal
        Its seal.
    changed : bool
        False if the build before has the same content, and stays.
    """

    path: Path
    seal: Seal
    changed: bool


class BuildFolder:
    """A folder that holds the current build and the one before.

    Parameters
    ----------
    path : Path
        Made when the first build begins.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._builds = path / "builds"
        self._building = path / "building"

    @contextmanager
    def begin(self) -> Iterator[Path]:
        """Give an empty folder to build in, to one builder at a time; what is not committed is removed.

        Raises
        ------
        BuilderAtWork
            If another process is building here.
        DiskFull
            If the disk has no room.
        """
        with self._room(), exclusive(self.path):
            self._builds.mkdir(exist_ok=True)
            self._remove_leftovers()
            self._building.mkdir()
            try:
                yield self._building
            finally:
                self._remove_leftovers()

    def commit(self, building: Path) -> Commit:
        """Seal what `begin` gave, and put it to use.

        Raises
        ------
        OSError, DiskFull
            If it cannot be written; the current build stays.
        """
        if building != self._building:
            raise ValueError(f"{building} is not what begin() gave")
        sync_below(building)
        new = seal(building)
        sync_folder(building)
        pointer = self._pointer_or_empty()
        old = self._sound(pointer.current)
        if old and old.content == new.content:
            return Commit(self._builds / pointer.current, old, changed=False)
        name = new.digest[:_NAME_LENGTH]
        target = self._builds / name
        if not self._sound(name):
            shutil.rmtree(target, ignore_errors=True)
            building.rename(target)
            sync_folder(self._builds)
        keep = pointer.current if old else pointer.previous if self._sound(pointer.previous) else ""
        write_pointer(self.path, Pointer(name, "" if keep == name else keep))
        self._remove_old()
        return Commit(target, new, changed=True)

    def current(self) -> Path:
        """Return the current build, verified.

        Raises
        ------
        NoBuild
            If there is none.
        DamagedBuild
            If a file of it is not as it was.
        """
        pointer = read_pointer(self.path)
        while True:
            try:
                self._verify(pointer.current)
                return self._builds / pointer.current
            except (DamagedBuild, FileNotFoundError):
                again = read_pointer(self.path)
                if again.current == pointer.current:
                    raise
                pointer = again  # a builder has removed that build meanwhile

    def rollback(self) -> Path:
        """Put the build before to use, and return it, verified; once more leads back.

        Raises
        ------
        NoBuild
            If there is none before.
        DamagedBuild
            If a file of it is not as it was.
        BuilderAtWork
            If another process is building here.
        """
        pointer = read_pointer(self.path)
        with self._room(), exclusive(self.path):
            pointer = read_pointer(self.path)
            if not pointer.previous:
                raise NoBuild(self.path, "build before the current one")
            self._verify(pointer.previous)
            write_pointer(self.path, Pointer(pointer.previous, pointer.current))
        return self._builds / pointer.previous

    def purge(self) -> None:
        """Delete every build but the current one, and whatever else is in the folder of builds.

        Raises
        ------
        NoBuild
            If there is none to keep.
        BuilderAtWork
            If another process is building here.
        """
        read_pointer(self.path)
        with exclusive(self.path):
            pointer = read_pointer(self.path)
            self._verify(pointer.current)
            write_pointer(self.path, Pointer(pointer.current, ""))
            self._remove_leftovers()
            for path in self._builds.iterdir():
                if path.name != pointer.current:  # what could not be removed in silence is told
                    shutil.rmtree(path)

    def _verify(self, name: str) -> Seal:
        path = self._builds / name
        if read_seal(path).digest[:_NAME_LENGTH] != name:
            raise DamagedBuild(path, SEAL, "is of another build")
        return verify(path)

    def _sound(self, name: str) -> Seal | None:
        """Return the seal of a build that has no damage."""
        try:
            return self._verify(name) if name else None
        except DamagedBuild:
            return None

    def _pointer_or_empty(self) -> Pointer:
        try:
            return read_pointer(self.path)
        except (NoBuild, DamagedBuild):
            return Pointer("", "")

    def _remove_leftovers(self) -> None:
        """Remove what a builder that failed or was killed has left."""
        shutil.rmtree(self._building, ignore_errors=True)
        (self.path / NEW_POINTER).unlink(missing_ok=True)
        with suppress(NoBuild, DamagedBuild):
            read_pointer(self.path)
            self._remove_old()

    def _remove_old(self) -> None:
        """Remove every build but the current one and the one before."""
        pointer = read_pointer(self.path)
        for path in self._builds.iterdir():
            if path.name not in (pointer.current, pointer.previous):
                shutil.rmtree(path, ignore_errors=True)

    @contextmanager
    def _room(self) -> Iterator[None]:
        """Say plainly when the disk is full."""
        try:
            yield
        except OSError as error:
            said = next((text for text in _FULL_TEXTS if text in str(error)), error.strerror or "")
            if error.errno in _FULL or said in _FULL_TEXTS:
                raise DiskFull(self.path, said) from error
            raise
