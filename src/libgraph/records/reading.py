"""Reading all record files of a workspace into one form."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from libgraph.model import Model
from libgraph.records.faults import Fault
from libgraph.records.json_lines import read_json_lines
from libgraph.records.nearest import nearest
from libgraph.records.places import Places, cell_name
from libgraph.records.record import At, Record
from libgraph.records.tables import Table, read_csv, read_xlsx, records_of
from libgraph.records.yaml_file import read_yaml
from libgraph.workspace import Workspace

_CONTROL: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069]")


@dataclass(slots=True)
class Reading:
    """The records of a workspace and the faults found on the way.

    Attributes
    ----------
    records : list of Record
    faults : list of Fault
    places : Places
        Finds line and column for faults found later.
    """

    workspace: Workspace
    model: Model
    records: list[Record] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    places: Places = field(default_factory=lambda: Places({}))

    def fault(
        self,
        file: Path,
        at: At,
        code: str,
        cure: str,
        *,
        key: bool = False,
        warning: bool = False,
        **data: str,
    ) -> None:
        """Note a fault at a path inside a file."""
        line, column = self.places.find(file, at, key=key)
        table = file.suffix.lower() in {".csv", ".xlsx"}
        inner = at[2:] if table else at[1:] if file.suffix.lower() == ".jsonl" else at
        sheet = f"{at[0]}!{cell_name(line, column)}" if file.suffix.lower() == ".xlsx" and at else ""
        path = ".".join(map(str, inner))
        name = self.workspace.inside(file)
        self.faults.append(Fault(name, line, column, path, code, cure, data, sheet, warning))

    def plain_fault(self, file: Path, line: int, column: int, code: str, cure: str, **data: str) -> None:
        """Note a fault at a known line and column."""
        name = self.workspace.inside(file)
        self.faults.append(Fault(name, line, column, "", code, cure, data))


def read_records(workspace: Workspace, model: Model, files: Iterable[Path] | None = None) -> Reading:
    """Read record files; what cannot be read becomes a fault, and nothing is lost in silence.

    Parameters
    ----------
    files : iterable of Path, optional
        Which files; all of the workspace if not given.
    """
    reading = Reading(workspace, model)
    for file in workspace.record_files() if files is None else files:
        _READERS[file.suffix.lower()](reading, file)
    return reading


def _content(reading: Reading, file: Path) -> bytes | None:
    size = file.stat().st_size
    limit = reading.workspace.max_file_bytes
    if size > limit:
        reading.plain_fault(file, 1, 1, "too-big", "split-file", size=str(size), limit=str(limit))
        return None
    return file.read_bytes()


def _text(reading: Reading, file: Path) -> str | None:
    """Return the text of a file, or None after noting why it cannot be one."""
    content = _content(reading, file)
    if content is None:
        return None
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = content[: error.start]
        line = before.count(b"\n") + 1
        reading.plain_fault(file, line, error.start - before.rfind(b"\n"), "encoding", "save-utf8")
        return None
    found = _CONTROL.search(text)
    if found:
        line = text.count("\n", 0, found.start()) + 1
        column = found.start() - text.rfind("\n", 0, found.start())
        sign = f"U+{ord(found.group()):04X}"
        reading.plain_fault(file, line, column, "control-character", "remove-it", sign=sign)
        return None
    return text


def _read_yaml(reading: Reading, file: Path) -> None:
    text = _text(reading, file)
    if text is None:
        return
    parsed = read_yaml(text)
    for code, data, line, column, at in parsed.problems:
        path = ".".join(map(str, at))
        name = reading.workspace.inside(file)
        reading.faults.append(Fault(name, line, column, path, code, code, data))
    if parsed.tree is None:
        if not parsed.problems:
            reading.plain_fault(file, 1, 1, "empty-file", "empty-file")
        return
    if not isinstance(parsed.tree, dict):
        reading.fault(file, (), "not-a-mapping", "begin-with-source")
        return
    _sections(reading, file, parsed.tree)


def _sections(reading: Reading, file: Path, tree: dict[str, Any]) -> None:
    sections = reading.model.sections
    source = tree.get("source")
    source_id = _source_id(reading, file, tree)
    if isinstance(source, dict):
        reading.records.append(Record("source", source, source_id, file, ("source",)))
    for name, listed in tree.items():
        if name == "source":
            continue
        if name not in sections:
            _unknown(reading, file, (name,), name, ["source", *sections], "unknown-section")
        elif not isinstance(listed, list):
            reading.fault(file, (name,), "not-a-list", "write-list", name=name)
        else:
            _section(reading, file, sections[name].name, name, listed, source_id)


def _source_id(reading: Reading, file: Path, tree: dict[str, Any]) -> str:
    source = tree.get("source")
    if source is None:
        reading.fault(file, (), "no-source", "begin-with-source")
    elif not isinstance(source, dict):
        reading.fault(file, ("source",), "not-a-mapping", "begin-with-source")
    elif isinstance(source.get("id"), str):
        return str(source["id"])
    return ""


def _section(reading: Reading, file: Path, kind: str, section: str, listed: list[Any], source: str) -> None:
    for place, data in enumerate(listed):
        if isinstance(data, dict):
            reading.records.append(Record(kind, data, source, file, (section, place)))
        else:
            reading.fault(file, (section, place), "not-a-mapping", "write-mapping")


def _unknown(reading: Reading, file: Path, at: At, got: str, known: Iterable[str], code: str) -> None:
    near = nearest(got, known)
    cure = "did-you-mean" if near else "known-names"
    reading.fault(file, at, code, cure, key=True, name=got, nearest=near, known=", ".join(sorted(set(known))))


def _read_jsonl(reading: Reading, file: Path) -> None:
    text = _text(reading, file)
    if text is None:
        return
    kinds = reading.model.kinds
    for line, data, problem in read_json_lines(text):
        if problem or data is None:
            code, details, row, column = problem or ("not-a-mapping", {}, line, 1)
            reading.plain_fault(file, row, column, code, code, **details)
            continue
        kind, source = data.pop("kind", None), data.pop("source", None)
        if not isinstance(kind, str):
            reading.fault(file, (line,), "no-kind", "known-names", known=", ".join(sorted(kinds)))
        elif kind not in kinds:
            _unknown(reading, file, (line, "kind"), kind, kinds, "unknown-kind")
        else:
            _add(reading, file, kind, data, source, (line,))


def _add(reading: Reading, file: Path, kind: str, data: dict[str, Any], source: Any, at: At) -> None:
    own = data.get("id") if kind == "source" else source
    if not isinstance(own, str) or not own:
        reading.fault(file, at, "no-source", "add-source-field")
        own = ""
    reading.records.append(Record(kind, data, own, file, at))


def _read_csv(reading: Reading, file: Path) -> None:
    text = _text(reading, file)
    if text is not None:
        _table(reading, file, read_csv(text, file.stem))


def _read_xlsx(reading: Reading, file: Path) -> None:
    content = _content(reading, file)
    if content is None:
        return
    tables, problems = read_xlsx(content, reading.workspace.max_file_bytes)
    for code, data, row, column in problems:
        reading.plain_fault(file, row, column, code, code, **data)
    for table in tables:
        _table(reading, file, table)


def _table(reading: Reading, file: Path, table: Table) -> None:
    sheets = dict(reading.places.columns)
    sheets[file] = {**sheets.get(file, {}), table.name: {h: c for c, h in enumerate(table.header, 1)}}
    reading.places.columns = sheets
    for code, data, row, column in table.problems:
        name = reading.workspace.inside(file)
        place = f"{table.name}!{cell_name(row, column)}" if file.suffix.lower() == ".xlsx" else ""
        reading.faults.append(Fault(name, row, column, "", code, code, data, place))
    sections = {**reading.model.sections, **reading.model.kinds}
    if not table.header:
        return
    if table.name not in sections and "kind" not in table.header:
        _unknown(reading, file, (table.name, 1), table.name, reading.model.sections, "unknown-section")
        return
    for row, data in records_of(table):
        kind = data.pop("kind", None) or sections[table.name].name
        if not isinstance(kind, str) or kind not in reading.model.kinds:
            _unknown(reading, file, (table.name, row, "kind"), str(kind), reading.model.kinds, "unknown-kind")
        else:
            _add(reading, file, kind, data, data.pop("source", None), (table.name, row))


_READERS: Final[dict[str, Callable[[Reading, Path], None]]] = {
    ".yaml": _read_yaml,
    ".yml": _read_yaml,
    ".jsonl": _read_jsonl,
    ".csv": _read_csv,
    ".xlsx": _read_xlsx,
}
