"""A pasted passage is found where it stands, however copying has changed it."""

import unicodedata

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from libgraph.records.evidence.finding import context, find_passage
from libgraph.records.evidence.graphemes import cuts_character, whole_characters
from libgraph.records.evidence.loose import typed_text

PIECES = st.sampled_from(
    ["a", "\u00ad", "e\u0304", "ē", "Š", "\r\n", "\n", " ", "\u00a0", "👩‍🏫", "🇱🇻", "„", "“", '"', "-", "x"]
)
TEXTS = st.lists(PIECES, min_size=1, max_size=40).map("".join)


def drawn(text: str, data: st.DataObject) -> tuple[int, int]:
    start = data.draw(st.integers(0, len(text)))
    return whole_characters(text, start, data.draw(st.integers(start, len(text))))


@given(TEXTS, st.data())
def test_a_passage_slices_back_to_itself(text: str, data: st.DataObject) -> None:
    start, end = drawn(text, data)
    passage = text[start:end].strip()
    assume(passage)
    assume(not any(cuts_character(text, text.index(passage, start) + cut) for cut in (0, len(passage))))
    found = find_passage(text, text[start:end])
    assert text.index(passage, start) in [first for first, _ in found]
    assert all(text[first:last] == passage for first, last in found)


@given(TEXTS, st.data())
def test_a_passage_changed_by_copying_is_found(text: str, data: st.DataObject) -> None:
    start, end = drawn(text, data)
    passage = text[start:end]
    copied = (
        unicodedata.normalize("NFC", passage).replace("\r\n", " ").replace("\u00a0", " ").replace("„", '"')
    )
    assume(typed_text(copied))
    found = find_passage(text, copied)
    assert found
    for first, last in found:
        assert typed_text(text[first:last]) == typed_text(copied)
        assert not cuts_character(text, first)
        assert not cuts_character(text, last)


@given(TEXTS, TEXTS)
def test_what_is_found_is_what_was_sought(text: str, passage: str) -> None:
    for first, last in find_passage(text, passage):
        assert typed_text(text[first:last]) == typed_text(passage)


@pytest.mark.parametrize(
    ("text", "passage", "found"),
    [
        ("a b a b", "a b", [(0, 3), (4, 7)]),
        ("savivaldybė", "savi\u00advaldybė", [(0, 11)]),  # a soft hyphen, copied from a page
        ("x savi\u00advaldybė", "\ufeffsavivaldybė", [(2, 14)]),
        ("aaa", "aa", [(0, 2), (1, 3)]),
        ("abc", "", []),
        ("abc", "  ", []),
        ("abc", "x", []),
        ("Rudi\u0304te", "Rudi", []),
        ("Rudi\u0304te", "Rudīte", [(0, 7)]),
        ("Rudīte", "Rudi\u0304te", [(0, 6)]),
        ("„Mana\n  bibliotēka”", '"Mana bibliotēka"', [(0, 19)]),
        ("👩‍🏫 ir", "👩", []),
        ("Mana bibliotēka", "mana bibliotēka", []),
    ],
)
def test_examples(text: str, passage: str, found: list[tuple[int, int]]) -> None:
    assert find_passage(text, passage) == found


def test_context_is_one_line() -> None:
    assert context("one\ntwo\tthree four", (4, 7), 5) == ("one ", "two", " thre")
