"""Labels of dates in three languages."""

import pytest

from libgraph.dates import LANGUAGES, InvalidDate, label, parse

LABELS = {
    # Plain dates.
    "2021-03-05": ("2021 m. kovo 5 d.", "2021. gada 5. marts", "5 March 2021"),
    "2021-03": ("2021 m. kovas", "2021. gada marts", "March 2021"),
    "2021": ("2021 m.", "2021. g.", "2021"),
    "2021-03-05T23:20:30Z": (
        "2021 m. kovo 5 d., 23:20:30 UTC",
        "2021. gada 5. marts, 23:20:30 UTC",
        "5 March 2021, 23:20:30 UTC",
    ),
    "2021-03-05T23:20:30-04": (
        "2021 m. kovo 5 d., 23:20:30 UTC-04",
        "2021. gada 5. marts, 23:20:30 UTC-04",
        "5 March 2021, 23:20:30 UTC-04",
    ),
    # Other years.
    "-0999-03-05": ("1000 m. pr. Kr. kovo 5 d.", "1000. gada p. m. ē. 5. marts", "5 March 1000 BCE"),
    "0000": ("1 m. pr. Kr.", "1. g. p. m. ē.", "1 BCE"),
    "0476": ("476 m. po Kr.", "476. g. m. ē.", "476 CE"),
    "-0044/0014": ("45 m. pr. Kr. – 14 m. po Kr.", "45. g. p. m. ē. – 14. g. m. ē.", "45 BCE – 14 CE"),
    "Y-17E7": ("170000001 m. pr. Kr.", "170000001. g. p. m. ē.", "170000001 BCE"),
    "1950S2": ("apie 1950 m. (1900–1999 m.)", "ap. 1950. g. (1900.–1999. g.)", "c. 1950 (1900–1999)"),
    "1950S4": ("1950 m.", "1950. g.", "1950"),
    # Qualifiers of the whole.
    "2019~": ("apie 2019 m.", "ap. 2019. g.", "c. 2019"),
    "2019-03~": ("apie 2019 m. kovą", "ap. 2019. gada marts", "c. March 2019"),
    "2019-03-05~": ("apie 2019 m. kovo 5 d.", "ap. 2019. gada 5. marts", "c. 5 March 2019"),
    "2019?": ("2019 m. (?)", "2019. g. (?)", "2019 (?)"),
    "2019%": ("apie 2019 m. (?)", "ap. 2019. g. (?)", "c. 2019 (?)"),
    # Qualifiers of a part.
    "2022?-05-03": ("2022 m. gegužės 3 d. (metai?)", "2022. gada 3. maijs (gads?)", "3 May 2022 (year?)"),
    "2004-06-~11": (
        "2004 m. birželio 11 d. (diena apytikslė)",
        "2004. gada 11. jūnijs (diena aptuvena)",
        "11 June 2004 (day approximate)",
    ),
    "?2004-06-04~": (
        "apie 2004 m. birželio 4 d. (metai?)",
        "ap. 2004. gada 4. jūnijs (gads?)",
        "c. 4 June 2004 (year?)",
    ),
    "2004-%06": (
        "2004 m. birželis (mėnuo apytikslis?)",
        "2004. gada jūnijs (mēnesis aptuvens?)",
        "June 2004 (month approximate?)",
    ),
    "2004-~21": (
        "2004 m. pavasaris (laikotarpis apytikslis)",
        "2004. gada pavasaris (laikposms aptuvens)",
        "spring 2004 (period approximate)",
    ),
    # Parts of a year.
    "2021-21": ("2021 m. pavasaris", "2021. gada pavasaris", "spring 2021"),
    "2021-24~": ("apie 2021 m. žiemą", "ap. 2021. gada ziema", "c. winter 2021"),
    "2021-27": (
        "2021 m. ruduo (Šiaurės pusrutulis)",
        "2021. gada rudens (ziemeļu puslode)",
        "autumn 2021 (Northern Hemisphere)",
    ),
    "2021-30": (
        "2021 m. vasara (Pietų pusrutulis)",
        "2021. gada vasara (dienvidu puslode)",
        "summer 2021 (Southern Hemisphere)",
    ),
    "2021-36": ("2021 m. IV ketvirtis", "2021. gada 4. ceturksnis", "fourth quarter of 2021"),
    "2021-38": ("2021 m. gegužė–rugpjūtis", "2021. gada maijs–augusts", "May–August 2021"),
    "2021-41~": ("apie 2021 m. II pusmetį", "ap. 2021. gada 2. pusgads", "c. second half of 2021"),
    # Unspecified digits.
    "202X": ("XXI a. 3-iasis dešimtmetis", "2020. gadi", "2020s"),
    "202X~": ("apie XXI a. 3-iąjį dešimtmetį", "ap. 2020. gadi", "c. 2020s"),
    "199X": ("XX a. 10-asis dešimtmetis", "1990. gadi", "1990s"),
    "200X": (
        "XXI a. 1-asis dešimtmetis",
        "2000.–2009. g. (precīzāk nav zināms)",
        "2000–2009 (not known more exactly)",
    ),
    "19XX": ("XX a.", "20. gadsimts", "20th century"),
    "20XX": ("XXI a.", "21. gadsimts", "21st century"),
    "1XXX": (
        "1000–1999 m. (tiksliau nežinoma)",
        "1000.–1999. g. (precīzāk nav zināms)",
        "1000–1999 (not known more exactly)",
    ),
    "2004-XX": (
        "2004 m. (mėnuo nenurodytas)",
        "2004. g. (mēnesis nav norādīts)",
        "2004 (month not given)",
    ),
    "1985-04-XX?": (
        "1985 m. balandis (?, diena nenurodyta)",
        "1985. gada aprīlis (?, diena nav norādīta)",
        "April 1985 (?, day not given)",
    ),
    "1985-XX-XX": (
        "1985 m. (mėnuo ir diena nenurodyti)",
        "1985. g. (mēnesis un diena nav norādīti)",
        "1985 (month and day not given)",
    ),
    "156X-12-25": (
        "1560 m. gruodžio 25 d. – 1569 m. gruodžio 25 d. (tiksliau nežinoma: 156X-12-25)",
        "1560. gada 25. decembris – 1569. gada 25. decembris (precīzāk nav zināms: 156X-12-25)",
        "25 December 1560 – 25 December 1569 (not known more exactly: 156X-12-25)",
    ),
    "1984-1X": (
        "1984 m. spalis–gruodis (tiksliau nežinoma)",
        "1984. gada oktobris–decembris (precīzāk nav zināms)",
        "October–December 1984 (not known more exactly)",
    ),
    "198X-21": (
        "1980–1989 m. pavasaris (tiksliau nežinoma: 198X-21)",
        "1980.–1989. gada pavasaris (precīzāk nav zināms: 198X-21)",
        "spring 1980–1989 (not known more exactly: 198X-21)",
    ),
    # Intervals.
    "2019/2021": ("2019–2021 m.", "2019.–2021. g.", "2019–2021"),
    "2021-03/2021-05": ("2021 m. kovas–gegužė", "2021. gada marts–maijs", "March–May 2021"),
    "2025-12-01/2025-12-04": (
        "2025 m. gruodžio 1–4 d.",
        "2025. gada 1.–4. decembris",
        "1–4 December 2025",
    ),
    "2025-11-28/2025-12-04": (
        "2025 m. lapkričio 28 d. – gruodžio 4 d.",
        "2025. gada 28. novembris – 4. decembris",
        "28 November – 4 December 2025",
    ),
    "2019-03/2021": ("2019 m. kovas – 2021 m.", "2019. gada marts – 2021. g.", "March 2019 – 2021"),
    "1984~/2004-06": (
        "apie 1984 m. – 2004 m. birželis",
        "ap. 1984. g. – 2004. gada jūnijs",
        "c. 1984 – June 2004",
    ),
    "2003-22/2003-22": ("2003 m. vasara", "2003. gada vasara", "summer 2003"),
    "2019/..": ("nuo 2019 m.", "kopš 2019. gada", "since 2019"),
    "2019-03~/..": ("nuo maždaug 2019 m. kovo", "kopš ap. 2019. gada marta", "since c. March 2019"),
    "2019-03-05/..": ("nuo 2019 m. kovo 5 d.", "kopš 2019. gada 5. marta", "since 5 March 2019"),
    "2019-03/": (
        "nuo 2019 m. kovo (pabaiga nežinoma)",
        "no 2019. gada marta (beigas nav zināmas)",
        "from March 2019 (end unknown)",
    ),
    "../2019-03": ("iki 2019 m. kovo", "līdz 2019. gada martam", "until March 2019"),
    "../2019": ("iki 2019 m.", "līdz 2019. gadam", "until 2019"),
    "/2019-03-05": (
        "iki 2019 m. kovo 5 d. (pradžia nežinoma)",
        "līdz 2019. gada 5. martam (sākums nav zināms)",
        "until 5 March 2019 (start unknown)",
    ),
    "202X/..": ("nuo XXI a. 3-iojo dešimtmečio", "kopš 2020. gadu", "since the 2020s"),
    "2021-33/..": (
        "nuo 2021 m. I ketvirčio",
        "kopš 2021. gada 1. ceturkšņa",
        "since the first quarter of 2021",
    ),
    "../19XX": ("iki XX a.", "līdz 20. gadsimtam", "until the 20th century"),
    "/..": (
        "pradžia nežinoma, pabaiga atvira",
        "sākums nav zināms, beigas atvērtas",
        "start unknown, end open",
    ),
    # Sets.
    "[1667,1668,1670..1672]": (
        "1667 m., 1668 m. arba 1670–1672 m.",
        "1667. g., 1668. g. vai 1670.–1672. g.",
        "1667, 1668 or 1670–1672",
    ),
    "{1960,1961-12}": (
        "1960 m. ir 1961 m. gruodis",
        "1960. g. un 1961. gada decembris",
        "1960 and December 1961",
    ),
    "[1670..1672]": (
        "1670–1672 m. (tiksliau nežinoma)",
        "1670.–1672. g. (precīzāk nav zināms)",
        "1670–1672 (not known more exactly)",
    ),
    "{1670..1672}": ("1670–1672 m.", "1670.–1672. g.", "1670–1672"),
    "[1984]": ("1984 m.", "1984. g.", "1984"),
    "[..1984]": ("1984 m. arba anksčiau", "1984. g. vai agrāk", "1984 or earlier"),
    "{..1984}": ("1984 m. ir anksčiau", "1984. g. un agrāk", "1984 and earlier"),
    "[..1984,1990]": (
        "1984 m. arba anksčiau, arba 1990 m.",
        "1984. g. vai agrāk, vai 1990. g.",
        "1984 or earlier, or 1990",
    ),
    "[1760-01,1760-12..]": (
        "1760 m. sausis, 1760 m. gruodis arba vėliau",
        "1760. gada janvāris, 1760. gada decembris vai vēlāk",
        "January 1760, December 1760 or later",
    ),
}

GENITIVES = (
    "sausio vasario kovo balandžio gegužės birželio liepos rugpjūčio rugsėjo spalio lapkričio gruodžio"
)
DATIVES = (
    "janvārim februārim martam aprīlim maijam jūnijam jūlijam augustam"
    " septembrim oktobrim novembrim decembrim"
)


@pytest.mark.parametrize(("text", "labels"), LABELS.items())
def test_label(text: str, labels: tuple[str, str, str]) -> None:
    assert tuple(label(text, lang) for lang in ("lt", "lv", "en")) == labels


def test_all_months_in_an_oblique_case() -> None:
    texts = [f"2021-{month:02}" for month in range(1, 13)]
    assert [label(f"{text}/..", "lt") for text in texts] == [f"nuo 2021 m. {m}" for m in GENITIVES.split()]
    assert [label(f"../{text}", "lv") for text in texts] == [f"līdz 2021. gada {m}" for m in DATIVES.split()]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_month_and_part_of_a_year_has_its_own_label(lang: str) -> None:
    codes = [*range(1, 13), *range(21, 42)]
    assert len({label(f"2021-{code}" if code > 9 else f"2021-0{code}", lang) for code in codes}) == len(codes)


@pytest.mark.parametrize(
    ("century", "roman", "ordinal"),
    [("00", "I", "1st"), ("01", "II", "2nd"), ("02", "III", "3rd"), ("03", "IV", "4th"), ("10", "XI", "11th"),
     ("11", "XII", "12th"), ("12", "XIII", "13th"), ("18", "XIX", "19th"), ("20", "XXI", "21st")],
)  # fmt: skip
def test_centuries(century: str, roman: str, ordinal: str) -> None:
    assert label(f"{century}XX", "lt") == f"{roman} a."
    assert label(f"{century}XX", "en") == f"{ordinal} century"


def test_a_date_already_read_has_the_same_label() -> None:
    assert label(parse("2021-03-05"), "lt") == label("2021-03-05", "lt")


def test_what_cannot_be_labelled() -> None:
    with pytest.raises(InvalidDate, match="2021-13"):
        label("2021-13", "lt")
    with pytest.raises(ValueError, match="no labels of dates in 'de'; choose one of lt, lv, en"):
        label("2021", "de")
