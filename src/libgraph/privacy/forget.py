"""Forgetting a person: out of the records, the graph, every build and output, and looking again.

The order makes it safe to be interrupted: first the names are noted in a journal, then the
tombstone is written, then record files are replaced one by one, then a fresh build takes over and
all others are deleted. The journal goes last, when a scan finds nothing. Running it again goes on
from wherever it stopped.
"""

import os
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from libgraph.build import build
from libgraph.errors import FaultyRecords, LibgraphError
from libgraph.files import rewrite
from libgraph.graph.checked import read_checked
from libgraph.graph.pointer import POINTER
from libgraph.graph.seal import STORE
from libgraph.graph.store import GraphStore
from libgraph.graph.swap import BuildFolder
from libgraph.model import read_model
from libgraph.privacy.changes import change_all
from libgraph.privacy.journal import JOURNAL, close_journal, read_journal, write_journal
from libgraph.privacy.needles import Needles, needles_of
from libgraph.privacy.scan import Hit, folded, scan, scan_content, unread
from libgraph.privacy.tombstones import bury, is_buried
from libgraph.privacy.traces import ids_of_person, traces
from libgraph.records.findings import Reading
from libgraph.records.forgotten import KEY_FILE, TOMBSTONES
from libgraph.records.ids import index
from libgraph.records.nearest import nearest
from libgraph.records.reading import read_records
from libgraph.records.record import At
from libgraph.terms import namespaces
from libgraph.workspace import Workspace

_NOT_LOOKED_INTO: Final = frozenset({".git", ".venv", "node_modules"})
_OF_BUILDS: Final = frozenset({POINTER, "builds", "LOCK", "LOCK.holder", JOURNAL})


class NoSuchPerson(LibgraphError):
    """No record defines the person."""

    exit_code = 1

    def __init__(self, person: str, near: str) -> None:
        super().__init__(person, near)
        self.person, self.near = person, near
        self.cure = f"person/{near}" if near else "person/ID"

    def __str__(self) -> str:
        cure = f"Did you mean person/{self.near}?" if self.near else "Write person/ID."
        return f"No record defines {self.person}. {cure}"


class AlreadyForgotten(LibgraphError):
    """The person was forgotten before, and no record brings them back."""

    exit_code = 0

    def __init__(self, person: str) -> None:
        super().__init__(person)
        self.person, self.file = person, TOMBSTONES

    def __str__(self) -> str:
        return f"{self.person} was forgotten before (see {self.file}); no record has this id."


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to go, before anything is changed.

    Attributes
    ----------
    needles : Needles
    paths : Mapping of Path to set of paths
        What goes from each record file.
    contents : Mapping of Path to bytes or None
        What each file will be; None if it is deleted.
    """

    reading: Reading
    needles: Needles
    paths: Mapping[Path, set[At]]
    contents: Mapping[Path, bytes | None]

    def lines(self) -> Iterator[tuple[str, str]]:
        """Yield (file and line, what) of everything that goes."""
        for file, paths in self.paths.items():
            for at in sorted(paths, key=str):
                what = ".".join(str(step) for step in at if not isinstance(step, int)) or "record"
                yield self.reading.where(file, at), what


@dataclass(frozen=True, slots=True)
class Outcome:
    """How far a person was forgotten.

    Attributes
    ----------
    mentions : tuple of Hit
        Where texts of the workspace still name the person: for the curator to edit.
    left : tuple of Hit
        Where outputs still do.
    faults : FaultyRecords or None
        Why no fresh build could be made.
    """

    mentions: tuple[Hit, ...]
    left: tuple[Hit, ...]
    faults: FaultyRecords | None

    @property
    def done(self) -> bool:
        """Whether nothing is left within reach."""
        return not (self.mentions or self.left or self.faults)


def person_id(what: str) -> str:
    """Return the id in `person/ID`, `person:ID` or `ID`."""
    return what.replace(":", "/", 1).removeprefix("person/")


def plan_forget(workspace: Workspace, ident: str, lang: str = "en") -> Plan:
    """Return what is to go; nothing is changed.

    Raises
    ------
    NoSuchPerson
        If no record defines the person.
    AlreadyForgotten
        If none does because the person was forgotten.
    UnfinishedForget
        If another person is being forgotten.
    FaultyRecords
        If records have faults: somebody may stand in what cannot be read.
    """
    begun = read_journal(workspace, ident)
    if not begun:
        read_checked(workspace, lang)
    reading = read_records(workspace, read_model(workspace.ontology_files()), retracted=True)
    if not begun:
        people = index(reading.records, reading.model).by_kind["person"]
        if ident not in people and is_buried(workspace, ident):
            raise AlreadyForgotten(f"person/{ident}")
        if ident not in people:
            raise NoSuchPerson(f"person/{ident}", nearest(ident, list(people)))
    needles = begun or needles_of(reading, ids_of_person(reading, ident))
    paths = traces(reading, needles.idents)
    return Plan(reading, needles, paths, change_all(reading, paths))


def mentions_after(workspace: Workspace, plan: Plan) -> list[Hit]:
    """Return where the files of a workspace would still name the person."""
    files = [file for file in _files(workspace) if file not in plan.contents]
    found = scan(files, plan.needles)
    for file, content in plan.contents.items():
        found += scan_content(file, content or b"", plan.needles)
    return sorted(found)


def unread_files(workspace: Workspace) -> list[Path]:
    """Return files of a workspace that may name the person and cannot be searched."""
    return unread(_files(workspace))


def forget(workspace: Workspace, plan: Plan, on: date, lang: str = "en") -> Outcome:
    """Take a person out of everything within reach, and look whether anything is left.

    Parameters
    ----------
    on : date
        The day that the tombstone gives.
    """
    write_journal(workspace, plan.needles)
    bury(workspace, plan.needles, on)
    for file, content in plan.contents.items():
        rewrite(file, content)
    mentions = scan(_files(workspace), plan.needles)
    _clear(workspace)
    left: list[Hit] = []
    faults: FaultyRecords | None = None
    try:
        folder = build(workspace, lang).folder
    except FaultyRecords as error:
        faults = error
    else:
        BuildFolder(workspace.build_folder).purge()
        left += [Hit(folder / STORE)] if _in_store(folder, workspace, plan.needles) else []
    left += scan(_outputs(workspace), plan.needles)
    outcome = Outcome(tuple(mentions), tuple(left), faults)
    if outcome.done:
        close_journal(workspace)
    return outcome


def _clear(workspace: Workspace) -> None:
    """Delete what was put beside the builds: maps, exports, caches."""
    for path in workspace.build_folder.iterdir():
        if path.name not in _OF_BUILDS:
            shutil.rmtree(path) if path.is_dir() else path.unlink()


def _in_store(folder: Path, workspace: Workspace, needles: Needles) -> bool:
    """Say whether the store itself still answers with the person, whatever its files look like."""
    store = GraphStore.on_disk(folder / STORE, namespaces(workspace.base))
    return needles.found_in(folded(store.dump().decode()))


def _files(workspace: Workspace) -> Iterator[Path]:
    """Yield every file of a workspace but its builds and the key."""
    for folder, folders, files in os.walk(workspace.root):
        here = Path(folder)
        folders[:] = sorted(
            name for name in folders if name not in _NOT_LOOKED_INTO and here / name != workspace.build_folder
        )
        yield from (here / name for name in sorted(files) if name != KEY_FILE)


def _outputs(workspace: Workspace) -> Iterator[Path]:
    """Yield every file in the folder of builds but the journal."""
    for path in sorted(workspace.build_folder.rglob("*")):
        if path.is_file() and path.name != JOURNAL:
            yield path


def repository_of(workspace: Workspace) -> Path | None:
    """Return the git repository that the workspace is in, whose history keeps what was committed."""
    root = workspace.root.resolve()
    return next((folder for folder in (root, *root.parents) if (folder / ".git").exists()), None)
