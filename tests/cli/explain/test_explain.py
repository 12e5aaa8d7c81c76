"""Explanations whole, in three languages, on a tiny fictional workspace.

After a change on purpose, run `ACCEPT=1 pytest tests/cli/explain` and read the difference.
"""

import json
import os
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

import libgraph
from libgraph.cli.main import main
from libgraph.messages import LANGUAGES
from libgraph.records.evidence.text_files import NoTextFolder

HERE = Path(__file__).parent
MICRO = HERE / "micro"
TEXTS = MICRO / "texts"
CASES = {
    "person": ["person/jone"],
    "person-with-passages": ["person/jone", "--texts", str(TEXTS), "--no-inferred"],
    "property": ["event/seminar", "date"],
    "triple": ["event:seminar", "attendance", "12", "--texts", str(TEXTS)],
    "inferred-triple": ["event/seminar", "lg:involvedAgent", "person/jone", "--texts", str(TEXTS)],
    "term": ["https://example.org/ns#ReadingNight"],
    "evidence": ["source/seminar-news#evidence-49-61-lg:holder"],
    "passage": ["source:seminar-news#char=0,20"],
}
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(capfd: pytest.CaptureFixture[str]) -> Run:
    def run_it(*words: str) -> tuple[int, str, str]:
        code = main(["explain", *words])
        said = capfd.readouterr()
        return code, said.out, said.err

    return run_it


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", CASES)
def test_what_people_read(run: Run, name: str, lang: str) -> None:
    code, out, _ = run(*CASES[name], "-w", str(MICRO), "--lang", lang)
    assert code == 0
    expected = HERE / "expected" / f"{name}.{lang}.txt"
    if os.environ.get("ACCEPT"):
        expected.write_text(out, "utf-8")
    assert out == expected.read_text("utf-8")


def test_every_expected_answer_is_asked_for() -> None:
    names = {path.name for path in (HERE / "expected").iterdir()}
    assert names == {f"{name}.{lang}.txt" for name in CASES for lang in LANGUAGES}


def test_json_has_labels_passages_and_proofs(run: Run) -> None:
    words = ["event/seminar", "lg:involvedAgent", "-w", str(MICRO), "--texts", str(TEXTS), "--lang", "en"]
    told = json.loads(run(*words, "--format", "json")[1])
    assert (told["iri"], told["label"], told["term"]) == (
        "https://w3id.org/libgraph/id/event/seminar",
        "Seminar",
        None,
    )
    (inferred,) = told["inferred"]
    assert list(inferred["rules"]) == ["property-chain"]
    leaves = [s for premise in inferred["proof"]["premises"] for s in premise["statements"]]
    assert {(s["source"], s["file"], tuple(s["texts"])) for s in leaves} == {
        ("seminar-news", "sources/seminar.yaml", ("Jonė Pavyzdė atidarė seminarą",))
    }
    assert {premise["rule"] for premise in inferred["proof"]["premises"]} == {""}


def test_terms_of_the_shipped_ontology_have_their_place(run: Run) -> None:
    out = run("role:director", "-w", str(MICRO), "--no-inferred", "--lang", "en")[1]
    found = re.search(r"ontology/roles\.ttl:(\d+)", out)
    assert found
    line = (MICRO.parents[3] / "ontology" / "roles.ttl").read_text("utf-8").splitlines()[int(found[1]) - 1]
    assert line.startswith("role:director")
    assert "tenure:jone--alfa--director--2026-05-04" in out


def test_a_passage_of_a_changed_text_is_not_shown(run: Run, tmp_path: Path) -> None:
    (tmp_path / "seminar-news.txt").write_text(
        "Visai kitas tekstas, ilgesnis už visas vietas.\n" * 3, "utf-8"
    )
    words = ["event/seminar", "date", "-w", str(MICRO), "--lang", "en"]
    assert "the text at hand has changed" in run(*words, "--texts", str(tmp_path))[1]
    told = json.loads(run(*words, "--texts", str(tmp_path), "--format", "json")[1])
    assert told["statements"][0]["texts"] == [None]


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["person/jon"], 1, "Nothing is known about person/jon. Did you mean person/jone?"),
        (["lg:Semnar"], 1, "Did you mean lg:Seminar?"),
        (["http://example.org/nothing-like-it-at-all-anywhere"], 1, "Write kind/id"),
        (["person/jone", "lg:holdr"], 2, "There is no property lg:holdr. Did you mean lg:holder?"),
        (
            ["person/jone", "zzzzzzzzzzzzzzzzzzzzzzz"],
            2,
            "There is no property zzzzzzzzzzzzzzzzzzzzzzz. Write it as",
        ),
        (["person/jone", "name", "Petras"], 1, "Nothing is known about person/jone name Petras."),
        (["person/jone", "--texts", "/no/such/folder"], 2, "/no/such/folder is no folder"),
    ],
)
def test_what_is_not_known_is_said(run: Run, words: list[str], code: int, said: str) -> None:
    got, out, err = run(*words, "-w", str(MICRO), "--lang", "en")
    assert (got, out) == (code, "")
    assert said in err


def test_the_api_gives_the_same_as_data(tmp_path: Path) -> None:
    workspace = shutil.copytree(MICRO, tmp_path / "micro")
    graph = libgraph.open(workspace, fresh=True)
    found = graph.explain("event/seminar", "lg:involvedAgent", "person/jone")
    assert len(found) == 0
    (one,) = found.inferred
    assert one.proof is not None
    assert one.proof.rule == "property-chain"
    assert found.inferred[0].rules["property-chain"]["lv"]
    everything = graph.explain("event/seminar")
    assert all(one.proof is None for one in everything.inferred)
    assert everything[0] == everything.statements[0]
    assert everything[:2] == everything.statements[:2]
    assert graph.explain("event/seminar", inferred=False).inferred == ()
    assert graph.explain("https://example.org/ns#ReadingNight").term is not None
    assert graph.explain("event/none").empty


def test_errors_keep_their_data() -> None:
    assert (
        str(NoTextFolder(Path("x"))) == "x is no folder. Give the folder that holds the texts of the sources."
    )
