"""The checker and pySHACL agree on which record is faulty, for every constraint that both express.

Records with one value changed, and records with several changed at random, are checked as records; what
they would say in RDF is written down here, without the emitter (which wants records without faults), and
given to pySHACL, and to our own engine.
"""

import copy
import json
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import rdflib
from pyshacl import validate
from rdflib import RDF, SH, Graph, Literal, URIRef

from libgraph.graph.shacl.result import lexical
from libgraph.graph.shacl.shapes import Shapes
from libgraph.graph.shacl.validator import validate_store
from libgraph.graph.store import GraphStore
from libgraph.model import Field, Kind, Model, Value
from libgraph.records.check import check_records
from libgraph.records.reading import read_records
from libgraph.workspace import Workspace

BASE = "https://w3id.org/libgraph/id/"
RECORDS: list[dict[str, Any]] = [
    {"kind": "source", "id": "s", "type": "NewsItem", "title": {"lv": "Ziņa"}},
    {"kind": "person", "source": "s", "id": "p", "name": "Līga Tetere"},
    {"kind": "institution", "source": "s", "id": "i", "type": "MunicipalLibrary", "label": {"lv": "B"}},
    {"kind": "place", "source": "s", "id": "v", "type": "Town", "label": {"lv": "V"}},
    {"kind": "event", "source": "s", "id": "e", "type": "Seminar", "label": {"lv": "S"}},
    {"kind": "agreement", "source": "s", "id": "a", "type": "CooperationAgreement", "label": {"lt": "A"}},
    {"kind": "project", "source": "s", "id": "j", "type": "Project", "label": {"lt": "P"}},
    {"kind": "change", "source": "s", "id": "c", "type": "Renaming", "label": {"lt": "C"}},
]
TENURE = {"kind": "tenure", "source": "s", "person": "p", "institution": "i", "role": "director"}
KINDS = {record["id"]: record["kind"] for record in RECORDS}
# Left out: a text that ends in a line break, where pySHACL's `$` matches before it (XPath's does not).
LEAVES: dict[Value, list[Any]] = {
    Value.LANG_TEXT: [{"lv": "A"}, {"lv": ["A", "B"]}, {"lv": "A", "en": "B"}, {"xx": "A"}, {"lt": ["A"],
    "xx": "B"}],
    Value.TEXT: ["a", "ab", "LV-B1", "lv b1", "0f" * 32, "0F" * 32, ["ab", "cd"]],
    Value.INTEGER: ["20", "1", "0", "-5", "20.5", "ap. 20", ["1", "2"]],
    Value.DECIMAL: ["57.5", "90.5", "-90", "-180.01", "north", ["1", "2"]],
    Value.DATE: ["2021-03-05", "2021-02-30", "2021", ["2021-03-05", "2021-03-06"]],
    Value.EDTF: ["2021", "2021?/..", ["2021", "2022"]],
    Value.IRI: ["https://a.lv/x", "http://a.lv", "mailto:a@b.lv", ["https://a.lv", "https://b.lv"]],
    Value.REFERENCE: ["p", "i", "v", "e", "a", "j", "s", "nobody-at-all", ["i", "p"], ["e", "a"]],
    Value.CONCEPT: ["director", "guest", "accessibility", "online", "held", ["guest", "visitor"]],
    Value.CHOICE: ["lv", "xx", ["lt", "lv"]],
}  # fmt: skip
NESTED: dict[str, list[list[dict[str, Any]]]] = {
    "participation": [
        [{"agent": "p", "role": "guest"}], [{"agent": "p"}], [{"role": "guest"}], [{"role": "guest",
        "count": "0"}],
        [{"onBehalfOf": "p", "role": "guest"}], [{"onBehalfOf": "i", "role": "director"}],
        [{"agent": "i", "role": "guest"}, {"agent": "e", "role": "guest"}], [{"capacity": "director",
        "role": "guest"}],
    ],
    "signature": [[{"party": "i", "signedBy": "p"}], [{"signedBy": "p"}], [{"party": "i", "signedBy": "i"}],
    [{"party": "v"}]],
    "dated-name": [[{"label": {"lv": "A"}, "during": "1990/2000"}], [{"during": "1990"}], [{"label": {"xx": "A"}}]],
    "validity": [[{"date": "2021"}], [{"date": "2021"}, {"date": "2022"}], [{"date": ["2021", "2022"]}]],
}  # fmt: skip


def leaves(spec: Field) -> list[Any]:
    """Return values for a field, right and wrong ones."""
    return NESTED[spec.kinds[0]] if spec.value is Value.NESTED else LEAVES.get(spec.value, [])


def changed(model: Model) -> Iterator[dict[str, Any]]:
    """Yield records with one field set to each of the leaves for it, or left out."""
    for record in (*RECORDS, TENURE):
        for spec in model.kinds[record["kind"]].fields.values():
            for leaf in leaves(spec):
                yield {**record, spec.name: copy.deepcopy(leaf)}
            if spec.minimum and spec.value is not Value.TYPE:
                yield {key: value for key, value in record.items() if key != spec.name}


def changed_at_random(model: Model, seed: int) -> Iterator[dict[str, Any]]:
    """Yield records with some fields set at random, and some left out."""
    chance = random.Random(seed)
    for _ in range(200):
        record = dict(chance.choice((*RECORDS, TENURE)))
        fields = [spec for spec in model.kinds[record["kind"]].fields.values() if leaves(spec)]
        for spec in chance.sample(fields, k=min(len(fields), chance.randint(1, 4))):
            record[spec.name] = copy.deepcopy(chance.choice(leaves(spec)))
            if chance.random() < 0.1:
                del record[spec.name]
        yield record


class Describer:
    """Says in RDF what a record says, right or wrong."""

    def __init__(self, model: Model) -> None:
        self.model, self.graph = model, Graph()
        fields = (
            spec for kind in (*model.kinds.values(), *model.nested.values()) for spec in kind.fields.values()
        )
        self.concepts = {
            t: iri for spec in fields if spec.value is Value.CONCEPT for t, iri in spec.choices.items()
        }

    def add(self, kind: Kind, node: URIRef, data: dict[str, Any]) -> None:
        self.graph.add((node, RDF.type, URIRef(kind.types.get(data.get("type", ""), kind.root))))
        for spec in kind.fields.values():
            if spec.value in {Value.TYPE, Value.EVIDENCE} or spec.name not in data:
                continue
            value = data[spec.name]
            for number, item in enumerate(value if isinstance(value, list) else [value]):
                for term in self.terms(spec, item, URIRef(f"{node}#{spec.name}-{number}")):
                    self.graph.add((node, URIRef(spec.path), term))

    def terms(self, spec: Field, item: Any, below: URIRef) -> Iterator[URIRef | Literal]:
        if spec.value is Value.LANG_TEXT:
            for lang, texts in item.items():
                yield from (
                    Literal(text, lang=lang) for text in (texts if isinstance(texts, list) else [texts])
                )
        elif spec.value is Value.NESTED:
            self.add(self.model.kind(spec.kinds[0]), below, item)
            yield below
        elif spec.value is Value.REFERENCE:
            yield URIRef(f"{BASE}{KINDS.get(item, spec.kinds[0])}/{item}")
        elif spec.value is Value.CONCEPT:
            yield URIRef(self.concepts[item])
        elif spec.value is Value.IRI:
            yield URIRef(item)
        else:
            string = spec.datatype in {"", "http://www.w3.org/2001/XMLSchema#string"}
            yield Literal(item, datatype=None if string else URIRef(spec.datatype))


def test_checker_and_shacl_agree(
    shipped_model: Model, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rdflib, "NORMALIZE_LITERALS", False)
    cases = [*changed(shipped_model), *changed_at_random(shipped_model, 2021)]
    records = [*RECORDS, *({**record, "number": n} for n, record in enumerate(cases))]
    describer = Describer(shipped_model)
    lines = []
    for record in records:
        number = record.pop("number", None)
        kind = shipped_model.kinds[record["kind"]]
        if number is not None and not kind.identified_by:
            record["id"] = f"n{number}"
        name = record.get("id") or f"n{number}"
        describer.add(kind, URIRef(f"{BASE}{kind.name}/{name}"), record)
        lines.append(json.dumps({k: v for k, v in record.items() if k != "source" or kind.name != "source"}))
    (tmp_path / "x.jsonl").write_text("\n".join(lines), "utf-8")
    workspace = Workspace(tmp_path)
    faults = check_records(read_records(workspace, shipped_model))
    told = {fault.line: fault.text() for fault in faults if not fault.warning}

    for path in workspace.vocabulary_files():
        describer.graph.parse(path, format="turtle")
    files = [path for path in workspace.ontology_files() if path.name == "shapes.ttl"]
    judges = {"pySHACL": by_pyshacl(describer.graph, files), "libgraph": by_libgraph(describer.graph, files)}
    differing = []
    for line, record in enumerate(records, 1):
        name = record.get("id") or f"n{line - len(RECORDS) - 1}"
        for judge, wrong in judges.items():
            if (line in told) != (f"{record['kind']}/{name}" in wrong):
                differing.append((record, told.get(line, f"no fault, but {judge} finds one")))
    assert differing == []
    assert len(told) > 250
    assert len(records) - len(told) > 200


def by_pyshacl(data: Graph, shapes: list[Path]) -> set[str]:
    """Return the records that pySHACL finds fault with."""
    graph = Graph()
    for path in shapes:
        graph.parse(path, format="turtle")
    _, report, _ = validate(data, shacl_graph=graph, do_owl_imports=False)
    return {record_of(str(node)) for node in report.objects(None, SH.focusNode)}


def by_libgraph(data: Graph, shapes: list[Path]) -> set[str]:
    """Return the records that our engine finds fault with."""
    store = GraphStore.from_graphs([("urn:data", data.serialize(format="nt"))])
    return {record_of(lexical(result.focus)) for result in validate_store(Shapes(shapes), store)}


def record_of(node: str) -> str:
    return node.removeprefix(BASE).partition("#")[0]
