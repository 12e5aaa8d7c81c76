"""Reading all record files of a workspace into one form."""

import gc
import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any, Final

from libgraph.model import Model
from libgraph.records.characters import without_unfit
from libgraph.records.faults import Fault
from libgraph.records.findings import Reading
from libgraph.records.json_lines import is_one_document, read_json_lines
from libgraph.records.nearest import is_clear
from libgraph.records.record import At, Record
from libgraph.records.retracted import leave_out_retracted
from libgraph.records.table_records import read_table
from libgraph.records.tables import read_csv
from libgraph.records.values import one_of_names
from libgraph.records.words import Words
from libgraph.records.workbook import read_xlsx
from libgraph.records.yaml_file import read_yaml
from libgraph.workspace import Workspace

__all__ = ["Reading", "read_file", "read_records"]

_ID_IN_TEXT: Final = re.compile(r"""\bid["']?[ \t]*:[ \t]*["']?([a-z0-9][a-z0-9_.-]*)""")


def read_records(
    workspace: Workspace, model: Model, files: Iterable[Path] | None = None, *, retracted: bool = False
) -> Reading:
    """Read record files; what cannot be read becomes a fault, and nothing is lost in silence.

    Parameters
    ----------
    files : iterable of Path, optional
        Which files; all of the workspace if not given.
    retracted : bool
        Whether the records of retracted sources are read too.
    """
    reading = Reading(workspace, model)
    for file in workspace.record_files() if files is None else files:
        read_file(reading, file)
    if not retracted:
        leave_out_retracted(reading)
    return reading


def read_file(reading: Reading, file: Path) -> None:
    """Add the records and faults of one file."""
    content = _content(reading, file)
    if content is None:
        reading.lose(None)
        return
    before = len(reading.records), len(reading.faults), reading.aids
    _READERS[file.suffix.lower()](reading, file, content)
    if before == (len(reading.records), len(reading.faults), reading.aids):
        reading.plain_fault(file, (1, 1), "empty-file", "empty-file")


def _content(reading: Reading, file: Path) -> bytes | None:
    limit = reading.workspace.max_file_bytes
    try:
        size = file.stat().st_size
        if size <= limit and file.is_file():  # a pipe would be waited for
            return file.read_bytes()
    except OSError:
        size = 0
    if size > limit:
        reading.plain_fault(file, (1, 1), "too-big", "split-file", size=str(size), limit=str(limit))
    else:
        reading.plain_fault(file, (1, 1), "unreadable", "unreadable")
    return None


def _text(reading: Reading, file: Path, content: bytes) -> str | None:
    """Return the text of a file, or None after noting why it cannot be one."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = content[: error.start].decode("utf-8-sig", "replace")
        line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
        reading.plain_fault(file, (line, column), "encoding", "save-utf8")
        text = content.decode("utf-8-sig", "replace")
        if b"\0" in content:  # UTF-16, or no text at all
            reading.lose(text.replace("\0", ""))
            return None
    text, unfit = without_unfit(text)
    for line, column, sign in unfit:
        reading.plain_fault(file, (line, column), "control-character", "control-character", sign=sign)
    return text


def _read_yaml(reading: Reading, file: Path, content: bytes) -> None:
    text = _text(reading, file, content)
    if text is None:
        return
    parsed = read_yaml(text)
    for problem in parsed.problems:
        reading.keep(file, problem[0], partial(_fault_of_yaml, reading.name(file), *problem))
    if isinstance(parsed.tree, dict):
        if parsed.problems:
            reading.lose(" ".join(_ID_IN_TEXT.findall(text)))
        _sections(reading, file, parsed.tree)
        return
    reading.lose(text)
    if parsed.tree is not None:
        reading.fault(file, (), "not-a-mapping", "begin-with-source")


def _fault_of_yaml(name: str, code: str, data: dict[str, str], line: int, column: int, at: At) -> Fault:
    return Fault(name, line, column, ".".join(map(str, at)), code, code, data)


def _sections(reading: Reading, file: Path, tree: dict[str, Any]) -> None:
    sections = {name: kind for name, kind in reading.model.sections.items() if kind.name != "source"}
    meant = {name: name for name in tree if name == "source" or name in sections}
    unknown = [name for name in tree if name not in meant]
    words = Words(reading.model) if unknown else None
    for name in unknown:
        kind = words.kind(name) if words else None
        other = "" if kind is None else "source" if kind.name == "source" else kind.section
        known = ["source", *sections]
        problem = one_of_names((name,), name, known, "unknown-section", key=True, meant=other)
        reading.note(file, problem)
        near = problem.data["nearest"]
        if near and near not in tree and (other or is_clear(name, near)):
            meant[name] = near  # what it holds is checked as if it were spelt right
        else:
            meant[name] = "source" if near == "source" else ""
    head = next((name for name in tree if meant[name] == "source"), "")
    source = tree.get(head)
    if isinstance(source, dict):
        reading.records.append(Record("source", source, _text_of(source.get("id")), file, (head,)))
    elif head:
        reading.fault(file, (head,), "not-a-mapping", "begin-with-source")
    else:
        reading.fault(file, (), "no-source", "begin-with-source")
    source_id = _text_of(source.get("id")) if isinstance(source, dict) else ""
    for name, listed in tree.items():
        if name == head:
            continue
        if not meant[name] or meant[name] == "source":
            reading.lose(str(listed))
        elif not isinstance(listed, list):
            reading.fault(file, (name,), "not-a-list", "write-list", name=name)
            reading.lose(str(listed))
        else:
            _section(reading, file, sections[meant[name]].name, name, listed, source_id)


def _text_of(value: object) -> str:
    return value if isinstance(value, str) else ""


def _section(reading: Reading, file: Path, kind: str, section: str, listed: list[Any], source: str) -> None:
    for place, data in enumerate(listed):
        if isinstance(data, dict):
            reading.records.append(Record(kind, data, source, file, (section, place)))
        else:
            reading.fault(file, (section, place), "not-a-mapping", "write-mapping")
            reading.lose(str(data))


@contextmanager
def _no_garbage() -> Iterator[None]:
    """Keep the garbage collector from going through all records again and again as they become more."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


@_no_garbage()
def _read_jsonl(reading: Reading, file: Path, content: bytes) -> None:
    text = _text(reading, file, content)
    if text is None:
        return
    kinds, words = sorted(reading.model.kinds), Words(reading.model)
    lines = text.split("\n")
    if is_one_document(text, lines):
        reading.plain_fault(file, (1, 1), "json-document", "json-document")
        reading.lose(text)
        return
    for line, data, problem in read_json_lines(lines):
        if problem or data is None:
            code, details, row, column = problem or ("not-a-mapping", {}, line, 1)
            reading.plain_fault(file, (row, column), code, code, **details)
            reading.lose(lines[line - 1])
            continue
        kind, source = data.pop("kind", None), data.pop("source", None)
        if kind is None:
            reading.fault(file, (line,), "no-kind", "add-kind", known=", ".join(kinds))
        elif not isinstance(kind, str) or kind not in reading.model.kinds:
            called = words.kind(str(kind))
            other = called.name if called else ""
            unknown = one_of_names((line, "kind"), str(kind), kinds, "unknown-kind", meant=other)
            reading.note(file, unknown)
            near = unknown.data["nearest"]
            kind = near if other or (near and is_clear(str(kind), near)) else None
        if kind is None:
            reading.lose(_text_of(data.get("id")))
        else:
            reading.add(Record(kind, data, "", file, (line,)), source)


def _read_csv(reading: Reading, file: Path, content: bytes) -> None:
    text = _text(reading, file, content)
    if text is not None:
        read_table(reading, file, read_csv(text, file.stem))


def _read_xlsx(reading: Reading, file: Path, content: bytes) -> None:
    book = read_xlsx(content, reading.workspace.max_file_bytes)
    for code, data, row, column in book.problems:
        reading.plain_fault(file, (row, column), code, code, **data)
        reading.lose(None)
    for table in book.tables:
        read_table(reading, file, table)


_READERS: Final[dict[str, Callable[[Reading, Path, bytes], None]]] = {
    ".yaml": _read_yaml,
    ".yml": _read_yaml,
    ".jsonl": _read_jsonl,
    ".csv": _read_csv,
    ".xlsx": _read_xlsx,
}
