"""What reading a workspace finds: records, faults, and what could not be read."""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Collection
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

from libgraph.model import Model
from libgraph.records.faults import Fault, in_order
from libgraph.records.places import TABLES, Places
from libgraph.records.record import At, Record
from libgraph.records.values import Problem
from libgraph.records.yaml_file import Mark
from libgraph.workspace import Workspace

MOST_OF_A_KIND: Final = 1_000
_TOKEN: Final = re.compile(r"[a-z0-9][a-z0-9_.-]*")
_Kind = tuple[Path, str, bool]


@dataclass(slots=True)
class Reading:
    """The records of a workspace and the faults found on the way.

    Attributes
    ----------
    records : list of Record
    faults : list of Fault
        Of one kind in a file the first thousand; `told` has also how many more there are.
    places : Places
        Finds line and column for faults found later.
    aids : int
        How many example rows and sheets of a template, which are no records, were left out.
    """

    workspace: Workspace
    model: Model
    records: list[Record] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    places: Places = field(default_factory=Places)
    aids: int = 0
    _counts: Counter[_Kind] = field(default_factory=Counter)
    _first_left_out: dict[_Kind, Fault] = field(default_factory=dict)
    _lost: set[str] = field(default_factory=set)
    _blind: bool = False
    _names: dict[Path, str] = field(default_factory=dict)
    _every_field: frozenset[str] = frozenset()
    _excused: defaultdict[tuple[Path, str], set[str]] = field(default_factory=lambda: defaultdict(set))

    def __post_init__(self) -> None:
        kinds = (*self.model.kinds.values(), *self.model.nested.values())
        self._every_field = frozenset({"id", "source"}.union(*(kind.fields for kind in kinds)))

    def name(self, file: Path) -> str:
        """Return the path of a file inside the workspace."""
        if file not in self._names:
            self._names[file] = self.workspace.inside(file)
        return self._names[file]

    def where(self, file: Path, at: At) -> str:
        """Say file and line, or sheet and cell, of what stands at a path."""
        name = self.name(file)
        place = self.places.cell(file, at)[1] if file.suffix.lower() in TABLES else ""
        return f"{name}:{place or self.places.find(file, at)[0]}"

    def fault(self, file: Path, at: At, code: str, cure: str, **data: str) -> None:
        """Note a fault at a path inside a file."""
        self.note(file, Problem(at, code, cure, data))

    def note(self, file: Path, problem: Problem, below: At = ()) -> None:
        """Note a problem at a path inside what stands at `below`."""
        self.keep(file, problem.code, lambda: self.placed(file, problem, below), warning=problem.warning)

    def placed(self, file: Path, problem: Problem, below: At = ()) -> Fault:
        """Return the fault that a problem at a path inside what stands at `below` is."""
        at = (*below, *problem.at)
        suffix = file.suffix.lower()
        place = ""
        if suffix in TABLES:
            (line, column), place, path = self.places.cell(file, at)
        else:
            line, column = self.places.find(file, at, key=problem.key)
            path = ".".join(map(str, at[1:] if suffix == ".jsonl" else at))
        name = self.name(file)
        return Fault(
            name, line, column, path, problem.code, problem.cure, problem.data, place, problem.warning,
            problem.hint,
        )  # fmt: skip

    def plain_fault(self, file: Path, place: Mark, code: str, cure: str, **data: str) -> None:
        """Note a fault at a known line and column."""
        self.keep(file, code, lambda: Fault(self.name(file), *place, "", code, cure, data))

    def keep(self, file: Path, code: str, fault: Callable[[], Fault], *, warning: bool = False) -> None:
        """Keep a fault; of very many of one kind in a file, only count it: to place each takes long."""
        kind = file, code, warning
        self._counts[kind] += 1
        if self._counts[kind] <= MOST_OF_A_KIND:
            self.faults.append(fault())
        elif kind not in self._first_left_out:
            self._first_left_out[kind] = fault()

    def told(self) -> list[Fault]:
        """Return the faults in order; where some are only counted, the first of these says how many."""
        more = (
            replace(fault, more=self._counts[kind] - MOST_OF_A_KIND - 1)
            for kind, fault in self._first_left_out.items()
        )
        return in_order([*self.faults, *more])

    def drop_faults(self, files: Collection[Path]) -> None:
        """Forget the faults of some files."""
        names = {self.name(file) for file in files}
        self.faults = [fault for fault in self.faults if fault.file not in names]
        for kind in [kind for kind in self._counts if kind[0] in files]:
            del self._counts[kind]
            self._first_left_out.pop(kind, None)

    def lose(self, text: str | None) -> None:
        """Remember what may be ids in a text that cannot be read as records; None if it is unknown."""
        if text is None:
            self._blind = True
        else:
            self._lost.update(_TOKEN.findall(text))

    def may_be_lost(self, ident: str) -> bool:
        """Say whether a record with that id may stand in what could not be read."""
        return self._blind or ident in self._lost

    def excuse(self, file: Path, sheet: str, name: str) -> None:
        """Remember a field that every row lacks, because of one fault in the header."""
        self._excused[file, sheet].add(name)

    def excused(self, record: Record) -> frozenset[str]:
        """Return the fields whose absence from a record has been told already."""
        if record.file.suffix.lower() not in TABLES:
            return frozenset()
        sheet = str(record.at[0])
        if record.at[1] in self.places.tables[record.file][sheet].patchy:
            return self._every_field
        return frozenset(self._excused.get((record.file, sheet), ()))

    def take(self, part: "Reading") -> None:
        """Add what was read of other files."""
        self.records += part.records
        self.faults += part.faults
        self._counts.update(part._counts)
        self._first_left_out.update(part._first_left_out)
        self.aids += part.aids
        self.places.tables.update(part.places.tables)
        self._lost |= part._lost
        self._blind = self._blind or part._blind
        self._excused.update(part._excused)

    def add(self, record: Record, source: object) -> None:
        """Keep a record of a file without a source of its own.

        A source says of itself what it is; anything else names the source that says so.
        """
        itself = record.kind == "source" and "about" not in record.data
        own = record.data.get("id") if itself else source
        if not itself and not (isinstance(own, str) and own.strip()) and "source" not in self.excused(record):
            cell = ("source",) if record.file.suffix.lower() in TABLES else ()
            self.fault(record.file, (*record.at, *cell), "no-source", "add-source-field")
        record.source = own if isinstance(own, str) else ""
        self.records.append(record)
