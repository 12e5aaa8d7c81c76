"""Of very many faults of one kind in a file the first thousand are told, and how many more there are."""

from pathlib import Path

import pytest

from libgraph.cli.check_print import summary
from libgraph.graph.cross_check import check_all
from libgraph.graph.watching import Watch
from libgraph.messages import LANGUAGES
from libgraph.model import Model
from libgraph.records.check import check_records
from libgraph.records.findings import MOST_OF_A_KIND
from libgraph.records.reading import read_records
from libgraph.workspace import Workspace

SOURCE = "source: {id: s, type: NewsItem, title: {lt: Žinia}}\n"
MANY = {
    "events.csv": "id,source,type,label.lt\n" + "".join(f"e{n},s,Semnar,A\n" for n in range(1_500)),
    "places.jsonl": "{\n" * 1_300,
    "x.yaml": SOURCE + "people:\n" + "".join(f"- {{id: p{n}, nam: Ona Ona}}\n" for n in range(1_001)),
}
LINES = {"events.csv": 1_002, "places.jsonl": 1_001, "x.yaml": 1_003}
MORE = {"events.csv": 499, "places.jsonl": 299, "x.yaml": 0}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, text in MANY.items():
        (tmp_path / name).write_text(text, "utf-8")
    (tmp_path / "libgraph.toml").touch()
    return tmp_path


def test_the_rest_is_counted_at_the_first_left_out(folder: Path, shipped_model: Model) -> None:
    faults = check_records(read_records(Workspace(folder), shipped_model))
    for name, line in LINES.items():
        here = [fault for fault in faults if fault.file == name]
        assert len(here) == MOST_OF_A_KIND + 1
        assert here[-1].line == line
        assert here[-1].as_dict()["more"] == MORE[name]
        assert not any(fault.more for fault in here[:-1])
    assert summary(0, faults, "en") == "0 records, 3801 faults, 0 warnings"


def test_the_count_is_told_in_every_language(folder: Path, shipped_model: Model) -> None:
    told = next(f for f in check_records(read_records(Workspace(folder), shipped_model)) if f.more == 499)
    assert told.text().endswith(
        "Did you mean 'Seminar'? And 499 more faults like this further on in the file."
    )
    assert all("499" in told.text(lang) for lang in LANGUAGES)


def test_watching_tells_the_same(folder: Path, shipped_model: Model) -> None:
    watch = Watch(folder)
    for text in (MANY["events.csv"], MANY["events.csv"].replace("e7,s,Semnar", "e7,s,Seminar")):
        (folder / "events.csv").write_text(text, "utf-8")
        seen = watch.look()
        assert seen
        assert list(seen.faults) == check_all(read_records(Workspace(folder), shipped_model))


def test_records_whose_faults_are_only_counted_are_left_out(tmp_path: Path, shipped_model: Model) -> None:
    """A record beyond the thousand is as faulty as one before: nothing is concluded from it."""
    late = "late,s,Semnar,A,2021-03-05,late\n"
    rows = "".join(f"e{n},s,Semnar,A,2021-03-05,\n" for n in range(1_200))
    (tmp_path / "events.csv").write_text(f"id,source,type,label.lt,date,partOf\n{rows}{late}", "utf-8")
    (tmp_path / "s.yaml").write_text(SOURCE, "utf-8")
    faults = check_all(read_records(Workspace(tmp_path), shipped_model))
    assert {fault.code for fault in faults} == {"unknown-type"}
    assert sum(1 + fault.more for fault in faults) == 1_201
