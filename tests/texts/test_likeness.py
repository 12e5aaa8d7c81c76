"""How alike two names are: the reason for each pair, whatever the order and the encoding."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from libgraph.texts import alike

PAIRS = [
    ("Līga Tetere", "Līga Tetere", "same"),
    ("Līga Tetere", "Tetere, Līga", "same"),
    ("Petkevičaitė-Bitė", "Petkevičaitė Bitė", "same"),
    ("Liga Tetere", "Līga Tetere", "diacritics"),
    ("LĪGA TETERE", "Līga Tetere", "diacritics"),
    ("Valkas bibliotēka", "VALKAS BIBLIOTĒKA", "diacritics"),
    ("Panevėžio", "Panevėžys", "case"),
    ("Vilniaus", "Vilnius", "case"),
    ("Cēsu", "Cēsis", "case"),
    ("Ligai Teterei", "Līga Tetere", "case"),
    ("Jono Petraičio", "Jonas Petraitis", "case"),
    ("L. Tetere", "Līga Tetere", "initials"),
    ("Utenos A. ir M. Miškinių biblioteka", "Utenos Antano ir Motiejaus Miškinių biblioteka", "initials"),
    ("Ona Petraitytė", "Ona Petraitienė", "family"),
    ("Rasa Kazlauskaitė", "Rasa Kazlauskienė", "family"),
    ("Daiva Mockevičiūtė", "Daiva Mockevičienė", "family"),
    ("Rūta Butkutė", "Rūta Butkienė", "family"),
    ("Eglė Petraitė", "Eglė Petraitienė", "family"),
    ("Valkas bibliotēka", "Valkas novada bibliotēka", "part"),
    ("Ona Kazlauskienė", "Ona Petraitytė-Kazlauskienė", "part"),
    ("Līga Terere-Kalniņa", "Līga Terrere-Kalniņa", "typo"),
    ("Kristīna Ozoliņa", "Kristina Ozoliņa", "diacritics"),
    ("Marijampolė", "Marijanpolė", "typo"),
    ("Andris Ozols", "Andra Ozola", "gender"),
    ("Valka", "Valga", "different"),
    ("Valka", "Valmiera", "different"),
    ("Jānis Kalniņš", "Jāna Kalniņa", "different"),
    ("Aija Rudīte", "Līga Tetere", "different"),
    ("Aija Rudīte", "Rudīte", "different"),
    ("Jonas Petraitis", "Jonas Petrauskas", "different"),
    ("Ona Petraitienė", "Rasa Petraitytė", "different"),
    ("Lietuvos nacionalinė biblioteka", "Latvijos nacionalinė biblioteka", "different"),
    ("Utenos rajono savivaldybės viešoji biblioteka", "Ignalinos rajono savivaldybės viešoji biblioteka", "different"),
    ("LNB", "LMB", "different"),
    ("", "Valka", "different"),
    ("", "", "different"),
]  # fmt: skip


@pytest.mark.parametrize(("a", "b", "reason"), PAIRS)
def test_the_reason(a: str, b: str, reason: str) -> None:
    assert alike(a, b).reason == reason
    assert alike(b, a) == alike(a, b)
    assert alike(unicodedata.normalize("NFD", a), b) == alike(a, b)


def test_scores_follow_the_reasons() -> None:
    scores = {reason: {alike(a, b).score for a, b, r in PAIRS if r == reason} for _, _, reason in PAIRS}
    assert all(len(found) == 1 for found in scores.values())
    order = ("same", "diacritics", "case", "initials", "family", "part", "typo", "gender", "different")
    assert [reason for reason, _ in sorted(scores.items(), key=lambda s: -max(s[1]))] == list(order)


@given(a=st.text(max_size=30), b=st.text(max_size=30))
def test_any_two_texts_compare_the_same_both_ways(a: str, b: str) -> None:
    assert alike(a, b) == alike(b, a)
    assert 0.0 <= alike(a, b).score <= 1.0
