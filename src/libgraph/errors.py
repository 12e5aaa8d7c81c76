"""The tree of errors: what stops libgraph from running.

LibgraphError                 anything below; the command line exits with 2
├── WorkspaceNotFound         no workspace at the path given
├── BadSettings               libgraph.toml cannot be used
├── BadModel                  the ontology or the shapes cannot be used
├── FaultyRecords             records have faults, so no graph is built (exit 1)
├── OntologyInconsistent      the reasoner found a contradiction (exit 1)
├── ToolMissing               an outside program or an optional package is absent
└── (others)                  defined beside the code that raises them

Each error carries its data; the sentence is made late, in `__str__`, and ends
with the next step. A mistake in a curator's input is not an error but a fault
(`libgraph.records.faults`).
"""

from collections.abc import Sequence
from pathlib import Path


class LibgraphError(Exception):
    """Anything that stops libgraph from doing what was asked."""

    exit_code = 2


class WorkspaceNotFound(LibgraphError):
    """There is no workspace at the path given."""

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self.path = path

    def __str__(self) -> str:
        return (
            f"{self.path} is not a libgraph workspace: there is no libgraph.toml in it or around it. "
            f"Give the folder that holds libgraph.toml."
        )


class BadSettings(LibgraphError):
    """The settings file of a workspace cannot be used."""

    def __init__(self, path: Path, reason: str, cure: str) -> None:
        super().__init__(path, reason, cure)
        self.path, self.reason, self.cure = path, reason, cure

    def __str__(self) -> str:
        return f"{self.path}: {self.reason}. {self.cure}"


class BadModel(LibgraphError):
    """The ontology or the shapes cannot be read as a model."""

    def __init__(self, where: str, reason: str, cure: str) -> None:
        super().__init__(where, reason, cure)
        self.where, self.reason, self.cure = where, reason, cure

    def __str__(self) -> str:
        return f"{self.where}: {self.reason}. {self.cure}"


class FaultyRecords(LibgraphError):
    """Records have faults; a graph of them would not say what was meant."""

    exit_code = 1

    def __init__(self, faults: Sequence[object]) -> None:
        super().__init__(faults)
        self.faults = tuple(faults)
        self.lines = "".join(f"{fault}\n" for fault in faults)
        self.count = len(self.faults)

    def __str__(self) -> str:
        return f"{self.lines}Faults in the records: {self.count}. Correct them, then run again."


class OntologyInconsistent(LibgraphError):
    """The reasoner found a contradiction or classes that can have no member."""

    exit_code = 1

    def __init__(self, unsatisfiable: Sequence[str]) -> None:
        super().__init__(unsatisfiable)
        self.unsatisfiable = tuple(unsatisfiable)

    def __str__(self) -> str:
        if not self.unsatisfiable:
            return "The ontology is inconsistent. Look for two disjoint classes with one member."
        names = ", ".join(self.unsatisfiable)
        return f"These classes can have no member: {names}. Look for disjoint superclasses."


class ToolMissing(LibgraphError):
    """An outside program or optional package that this command needs is absent."""

    def __init__(self, tool: str, purpose: str, cure: str) -> None:
        super().__init__(tool, purpose, cure)
        self.tool, self.purpose, self.cure = tool, purpose, cure

    def __str__(self) -> str:
        return f"{self.tool} is missing; {self.purpose} needs it. {self.cure}"
