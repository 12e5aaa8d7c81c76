"""Queries that ask for graphs ask for those of sources, not for what was inferred."""

import re
from pathlib import Path

import pytest

QUERIES = sorted((Path(__file__).parents[2] / "queries").rglob("*.rq"))


def unbounded(text: str) -> set[str]:
    """Return the variables of graphs that nothing holds to graphs of sources."""
    asked = set(re.findall(r"GRAPH (\?\w+)", text))
    return {name for name in asked if not re.search(rf"\{name} (a lg:StatementGraph|lg:source )", text)}


@pytest.mark.parametrize("path", QUERIES, ids=lambda path: path.stem)
def test_graphs_are_those_of_sources(path: Path) -> None:
    assert unbounded(path.read_text("utf-8")) == set()


def test_the_check_bites() -> None:
    assert unbounded("GRAPH ?g { ?s ?p ?o } ?g a lg:StatementGraph . GRAPH ?h { ?s ?p ?o }") == {"?h"}
