"""Cells: whatever texts are put into one are read from it again."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from libgraph.records.called import Called, named, reference_in
from libgraph.records.cells import cell_of, passages_in, texts_in
from libgraph.records.joined import pieces_of

odd = st.text(r"\| a=-+@" + "\n\t\xa0b1.", min_size=1, max_size=8)


@settings(max_examples=1_000, deadline=None)
@given(texts=st.lists(odd | st.text(min_size=1), min_size=1, max_size=3), formulas=st.booleans())
def test_texts_come_out_of_a_cell_as_they_went_in(texts: list[str], formulas: bool) -> None:
    cell = cell_of(texts, formulas=formulas)
    assert texts_in(cell) == texts
    assert cell.strip()


@pytest.mark.parametrize("text", ["=1+1", "+1 a", "-1+cmd|' /C calc'!A0", "@SUM(A1)", "\t=1", "\r=1", "＝1"])
def test_no_cell_of_a_csv_file_begins_as_a_formula(text: str) -> None:
    cell = cell_of([text, text], formulas=True)
    assert cell[0] == "\\"
    assert texts_in(cell) == [text, text]


@pytest.mark.parametrize("number", ["-5", "+7", "-33.5"])
def test_a_number_stays_as_it_is(number: str) -> None:
    assert cell_of([number], formulas=True) == number


@pytest.mark.parametrize(
    ("cell", "texts"),
    [
        ("a | b", ["a", "b"]),
        (" a  |  b ", ["a", "b"]),
        ("a|b", ["a|b"]),
        (r"C:\a\b", [r"C:\a\b"]),
        (r"a \| b", ["a | b"]),
        (r"\=1", ["=1"]),
        (r"\ a", [" a"]),
    ],
)
def test_what_people_type_is_read_as_they_mean_it(cell: str, texts: list[str]) -> None:
    assert texts_in(cell) == texts


def test_positions_are_read_with_either_dash() -> None:
    assert passages_in("1-5 | 7 – 9 | 3") == [["1", "5"], ["7", "9"], "3"]


@pytest.mark.parametrize(
    ("text", "ident", "name"),
    [
        ("Valkas bibliotēka (valka)", "valka", "Valkas bibliotēka"),
        ("Turība (institution/turiba)", "institution/turiba", "Turība"),
        ("dome (pilsēta) (valka-council)", "valka-council", "dome (pilsēta)"),
    ],
)
def test_a_name_with_an_id_means_the_id(text: str, ident: str, name: str) -> None:
    read = reference_in(text)
    assert isinstance(read, Called)
    assert (read, read.name, read.written) == (ident, name, text)


@pytest.mark.parametrize("text", ["valka", "Valka (pilsēta)", "A (a); B (b)", "(valka)", "Valka (Big Town)"])
def test_other_brackets_are_left_alone(text: str) -> None:
    assert type(reference_in(text)) is str


@given(name=st.text(), ident=st.from_regex(r"[a-z0-9]+(-[a-z0-9]+)?", fullmatch=True))
def test_what_is_offered_is_read_again(name: str, ident: str) -> None:
    offered = named(name, ident)
    read = reference_in(offered)
    if not isinstance(read, Called):
        assert read == ident or ")" in name
    else:
        assert read == ident
        assert read.is_called([name])


def test_pieces_are_what_stands_between_the_usual_signs() -> None:
    assert pieces_of("a;b, c|d\ne") == ["a", "b", "c", "d", "e"]
    assert pieces_of(reference_in("A, B (ab)")) == ["A", "B (ab)"]
