"""What was probably meant by a date written as people write dates."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from libgraph.dates import InvalidDate, parse
from libgraph.dates.hints import suggest

MEANT = {
    # Figures.
    "03.05.2021": "2021-05-03",
    "3.5.2021.": "2021-05-03",
    "3. 5. 2021": "2021-05-03",
    "2021.05.03": "2021-05-03",
    "2021.05.03.": "2021-05-03",
    "2021 05 03": "2021-05-03",
    "2021/05/03": "2021-05-03",
    "2021-5-3": "2021-05-03",
    "2021-5": "2021-05",
    "5.2021": "2021-05",
    "20210503": "2021-05-03",
    "25/03/2021": "2021-03-25",
    "03/25/2021": "2021-03-25",
    "05/05/2021": "2021-05-05",
    "2021-13-05": "2021-05-13",
    "2021–05–03": "2021-05-03",
    "2021-05-03 15:42": "2021-05-03T15:42:00",
    "03.05.2021 15.42": "2021-05-03T15:42:00",
    "2021-05-03T15:42": "2021-05-03T15:42:00",
    "2019-2021": "2019/2021",
    "2019 – 2021": "2019/2021",
    "05.03.2021–07.03.2021": None,
    "05.03.2021 – 07.03.2021": "2021-03-05/2021-03-07",
    "Y2021": "2021",
    "Y02021": "2021",
    # The draft of 2012, capitals and spaces.
    "199u": "199X",
    "2004-06-uu": "2004-06-XX",
    "202x": "202X",
    "2004/open": "2004/..",
    "unknown/2004": "/2004",
    "2004-06?~": "2004-06%",
    "y17e7": "Y17E7",
    "1950p2": "1950S2",
    " 2021": "2021",
    "[1667, 1668]": "[1667,1668]",
    # Lithuanian.
    "2021 m. gegužės 3 d.": "2021-05-03",
    "2021m. gegužės 3d.": "2021-05-03",
    "2020 m. spalio 15 dieną": "2020-10-15",
    "2024 birželio 7 d.": "2024-06-07",
    "2021 metų gegužė": "2021-05",
    "2021 m. gegužės mėn.": "2021-05",
    "2021 GEGUŽĖ": "2021-05",
    "2021 geguzes 3": "2021-05-03",
    "2021 m.": "2021",
    "2025 m. gruodžio 1–4 d.": "2025-12-01/2025-12-04",
    "2021 m. kovas–gegužė": "2021-03/2021-05",
    "2019–2021 m.": "2019/2021",
    "apie 2019": "2019~",
    "apie 2019 m. gegužę": "2019-05~",
    "galbūt 2019 m.": "2019?",
    "galbūt apie 2019 m.": "2019%",
    "nuo 2019 m. kovo": "2019-03/..",
    "iki 2019 m.": "../2019",
    "nuo 2019 iki 2021 m.": "2019/2021",
    "2021 m. pavasarį": "2021-21",
    # Latvian.
    "2021. gada 3. maijs": "2021-05-03",
    "2021. gada 3. maijā": "2021-05-03",
    "2021. g. 5. martā": "2021-03-05",
    "3. maijs, 2021": "2021-05-03",
    "2021. gads": "2021",
    "2021. gadā": "2021",
    "2021. gada decembrī": "2021-12",
    "2021. gada 1.–4. decembris": "2021-12-01/2021-12-04",
    "ap. 2019. gada": "2019~",
    "aptuveni 2019. gads": "2019~",
    "iespējams, 2019. gads": "2019?",
    "kopš 2019. gada marta": "2019-03/..",
    "līdz 2019. gada 5. martam": "../2019-03-05",
    "no 2019. līdz 2021. gadam": "2019/2021",
    "1990. gadi": "199X",
    "2021. gada rudenī": "2021-23",
    # English.
    "3 May 2021": "2021-05-03",
    "May 3, 2021": "2021-05-03",
    "the 3rd of May 2021": "2021-05-03",
    "Sept. 2021": "2021-09",
    "c. 2019": "2019~",
    "circa May 2019": "2019-05~",
    "2019 (?)": "2019?",
    "1990s": "199X",
    "since 2019": "2019/..",
    "from 2019 to 2021": "2019/2021",
    "28 November – 4 December 2025": "2025-11-28/2025-12-04",
    "winter 2021": "2021-24",
    # No good guess.
    "2021-02-30": None,
    "30.02.2021": None,
    "2021. gada 31. aprīlis": None,
    "03/05/2021": None,
    "gegužės 3 d.": None,
    "5. martā": None,
    "2021/2019": None,
    "-0000": None,
    "2019 2020": None,
    "2021 m. kovo 3 5 d.": None,
    "3 2021": None,
    "2021 m. kovo gegužės": None,
    "2021*": None,
    "2021 m. kažkada": None,
    "dabar": None,
    "-": None,
    "nuo": None,
    "nuo - 2019": None,
    "": None,
    "1990-ieji": None,
}

MONTHS = {
    "lt": [
        "sausis sausio sausį sausyje", "vasaris vasario vasarį vasaryje", "kovas kovo kovą kove",
        "balandis balandžio balandį balandyje", "gegužė gegužės gegužę gegužėje",
        "birželis birželio birželį birželyje", "liepa liepos liepą liepoje",
        "rugpjūtis rugpjūčio rugpjūtį rugpjūtyje", "rugsėjis rugsėjo rugsėjį rugsėjyje",
        "spalis spalio spalį spalyje", "lapkritis lapkričio lapkritį lapkrityje",
        "gruodis gruodžio gruodį gruodyje",
    ],
    "lv": [
        "janvāris janvāra janvārī janvārim janvāri", "februāris februāra februārī februārim februāri",
        "marts marta martā martam martu", "aprīlis aprīļa aprīlī aprīlim aprīli",
        "maijs maija maijā maijam maiju", "jūnijs jūnija jūnijā jūnijam jūniju",
        "jūlijs jūlija jūlijā jūlijam jūliju", "augusts augusta augustā augustam augustu",
        "septembris septembra septembrī septembrim septembri", "oktobris oktobra oktobrī oktobrim oktobri",
        "novembris novembra novembrī novembrim novembri", "decembris decembra decembrī decembrim decembri",
    ],
    "en": [
        "January Jan", "February Feb", "March Mar", "April Apr", "May", "June Jun", "July Jul", "August Aug",
        "September Sept", "October Oct", "November Nov", "December Dec",
    ],
}  # fmt: skip


@pytest.mark.parametrize(("text", "meant"), MEANT.items())
def test_what_was_meant(text: str, meant: str | None) -> None:
    with pytest.raises(InvalidDate) as caught:
        parse(text)
    assert caught.value.suggestion == meant


@pytest.mark.parametrize("lang", MONTHS)
def test_every_month_in_every_usual_form(lang: str) -> None:
    found = {form: suggest(f"2021 {form} 3") for forms in MONTHS[lang] for form in forms.split()}
    expected = {
        form: f"2021-{month:02}-03" for month, forms in enumerate(MONTHS[lang], 1) for form in forms.split()
    }
    assert found == expected


@given(st.text(max_size=40) | st.text("0123456789-./ ?~XYmd", max_size=20))
def test_a_suggestion_is_valid_and_differs(text: str) -> None:
    meant = suggest(text)
    if meant is not None:
        assert parse(meant).text != text


def test_long_text_gets_no_suggestion() -> None:
    assert suggest("2021 m. " * 30) is None
