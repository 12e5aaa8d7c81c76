"""Two independent ways from a record to RDF give one graph: the emitter, and the context in a processor."""

import json
import sys
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
from pyld import jsonld

from libgraph.graph.checked import read_checked
from libgraph.graph.emit import Emitter
from libgraph.model import Model
from libgraph.model.context import context, kind_context
from libgraph.publish.json_ld import normal_form
from libgraph.records.ids import index
from libgraph.records.reading import Reading
from libgraph.records.record import Record
from libgraph.workspace import open_workspace

ROOT = Path(__file__).parents[2]


def by_emitter(record: Record, emitter: Emitter) -> set[ox.Triple]:
    out: list[str] = []
    emitter.write(out, record, " .\n")
    triples = {quad.triple for quad in ox.parse("".join(out), format=ox.RdfFormat.N_TRIPLES)}
    return {triple for triple in triples if "/graph/" not in str(triple.subject)}


def by_context(form: dict[str, Any], terms: dict[str, Any]) -> set[ox.Triple]:
    expanded = jsonld.expand({"@context": terms, **form})
    return {quad.triple for quad in ox.parse(json.dumps(expanded), format=ox.RdfFormat.JSON_LD)}


def check(reading: Reading, records: list[Record], model: Model) -> None:
    base = reading.workspace.base
    ids = index(reading.records, model)
    emitter = Emitter(model, base, ids)
    full = context(model, base)["@context"]
    for record in records:
        form = normal_form(record, model, base, ids)
        terms = (
            {**full, **kind_context(model, model.kinds[record.kind], base)} if "type" not in form else full
        )
        assert by_context(form, terms) == by_emitter(record, emitter), record.data


def test_the_records_of_the_repository(data: Path) -> None:
    reading, _ = read_checked(open_workspace(data))
    check(reading, reading.records[::3], reading.model)


@pytest.mark.slow
def test_every_record_of_the_repository(data: Path) -> None:
    reading, _ = read_checked(open_workspace(data))
    check(reading, reading.records, reading.model)


def test_generated_records(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(ROOT))
    from benchmarks.generate import write

    reading, _ = read_checked(open_workspace(write(1, tmp_path / "generated")))
    check(reading, reading.records[::25], reading.model)
    sys.modules.pop("benchmarks.generate", None)


def test_the_comparison_bites(data: Path) -> None:
    reading, _ = read_checked(open_workspace(data))
    terms = context(reading.model)["@context"]
    terms["date"] = {"@id": "https://w3id.org/libgraph/ns#issued"}
    record = next(r for r in reading.records if r.kind == "event")
    ids = index(reading.records, reading.model)
    form = normal_form(record, reading.model, reading.workspace.base, ids)
    emitter = Emitter(reading.model, reading.workspace.base, ids)
    assert by_context(form, terms) != by_emitter(record, emitter)
