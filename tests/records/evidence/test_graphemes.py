"""No position may cut a character as people see it."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from libgraph.records.evidence.graphemes import cuts_character, whole_characters

CHARACTERS = [
    "a",
    "e\u0304",
    "n\u0323\u0302",
    "\r\n",
    "👩‍🏫",
    "👍🏽",
    "🇱🇹",
    "각",
    "\u1112\u1161\u11ab",
    "ž",
    " ",
    "✉\ufe0f",
]


def boundaries(text: str) -> list[int]:
    return [place for place in range(len(text) + 1) if not cuts_character(text, place)]


@given(st.lists(st.sampled_from(CHARACTERS)))
def test_texts_are_cut_between_their_characters_and_nowhere_else(characters: list[str]) -> None:
    expected, place = [0], 0
    for character in characters:
        place += len(character)
        expected.append(place)
    assert boundaries("".join(characters)) == sorted(set(expected))


@given(st.text(alphabet=st.characters(codec="utf-8")), st.data())
def test_widening_ends_at_boundaries_and_keeps_what_was_there(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    wide = whole_characters(text, start, end)
    assert wide[0] <= start <= end <= wide[1]
    assert not any(cuts_character(text, place) for place in wide)


@given(st.text(alphabet=st.characters(codec="utf-8")))
def test_composing_never_moves_a_boundary_into_a_letter(text: str) -> None:
    """The characters of a text and of its composed form are as many."""
    assert len(boundaries(unicodedata.normalize("NFD", text))) == len(
        boundaries(unicodedata.normalize("NFC", text))
    )


@pytest.mark.parametrize(
    ("text", "place"), [("🇱🇹🇱🇻", 2), ("a\u0304", 0), ("a\u0304", 2), ("\n\u0304", 1), ("\r\r", 1)]
)
def test_places_where_a_text_may_be_cut(text: str, place: int) -> None:
    assert not cuts_character(text, place)
