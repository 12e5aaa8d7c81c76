"""Dates in Latvian."""

from typing import Final

from libgraph.dates.language import Case, Language, cases


def _decade(year: int, case: Case) -> str | None:
    """Return for 1990 "1990. gadi"; for 2000 that might be the century or more."""
    word = {"nom": "gadi", "gen": "gadu", "dat": "gadiem", "acc": "gadus"}[case]
    return f"{year}. {word}" if year % 100 else None


def _century(year: int, case: Case) -> str:
    word = {"nom": "gadsimts", "gen": "gadsimta", "dat": "gadsimtam", "acc": "gadsimtu"}[case]
    return f"{year // 100 + 1}. {word}"


_MONTHS = cases(
    "janvāris februāris marts aprīlis maijs jūnijs jūlijs augusts septembris oktobris novembris decembris",
    gen="janvāra februāra marta aprīļa maija jūnija jūlija augusta septembra oktobra novembra decembra",
    dat="janvārim februārim martam aprīlim maijam jūnijam jūlijam augustam septembrim oktobrim novembrim"
    " decembrim",
)

LATVIAN: Final = Language(
    months=_MONTHS,
    day_months=_MONTHS,
    seasons=cases(
        "pavasaris vasara rudens ziema",
        gen="pavasara vasaras rudens ziemas",
        dat="pavasarim vasarai rudenim ziemai",
    ),
    quarters=cases(
        "1._ceturksnis 2._ceturksnis 3._ceturksnis 4._ceturksnis",
        gen="1._ceturkšņa 2._ceturkšņa 3._ceturkšņa 4._ceturkšņa",
        dat="1._ceturksnim 2._ceturksnim 3._ceturksnim 4._ceturksnim",
    ),
    halves=cases("1._pusgads 2._pusgads", gen="1._pusgada 2._pusgada", dat="1._pusgadam 2._pusgadam"),
    year={"nom": "{}. g.", "gen": "{}. gada", "dat": "{}. gadam", "acc": "{}. gadu"},
    year_within="{}. gada",
    eras=("p. m. ē.", "m. ē."),
    day="{day}. {month}",
    with_year="{year} {rest}",
    dash=".–",
    decade=_decade,
    century=_century,
    approximate={
        "nom": ("ap.", "nom"),
        "gen": ("ap.", "gen"),
        "dat": ("ap.", "dat"),
        "acc": ("ap.", "acc"),
    },
    since=("kopš {}", "gen"),
    starting=("no {}", "gen"),
    until=("līdz {}", "dat"),
    begin_open="sākums atvērts",
    begin_unknown="sākums nav zināms",
    end_open="beigas atvērtas",
    end_unknown="beigas nav zināmas",
    any_of="vai",
    all_of="un",
    earlier="agrāk",
    later="vēlāk",
    parts=("gads", "mēnesis", "diena"),
    approximate_parts=("gads aptuvens", "mēnesis aptuvens", "diena aptuvena"),
    season_part="laikposms",
    approximate_season="laikposms aptuvens",
    month_unstated="mēnesis nav norādīts",
    day_unstated="diena nav norādīta",
    both_unstated="mēnesis un diena nav norādīti",
    northern="ziemeļu puslode",
    southern="dienvidu puslode",
    inexact="precīzāk nav zināms",
)
