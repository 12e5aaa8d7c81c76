"""The nearest id is the one that was meant."""

import random
import string
import unicodedata
from pathlib import Path

import pytest
from rapidfuzz import process
from rapidfuzz.distance import OSA

from libgraph.model import Model
from libgraph.records.check import check_records
from libgraph.records.ids import index
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


GIVEN = [
    "ruta",
    "janis",
    "zydrune",
    "girts",
    "ausra",
    "liga",
    "tomas",
    "ilze",
    "sarune",
    "karlis",
    "aija",
    "rokas",
    "inese",
    "mantas",
    "daiga",
]
FAMILY = [
    "kalnina",
    "petrauskiene",
    "berzins",
    "zukauskas",
    "ozola",
    "stankevicius",
    "liepa",
    "mazeikaite",
    "rudite",
    "gulbinas",
]
PLACES = [
    "valka",
    "utena",
    "panevezys",
    "cesis",
    "birzai",
    "rokiskis",
    "limbazi",
    "zarasai",
    "bauska",
    "pasvalys",
    "kupiskis",
    "ludza",
]
KINDS = [
    "library",
    "museum",
    "archive",
    "school",
    "council",
    "seminar",
    "visit",
    "exhibition",
    "agreement",
    "project",
]


@pytest.fixture(scope="module")
def many() -> list[str]:
    """20 000 ids of people, institutions and events, made as curators make them."""
    chance = random.Random(7)
    found: set[str] = set()
    while len(found) < 20_000:
        person = f"{chance.choice(GIVEN)}-{chance.choice(FAMILY)}-{chance.choice(PLACES)}"
        day = f"{chance.randrange(2000, 2027)}-{chance.randrange(1, 13):02}"
        thing = f"{chance.choice(PLACES)}-{chance.choice(PLACES)}-{chance.choice(KINDS)}-{day}"
        found.add(chance.choice([person, thing, thing]))
    return sorted(found)


@pytest.mark.parametrize("edits", [1, 2])
def test_among_20_000_ids_the_right_one_comes_first(many: list[str], edits: int) -> None:
    """Unless what was typed is as near to another id: then nobody could tell, and one as near is shown.

    Where ids differ in digits only (2021-03, 2021-04), two edits often lead half-way to another one.
    """
    chance = random.Random(edits)
    names = Names(many)
    for ident in chance.sample(many, 60):
        typed = misspelt(ident, edits, chance)
        found = names.nearest(typed)
        near = OSA.distance(typed, ident)
        assert found == ident or OSA.distance(typed, found) <= near, (typed, ident, found)
        if len(process.extract(typed, many, scorer=OSA.distance, score_cutoff=near, limit=2)) == 1:
            assert found == ident, typed


def test_among_20_000_ids_case_and_diacritics_do_not_matter(many: list[str]) -> None:
    names = Names(many)
    for ident in random.Random(5).sample(many, 2_000):
        assert names.nearest(ident.upper()) == ident
        assert names.nearest(ident.translate(WITH_MARKS)) == ident


def test_every_id_of_every_kind_is_found_as_a_reference(data: Path, shipped_model: Model) -> None:
    """One edit in any id of the repository's data, as the checker is asked: among the ids of its kind."""
    chance = random.Random(11)
    ids = index(read_records(open_workspace(data), shipped_model).records, shipped_model)
    for kind, records in ids.by_kind.items():
        names = Names(records)
        for ident in records:
            typed = misspelt(ident, 1, chance) if len(ident) > 3 else ident.upper()
            found = names.nearest(typed)
            assert found == ident or OSA.distance(typed, found) <= OSA.distance(typed, ident), (
                kind,
                typed,
                found,
            )


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
