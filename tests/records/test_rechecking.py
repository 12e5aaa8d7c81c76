"""Checking again what changed finds what a fresh check of everything finds."""

import json
import os
import tempfile
from collections.abc import Callable
from pathlib import Path
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from libgraph.model import Model
from libgraph.records.check import Checker, check_records
from libgraph.records.faults import Fault
from libgraph.records.kept import KeptFiles
from libgraph.records.reading import read_records
from libgraph.records.rechecking import Rechecker
from libgraph.records.record import Record
from libgraph.workspace import Workspace

NAMES = ("a.yaml", "b.yaml", "sub/c.yaml", "d.jsonl", "people.csv", "events.csv")
IDS = ("ilze", "ilza", "ruta", "town", "library", "s", "t")


@st.composite
def lines(draw: st.DrawFn) -> str:
    """Return records of some kinds that refer to each other, one JSON line each."""
    ident, other = draw(st.sampled_from(IDS)), draw(st.sampled_from(IDS))
    source = draw(st.sampled_from(["s", "t", "u"]))
    kind = draw(st.sampled_from(["source", "person", "institution", "event", "tenure", "about"]))
    records = {
        "source": {"kind": "source", "id": source, "title": {"lv": "Z"}},
        "person": {"kind": "person", "source": source, "id": ident, "name": "N"},
        "institution": {"kind": "institution", "source": source, "id": ident, "label": {"lv": "B"},
                        "type": draw(st.sampled_from(["PublicLibrary", "Museum", "Musem"]))},
        "event": {"kind": "event", "source": source, "id": ident, "type": "Seminar", "label": {"lv": "S"},
                  "organizer": [other, f"person/{ident}"],
                  "participations": [{"agent": other, "role": "guest", "onBehalfOf": "library"}]},
        "tenure": {"kind": "tenure", "source": source, "person": other, "institution": ident, "role": "director"},
        "about": {"kind": "person", "source": source, "about": other, "name": "N"},
    }  # fmt: skip
    return json.dumps(records[kind])


def as_yaml(found: list[str]) -> str:
    """Return records as a YAML file (JSON is YAML) with a source of its own."""
    sections: dict[str, list[object]] = {}
    for line in found:
        record = json.loads(line)
        kind = {"person": "people"}.get(record.pop("kind"), json.loads(line)["kind"] + "s")
        record.pop("source", None)
        if kind != "sources":
            sections.setdefault(kind, []).append(record)
    return json.dumps({"source": {"id": f"y{len(found)}", "title": {"lv": "Z"}}, **sections}, indent=1)


@st.composite
def contents(draw: st.DrawFn, name: str) -> str:
    """Return what a file of that name may hold, sound or broken."""
    found = draw(st.lists(lines(), max_size=4))
    if name == "people.csv":
        rows = [
            f"{i},{draw(st.sampled_from(['s', 't', 'x']))},N" for i in draw(st.lists(st.sampled_from(IDS)))
        ]
        text = "\n".join(["id,source,name", *rows])
    elif name == "events.csv":
        rows = [
            f"e{n},s,Seminar,S,{i}" for n, i in enumerate(draw(st.lists(st.sampled_from(IDS), max_size=3)))
        ]
        text = "\n".join(
            [draw(st.sampled_from(["id,source,type,label.lv,host", "id,type,lab,host,x"])), *rows]
        )
    else:
        text = as_yaml(found) if name.endswith(".yaml") else "\n".join(found)
    broken = draw(st.sampled_from([False, False, False, True]))
    return text[: len(text) // 2] if broken else text


@st.composite
def steps(draw: st.DrawFn) -> tuple[str, str, str]:
    """Return what a person does: save a file, delete it, or rename it to another."""
    name, other = draw(st.sampled_from(NAMES)), draw(st.sampled_from(NAMES))
    what = draw(st.sampled_from(["save", "save", "save", "delete", "rename"]))
    return what, name, draw(contents(name)) if what == "save" else other


def do(root: Path, what: str, name: str, rest: str) -> None:
    file = root / name
    file.parent.mkdir(exist_ok=True)
    if what == "save":
        file.write_text(rest, "utf-8")
    elif what == "delete":
        file.unlink(missing_ok=True)
    elif file.exists():
        (root / rest).parent.mkdir(exist_ok=True)
        file.replace(root / rest)


def same_as_fresh(sequence: list[list[tuple[str, str, str]]], model: Model) -> None:
    with tempfile.TemporaryDirectory() as folder:
        workspace = Workspace(Path(folder))
        kept, rechecker = KeptFiles(workspace, model), Rechecker("lv")
        for together in sequence:
            for step in together:
                do(workspace.root, *step)
            again = rechecker.check(kept.read(kept.changed()))
            assert again == check_records(read_records(workspace, model), "lv")
            assert kept.changed() == []


SEQUENCES = st.lists(st.lists(steps(), min_size=1, max_size=3), min_size=2, max_size=8)


@settings(max_examples=15, deadline=None)
@given(sequence=SEQUENCES, fast=st.booleans())
def test_watching_finds_what_a_fresh_check_finds(
    shipped_model: Model, sequence: list[list[tuple[str, str, str]]], fast: bool
) -> None:
    with patch("libgraph.records.check._worth_compiling", return_value=fast):
        same_as_fresh(sequence, shipped_model)


@pytest.mark.slow
@settings(max_examples=1_500, deadline=None)
@given(sequence=SEQUENCES)
def test_watching_finds_what_a_fresh_check_finds_at_length(
    shipped_model: Model, sequence: list[list[tuple[str, str, str]]]
) -> None:
    same_as_fresh(sequence, shipped_model)


@pytest.fixture
def checked(tmp_path: Path, shipped_model: Model) -> Callable[[], tuple[list[Fault], list[str]]]:
    """Return a function that checks again, and says what it found and which records it looked at."""
    kept, rechecker = KeptFiles(Workspace(tmp_path), shipped_model), Rechecker("en")

    def check() -> tuple[list[Fault], list[str]]:
        looked: list[str] = []

        def spy(checker: Checker, record: Record) -> object:
            looked.append(str(record.data.get("id", record.kind)))
            return real(checker, record)

        real = Checker.record
        with patch.object(Checker, "record", spy):
            return rechecker.check(kept.read(kept.changed())), looked

    return check


def test_only_what_a_change_can_have_touched_is_looked_at(
    tmp_path: Path, checked: Callable[[], tuple[list[Fault], list[str]]]
) -> None:
    def save(name: str, *records: str) -> None:
        (tmp_path / f"{name}.yaml").write_text(
            f"source: {{id: {name}, title: {{lv: Z}}, issued: 2021}}\n" + "\n".join(records), "utf-8"
        )

    save("a", "people: [{id: ilze, name: Ilze}]")
    save("b", "events: [{id: e, type: Seminar, label: {lv: S}, organizer: ilze}]")
    save("c", "institutions: [{id: i, type: Museum, label: {lv: M}}]")
    assert checked() == ([], ["a", "ilze", "b", "e", "c", "i"])
    assert checked() == ([], [])
    save("c", "institutions: [{id: i, type: Museum, homepage: https://a.lv/b, label: {lv: M}}]")
    assert checked() == ([], ["c", "i"])
    save("a", "people: [{id: ilza, name: Ilze}]")
    faults, looked = checked()
    assert [(fault.code, fault.data["nearest"]) for fault in faults] == [("unknown-reference", "ilza")]
    assert looked == ["a", "ilza", "e"]
    save("a", "people: [{id: ilze, name: Ilze}]")
    assert checked() == ([], ["a", "ilze", "e"])


def test_a_save_within_one_tick_of_the_clock_is_seen(
    tmp_path: Path, checked: Callable[[], tuple[list[Fault], list[str]]]
) -> None:
    """Time and size stay the same; only the content tells."""
    file = tmp_path / "a.yaml"
    file.write_text("source: {id: a, title: {lv: Z}}\n", "utf-8")
    before = file.stat().st_mtime_ns
    assert checked()[0] == []
    file.write_text("source: {id: a, titel: {lv: Z}}\n", "utf-8")
    os.utime(file, ns=(before, before))
    assert [fault.code for fault in checked()[0]] == ["unknown-field"]
