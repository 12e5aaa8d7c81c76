"""Dates in Lithuanian."""

from typing import Final

from libgraph.dates.language import Case, Language, cases

_GENITIVE = (
    "sausio vasario kovo balandžio gegužės birželio liepos rugpjūčio rugsėjo spalio lapkričio gruodžio"
)
_ROMAN = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"),
    (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip


def _roman(number: int) -> str:
    text = ""
    for value, letters in _ROMAN:
        text += letters * (number // value)
        number %= value
    return text


def _century(year: int, case: Case) -> str:
    """Return for 1990 "XX a.", which is the same in all cases."""
    return f"{_roman(year // 100 + 1)} a."


def _decade(year: int, case: Case) -> str:
    """Return for 1990 "XX a. 10-asis dešimtmetis"."""
    number = year % 100 // 10 + 1
    soft = "i" if number == 3 else ""
    ending = {"gen": f"{soft}ojo dešimtmečio", "acc": f"{soft}ąjį dešimtmetį"}.get(case)
    return f"{_century(year, case)} {number}-{ending or f'{soft}asis dešimtmetis'}"


LITHUANIAN: Final = Language(
    months=cases(
        "sausis vasaris kovas balandis gegužė birželis liepa rugpjūtis rugsėjis spalis lapkritis gruodis",
        gen=_GENITIVE,
        acc="sausį vasarį kovą balandį gegužę birželį liepą rugpjūtį rugsėjį spalį lapkritį gruodį",
    ),
    day_months=cases(_GENITIVE),
    seasons=cases(
        "pavasaris vasara ruduo žiema",
        gen="pavasario vasaros rudens žiemos",
        acc="pavasarį vasarą rudenį žiemą",
    ),
    quarters=cases(
        "I_ketvirtis II_ketvirtis III_ketvirtis IV_ketvirtis",
        gen="I_ketvirčio II_ketvirčio III_ketvirčio IV_ketvirčio",
        acc="I_ketvirtį II_ketvirtį III_ketvirtį IV_ketvirtį",
    ),
    halves=cases("I_pusmetis II_pusmetis", gen="I_pusmečio II_pusmečio", acc="I_pusmetį II_pusmetį"),
    year={"nom": "{} m.", "gen": "{} m.", "dat": "{} m.", "acc": "{} m."},
    year_within="{} m.",
    eras=("pr. Kr.", "po Kr."),
    day="{month} {day} d.",
    with_year="{year} {rest}",
    dash="–",
    decade=_decade,
    century=_century,
    # "apie" asks for the accusative; after "nuo" and "iki" an adverb must stand for it.
    approximate={
        "nom": ("apie", "acc"),
        "gen": ("maždaug", "gen"),
        "dat": ("maždaug", "dat"),
        "acc": ("maždaug", "acc"),
    },
    since=("nuo {}", "gen"),
    starting=("nuo {}", "gen"),
    until=("iki {}", "gen"),
    begin_open="pradžia atvira",
    begin_unknown="pradžia nežinoma",
    end_open="pabaiga atvira",
    end_unknown="pabaiga nežinoma",
    any_of="arba",
    all_of="ir",
    earlier="anksčiau",
    later="vėliau",
    parts=("metai", "mėnuo", "diena"),
    approximate_parts=("metai apytiksliai", "mėnuo apytikslis", "diena apytikslė"),
    season_part="laikotarpis",
    approximate_season="laikotarpis apytikslis",
    month_unstated="mėnuo nenurodytas",
    day_unstated="diena nenurodyta",
    both_unstated="mėnuo ir diena nenurodyti",
    northern="Šiaurės pusrutulis",
    southern="Pietų pusrutulis",
    inexact="tiksliau nežinoma",
)
