"""Dates, numbers and names are found in passages of the three languages, and only where they are."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from libgraph.dates import label
from libgraph.records.evidence.answer import Answer
from libgraph.records.evidence.dates_said import dates_in, says_date, where_date
from libgraph.records.evidence.numbers import says_number
from libgraph.records.evidence.wording import says_text, where_text

YES, PARTLY, NO, UNKNOWN = Answer.YES, Answer.PARTLY, Answer.NO, Answer.UNKNOWN
LANGS = ("lt", "lv", "en")
DAYS = st.dates(date(1800, 1, 1), date(2099, 12, 31)).map(date.isoformat)


@pytest.mark.parametrize(
    ("passage", "value", "answer"),
    [
        ("2021 m. kovo 5 d.", "2021-03-05", YES),
        ("2020 m. spalio 15 dieną", "2020-10-15", YES),
        ("2024 birželio 7 d.", "2024-06-07", YES),
        ("2021. gada 5. martā", "2021-03-05", YES),
        ("5. martā, 2021. gadā", "2021-03-05", YES),
        ("on 5 March 2021", "2021-03-05", YES),
        ("March 5th, 2021", "2021-03-05", YES),
        ("05.03.2021", "2021-03-05", YES),
        ("2021.03.05", "2021-03-05", YES),
        ("2021-03-05 15:42", "2021-03-05", YES),
        ("2021\u00a0m.\u00a0kovo\n5 d.", "2021-03-05", YES),
        ("2025 m. gruodžio 1–4 d.", "2025-12-01/2025-12-04", YES),
        ("no 2021. gada 5. līdz 7. martam", "2021-03-05/2021-03-07", YES),
        ("2021 m. vasarą", "2021-22", YES),
        ("kovo 5 d.", "2021?-03-05", YES),
        ("kovo 5 d.", "2021-03-05", NO),
        ("kovo 6 d.", "2021?-03-05", NO),
        ("2022 m. kovo 5 d.", "2021-03-05", NO),
        ("2021 m. balandžio 5 d.", "2021-03-05", NO),
        ("2021 m. kovo 5 d.", "2021", YES),
        ("2021 m. kovą", "2021-03-05", NO),
        ("bibliotekoje", "2021-03-05", NO),
        ("prieš vasarą", "2021-21?", UNKNOWN),
        ("2024 m. pavasarį", "2024-21?", YES),
        ("2025 m. gruodžio 1 d.", "2025-12-01/2025-12-04", NO),
        ("2019 m.", "2019/..", YES),
        ("XX amžiuje", "19XX", UNKNOWN),
    ],
)
def test_dates(passage: str, value: str, answer: Answer) -> None:
    assert says_date([passage], value) is answer


def test_the_year_may_stand_in_another_passage_but_not_the_month() -> None:
    assert says_date(["kovo 5 d.", "2021 metais"], "2021-03-05") is YES
    assert says_date(["kovas", "2021 m. 5 knygos"], "2021-03-05") is NO
    assert says_date(["2022 m. kovo 5 d.", "2021 metais"], "2021-03-05") is NO


@given(DAYS, st.sampled_from(LANGS))
def test_a_date_is_found_in_its_own_label(day: str, lang: str) -> None:
    text = f"Vakar, {label(day, lang)}, įvyko."
    assert says_date([text], day) is YES
    ((start, end),) = where_date(text, day)
    assert says_date([text[start:end]], day) is YES


@given(DAYS, DAYS, st.sampled_from(LANGS))
def test_a_date_is_not_found_in_the_label_of_another(day: str, other: str, lang: str) -> None:
    assert (says_date([label(other, lang)], day) is YES) == (day == other)


@given(st.text())
def test_dates_lie_inside_any_text(text: str) -> None:
    assert all(0 <= start < end <= len(text) for start, end in (found.span for found in dates_in(text)))


@pytest.mark.parametrize(
    ("passage", "value", "lang", "found"),
    [
        ("su aštuoniomis specialistėmis", "8", "lt", True),
        ("aštuoniolika dalyvių", "8", "lt", False),
        ("aštuoniolikos dalyvių", "18", "lt", True),
        ("dviejų bibliotekų", "2", "lt", True),
        ("dvylika", "2", "lt", False),
        ("trijų", "3", "lt", True),
        ("trylika", "3", "lt", False),
        ("šešiems svečiams", "6", "lt", True),
        ("darbinė sesija dvare", "6", "lt", False),
        ("darbinė sesija dvare", "2", "lt", False),
        ("divās bibliotēkās", "2", "lv", True),
        ("divpadsmit", "12", "lv", True),
        ("divpadsmit", "2", "lv", False),
        ("trijiem novadiem", "3", "lv", True),
        ("seven visitors", "7", "en", True),
        ("seventeen visitors", "7", "en", False),
        ("20 publiskajām", "20", "lv", True),
        ("120 publiskajām", "20", "lv", False),
        ("1 200 lankytojų", "1200", "lt", True),
        ("57,775", "57.775", "lt", True),
        ("2020", "20", "lt", False),
        ("daug", "abc", "lt", False),
        ("vienas", "1", "et", False),
    ],
)
def test_numbers(passage: str, value: str, lang: str, found: bool) -> None:
    assert says_number(passage, value, lang) is found


@given(st.integers(0, 10**9), st.sampled_from(LANGS))
def test_a_number_is_found_in_its_digits_however_they_are_grouped(number: int, lang: str) -> None:
    for text in (
        f"{number}",
        f"{number:,}",
        f"{number:,}".replace(",", "\u00a0"),
        f"{number:_}".replace("_", "."),
    ):
        assert says_number(f"x {text} x", str(number), lang)


@pytest.mark.parametrize(
    ("passage", "text", "lang", "answer"),
    [
        ("Pateicamies Aijai Rudītei!", "Aija Rudīte", "lv", YES),
        ("Panevėžio apskrities  bibliotekoje", "Panevėžio apskrities biblioteka", "lt", YES),
        ("„Biblioteka\nvisiems“", "“Biblioteka visiems”", "lt", YES),
        ("direktorė Bugailiškienė", "Jurgita Bugailiškienė", "lt", PARTLY),
        ("Petras Pramanas", "Jonė Pavyzdė", "lt", NO),
        ("Valgos biblioteka", "Valka", "lt", NO),
    ],
)
def test_names(passage: str, text: str, lang: str, answer: Answer) -> None:
    assert says_text([passage], text, lang) is answer


def test_a_text_is_found_where_it_is_said_and_no_wider() -> None:
    content = "Vakar Jonei Pavyzdei padėkojo Petras, o Jonė Pavyzdė – jam. Jonė ir Pavyzdė."
    found = [content[start:end] for start, end in where_text(content, "Jonė Pavyzdė", "lt")]
    assert found == ["Jonei Pavyzdei", "Jonė Pavyzdė", "Jonė ir Pavyzdė"]
