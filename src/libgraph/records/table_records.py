"""From the tables of CSV and XLSX files to records."""

from pathlib import Path

from libgraph.model import Kind
from libgraph.records.columns import Column, unusable_columns
from libgraph.records.faults import Fault
from libgraph.records.findings import Reading
from libgraph.records.places import cell_name
from libgraph.records.record import At, Record
from libgraph.records.tables import Table, records_of
from libgraph.records.values import one_of_names


def read_table(reading: Reading, file: Path, table: Table) -> None:
    """Add the records of a table, and the faults of its rows and columns."""
    reading.places.tables.setdefault(file, {})[table.name] = table
    for code, data, row, column in table.problems:
        place = f"{table.name}!{cell_name(row, column)}" if file.suffix.lower() == ".xlsx" else ""
        name = reading.workspace.inside(file)
        reading.faults.append(Fault(name, row, column, "", code, code, data, place))
        if code == "sheet-too-large":
            reading.lose(None)
    for text in table.lost:
        reading.lose(text)
    if not table.header:
        return
    kind = {**reading.model.sections, **reading.model.kinds}.get(table.name)
    if kind or "kind" in table.header:
        _rows(reading, file, table, kind)
        return
    problem = one_of_names((), table.name, list(reading.model.sections), "unknown-sheet")
    reading.note(file, problem, (table.name, table.first))
    for _, cells in table.rows:
        reading.lose(" ".join(cells))


def _rows(reading: Reading, file: Path, table: Table, kind: Kind | None) -> None:
    kinds = reading.model.kinds
    known = ", ".join(sorted(kinds))
    bad = _columns(reading, file, table, kind)
    for row, data in records_of(table, bad):
        at: At = (table.name, row)
        named, source = data.pop("kind", kind.name if kind else None), data.pop("source", None)
        if named is None:
            reading.fault(file, at, "no-kind", "add-kind", known=known)
        elif not isinstance(named, str) or named not in kinds:
            reading.note(file, one_of_names((*at, "kind"), str(named), sorted(kinds), "unknown-kind"))
        else:
            reading.add(Record(named, data, "", file, at), source)
            continue
        reading.lose(str(data.get("id", "")))


def _columns(reading: Reading, file: Path, table: Table, kind: Kind | None) -> set[int]:
    """Note what is wrong with the header, once for all rows; return the columns to leave out."""
    kinds = [kind] if kind and "kind" not in table.header else list(reading.model.kinds.values())
    found = unusable_columns(reading.model, kinds, table)
    for column in found:
        _note(reading, file, table, column)
    return {column.place for column in found}


def _note(reading: Reading, file: Path, table: Table, column: Column) -> None:
    for name in column.excuses:
        reading.excuse(file, table.name, name)
    row, number = table.first, max(column.place, 0) + 1
    name = reading.workspace.inside(file)
    place = f"{table.name}!{cell_name(row, number)}" if file.suffix.lower() == ".xlsx" else ""
    header = table.header[column.place] if column.place >= 0 else ""
    reading.faults.append(Fault(name, row, number, header, column.code, column.cure, column.data, place))
