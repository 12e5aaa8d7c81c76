"""Whether a passage names something, allowing for inflection."""

import tomllib
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from libgraph.texts import mentions

CASES = tomllib.loads(Path(__file__).with_name("mentions.toml").read_text("utf-8"))
LANGS = st.sampled_from(["lt", "lv", "en"])
WORDS = st.text(st.sampled_from("aābcčdeēgģiīkķlļnņoprsštuūvzžėųys"), min_size=2, max_size=9).filter(
    lambda word: word not in {"un", "ir", "la", "le"}
)


def cases(key: str) -> list[tuple[str, str, str]]:
    rows = (line.split("|") for line in CASES[key].strip("\n").splitlines())
    return [(lang.strip(), name.strip(), passage.strip()) for lang, name, passage in rows]


@pytest.mark.parametrize(("lang", "name", "passage"), cases("yes"))
def test_it_is_named(lang: str, name: str, passage: str) -> None:
    assert mentions(passage, name, lang)
    assert mentions(unicodedata.normalize("NFD", passage), unicodedata.normalize("NFD", name), lang)


@pytest.mark.parametrize(("lang", "name", "passage"), cases("no"))
def test_it_is_not_named(lang: str, name: str, passage: str) -> None:
    assert not mentions(passage, name, lang)
    assert not mentions(unicodedata.normalize("NFD", passage), unicodedata.normalize("NFD", name), lang)


@given(before=st.text(max_size=20), name=st.lists(WORDS, min_size=1, max_size=4), after=st.text(max_size=20))
def test_a_name_in_the_nominative_is_found_anywhere(before: str, name: list[str], after: str) -> None:
    written = " ".join(word.capitalize() for word in name)
    assert mentions(f"{before} {written} {after}", written, "lv")


@given(passage=st.text(max_size=60), name=st.text(max_size=30), lang=LANGS)
def test_any_text_has_an_answer(passage: str, name: str, lang: str) -> None:
    assert mentions(passage, name, lang) in {True, False}
