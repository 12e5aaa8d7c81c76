"""Rule files: what they may say, and how they are refused."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from libgraph.graph.infer.rules import BadRules, Rule, load_rules, read_rule
from libgraph.messages import LANGUAGES
from libgraph.workspace import Workspace

FAULTY = tomllib.loads(Path(__file__).with_name("faulty.toml").read_text("utf-8"))["case"]
HEADER = "".join(f"# {key}@{lang}: x\n" for key in ("title", "description") for lang in LANGUAGES)
GOOD = "CONSTRUCT { ?x lg:host ?y } WHERE { ?x lg:organizer ?y }"


def written(folder: Path, body: str, name: str = "own", header: str = HEADER) -> Path:
    folder.mkdir(exist_ok=True)
    path = folder / f"{name}.rq"
    path.write_text(f"{header}{body}\n", "utf-8")
    return path


@pytest.mark.parametrize("case", FAULTY, ids=lambda case: case["name"])
def test_what_is_no_rule_is_refused(case: dict[str, Any], tmp_path: Path) -> None:
    path = written(tmp_path, case["body"])
    with pytest.raises(BadRules) as caught:
        read_rule(path)
    (fault,) = caught.value.faults
    assert (fault.path, fault.line) == (path, case["line"])
    assert case["says"] in fault.what
    assert fault.cure.endswith(".")
    assert (
        str(caught.value)
        == f"{path}:{fault.line}: {fault.what}. {fault.cure}\nCorrect the rules, then build again."
    )


def test_all_faults_are_told_at_once(tmp_path: Path) -> None:
    written(tmp_path / "a", GOOD)
    written(tmp_path / "b", GOOD)
    written(tmp_path / "b", GOOD, "bare", header="")
    with pytest.raises(BadRules) as caught:
        load_rules([tmp_path / "a", tmp_path / "b"])
    whats = [fault.what for fault in caught.value.faults]
    assert len(whats) == 7
    assert "title@lv is missing" in whats
    assert whats[-1] == "the name 'own' is taken"


def test_a_rule_is_read_whole(tmp_path: Path) -> None:
    body = """PREFIX ex: <https://e.org/>
CONSTRUCT { ?x ex:near "a"@LV } WHERE {
  ?x a ex:Town , lg:Place ; ex:size 12 , true , "1.50"^^xsd:decimal .  # a comment with }
  ?p a owl:ObjectProperty . ?x ?p ?y
  FILTER(?x != ?y && STRLEN("} FILTER") > 1)
  FILTER NOT EXISTS { ?p a owl:TransitiveProperty } .
  FILTER REGEX(STR(?p), "e.org")
}"""
    rule = read_rule(written(tmp_path, body))
    lg, xsd = "https://w3id.org/libgraph/ns#", "http://www.w3.org/2001/XMLSchema#"
    assert str(rule.head) == '?x <https://e.org/near> "a"@lv .'
    assert [pattern.object for pattern in rule.facts] == [
        "<https://e.org/Town>", f"<{lg}Place>", f'"12"^^<{xsd}integer>', f'"true"^^<{xsd}boolean>',
        f'"1.50"^^<{xsd}decimal>', "?y",
    ]  # fmt: skip
    assert [pattern.subject for pattern in rule.axioms] == ["?p"]
    assert [condition.text for condition in rule.fact_conditions] == [
        'FILTER(?x != ?y && STRLEN("} FILTER") > 1)'
    ]
    assert len(rule.schema_conditions) == 2


def test_shipped_rules_are_good(rules: tuple[Rule, ...]) -> None:
    own = [rule.name for rule in rules if Path(__file__).parent in rule.path.parents]
    assert own == ["type-from-domain", "type-from-range"]
    assert len(rules) - len(own) == len(list((Path(__file__).parents[3] / "ontology" / "rules").iterdir()))
    for rule in rules:
        for texts in (rule.title, rule.description):
            assert set(texts) == set(LANGUAGES)
            assert len(set(texts.values())) == len(LANGUAGES)
        assert all(text.endswith(".") for text in rule.description.values())
        assert not any(text.endswith(".") for text in rule.title.values())


def test_a_workspace_adds_rules(tmp_path: Path) -> None:
    shipped = {rule.name for rule in load_rules(Workspace(tmp_path).rule_folders())}
    written(tmp_path / "rules", GOOD)
    found = load_rules(Workspace(tmp_path).rule_folders())
    assert {rule.name for rule in found} == {"own", *shipped}
    assert [rule.name for rule in found] == sorted(rule.name for rule in found)
