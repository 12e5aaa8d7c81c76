"""Whatever the checker lets pass, the emitter writes as canonical quads."""

import copy
import json
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from libgraph.graph.dataset import record_lines
from libgraph.model import Model, read_model
from libgraph.records.check import check_records
from libgraph.records.reading import Reading, read_records
from libgraph.workspace import Workspace

HERE = Path(__file__).parent
SOURCE = {"kind": "source", "id": "s", "type": "NewsItem", "title": {"lv": "Ziņa"}}
BASE: list[dict[str, Any]] = [
    SOURCE,
    {"kind": "person", "source": "s", "id": "p", "name": "Līga Tetere"},
    {"kind": "institution", "source": "s", "id": "i", "type": "MunicipalLibrary", "label": {"lv": "B"}},
    {"kind": "institution", "source": "s", "id": "k", "type": "MunicipalLibrary", "label": {"lv": "K"}},
    {"kind": "place", "source": "s", "id": "v", "type": "Town", "label": {"lv": "V"}},
    {"kind": "event", "source": "s", "id": "e", "type": "Seminar", "label": {"lv": "S"}},
    {"kind": "agreement", "source": "s", "id": "a", "type": "CooperationAgreement", "label": {"lt": "A"}},
    {"kind": "project", "source": "s", "id": "j", "type": "Project", "label": {"lt": "P"}},
    {"kind": "tenure", "source": "s", "person": "p", "institution": "i", "role": "director"},
    {
        "kind": "change",
        "source": "s",
        "id": "c",
        "type": "Renaming",
        "label": {"lv": "C"},
        "original": "i",
        "resulting": "i",
    },
    {
        "kind": "judgement",
        "source": "s",
        "this": "institution/i",
        "that": "institution/k",
        "verdict": "unsure",
        "judged": "2026-11-22",
        "reason": {"lv": "R"},
    },
]
# What people write into fields, right or wrong; each is tried in every field.
LEAVES: dict[str, Any] = {
    "text": "ā \"b\" \\ \n c", "two letters": "ab", "one letter": "a", "ISIL": "LV-B1", "hash": "0f" * 32,
    "date": "2021-03-05", "interval": "2021/..", "year": 2021, "zero": 0, "one": 1, "many": 999,
    "negative": -5,
    "fraction": 57.5, "far north": 90.5, "true": True, "link": "https://a.lv/ž?x=(1)#y",
    "mail": "mailto:a@b.lv",
    "percent": "https://a.lv/%C5%BE", "person": "p", "institution": "i", "kind and id": "person/p",
    "place": "v",
    "event": "e", "agreement": "a", "project": "j", "nobody": "nobody", "role": "director", "part": "guest",
    "topic": "accessibility", "mode": "online", "status": "held", "Seminar": "Seminar", "Museum": "Museum",
    "language": "lv", "by language": {"lv": "A", "en": "B"}, "twice": {"lv": ["A", "B"]}, "none": {},
    "unknown language": {"xx": "A"}, "blank": {"lv": " "}, "two dates": ["2021", "2022"], "people": ["p",
    "person/p"],
    "both": ["p", "i"], "links": ["https://a.lv", "https://b.lv"], "positions": [[1, 5]],
    "by field": {"note": [[1, 5]]},
    "backwards": [[5, 1]], "participation": [{"agent": "p", "role": "guest"}], "no role": [{"agent": "p"}],
    "nobody at all": [{"role": "guest"}], "signature": [{"party": "i", "signedBy": "p"}],
    "unsigned": [{"signedBy": "p"}],
    "validity": {"date": "2021/2023"}, "empty": [], "names": [{"label": {"lv": "V"}, "during": "../2003"}],
    "verdict": "different",
}  # fmt: skip


@pytest.fixture(scope="module")
def shipped() -> Model:
    return read_model(Workspace(HERE).ontology_files())


def reading_of(folder: Path, model: Model, records: list[dict[str, Any]]) -> Reading:
    file = folder / "x.jsonl"
    file.write_text("".join(json.dumps(record) + "\n" for record in records), "utf-8")
    return read_records(Workspace(folder), model, [file])


def changed(model: Model) -> list[dict[str, Any]]:
    """Return records with each leaf in each field of each kind."""
    found: list[dict[str, Any]] = []
    for record in BASE:
        kind = model.kinds[record["kind"]]
        for name in kind.fields:
            for value in LEAVES.values():
                ident = {} if kind.identified_by else {"id": f"n{len(found)}"}
                found.append({**record, **ident, name: copy.deepcopy(value)})
    return found


def batched(records: list[dict[str, Any]], size: int) -> list[list[dict[str, Any]]]:
    return [records[start : start + size] for start in range(0, len(records), size)]


def assert_canonical(lines: list[str]) -> None:
    text = "".join(sorted(set(lines)))
    dataset = ox.Dataset(ox.parse(text, format=ox.RdfFormat.N_QUADS))
    assert not any(isinstance(term, ox.BlankNode) for quad in dataset for term in (quad.subject, quad.object))
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    written = ox.serialize(dataset, format=ox.RdfFormat.N_QUADS)
    assert written is not None
    assert sorted(written.decode().splitlines(keepends=True)) == text.splitlines(keepends=True)


def test_accepted_records_become_canonical_quads(shipped: Model, tmp_path: Path) -> None:
    accepted: set[str] = set()
    good = bad = 0
    for few in batched(changed(shipped), 500):  # of one kind of fault, a file tells only the first thousand
        reading = reading_of(tmp_path, shipped, [*BASE, *few])
        faulty = {fault.line for fault in check_records(reading)}
        reading.records[:] = [record for record in reading.records if record.at[0] not in faulty]
        assert_canonical(record_lines(reading))
        accepted |= {name for record in reading.records for name in record.data}
        good, bad = good + len(reading.records), bad + len(faulty)
    fields = {name for kind in shipped.kinds.values() for name in kind.fields}
    assert fields <= accepted, "some field accepts none of the leaves: add one"
    assert bad > good


odd_text = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=20)


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=odd_text, link=odd_text, lang=st.sampled_from(["lt", "lv", "en"]))
def test_any_text_and_link_that_pass_can_be_written(
    shipped: Model, tmp_path: Path, text: str, link: str, lang: str
) -> None:
    records = copy.deepcopy(BASE)
    records[1] |= {"name": text, "sameAs": f"https://{link}", "note": {lang: [text, link]}}
    reading = reading_of(tmp_path, shipped, records)
    if not check_records(reading):
        assert_canonical(record_lines(reading))
