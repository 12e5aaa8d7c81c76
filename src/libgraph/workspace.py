"""A workspace: the folder with libgraph.toml, the records and what is built from them."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from libgraph.errors import BadSettings, WorkspaceNotFound
from libgraph.terms import DEFAULT_BASE, is_iri

SETTINGS: Final = "libgraph.toml"
RECORD_SUFFIXES: Final = frozenset({".yaml", ".yml", ".csv", ".xlsx", ".jsonl"})
_NOT_RECORDS: Final = frozenset({"build", "queries", "templates"})
_KEYS: Final = frozenset({"base", "title", "description", "publisher", "licence", "max_file_mb"})


@dataclass(frozen=True, slots=True)
class Workspace:
    """The settings of a workspace; handed down, never global.

    Attributes
    ----------
    root : Path
        The folder that holds libgraph.toml.
    base : str
        The IRI under which ids and graphs of the workspace are minted; ends with `/`.
    title, description : Mapping of language to text
        What the workspace is, for maps and catalogues.
    max_file_bytes : int
        A record file above this size is a fault.
    """

    root: Path
    base: str = DEFAULT_BASE
    title: Mapping[str, str] = field(default_factory=dict)
    description: Mapping[str, str] = field(default_factory=dict)
    publisher: str = ""
    licence: str = ""
    max_file_bytes: int = 20_000_000

    @property
    def build_folder(self) -> Path:
        """Where builds are kept."""
        return self.root / "build"

    def record_files(self) -> tuple[Path, ...]:
        """Return the record files, sorted by their path inside the workspace."""
        found = (
            path
            for path in self.root.rglob("*")
            if path.suffix.lower() in RECORD_SUFFIXES and path.is_file() and self._holds_records(path)
        )
        return tuple(sorted(found, key=self.inside))

    def inside(self, path: Path) -> str:
        """Return `path` relative to the workspace, with `/` on every system."""
        return path.relative_to(self.root).as_posix()

    def _holds_records(self, path: Path) -> bool:
        parts = path.relative_to(self.root).parts
        hidden = any(part.startswith((".", "~$")) for part in parts)
        return not hidden and parts[0] not in _NOT_RECORDS

    def ontology_files(self) -> tuple[Path, ...]:
        """Return the shipped ontology files, then the workspace's own."""
        shipped = sorted(shipped_folder("ontology").glob("*.ttl"))
        own = [self.root / "ontology.ttl", *sorted((self.root / "ontology").glob("*.ttl"))]
        return (*shipped, *(path for path in own if path.is_file()))

    def query_folders(self) -> tuple[Path, ...]:
        """Return the shipped query folder, then the workspace's own if there is one."""
        own = self.root / "queries"
        return (shipped_folder("queries"), own) if own.is_dir() else (shipped_folder("queries"),)


def shipped_folder(name: str) -> Path:
    """Return the folder `name` that comes with libgraph: inside the wheel, or the repository."""
    inside = Path(__file__).parent / name
    return inside if inside.is_dir() else Path(__file__).parents[2] / name


def open_workspace(path: Path) -> Workspace:
    """Read the settings of the workspace at `path`, or around it.

    Parameters
    ----------
    path : Path
        The folder with libgraph.toml, or any file or folder inside it.

    Raises
    ------
    WorkspaceNotFound
        If there is no libgraph.toml.
    BadSettings
        If it is not TOML, or a key or value in it is not known.
    """
    around = (folder for folder in (path, *path.absolute().parents) if (folder / SETTINGS).is_file())
    root = next(around, None) if path.exists() else None
    if root is None:
        raise WorkspaceNotFound(path)
    settings = root / SETTINGS
    try:
        values = tomllib.loads(settings.read_text("utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadSettings(settings, f"it is not TOML in UTF-8 ({error})", "Correct that line.") from error
    return _workspace(root, settings, values)


def _workspace(root: Path, settings: Path, values: Mapping[str, Any]) -> Workspace:
    unknown = sorted(set(values) - _KEYS)
    if unknown:
        raise BadSettings(settings, f"unknown key {unknown[0]!r}", f"Known keys: {', '.join(sorted(_KEYS))}.")
    base = values.get("base", DEFAULT_BASE)
    if not (isinstance(base, str) and is_iri(base) and base.endswith("/")):
        raise BadSettings(settings, f"base {base!r} is no IRI that ends with /", "Correct base.")
    for key in ("title", "description"):
        _expect(settings, key, values.get(key, {}), dict)
    for key in ("publisher", "licence"):
        _expect(settings, key, values.get(key, ""), str)
    _expect(settings, "max_file_mb", values.get("max_file_mb", 20), int)
    return Workspace(
        root=root,
        base=base,
        title=values.get("title", {}),
        description=values.get("description", {}),
        publisher=values.get("publisher", ""),
        licence=values.get("licence", ""),
        max_file_bytes=values.get("max_file_mb", 20) * 1_000_000,
    )


def _expect(settings: Path, key: str, value: object, kind: type) -> None:
    if not isinstance(value, kind):
        raise BadSettings(settings, f"{key} is {value!r}", f"Write a value of type {kind.__name__}.")
