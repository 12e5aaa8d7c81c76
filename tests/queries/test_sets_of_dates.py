"""What a source says of {2019,2023} is certain of 2019 and 2023, and not of the years between."""

from pathlib import Path

import pytest

from libgraph.graph.opened import OpenGraph
from libgraph.graph.solutions import Solutions
from libgraph.workspace import open_workspace

RECORDS = """\
source: {id: s, title: {en: S}, issued: 2026-01-01}
institutions: [{id: alpha, type: Library, label: {en: Alpha}}]
people: [{id: ann, name: Ann Alder}]
tenures: [{person: ann, institution: alpha, role: director, during: "{2021-03-05,2023-03-05}"}]
events:
  - {id: gap, type: Event, label: {en: Gap}, date: "{2019,2023}"}
  - {id: run, type: Event, label: {en: Run}, date: "{2019..2023}"}
"""


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> OpenGraph:
    root = tmp_path_factory.mktemp("sets")
    (root / "libgraph.toml").write_text("", "utf-8")
    (root / "s.yaml").write_text(RECORDS, "utf-8")
    return OpenGraph(open_workspace(Path(root)), fresh=True)


@pytest.mark.parametrize(
    ("year", "names"),
    [
        ("2019", ["Gap", "Run"]),
        ("2021", ["Run"]),
        ("2023", ["Gap", "Run"]),
        ("2024", []),
    ],
)
def test_events_certainly_in_year(graph: OpenGraph, year: str, names: list[str]) -> None:
    answer = graph.ask("events-certainly-in-year", {"year": year})
    assert isinstance(answer, Solutions)
    assert sorted(str(row["eventName"].value) for row in answer) == names


@pytest.mark.parametrize(("day", "count"), [("2021-03-05", 1), ("2022-01-01", 0), ("2023-03-05", 1)])
def test_role_holders_on_date(graph: OpenGraph, day: str, count: int) -> None:
    answer = graph.ask("role-holders-on-date", {"institution": "alpha", "date": day})
    assert isinstance(answer, Solutions)
    assert len(answer.rows) == count
