"""What the fast path accepts has no fault; what it does not, is looked at again."""

import copy
import json
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from libgraph.model import Model, read_model
from libgraph.records.check import check_records
from libgraph.records.fast import accept_by_schema
from libgraph.records.ids import index
from libgraph.records.reading import read_records
from libgraph.workspace import Workspace, open_workspace

HERE = Path(__file__).parent
RECORDS: list[dict[str, Any]] = [
    {"kind": "source", "id": "s", "type": "NewsItem", "title": {"lv": "Ziņa"}, "issued": "2021-03-05",
     "language": "lv", "curated": "2026-11-22"},
    {"kind": "source", "source": "s", "about": "s", "note": {"lv": ["A", "B"]}},
    {"kind": "person", "source": "s", "id": "p", "name": "Līga Tetere",
    "sameAs": "https://www.wikidata.org/wiki/Q1"},
    {"kind": "institution", "source": "s", "id": "i", "type": "MunicipalLibrary", "label": {"lv": "B"},
     "isil": "LV-B1", "homepage": "https://example.org/b", "publicLibraryCount": 3},
    {"kind": "institution", "source": "s", "id": "x", "type": "Museum", "label": {"lv": "M"}},
    {"kind": "person", "source": "s", "id": "x", "name": "Ilze"},
    {"kind": "place", "source": "s", "id": "v", "type": "Town", "label": {"lv": "V"}, "lat": 57, "long": 26},
    {"kind": "event", "source": "s", "id": "e", "type": "Seminar", "label": {"lv": "S", "en": "S"},
     "date": 2021, "attendance": 20, "topics": ["accessibility"], "organizer": ["i", "p"], "mode": "online",
     "participations": [{"agent": "p", "role": "presenter", "evidence": [[1, 5]]},
                        {"onBehalfOf": ["i"], "role": "guest", "count": 3}],
     "evidence": {"date": [[10, 20], [30, 40]]}},
    {"kind": "agreement", "source": "s", "id": "a", "type": "CooperationAgreement", "label": {"lt": "A"},
     "date": "2021", "validity": {"date": "2021/2023"}, "signatures": [{"party": "i", "signedBy": "p"}]},
    {"kind": "tenure", "source": "s", "person": "p", "institution": "i", "role": "director",
    "during": "2021~"},
]  # fmt: skip
LEAVES: list[Any] = [
    None, True, 0, -1, 12, 12.0, 2.5, 1e-7, 1e400, 999, 2021, 10**20, "", " ", "x", "X", "p", "i", "nobody",
    "person/p", "2021", "2021-13", "20210305", "12", "12.0", "ž", "a\n", "https://a.lv", "https://a b",
    "https://", "https://a.lv/%zz", "https://a.lv/[", "javascript:x", "Seminar", "director", "guest", "lv",
    "a--b",
    "LV-B1\n", "\u00a0", "\u2003", "\x1c", [], {}, [[1, 2]], [[2, 1]], [[1, 2, 3]], [[1, 10**9]], [[1.0,
    2.0]],
    {"lv": "A"}, {"lv": ""}, {"lv": []}, {"xx": "A"}, {"date": [[1, 2]]}, {"dat": [[1, 2]]}, {"date": []},
    {"evidence": [[1, 2]]}, ["p", "p"], {"agent": "p", "role": "guest"}, {"role": "guest"},
]  # fmt: skip


@st.composite
def mutated(draw: st.DrawFn) -> list[dict[str, Any]]:
    """Return the records with some values, anywhere inside them, replaced, added or removed."""
    records: list[dict[str, Any]] = json.loads(json.dumps(RECORDS))
    for _ in range(draw(st.integers(1, 3))):
        holder: Any = draw(st.sampled_from(records))
        while True:
            keys = sorted(holder) if isinstance(holder, dict) else range(len(holder))
            if not keys:
                break
            key = draw(st.sampled_from(list(keys)))
            if isinstance(holder[key], dict | list) and draw(st.booleans()):
                holder = holder[key]
                continue
            change = draw(st.sampled_from(["replace", "wrap", "remove", "add"]))
            if change == "replace" and key != "kind":
                holder[key] = copy.deepcopy(draw(st.sampled_from(LEAVES)))
            elif change == "wrap" and key != "kind":
                holder[key] = [holder[key]]
            elif change == "remove" and key != "kind":
                del holder[key]
            elif isinstance(holder, dict):
                names = [
                    "id",
                    "about",
                    "type",
                    "note",
                    "evidence",
                    "validity",
                    "url",
                    "sha256",
                    "count",
                    "during",
                ]
                holder[draw(st.sampled_from(names))] = copy.deepcopy(draw(st.sampled_from(LEAVES)))
            break
    return records


def disagreements(folder: Path, model: Model, records: list[dict[str, Any]]) -> list[str]:
    """Return the faults of records that the fast path accepts."""
    file = folder / "x.jsonl"
    file.write_text("".join(json.dumps(record) + "\n" for record in records), "utf-8")
    reading = read_records(Workspace(folder), model, [file])
    ids = index(reading.records, model)
    accept = accept_by_schema(model, ids)
    good = {r.at[0] for r in reading.records if r.source in ids.by_kind["source"] and accept(r)}
    about_others = {"duplicate-id", "similar-id"}
    with patch("libgraph.records.check._worth_compiling", return_value=False):
        faults = check_records(reading)
    return [fault.text() for fault in faults if fault.line in good and fault.code not in about_others]


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(records=st.lists(mutated(), min_size=1, max_size=1))
def test_accepted_records_have_no_fault(
    tmp_path: Path, shipped_model: Model, records: list[list[dict[str, Any]]]
) -> None:
    assert disagreements(tmp_path, shipped_model, records[0]) == []


@pytest.mark.slow
@settings(max_examples=1_500, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(records=mutated())
def test_accepted_records_have_no_fault_at_length(
    tmp_path: Path, shipped_model: Model, records: list[dict[str, Any]]
) -> None:
    assert disagreements(tmp_path, shipped_model, records) == []


def test_every_leaf_in_every_field(tmp_path: Path, shipped_model: Model) -> None:
    """Each odd value is tried in each field of each record."""
    records: list[dict[str, Any]] = []
    for record in RECORDS:
        for name in shipped_model.kinds[record["kind"]].fields:
            records += [{**record, "id": f"n{len(records)}-{n}", name: leaf} for n, leaf in enumerate(LEAVES)]
    records = [{k: v for k, v in r.items() if k != "id" or "about" not in r} for r in records]
    records += [{**record, "about": record.get("id", "s")} for record in RECORDS]
    assert disagreements(tmp_path, shipped_model, [*RECORDS, *records]) == []


def test_good_records_take_the_fast_path(tmp_path: Path, shipped_model: Model) -> None:
    """All records of JSON that have no fault are accepted, but for what only the slow way can tell."""
    file = tmp_path / "x.jsonl"
    file.write_text("".join(json.dumps(record) + "\n" for record in RECORDS), "utf-8")
    reading = read_records(Workspace(tmp_path), shipped_model, [file])
    accept = accept_by_schema(shipped_model, index(reading.records, shipped_model))
    assert [record.kind for record in reading.records if not accept(record)] == []
    assert check_records(reading) == []


def test_constraints_of_an_own_ontology(tmp_path: Path) -> None:
    """The fast path knows every constraint that the checker derives."""
    (tmp_path / "libgraph.toml").write_text("", "utf-8")
    own = HERE / "faulty" / "workspaces" / "own-ontology" / "ontology.ttl"
    (tmp_path / "ontology.ttl").write_bytes(own.read_bytes())
    model = read_model(open_workspace(tmp_path).ontology_files())
    event = {"kind": "event", "source": "s", "type": "Seminar", "label": {"lv": "S"}}
    project = {"kind": "project", "source": "s", "type": "Project", "label": {"lv": "S"}, "judge": ["p", "x"]}
    odd: list[dict[str, Any]] = [
        *({**event, "open": leaf} for leaf in LEAVES),
        *({**event, "national": leaf} for leaf in (*LEAVES, "n")),
        *({**event, "code": leaf} for leaf in (*LEAVES, "ABC", "ABCD", "AB\n")),
        *({**event, "mark": leaf} for leaf in (*LEAVES, "A", "A\n", "AB")),
        *({**event, "rooms": leaf} for leaf in (*LEAVES, 1)),
        *({**event, "motto": leaf} for leaf in (*LEAVES, {"lv": "A", "en": "B"}, {"lv": ["A"]}, {"x y": "A"},
        {"de-AT": "A"})),
        *({**project, "judge": leaf} for leaf in (*LEAVES, ["p", "x", "p"], ["p", "x", "p", "x"])),
    ]  # fmt: skip
    national = {
        "kind": "institution",
        "source": "s",
        "id": "n",
        "type": "NationalLibrary",
        "label": {"lv": "N"},
    }
    records = [*RECORDS, national, *({**record, "id": f"n{n}"} for n, record in enumerate(odd))]
    assert disagreements(tmp_path, model, records) == []
