"""A workspace: the folder with libgraph.toml, the records and what is built from them."""

import os
import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

from libgraph.errors import BadSettings, WorkspaceNotFound
from libgraph.terms import DEFAULT_BASE, is_iri

SETTINGS: Final = "libgraph.toml"
RECORD_SUFFIXES: Final = frozenset({".yaml", ".yml", ".csv", ".xlsx", ".jsonl"})
RETRACTED: Final = "retracted.yaml"
SHAPES: Final = frozenset({"shapes.ttl", "constraints.ttl"})
_NOT_RECORDS: Final = frozenset({"build", "queries", "templates", RETRACTED})
_MOST_YEARS: Final = 1_000


class SettingsUnreadable(BadSettings):
    """The settings are not TOML in UTF-8."""

    def __init__(self, path: Path, line: int) -> None:
        super().__init__(path, f"line {line} is not TOML in UTF-8", "Correct that line, or the one before.")
        self.line = line
        self.args = (path, line)


class UnknownSetting(BadSettings):
    """There is no setting of a name."""

    def __init__(self, path: Path, line: int, name: str, known: str) -> None:
        super().__init__(path, f"line {line}: there is no setting '{name}'", f"Settings: {known}.")
        self.line, self.name, self.known = line, name, known
        self.args = (path, line, name, known)


class WrongSetting(BadSettings):
    """The value of a setting cannot be used."""

    def __init__(self, path: Path, line: int, written: str, example: str) -> None:
        super().__init__(path, f"line {line}: '{written}' cannot be used", f"Write, for example: {example}")
        self.line, self.written, self.example = line, written, example
        self.args = (path, line, written, example)


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
    inference : bool
        Whether what follows by the rules is part of the graph.
    ended_roles_years : int
        For how many years a role that has ended is kept before `libgraph review` lists it.
    """

    root: Path
    base: str = DEFAULT_BASE
    title: Mapping[str, str] = field(default_factory=dict)
    description: Mapping[str, str] = field(default_factory=dict)
    publisher: str = ""
    licence: str = ""
    max_file_bytes: int = 20_000_000
    inference: bool = True
    ended_roles_years: int = 10

    @property
    def build_folder(self) -> Path:
        """Where builds are kept."""
        return self.root / "build"

    def record_files(self) -> tuple[Path, ...]:
        """Return the record files, sorted by their path inside the workspace."""
        return self._files(lambda suffix: suffix in RECORD_SUFFIXES)

    def other_files(self) -> tuple[Path, ...]:
        """Return the files that are no record files but stand among them, sorted as these are."""
        return self._files(lambda suffix: suffix not in RECORD_SUFFIXES)

    def _files(self, asked_for: Callable[[str], bool]) -> tuple[Path, ...]:
        found: list[tuple[str, Path]] = []
        for folder, folders, files in os.walk(self.root):
            here = Path(folder)
            inside = "" if here == self.root else f"{self.inside(here)}/"
            skipped = _NOT_RECORDS if here == self.root else frozenset[str]()
            folders[:] = [name for name in folders if _is_shown(name) and name not in skipped]
            found += [
                (f"{inside}{name}", here / name)
                for name in files
                if asked_for(name[name.rfind(".") :].lower()) and _is_shown(name) and name not in skipped
            ]
        return tuple(path for _, path in sorted(found))

    def inside(self, path: Path) -> str:
        """Return `path` relative to the workspace, with `/` on every system."""
        return path.relative_to(self.root).as_posix()

    def ontology_files(self) -> tuple[Path, ...]:
        """Return the shipped ontology files, then the workspace's own."""
        shipped = sorted(shipped_folder("ontology").glob("*.ttl"))
        own = [self.root / "ontology.ttl", *sorted((self.root / "ontology").glob("*.ttl"))]
        return (*shipped, *(path for path in own if path.is_file()))

    def vocabulary_files(self) -> tuple[Path, ...]:
        """Return the ontology files without the shapes: what a graph is published and validated with."""
        return tuple(path for path in self.ontology_files() if path.name not in SHAPES)

    def query_folders(self) -> tuple[Path, ...]:
        """Return the shipped query folder, then the workspace's own if there is one."""
        own = self.root / "queries"
        return (shipped_folder("queries"), own) if own.is_dir() else (shipped_folder("queries"),)

    def rule_folders(self) -> tuple[Path, ...]:
        """Return the folder of the shipped rules of inference, then the workspace's own if there is one."""
        shipped, own = shipped_folder("ontology") / "rules", self.root / "rules"
        return (shipped, own) if own.is_dir() else (shipped,)


def _is_shown(name: str) -> bool:
    return not name.startswith((".", "~$"))


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
    content = settings.read_bytes()
    try:
        text = content.decode("utf-8-sig")
        values = tomllib.loads(text)
    except UnicodeDecodeError as error:
        raise SettingsUnreadable(settings, content.count(b"\n", 0, error.start) + 1) from error
    except tomllib.TOMLDecodeError as error:
        told = re.search(r"at line (\d+)", str(error))
        raise SettingsUnreadable(settings, int(told[1]) if told else text.count("\n") + 1) from error
    _check(settings, text, values)
    return Workspace(
        root=root,
        base=values.get("base", DEFAULT_BASE),
        title=values.get("title", {}),
        description=values.get("description", {}),
        publisher=values.get("publisher", ""),
        licence=values.get("licence", ""),
        max_file_bytes=values.get("max_file_mb", 20) * 1_000_000,
        inference=values.get("inference", True),
        ended_roles_years=values.get("retention", {}).get("ended_roles_years", 10),
    )


def _is_base(value: object) -> bool:
    return isinstance(value, str) and is_iri(value) and value.endswith("/")


def _is_texts(value: object) -> bool:
    return isinstance(value, dict) and all(isinstance(text, str) for text in value.values())


def _is_text(value: object) -> bool:
    return isinstance(value, str)


def _is_size(value: object) -> bool:
    return type(value) is int and value >= 0


def _is_retention(value: object) -> bool:
    if not isinstance(value, dict) or not set(value) <= {"ended_roles_years"}:
        return False
    years = value.get("ended_roles_years", 10)
    return type(years) is int and 0 <= years <= _MOST_YEARS


# Each setting: what is good for it, and an example.
_RULES: Final[Mapping[str, tuple[Callable[[object], bool], str]]] = MappingProxyType(
    {
        "base": (_is_base, 'base = "https://example.org/my-region/"'),
        "description": (_is_texts, 'description = {lt = "…", lv = "…", en = "…"}'),
        "inference": (lambda value: isinstance(value, bool), "inference = true"),
        "licence": (_is_text, 'licence = "https://creativecommons.org/licenses/by/4.0/"'),
        "max_file_mb": (_is_size, "max_file_mb = 20"),
        "publisher": (_is_text, 'publisher = "…"'),
        "retention": (_is_retention, "retention = {ended_roles_years = 10}"),
        "title": (_is_texts, 'title = {lt = "…", lv = "…", en = "…"}'),
    }
)


def _check(settings: Path, text: str, values: Mapping[str, Any]) -> None:
    """Refuse the first setting that is not known or not good."""
    for name, value in values.items():
        line, written = _place(text, name)
        if name not in _RULES:
            raise UnknownSetting(settings, line, name, ", ".join(_RULES))
        is_good, example = _RULES[name]
        if not is_good(value):
            raise WrongSetting(settings, line, written, example)


def _place(text: str, name: str) -> tuple[int, str]:
    """Return the line of a setting, and what is written there."""
    begins = re.compile(rf"\s*\[*\s*[\"']?{re.escape(name)}[\"']?\s*[\].=]")
    for number, line in enumerate(text.splitlines(), 1):
        if begins.match(line):
            return number, line.strip()
    return 1, name
