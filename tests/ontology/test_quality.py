"""The checks find nothing in our ontology, and each finds what it is for: see mutations.toml."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from libgraph.graph.quality import Finding, check_quality
from libgraph.graph.quality.check_file import Check, read_checks
from libgraph.graph.quality.facts import vocabularies
from libgraph.messages import LANGUAGES

ONTOLOGY = Path(__file__).parents[2] / "ontology"
SHIPPED = sorted(ONTOLOGY.glob("*.ttl"))
CHECKS = read_checks(ONTOLOGY / "checks")
MUTATIONS: list[dict[str, Any]] = tomllib.loads(
    (Path(__file__).parent / "mutations.toml").read_text("utf-8")
)["mutation"]
PREFIXES = """
@prefix lg: <https://w3id.org/libgraph/ns#> .
@prefix my: <https://example.org/ns#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix shape: <https://w3id.org/libgraph/shapes#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
"""


def mutated(case: dict[str, Any], folder: Path) -> list[Finding]:
    """Return what is found after one mutation."""
    if case.get("own"):
        own = folder / "ontology.ttl"
        own.write_text(PREFIXES + case["add"], "utf-8")
        return check_quality(SHIPPED, [own], folder)
    name = case.get("file", "libgraph.ttl")
    text = (ONTOLOGY / name).read_text("utf-8")
    old = case.get("old", "")
    assert old in text, "the ontology changed: choose another text to spoil"
    spoilt = folder / name
    spoilt.write_text(text.replace(old, case.get("new", ""), 1) + "\n" + case.get("add", ""), "utf-8")
    return check_quality([spoilt if path.name == name else path for path in SHIPPED])


def test_nothing_is_found_in_our_ontology() -> None:
    assert [str(found) for found in check_quality(SHIPPED)] == []


@pytest.fixture(scope="module")
def before() -> set[tuple[str, str, str]]:
    """What is found without a mutation: nothing, as a test of its own demands."""
    return {(one.check, one.term, one.value) for one in check_quality(SHIPPED)}


@pytest.mark.parametrize("case", MUTATIONS, ids=lambda case: case["check"])
def test_each_check_bites(case: dict[str, Any], before: set[tuple[str, str, str]], tmp_path: Path) -> None:
    found = [one for one in mutated(case, tmp_path) if (one.check, one.term, one.value) not in before]
    told = "\n".join(map(str, found))
    assert {one.check for one in found} == {case["check"], *case.get("also", ())}, told
    hits = [one for one in found if one.check == case["check"]]
    assert case["finds"] in {one.term for one in hits}, told
    assert case.get("says", "") in told
    file = "ontology.ttl" if case.get("own") else case.get("file", "libgraph.ttl")
    assert all(one.file.endswith(file) for one in hits), told


def test_each_check_has_a_case_that_breaks_it() -> None:
    assert {case["check"] for case in MUTATIONS} == {check.id for check in CHECKS}


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.id)
def test_each_check_says_what_is_wrong_and_what_to_do(check: Check) -> None:
    assert check.list in ("OOPS!", "FOOPS!", "SKOS", "libgraph")
    for lang in LANGUAGES:
        title, cure = check.titles[lang], check.cures[lang].format(term="t", value="v")
        assert title.endswith(".")
        assert cure.endswith((".", "/>."))
        assert title[0].isupper()
    assert len(set(check.titles.values())) == len(set(check.cures.values())) or "{value}." in str(check.cures)


def test_the_line_of_what_is_wrong_is_named(tmp_path: Path) -> None:
    own = tmp_path / "ontology.ttl"
    own.write_text(
        PREFIXES + '\nmy:Fair a owl:Class ;\n  rdfs:label "a . b # c"@en ; rdfs:subClassOf\n    lg:Evnt .\n',
        "utf-8",
    )
    (found,) = [one for one in check_quality(SHIPPED, [own], tmp_path) if one.check == "P34"]
    assert (found.file, found.line, found.value) == ("ontology.ttl", 12, "lg:Evnt")


def test_a_file_that_is_no_turtle_is_said_with_its_line(tmp_path: Path) -> None:
    own = tmp_path / "ontology.ttl"
    own.write_text(PREFIXES + "\nmy:Fair a ow:Class .\n", "utf-8")
    (found,) = check_quality(SHIPPED, [own], tmp_path)
    assert (found.check, found.line) == ("TURTLE", 10)
    assert "ow" in found.text("lt")


def test_a_file_in_another_encoding_is_said_with_its_line(tmp_path: Path) -> None:
    own = tmp_path / "ontology.ttl"
    own.write_bytes(b"# one\n# two\n# \xf8\n")
    (found,) = check_quality(SHIPPED, [own], tmp_path)
    assert (found.check, found.line) == ("TURTLE", 3)
    assert "UTF-8 is needed" in found.text()


def test_the_list_of_foreign_terms_is_that_of_the_vocabularies(shared: Path) -> None:
    """Run `python scripts/vocabularies.py ../shared/standards` when this fails."""
    import runpy

    script = runpy.run_path(str(ONTOLOGY.parent / "scripts" / "vocabularies.py"))
    assert script["main"]([str(shared / "standards"), "--check"]) == 0
    assert "http://www.w3.org/ns/org#Organization" in vocabularies()["http://www.w3.org/ns/org#"][1]


def test_the_readme_lists_each_check() -> None:
    readme = (ONTOLOGY / "README.md").read_text("utf-8")
    assert [check.id for check in CHECKS if f"`{check.id}-" not in readme] == []
