"""What each shipped rule concludes, and what it does not."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from libgraph.graph.infer.rules import Rule

CASES = tomllib.loads(Path(__file__).with_name("cases.toml").read_text("utf-8"))["case"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['rule']}: {case.get('name', '')}")
def test_rule(case: dict[str, Any], micro: Any) -> None:
    found = micro.graphs(case["given"], case.get("axioms", "")).get(case["rule"], set())
    then = micro.triples(case["then"])
    assert then <= found
    if case["rule"] not in ("subclass", "subproperty") and not case["rule"].startswith("type-from"):
        about = {term for triple in micro.triples(case["given"]) for term in triple.split(" ")}
        assert {triple for triple in found if triple.split(" ")[0] in about} == then
    if "never" in case:
        assert found & micro.triples(case["never"]) == set()


def test_every_rule_has_a_case(rules: tuple[Rule, ...]) -> None:
    assert {case["rule"] for case in CASES} == {rule.name for rule in rules}
