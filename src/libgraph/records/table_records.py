"""From the tables of CSV and XLSX files to records."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from libgraph.model import Kind
from libgraph.records.aids import Aids
from libgraph.records.columns import Header
from libgraph.records.faults import Fault
from libgraph.records.findings import Reading
from libgraph.records.record import At, Record
from libgraph.records.tables import Column, Table, record_in
from libgraph.records.values import one_of_names
from libgraph.records.words import Words


def read_table(reading: Reading, file: Path, table: Table) -> None:
    """Add the records of a table, and the faults of its rows and columns."""
    aids = Aids(reading.model)
    if aids.is_sheet_without_records(table):
        reading.aids += 1
        return
    _keep(reading, file, table)
    for code, data, row, column in table.problems:
        _fault(reading, file, table, row, column - 1, "", code, code, data)
        if code == "table-too-large":
            reading.lose(None)
    for text in table.lost:
        reading.lose(text)
    if table.header:
        _records(reading, file, table, aids)


def _records(reading: Reading, file: Path, table: Table, aids: Aids) -> None:
    words = Words(reading.model)
    kind = words.kind(table.name)
    told = next((place for place, name in enumerate(table.header) if words.is_kind(name)), None)
    if kind is None and told is None:
        known = list(reading.model.sections)
        near = words.near_kind(table.name, known)
        problem = one_of_names((), table.name, known, "unknown-sheet", meant=near)
        _fault(reading, file, table, table.first, 0, "", problem.code, problem.cure, problem.data)
        for _, cells in table.rows:
            reading.lose(" ".join(cells))
        return
    kinds = [kind] if kind and told is None else list(reading.model.kinds.values())
    header = _header(reading, file, words, kinds, table)
    if kind and told is None:
        table = replace(table, paths=header.paths(kind))
        _keep(reading, file, table)
        table = _without_examples(reading, file, table, kind, aids)
        columns = header.columns(kind)
        for row, cells in table.rows:
            _row(reading, file, table, row, cells, columns, kind)
    elif told is not None:
        _mixed_rows(reading, file, table, header, words, told, kind)


def _keep(reading: Reading, file: Path, table: Table) -> None:
    reading.places.tables.setdefault(file, {})[table.name] = table


def _fault(
    reading: Reading, file: Path, table: Table, row: int, column: int, header: str,
    code: str, cure: str, data: dict[str, str],
) -> None:  # fmt: skip
    def fault() -> Fault:
        mark, place = reading.places.at_cell(file, table, row, column)
        return Fault(reading.name(file), *mark, header, code, cure, data, place)

    reading.keep(file, code, fault)


def _header(reading: Reading, file: Path, words: Words, kinds: Sequence[Kind], table: Table) -> Header:
    """Read the header; note what is wrong with it, once for all rows."""
    header = Header(reading.model, words, kinds, table)
    for column in header.bad:
        name = "" if column.place < 0 else table.header[column.place]
        place = max(column.place, 0)
        _fault(reading, file, table, table.first, place, name, column.code, column.cure, column.data)
        for field in column.excuses:
            reading.excuse(file, table.name, field)
    return header


def _without_examples(reading: Reading, file: Path, table: Table, kind: Kind, aids: Aids) -> Table:
    """Return the table without example rows; one that was changed is a fault, not a record."""
    rows = []
    for row, cells in table.rows:
        lang = aids.example_in(cells)
        if not lang:
            rows.append((row, cells))
            continue
        changed = aids.changed_cell(kind, table.paths, cells, lang)
        if changed is None:
            reading.aids += 1
        else:
            data = {"name": cells[0].strip(), "got": cells[changed].strip()}
            _fault(reading, file, table, row, changed, "", "example-changed", "example-changed", data)
            reading.lose(" ".join(cells))
    return replace(table, rows=rows)


def _mixed_rows(
    reading: Reading, file: Path, table: Table, header: Header, words: Words, told: int, named: Kind | None
) -> None:
    """Add the records of a table with a column that says the kind of each row."""
    kinds = reading.model.kinds
    paths = {name: header.paths(kind) for name, kind in kinds.items()}
    columns = {name: header.columns(kind) for name, kind in kinds.items()}
    known = ", ".join(sorted(kinds))
    table = replace(table, paths=next(iter(paths.values())))
    _keep(reading, file, table)
    for row, cells in table.rows:
        at: At = (table.name, row)
        asked = cells[told].strip()
        kind = words.kind(asked) if asked else named
        if kind:
            table.row_paths[row] = paths[kind.name]
            _row(reading, file, table, row, cells, columns[kind.name], kind)
            continue
        if asked:
            near = words.near_kind(asked, kinds)
            reading.note(file, one_of_names((*at, "kind"), asked, sorted(kinds), "unknown-kind", meant=near))
        else:
            reading.fault(file, at, "no-kind", "add-kind", known=known)
        reading.lose(" ".join(cells))


def _row(
    reading: Reading, file: Path, table: Table, row: int, cells: Sequence[str],
    columns: Sequence[Column], kind: Kind,
) -> None:  # fmt: skip
    data, homeless = record_in(cells, columns)
    for place in homeless:
        told = {"name": table.header[place]}
        _fault(
            reading, file, table, row, place, table.header[place], "evidence-twice", "evidence-twice", told
        )
    data.pop("kind", None)
    source = data.pop("source", None)
    reading.add(Record(kind.name, data, "", file, (table.name, row)), source)
