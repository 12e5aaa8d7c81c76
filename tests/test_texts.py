"""Names and texts: normal form, folding, slugs."""

import doctest
import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from libgraph import texts
from libgraph.records.ids import ID
from libgraph.texts import fold, nfc, slug

LITHUANIAN, LATVIAN = "aąbcčdeęėfghiįyjklmnoprsštuųūvzž", "aābcčdeēfgģhiījkķlļmnņoprsštuūvzž"


def test_examples_hold() -> None:
    assert doctest.testmod(texts).failed == 0


@given(text=st.text())
def test_nfc_is_the_normal_form(text: str) -> None:
    assert nfc(text) == unicodedata.normalize("NFC", text)


@pytest.mark.parametrize("letters", [LITHUANIAN, LATVIAN])
def test_folding_leaves_plain_letters(letters: str) -> None:
    for text in (letters, letters.upper(), unicodedata.normalize("NFD", letters)):
        folded = fold(text)
        assert re.fullmatch("[a-z]+", folded)
        assert len(folded) == len(letters)


@given(text=st.text())
def test_folding_knows_neither_case_nor_form(text: str) -> None:
    assert fold(unicodedata.normalize("NFD", text)) == fold(unicodedata.normalize("NFC", text))
    assert fold(fold(text)) == fold(text)


@given(text=st.text(st.sampled_from(LITHUANIAN + LATVIAN + LITHUANIAN.upper() + LATVIAN.upper() + " -0")))
def test_folding_knows_no_case(text: str) -> None:
    assert fold(text.upper()) == fold(text.lower()) == fold(text)


@pytest.mark.parametrize(
    ("name", "made"),
    [
        ("Valkas novada Centrālā bibliotēka", "valkas-novada-centrala-biblioteka"),
        ("Utenos A. ir M. Miškinių viešoji biblioteka", "utenos-a-ir-m-miskiniu-viesoji-biblioteka"),
        ("  Ģirts – Ķēniņš  ", "girts-kenins"),
        ("2021. gads", "2021-gads"),
        ("„Žiema“", "ziema"),
        ("—", ""),
        ("", ""),
    ],
)
def test_slug(name: str, made: str) -> None:
    assert slug(name) == made


@given(text=st.text())
def test_a_slug_is_an_id_or_nothing(text: str) -> None:
    assert slug(text) == "" or ID.match(slug(text))
    assert slug(slug(text)) == slug(text)
