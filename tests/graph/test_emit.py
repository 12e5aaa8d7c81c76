"""The emitted N-Quads: exact, canonical, and the same whatever the format, order and name of files."""

import json
import os
import random
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pyoxigraph as ox
import pytest
import yaml

from libgraph.graph.dataset import record_lines
from libgraph.model import Model, read_model
from libgraph.records.check import check_records
from libgraph.records.reading import read_records
from libgraph.workspace import Workspace

HERE = Path(__file__).parent
Records = list[dict[str, Any]]


@pytest.fixture(scope="module")
def shipped() -> Model:
    return read_model(Workspace(HERE).ontology_files())


@pytest.fixture(scope="module")
def records() -> Records:
    text = (HERE / "emit" / "records.yaml").read_text("utf-8")
    found: Records = yaml.load(text, Loader=yaml.BaseLoader)  # every scalar is text
    return found


def quads(folder: Path, model: Model) -> list[str]:
    """Return the sorted lines of a workspace without faults."""
    reading = read_records(Workspace(folder), model)
    assert [fault.text() for fault in check_records(reading)] == []
    return sorted(set(record_lines(reading)))


# The same records in each format.


def as_yaml(records: Records, folder: Path) -> None:
    """Write one file for each source."""
    sections = {"person": "people"}
    for source in (record for record in records if record["kind"] == "source"):
        file: dict[str, Any] = {"source": {k: v for k, v in source.items() if k != "kind"}}
        for record in records:
            if record.get("source") == source["id"]:
                section = file.setdefault(sections.get(record["kind"], record["kind"] + "s"), [])
                section.append({k: v for k, v in record.items() if k not in {"kind", "source"}})
        text = yaml.safe_dump(file, allow_unicode=True, sort_keys=False)
        (folder / f"{source['id']}.yaml").write_text(text, "utf-8")


def typed(value: Any, name: str = "") -> Any:
    """Return a value as programs write it to JSON: numbers as numbers."""
    if isinstance(value, dict):
        return {key: typed(item, key) for key, item in value.items()}
    if isinstance(value, list):
        return [typed(item, name) for item in value]
    if name in {"lat", "long"}:
        return float(value)
    numbers = {"attendance", "count", "publicLibraryCount", "evidence", "date", "role", "label", "during"}
    return int(value) if name in numbers and value.isdecimal() else value


def as_json_lines(records: Records, folder: Path) -> None:
    lines = (json.dumps(typed(record)) for record in records)
    (folder / "all.jsonl").write_text("".join(f"{line}\n" for line in lines), "utf-8")


def flat(value: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """Yield the header and cell of each value of a record."""
    if "evidence" in path.split(".") and isinstance(value, list):
        yield path, " | ".join(f"{start}-{end}" for start, end in value)
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from flat(item, f"{path}.{key}" if path else key)
    elif isinstance(value, list) and isinstance(value[0], dict):
        for number, item in enumerate(value, 1):
            yield from flat(item, f"{path}.{number}")
    else:
        yield path, " | ".join(value) if isinstance(value, list) else value


def tables(records: Records) -> dict[str, list[list[str]]]:
    """Return kind to header and rows."""
    found: dict[str, list[list[str]]] = {}
    for kind in {record["kind"]: None for record in records}:
        rows = [dict(flat({k: v for k, v in r.items() if k != "kind"})) for r in records if r["kind"] == kind]
        header = list({name: None for row in rows for name in row})
        found[kind] = [header, *([row.get(name, "") for name in header] for row in rows)]
    return found


def as_csv(records: Records, folder: Path, separator: str = ",") -> None:
    for kind, rows in tables(records).items():
        lines = (separator.join(f'"{cell.replace(chr(34), chr(34) * 2)}"' for cell in row) for row in rows)
        (folder / f"{kind}.csv").write_text("".join(f"{line}\r\n" for line in lines), "utf-8-sig", newline="")


def as_semicolons(records: Records, folder: Path) -> None:
    as_csv(records, folder, ";")


def as_workbook(records: Records, folder: Path) -> None:
    """Write numbers as numbers and days as days, as Excel makes of what is typed."""
    book = openpyxl.Workbook()
    assert book.active is not None
    book.remove(book.active)
    for kind, rows in tables(records).items():
        page = book.create_sheet(kind)
        for row in rows:
            page.append([cell_value(cell) for cell in row])
    book.save(folder / "all.xlsx")


def cell_value(cell: str) -> Any:
    if len(cell) == 10 and cell[4:5] == "-" and cell.replace("-", "").isdecimal():
        return date.fromisoformat(cell)
    try:
        return float(cell)
    except ValueError:
        return cell or None


FORMATS: dict[str, Callable[[Records, Path], None]] = {
    "yaml": as_yaml,
    "jsonl": as_json_lines,
    "csv": as_csv,
    "semicolons": as_semicolons,
    "xlsx": as_workbook,
}


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_gives_the_golden_quads(
    name: str, records: Records, shipped: Model, tmp_path: Path
) -> None:
    FORMATS[name](records, tmp_path)
    expected = HERE / "emit" / "expected.nq"
    found = quads(tmp_path, shipped)
    if os.environ.get("ACCEPT") and name == "yaml":
        expected.write_text("".join(found), "utf-8")
    assert "".join(found) == expected.read_text("utf-8")


def test_the_golden_quads_have_each_kind_of_value(records: Records, shipped: Model) -> None:
    """What records.yaml leaves out would not be compared."""
    used = {shipped.kinds[r["kind"]].fields[name].value for r in records for name in r
            if name in shipped.kinds[r["kind"]].fields}  # fmt: skip
    there = {field.value for kind in shipped.kinds.values() for field in kind.fields.values()}
    assert used == there


# Canonical form.


def test_lines_are_canonical_quads_without_blank_nodes() -> None:
    text = (HERE / "emit" / "expected.nq").read_text("utf-8")
    dataset = ox.Dataset(ox.parse(text, format=ox.RdfFormat.N_QUADS))
    assert not any(isinstance(t, ox.BlankNode) for q in dataset for t in (q.subject, q.object, q.graph_name))
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    written = ox.serialize(dataset, format=ox.RdfFormat.N_QUADS)
    assert written is not None
    assert sorted(written.decode().splitlines(keepends=True)) == text.splitlines(keepends=True)


def test_every_sign_is_escaped_as_the_canonical_form_wants(shipped: Model, tmp_path: Path) -> None:
    """Line breaks and tabs, quotation marks and backslashes, and whatever is beyond ASCII."""
    text = "a\nb\rc\td\"e\\f\u00a0\u0101\U0001f600'{}<>"
    source = {"kind": "source", "id": "s", "type": "NewsItem", "title": {"lv": text}, "curator": text}
    (tmp_path / "x.jsonl").write_text(json.dumps(source) + "\n", "utf-8")
    lines = quads(tmp_path, shipped)
    parsed = list(ox.parse("".join(lines), format=ox.RdfFormat.N_QUADS))
    assert {q.object.value for q in parsed if isinstance(q.object, ox.Literal)} == {text}
    written = ox.serialize(parsed, format=ox.RdfFormat.N_QUADS)
    assert written is not None
    assert sorted(written.decode().split("\n")[:-1]) == sorted(line.rstrip("\n") for line in lines)


# Determinism.

SCRIPT = """
import sys
from pathlib import Path
from libgraph.graph.dataset import canonical_nquads
from libgraph.model import read_model
from libgraph.records.reading import read_records
from libgraph.workspace import open_workspace
workspace = open_workspace(Path(sys.argv[1]))
sys.stdout.buffer.write(canonical_nquads(read_records(workspace, read_model(workspace.ontology_files()))))
"""


def test_neither_hash_seed_nor_order_nor_names_of_files_change_a_byte(
    records: Records, tmp_path: Path
) -> None:
    written = []
    for seed in ("0", "1", "4711"):
        folder = tmp_path / seed
        folder.mkdir()
        (folder / "libgraph.toml").write_text("", "utf-8")
        shuffled = list(records)
        random.Random(seed).shuffle(shuffled)
        lines = [json.dumps(record, sort_keys=seed == "1") for record in shuffled]
        for part in range(3):
            file = folder / f"{(part * 7 + len(seed)) % 5}-{seed}.jsonl"
            file.write_text("".join(f"{line}\n" for line in lines[part::3]), "utf-8")
        run = subprocess.run(
            [sys.executable, "-c", SCRIPT, str(folder)],
            env={**os.environ, "PYTHONHASHSEED": seed}, check=True, capture_output=True, timeout=60,
        )  # fmt: skip
        written.append(run.stdout)
    assert written[0] == written[1] == written[2]
    assert written[0].count(b"\n") > 1_000
    lines_written = written[0].decode().splitlines()
    assert lines_written == sorted(set(lines_written))
