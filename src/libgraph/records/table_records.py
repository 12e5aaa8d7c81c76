"""From the tables of CSV and XLSX files to records."""

from dataclasses import replace
from pathlib import Path

from libgraph.model import Kind
from libgraph.records.columns import unusable_columns
from libgraph.records.faults import Fault
from libgraph.records.findings import Reading
from libgraph.records.record import At, Record
from libgraph.records.tables import Table, records_of
from libgraph.records.values import one_of_names


def read_table(reading: Reading, file: Path, table: Table) -> None:
    """Add the records of a table, and the faults of its rows and columns."""
    _keep(reading, file, table)
    for code, data, row, column in table.problems:
        _fault(reading, file, table, row, column - 1, "", code, code, data)
        if code == "table-too-large":
            reading.lose(None)
    for text in table.lost:
        reading.lose(text)
    if not table.header:
        return
    kind = {**reading.model.sections, **reading.model.kinds}.get(table.name)
    if kind or "kind" in table.header:
        _rows(reading, file, _usable(reading, file, table, kind), kind)
        return
    problem = one_of_names((), table.name, list(reading.model.sections), "unknown-sheet")
    _fault(reading, file, table, table.first, 0, "", problem.code, problem.cure, problem.data)
    for _, cells in table.rows:
        reading.lose(" ".join(cells))


def _keep(reading: Reading, file: Path, table: Table) -> None:
    reading.places.tables.setdefault(file, {})[table.name] = table


def _fault(
    reading: Reading, file: Path, table: Table, row: int, column: int, header: str,
    code: str, cure: str, data: dict[str, str],
) -> None:  # fmt: skip
    mark, place = reading.places.at_cell(file, table, row, column)
    reading.faults.append(Fault(reading.name(file), *mark, header, code, cure, data, place))


def _usable(reading: Reading, file: Path, table: Table, kind: Kind | None) -> Table:
    """Note what is wrong with the header, once for all rows; return the table without such columns."""
    kinds = [kind] if kind and "kind" not in table.header else list(reading.model.kinds.values())
    header = list(table.header)
    for column in unusable_columns(reading.model, kinds, table):
        name = "" if column.place < 0 else table.header[column.place]
        place = max(column.place, 0)
        _fault(reading, file, table, table.first, place, name, column.code, column.cure, column.data)
        for field in column.excuses:
            reading.excuse(file, table.name, field)
        if column.place >= 0:
            header[column.place] = ""
    usable = replace(table, header=header)
    _keep(reading, file, usable)
    return usable


def _rows(reading: Reading, file: Path, table: Table, kind: Kind | None) -> None:
    kinds = reading.model.kinds
    known = ", ".join(sorted(kinds))
    for row, data in records_of(table):
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
