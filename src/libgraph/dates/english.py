"""Dates in English."""

from typing import Final

from libgraph.dates.language import Case, Language, cases


def _the(case: Case) -> str:
    """Return the article that a preposition calls for; a label by itself has none."""
    return "" if case == "nom" else "the "


def _decade(year: int, case: Case) -> str | None:
    """Return for 1990 "1990s"; for 2000 that might be the century or more."""
    return f"{_the(case)}{year}s" if year % 100 else None


def _century(year: int, case: Case) -> str:
    number = year // 100 + 1
    ending = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{_the(case)}{number}{ending} century"


_MONTHS = cases("January February March April May June July August September October November December")
_THE_QUARTERS = "the_first_quarter_of the_second_quarter_of the_third_quarter_of the_fourth_quarter_of"
_THE_HALVES = "the_first_half_of the_second_half_of"

ENGLISH: Final = Language(
    months=_MONTHS,
    day_months=_MONTHS,
    seasons=cases("spring summer autumn winter"),
    quarters=cases(_THE_QUARTERS.replace("the_", ""), _THE_QUARTERS, _THE_QUARTERS, _THE_QUARTERS),
    halves=cases(_THE_HALVES.replace("the_", ""), _THE_HALVES, _THE_HALVES, _THE_HALVES),
    year={"nom": "{}", "gen": "{}", "dat": "{}", "acc": "{}"},
    year_within="{}",
    eras=("BCE", "CE"),
    day="{day} {month}",
    with_year="{rest} {year}",
    dash="–",
    decade=_decade,
    century=_century,
    approximate={"nom": ("c.", "nom"), "gen": ("c.", "nom"), "dat": ("c.", "nom"), "acc": ("c.", "nom")},
    since=("since {}", "gen"),
    starting=("from {}", "gen"),
    until=("until {}", "gen"),
    begin_open="start open",
    begin_unknown="start unknown",
    end_open="end open",
    end_unknown="end unknown",
    any_of="or",
    all_of="and",
    earlier="earlier",
    later="later",
    parts=("year", "month", "day"),
    approximate_parts=("year approximate", "month approximate", "day approximate"),
    season_part="period",
    approximate_season="period approximate",
    month_unstated="month not given",
    day_unstated="day not given",
    both_unstated="month and day not given",
    northern="Northern Hemisphere",
    southern="Southern Hemisphere",
    inexact="not known more exactly",
)
