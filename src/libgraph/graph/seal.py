"""Seals: what a finished build consists of, so that damage is found before anything is answered."""

import hashlib
import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

from libgraph.errors import LibgraphError

SEAL: Final = "seal.json"
DATASET: Final = "graph.nq"
STORE: Final = "store"
_FORMAT: Final = 1


class DamagedBuild(LibgraphError):
    """A file of a build is not as it was when the build was finished."""

    def __init__(self, build: Path, file: str, what: str) -> None:
        super().__init__(build, file, what)
        self.build, self.file, self.what = build, file, what

    def __str__(self) -> str:
        return (
            f"The build is damaged: {self.build / self.file} {self.what}. Nothing was read from it. "
            f"Go back to the build before (libgraph build --rollback), or build again (libgraph build)."
        )


@dataclass(frozen=True, slots=True)
class FileSeal:
    """The size of a file in bytes and the SHA-256 of its content."""

    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Seal:
    """What a build consists of.

    Attributes
    ----------
    quads : int
        Lines of the canonical N-Quads.
    dataset : str
        SHA-256 of the canonical N-Quads.
    content : str
        Digest of every file but those of the store, which differ from build to build.
    files : Mapping of str to FileSeal
        By path relative to the build, with `/`.
    digest : str
        Digest of all the above: the name of the build.
    """

    quads: int
    dataset: str
    content: str
    files: Mapping[str, FileSeal]
    digest: str


def seal(build: Path) -> Seal:
    """Write the seal of a build: `seal.json`, which has no clock in it.

    Parameters
    ----------
    build : Path
        A folder with the canonical N-Quads in `graph.nq`, and whatever else belongs to the build.

    Raises
    ------
    DamagedBuild
        If there are no N-Quads, or something is neither file nor folder.
    """
    files = {name: _file_seal(build / name) for name in _names(build) if name != SEAL}
    if DATASET not in files:
        raise DamagedBuild(build, DATASET, "is missing")
    rest = {name: asdict(file) for name, file in files.items() if not name.startswith(f"{STORE}/")}
    body = {
        "format": _FORMAT,
        "quads": _count_lines(build / DATASET),
        "dataset": files[DATASET].sha256,
        "content": _digest(rest),
        "files": {name: asdict(file) for name, file in files.items()},
    }
    text = json.dumps({**body, "digest": _digest(body)}, indent=1, ensure_ascii=False) + "\n"
    with (build / SEAL).open("w", encoding="utf-8", newline="\n") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    return _parsed(text)


def read_seal(build: Path) -> Seal:
    """Read the seal of a build, and nothing else of it.

    Raises
    ------
    DamagedBuild
        If the seal is missing or has been changed.
    """
    try:
        data = (build / SEAL).read_bytes()
        found = _parsed(data.decode())
    except FileNotFoundError:
        raise DamagedBuild(build, SEAL, "is missing") from None
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise DamagedBuild(build, SEAL, "has been changed") from None
    return found


def verify(build: Path) -> Seal:
    """Compare every file of a build with its seal.

    Returns
    -------
    Seal
        The seal, when all is as it was.

    Raises
    ------
    DamagedBuild
        If a file is missing, cut, changed in a single bit, or was added.
    """
    found = read_seal(build)
    present = set(_names(build)) - {SEAL}
    for name in sorted(found.files.keys() ^ present):
        raise DamagedBuild(build, name, "is missing" if name in found.files else "does not belong to it")
    for name, sealed in found.files.items():
        size = (build / name).stat().st_size
        if size != sealed.size:
            raise DamagedBuild(build, name, f"has {size} bytes instead of {sealed.size}")
    for name, sealed in found.files.items():
        if _file_seal(build / name) != sealed:
            raise DamagedBuild(build, name, "has been changed")
    return found


def _names(build: Path) -> list[str]:
    return sorted(path.relative_to(build).as_posix() for path in _walk(build))


def _walk(folder: Path) -> Iterator[Path]:
    with os.scandir(folder) as found:
        entries = list(found)
    for entry in entries:
        if entry.is_dir(follow_symlinks=False):
            yield from _walk(Path(entry.path))
        elif entry.is_file(follow_symlinks=False):
            yield Path(entry.path)
        else:
            raise DamagedBuild(folder, entry.name, "is neither file nor folder")


def _file_seal(path: Path) -> FileSeal:
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
        return FileSeal(file.tell(), digest)


def _count_lines(path: Path) -> int:
    with path.open("rb") as file:
        return sum(block.count(b"\n") for block in iter(lambda: file.read(1 << 20), b""))


def _digest(value: object) -> str:
    text = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def _parsed(text: str) -> Seal:
    """Return a seal from its text.

    Raises
    ------
    ValueError, KeyError, TypeError, AttributeError, RecursionError
        If it is not a seal, or its digest is not its own.
    """
    body: dict[str, Any] = json.loads(text)
    digest = body.pop("digest")
    canonical = json.dumps({**body, "digest": digest}, indent=1, ensure_ascii=False) + "\n"
    if _digest(body) != digest or body["format"] != _FORMAT or canonical != text:
        raise ValueError("not a seal")
    files = {name: FileSeal(**file) for name, file in body["files"].items()}
    return Seal(body["quads"], body["dataset"], body["content"], files, digest)
