"""The same text read by the `edtf` package from PyPI, an implementation made apart from ours.

It is compared on the forms that both know: neither reads the same everywhere, and where they
differ the case has a name and a reason below. Where the package fails by accident (a crash in its
own code) nothing can be compared, and that has a name too.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from edtf import parse_edtf
from edtf.parser.edtf_exceptions import EDTFParseException
from hypothesis import given, settings
from hypothesis import strategies as st

from libgraph.dates import Day, InvalidDate, parse

CRASH = "crash"
Outer = tuple[str | None, str | None]
Result = Outer | str  # bounds, or why there are none


def ours(text: str) -> Result:
    try:
        earliest_begin, _, _, latest_end = parse(text).bounds.as_xsd()
    except InvalidDate as error:
        return error.reason
    return earliest_begin, latest_end


def theirs(text: str) -> Result:
    try:
        value = parse_edtf(text)
        return _day(value.lower_strict()), _day(value.upper_strict())
    except EDTFParseException:
        return "refused"
    except (AttributeError, TypeError, ValueError):
        return CRASH


def _day(moment: tuple[int, ...] | float) -> str | None:
    return None if isinstance(moment, float) else Day(*moment[:3]).as_xsd()


@dataclass(frozen=True)
class Disagreement:
    """A kind of text that the package reads otherwise, or not, and why we do not follow."""

    reason: str
    example: str
    pattern: str
    holds: Callable[[Result, Result], bool]

    def explains(self, text: str, our: Result, their: Result) -> bool:
        return bool(re.search(self.pattern, text)) and self.holds(our, their)


def _both_read(our: Result, their: Result) -> bool:
    return isinstance(our, tuple) and isinstance(their, tuple)


def _they_crash(our: Result, their: Result) -> bool:
    return isinstance(our, tuple) and their == CRASH


def _they_refuse(our: Result, their: Result) -> bool:
    return isinstance(our, tuple) and their == "refused"


DISAGREEMENTS = {
    "winter": Disagreement(
        "its winter ends with December; a season has three months",
        "2010-24", "-(24|28|30)$", _both_read,
    ),
    "significant-digits": Disagreement(
        "'some year between 1900 and 1999' (LoC): it bounds the estimated year",
        "1950S2", "S[0-9]", _both_read,
    ),
    "unknown-edge": Disagreement(
        "it pads an unknown edge by ten years; nothing is known of it",
        "2004-06-01/", "^/|/$", _both_read,
    ),
    "order": Disagreement(
        "it does not ask whether an end can come after its beginning",
        "2021/2019", r"/|\.\.", lambda our, their: our == "end-before-start" and isinstance(their, tuple),
    ),
    "no-such-day": Disagreement(
        "it has 29 February in every year, and 30 days or more in masks and times",
        "2021-02-29", "-02-", lambda our, their: our == "no-such-day" and isinstance(their, tuple),
    ),
    "negative-zero": Disagreement(
        "its masks of years before 0 end in year 0; -0000 is no year",
        "-000X", "^-0+X", _both_read,
    ),
    "reversed-months": Disagreement(
        "before 0 it begins with the last month or day that fits and ends with the first",
        "-0001-XX", "^-[0-9]{4}-.*X", _both_read,
    ),
    "offset": Disagreement(
        "it knows offsets as they are in use (to 14 h, no -00); ISO 8601 has hours 00 to 23",
        "2021-03-05T10:00:00+20", "T.*[-+]", _they_refuse,
    ),
    "negative-mask": Disagreement(
        "before 0 it reads masks of level 1 only; 'X may occur anywhere within a component' (LoC)",
        "-X210", "^-[0-9X]*X", _they_refuse,
    ),
    "two-blank-edges": Disagreement(
        "crash: an interval with one edge open and the other unknown",
        "/..", r"^/\.\.$|^\.\./$", _they_crash,
    ),
    "half-masked-month-or-day": Disagreement(
        "crash: one digit of a month or day unspecified",
        "2018-0X", "-([0-9]X|X[0-9])(-|$)", _they_crash,
    ),
    "open-set": Disagreement(
        "crash: a set of all members that has one open end",
        "{2000,2001..}", r"^\{.*\.\.", _they_crash,
    ),
}  # fmt: skip

SIGNS = st.sampled_from(["", "", "-"])
MARKS = st.sampled_from(["", "?", "~", "%"])
BRACKETS = st.sampled_from(["[]", "{}"])
CALENDAR = st.builds(
    lambda sign, day, length: sign + day.isoformat()[:length], SIGNS, st.dates(), st.sampled_from([4, 7, 10])
)
QUALIFIED = st.builds(str.__add__, CALENDAR, MARKS)
HYPHENS = st.sampled_from(["?-", "~-", "%-", "-?", "-~", "-%"])
EDGES = QUALIFIED | st.sampled_from(["", ".."])


def matching(pattern: str) -> st.SearchStrategy[str]:
    return st.from_regex(pattern, fullmatch=True)


COMPARABLE = {
    "dates": QUALIFIED,
    "figures": matching("-?[0-9]{4}-[0-9]{2}(-[0-3][0-9])?"),
    "partly qualified": st.builds(
        "{0.year:04}{1}{0.month:02}{2}{0.day:02}".format, st.dates(), HYPHENS, st.just("-")
    )
    | st.builds("{0.year:04}-{0.month:02}{1}{0.day:02}".format, st.dates(), HYPHENS),
    "masks": matching("-?[0-9X]{4}(-([01][0-9]|0X|1X|XX)(-([0-3][0-9]|[0-3]X|XX))?)?"),
    "times": matching(
        "20[0-9]{2}-0[1-9]-[0-2][1-9]T[0-2][0-9]:[0-6][0-9]:[0-6][0-9](Z|[-+][0-2][0-9](:[0-6][0-9])?)?"
    ),
    "intervals": st.builds("{}/{}".format, EDGES, EDGES),
    "sets": st.builds("{0[0]}{1},{2}{0[1]}".format, BRACKETS, CALENDAR, CALENDAR),
    "ranges": st.builds("{0[0]}{1}..{2},{3}{0[1]}".format, BRACKETS, CALENDAR, CALENDAR, CALENDAR),
    "open sets": st.builds("{0[0]}..{1},{2}{0[1]}".format, BRACKETS, CALENDAR, CALENDAR)
    | st.builds("{0[0]}{1},{2}..{0[1]}".format, BRACKETS, CALENDAR, CALENDAR),
    "seasons": matching("-?[0-9]{4}-[2-4][0-9]"),
    "long years": matching("Y-?[1-9][0-9]{2,8}(S[1-9])?|Y-?[1-9][0-9]{0,3}E[1-5](S[1-9])?|-?[0-9]{4}S[1-9]"),
}


def named(text: str, our: Result, their: Result) -> list[str]:
    return [name for name, case in DISAGREEMENTS.items() if case.explains(text, our, their)]


@pytest.mark.parametrize("kind", COMPARABLE)
def test_both_read_the_same_or_differ_by_name(kind: str) -> None:
    @settings(max_examples=40, deadline=None, derandomize=True)  # the package is slow
    @given(COMPARABLE[kind])
    def compare(text: str) -> None:
        our, their = ours(text), theirs(text)
        if isinstance(our, str) and isinstance(their, str):
            return
        assert our == their or named(text, our, their), (text, our, their)

    compare()


@pytest.mark.parametrize("name", DISAGREEMENTS)
def test_each_named_disagreement_still_stands(name: str) -> None:
    text = DISAGREEMENTS[name].example
    our, their = ours(text), theirs(text)
    assert our != their
    assert named(text, our, their) == [name]
