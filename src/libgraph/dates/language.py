"""What a language must provide so that labels of dates can be written in it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

Case = Literal["nom", "gen", "dat", "acc"]
Words = Mapping[Case, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Language:
    """The words of one language and how they are put together.

    Names in braces are filled in by `libgraph.dates.labels`. A grammatical case that no label of
    the language needs has the form of the nominative.
    """

    months: Words
    day_months: Words  # the month where a day stands beside it
    seasons: Words
    quarters: Words
    halves: Words
    year: Mapping[Case, str]  # a year alone
    year_within: str  # the year of a month or day
    eras: tuple[str, str]  # before our era, and in it: for years of three and fewer digits
    day: str  # month and day
    with_year: str  # these and the year
    dash: str  # between two numbers
    decade: Callable[[int, Case], str | None]  # None: no clear name
    century: Callable[[int, Case], str]
    approximate: Mapping[Case, tuple[str, Case]]  # the word for "about", the case it asks for
    since: tuple[str, Case]  # beginning of what has no end
    starting: tuple[str, Case]  # beginning of what has an unknown end
    until: tuple[str, Case]
    begin_open: str
    begin_unknown: str
    end_open: str
    end_unknown: str
    any_of: str
    all_of: str
    earlier: str
    later: str
    parts: tuple[str, str, str]  # year, month, day
    approximate_parts: tuple[str, str, str]
    season_part: str  # what stands in place of a month
    approximate_season: str
    month_unstated: str
    day_unstated: str
    both_unstated: str
    northern: str
    southern: str
    inexact: str


def cases(nom: str, gen: str = "", dat: str = "", acc: str = "") -> Words:
    """Return words by case, each argument a list separated by spaces; "_" stands for a space."""
    given: dict[Case, str] = {"nom": nom, "gen": gen or nom, "dat": dat or nom, "acc": acc or nom}
    split = {case: tuple(word.replace("_", " ") for word in words.split()) for case, words in given.items()}
    return MappingProxyType(split)
