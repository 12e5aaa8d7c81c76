"""The forms that a name takes: tables written by hand, and what holds of every word."""

import doctest
import importlib
import pkgutil
import tomllib
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from libgraph import texts
from libgraph.texts import fold, forms
from libgraph.texts.inflection import is_form

Pair = tuple[str, str, str]
NAMES = tomllib.loads(Path(__file__).with_name("names.toml").read_text("utf-8"))
LETTERS = "aąbcčdeęėfghiįyjklmnoprsštuųūvzžāēģīķļņ"
WORDS = st.text(st.sampled_from(LETTERS), min_size=1, max_size=12).map(str.capitalize)
LANGS = st.sampled_from(["lt", "lv"])


def pairs(key: str) -> list[Pair]:
    return [
        (lang, base, form)
        for lang, table in NAMES[key].items()
        for base, _, listed in (line.partition(":") for line in table.strip().splitlines())
        for form in listed.split()
    ]


@pytest.mark.parametrize("module", [m.name for m in pkgutil.iter_modules(texts.__path__)])
def test_examples_hold(module: str) -> None:
    assert doctest.testmod(importlib.import_module(f"libgraph.texts.{module}")).failed == 0


def test_the_tables_are_large_enough() -> None:
    assert len(pairs("forms")) >= 160
    assert len(pairs("no-forms")) >= 60


@pytest.mark.parametrize(("lang", "base", "form"), pairs("forms"))
def test_forms_are_known(lang: str, base: str, form: str) -> None:
    assert fold(form) in forms(base, lang)
    assert is_form(form, base, lang)
    assert is_form(fold(form), base, lang), "typed without diacritics"


@pytest.mark.parametrize(("lang", "base", "other"), pairs("no-forms"))
def test_other_words_are_no_forms(lang: str, base: str, other: str) -> None:
    assert fold(other) not in forms(base, lang)
    assert not is_form(other, base, lang)


@pytest.mark.parametrize(
    ("lang", "base", "form"), [("lv", "Jānis", "Jāna"), ("lv", "Kāše", "Kāses"), ("lt", "Jonas", "Jonė")]
)
def test_diacritics_that_differ_part_words(lang: str, base: str, form: str) -> None:
    """Folded, both are alike; as written, they are not."""
    assert fold(form) in forms(base, lang)
    assert not is_form(form, base, lang)


@given(word=WORDS, lang=LANGS)
def test_a_word_is_among_its_forms_however_it_is_encoded(word: str, lang: str) -> None:
    found = forms(word, lang)
    assert fold(word) in found
    assert found == forms(unicodedata.normalize("NFD", word), lang)
    assert all(form == fold(form) for form in found)


@given(word=WORDS, lang=LANGS)
def test_forms_share_the_beginning_of_the_word(word: str, lang: str) -> None:
    """Only the ending changes, and the last two letters of the stem at most."""
    begin = fold(word)[: max(1, len(fold(word)) - 6)]
    assert all(form.startswith(begin) for form in forms(word, lang))


@given(word=st.text(max_size=20), lang=st.sampled_from(["en", "et", "", "xx"]))
def test_other_languages_have_no_forms(word: str, lang: str) -> None:
    assert forms(word, lang) == {fold(word.lower())} or forms(word, lang) == {fold(word)}
