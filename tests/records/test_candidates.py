"""What is proposed as one, on pairs that a person has judged: nothing wrong is likely, nothing right is missed."""

from pathlib import Path

import pytest

from libgraph.messages import LANGUAGES
from libgraph.model import Model
from libgraph.records.candidates import LIKELY, LOOK, Candidate, candidates
from libgraph.records.check import check_records
from libgraph.records.ids import index
from libgraph.records.reading import read_records
from libgraph.workspace import Workspace

HERE = Path(__file__).parent / "identity"
PAIRS = [line.split() for line in (HERE / "pairs.txt").read_text("utf-8").splitlines() if line[0] != "#"]
AT_LEAST = {"likely precision": 1.0, "likely recall": 0.6, "precision": 0.8, "recall": 1.0}
Pair = frozenset[str]
Proposed = dict[Pair, Candidate]


def pairs(verdict: str) -> set[Pair]:
    return {frozenset((one, other)) for judged, one, other in PAIRS if judged == verdict}


def propose(model: Model, folder: Path, least: float = 0.0) -> list[Candidate]:
    reading = read_records(Workspace(folder), model)
    assert [str(fault) for fault in check_records(reading) if not fault.warning] == []
    return candidates(reading.records, model, index(reading.records, model), least)


@pytest.fixture(scope="module")
def proposed(shipped_model: Model) -> Proposed:
    return {frozenset((one.this, one.that)): one for one in propose(shipped_model, HERE)}


def test_there_are_enough_judged_pairs() -> None:
    assert len(pairs("same")) >= 20
    assert len(pairs("different")) >= 30


def test_precision_and_recall(proposed: Proposed) -> None:
    """Of all pairs proposed; one that no person judged counts as wrong."""
    same = pairs("same")
    shown = {pair for pair, one in proposed.items() if one.score >= LOOK}
    likely = {pair for pair, one in proposed.items() if one.score >= LIKELY}
    measured = {
        "likely precision": len(likely & same) / len(likely),
        "likely recall": len(likely & same) / len(same),
        "precision": len(shown & same) / len(shown),
        "recall": len(shown & same) / len(same),
    }
    assert {name: value for name, value in measured.items() if value < AT_LEAST[name]} == {}


@pytest.mark.parametrize(
    ("one", "other", "reason"),
    [
        ("person/janis-kalnins", "person/janis-kalnins-cesis", "other-institution"),
        ("person/inga-liepa-valka", "person/inga-liepa-utena", "other-institution"),
        ("institution/lnb-lt", "institution/lnb-lv", "other-country"),
        ("institution/central-utena", "institution/central-kupiskis", "other-place"),
        ("institution/central-utena", "institution/central-nowhere", "general-name"),
        ("institution/birzi-north", "institution/birzi-south", "other-mark"),
        ("event/congress-2022", "event/congress-2025", "other-date"),
        ("place/utena", "place/utena-county", "other-class"),
        ("person/andris-ozols", "person/andra-ozola", "gender"),
    ],
)
def test_what_is_no_pair_is_not_likely_and_says_why(
    proposed: Proposed, one: str, other: str, reason: str
) -> None:
    found = proposed[frozenset((one, other))]
    assert found.score <= 0.5
    assert reason in [because.code for because in found.reasons]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("place/valka", "place/valga"),
        ("institution/elektrenai-library", "institution/vievis-branch"),
        ("institution/lt-association", "institution/lv-association"),
    ],
)
def test_what_is_hardly_alike_is_not_proposed(proposed: Proposed, one: str, other: str) -> None:
    found = proposed.get(frozenset((one, other)))
    assert found is None or found.score < LOOK


def test_reasons_are_told_in_every_language(proposed: Proposed) -> None:
    for one in proposed.values():
        for lang in LANGUAGES:
            told = one.as_dict(lang)["reasons"]
            assert len(told) == len(one.reasons)
            assert all(sentence.endswith(".") for sentence in told)


def test_the_likeliest_come_first_and_order_of_files_changes_nothing(
    shipped_model: Model, tmp_path: Path
) -> None:
    found = propose(shipped_model, HERE, LOOK)
    assert [one.score for one in found] == sorted((one.score for one in found), reverse=True)
    sections = (HERE / "records.yaml").read_text("utf-8").split("\n\n")
    shuffled = "\n\n".join([sections[0], *reversed(sections[1:])])
    (tmp_path / "shuffled.yaml").write_text(shuffled + "\n", "utf-8")
    assert propose(shipped_model, tmp_path, LOOK) == found


@pytest.mark.parametrize("verdict", ["same", "different", "unsure"])
def test_what_is_judged_is_not_proposed_again(shipped_model: Model, tmp_path: Path, verdict: str) -> None:
    text = (HERE / "records.yaml").read_text("utf-8")
    judged = f"\njudgements:\n  - {{this: l-berzina, that: liga-berzina, verdict: {verdict}, judged: 2026-11-22, reason: {{lv: Tā.}}}}\n"
    (tmp_path / "records.yaml").write_text(text + judged, "utf-8")
    before = {(one.this, one.that) for one in propose(shipped_model, HERE)}
    after = {(one.this, one.that) for one in propose(shipped_model, tmp_path)}
    assert before - after == {("person/l-berzina", "person/liga-berzina")}
