"""The nearest id is the one that was meant."""

import random
import string
import unicodedata
from pathlib import Path

import pytest
from rapidfuzz.distance import OSA

from libgraph.model import Model
from libgraph.records.check import check_records
from libgraph.records.nearest import Names, nearest
from libgraph.records.reading import read_records
from libgraph.texts import fold
from libgraph.workspace import Workspace, open_workspace

ROOT = Path(__file__).parents[2]
WITH_MARKS = str.maketrans("aceginszu", "āčēģīņšžū")


@pytest.fixture(scope="module")
def ids(shipped_model: Model) -> list[str]:
    """The ids of all institutions and people of the repository's data."""
    workspace = open_workspace(ROOT / "data")
    records = read_records(workspace, shipped_model).records
    found = [str(r.data["id"]) for r in records if r.kind in {"institution", "person"} and "id" in r.data]
    assert len(found) > 60
    return sorted(found)


def misspelt(text: str, edits: int, chance: random.Random) -> str:
    """Return the text with letters left out, added, changed or swapped."""
    for _ in range(edits):
        place = chance.randrange(len(text) - 1)
        letter = chance.choice(string.ascii_lowercase)
        text = chance.choice(
            [
                text[:place] + text[place + 1 :],
                text[:place] + letter + text[place:],
                text[:place] + letter + text[place + 1 :],
                text[:place] + text[place + 1] + text[place] + text[place + 2 :],
            ]
        )
    return text


@pytest.mark.parametrize("edits", [1, 2])
def test_one_or_two_edits_find_the_right_id(ids: list[str], edits: int) -> None:
    chance = random.Random(edits)
    names = Names(ids)
    wrong = []
    for ident in ids:
        for _ in range(20):
            typed = misspelt(ident, edits, chance)
            found = names.nearest(typed)
            if found != ident and OSA.distance(typed, found) >= OSA.distance(typed, ident):
                wrong.append((typed, ident, found))
    assert wrong == []


def test_typing_that_comes_nearer_to_another_id_is_rare(ids: list[str]) -> None:
    """Two edits may turn one id into another; among these ids they hardly ever do."""
    chance = random.Random(3)
    names = Names(ids)
    typed = [(ident, misspelt(ident, 2, chance)) for ident in ids for _ in range(20)]
    assert sum(names.nearest(text) != ident for ident, text in typed) <= len(typed) / 500


def test_case_diacritics_and_form_do_not_matter(ids: list[str]) -> None:
    names = Names(ids)
    for ident in ids:
        for typed in (
            ident.upper(),
            ident.title(),
            ident.translate(WITH_MARKS),
            unicodedata.normalize("NFD", ident.translate(WITH_MARKS)),
            ident.replace("-", " ", 1),
            ident.replace("-", "_", 1),
        ):
            assert names.nearest(typed) == ident, typed


def test_missing_diacritics() -> None:
    assert nearest("Seminars", ["Seminārs", "Sanāksme"]) == "Seminārs"
    assert nearest("zydrune", ["Žydrūnė", "Rūta"]) == "Žydrūnė"


def test_nothing_near_is_nothing() -> None:
    assert nearest("zigmunds-skujins", ["liga-tetere", "aija-rudite"]) == ""
    assert nearest("xx", ["lt", "lv", "en"]) == ""
    assert nearest("x", []) == ""
    assert nearest("", ["lt"]) == ""


def test_ties_go_to_the_first() -> None:
    assert nearest("library-0", ["library-2", "library-1"]) == "library-1"


def test_names_of_records_are_found(tmp_path: Path, shipped_model: Model) -> None:
    """Whoever types a name, in any language or nearly right, is shown the id."""
    named = "".join(
        f'{{"kind":"institution","source":"s","id":"{ident}","type":"PublicLibrary","label":{{{label}}}}}\n'
        for ident, label in [
            ("valka", '"lv":"Valkas novada Centrālā bibliotēka","lt":"Valkos krašto biblioteka"'),
            ("utena", '"lt":"Utenos A. ir M. Miškinių viešoji biblioteka"'),
        ]
    )
    source = '{"kind":"source","id":"s","type":"NewsItem","title":{"lv":"Z"}}\n'
    for typed, ident in [
        ("Valkas novada Centrala biblioteka", "valka"),
        ("Valkos krasto biblioteka", "valka"),
        ("utenos a. ir m. miškinių viešoji biblioteka", "utena"),
        ("Utenos A ir M Miskiniu viesoji bibloteka", "utena"),
    ]:
        event = '{"kind":"event","source":"s","id":"e","type":"Seminar","label":{"lv":"S"},"host":"TYPED"}\n'.replace(
            "TYPED", typed
        )
        (tmp_path / "x.jsonl").write_text(source + named + event, "utf-8")
        (fault,) = check_records(read_records(Workspace(tmp_path), shipped_model))
        assert fault.data["nearest"] == ident
        assert fold(typed) != ident
