"""The public validity and bounds lists of EDTF, read from ../shared/standards.

Where a list and the specification (Library of Congress, 4 February 2019) disagree, or the
specification is silent and the list has a habit of its own, the case stands below with the reason.
"""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from libgraph.dates import InvalidDate, parse

STANDARDS = Path(__file__).parents[3] / "shared" / "standards"

ORDER = "begins within what it ends in: 'ending sometime in' (LoC, time interval, example 4) can be met"
VALID_BY_THE_SPECIFICATION = {
    "0000-01-03/0000-01": ORDER,
    "0000-02/0000": ORDER,
    "2004-06-11%/2004-%06": ORDER,
    "2004-06-11%/2004-06~": ORDER,
    "Y-61000/-2000": "an interval has dates at its ends, and a year with Y is a 'date string'",
}
UNKNOWN_EDGE = "the list pads an unknown edge by ten years; the specification gives it no place in time"
SPACES = "'No spaces are allowed, anywhere within the expression' (LoC, set representation, 4)"
ESTIMATE = "some year within the significant digits (LoC, significant digits); the list bounds the estimate"
BOUNDS_BY_THE_SPECIFICATION = {
    "/2006": ((None, "2006-12-31"), UNKNOWN_EDGE),
    "2004-06-01/": (("2004-06-01", None), UNKNOWN_EDGE),
    "1984-06-02?/": (("1984-06-02", None), UNKNOWN_EDGE),
    "2010-24": (
        ("2010-12-01", "2011-02-28"),
        "the list ends winter with the year; our winter has three months",
    ),
    "1950S2": (("1900-01-01", "1999-12-31"), ESTIMATE),
    "1953S2": (("1900-01-01", "1999-12-31"), ESTIMATE),
    "1953S3": (("1950-01-01", "1959-12-31"), ESTIMATE),
    "Y17101E4S3": (("171000000-01-01", "171999999-12-31"), ESTIMATE),
    "Y3388E2S3": (("338000-01-01", "338999-12-31"), ESTIMATE),
    "Y171010000S3": (("171000000-01-01", "171999999-12-31"), ESTIMATE),
}
REFUSED_BY_THE_SPECIFICATION = {
    "[1667, 1668, 1670..1672]": SPACES,
    "[1760-01, 1760-02, 1760-12..]": SPACES,
    "[1667, 1760-12]": SPACES,
    "{1667,1668, 1670..1672}": SPACES,
    "{1960, 1961-12}": SPACES,
}


def lists(name: str) -> dict[str, Any]:
    path = STANDARDS / name
    if not path.exists():
        pytest.skip(f"{path} is missing: the conformance lists lie outside the repository")
    found: dict[str, Any] = json.loads(path.read_text("utf-8"))["lists"]
    return found


def refused(texts: Iterable[str]) -> set[str]:
    return {text for text in texts if reason(text)}


def reason(text: str) -> str | None:
    try:
        parse(text)
    except InvalidDate as error:
        return error.reason
    return None


def test_valid_dates_are_read_at_their_level() -> None:
    named = lists("edtf-validity-lists.json")
    allowed = {"Level0": {0}, "Level1": {0, 1}, "Level2": {0, 1, 2}}
    assert sum(len(named[name]) for name in allowed) == 206
    wrong = {
        text: level
        for name, levels in allowed.items()
        for text in named[name]
        if reason(text) or (level := parse(text).level) not in levels
    }
    assert wrong == {}


def test_every_list_of_valid_dates_is_read() -> None:
    named = lists("edtf-validity-lists.json")
    valid = {text for name, texts in named.items() if not name.startswith("invalid_") for text in texts}
    assert len(valid) == 205
    assert refused(valid) == set()


def test_invalid_dates_are_refused() -> None:
    named = lists("edtf-validity-lists.json")
    invalid = {text for name, texts in named.items() if name.startswith("invalid_") for text in texts}
    assert len(invalid) == 54
    assert invalid - refused(invalid) == set(VALID_BY_THE_SPECIFICATION)


def test_bad_examples_are_refused() -> None:
    bad = {text for text in lists("edtf-bounds.json")["BAD_EXAMPLES"] if text is not None}
    assert len(bad) == 16
    assert bad - refused(bad) == set()


def test_bounds() -> None:
    examples = lists("edtf-bounds.json")["EXAMPLES"]
    expected = {text: strict(bounds) for text, bounds in examples}
    assert len(expected) == 89
    assert refused(expected) == set(REFUSED_BY_THE_SPECIFICATION)
    actual = {text: outer(text) for text in expected if text not in REFUSED_BY_THE_SPECIFICATION}
    differing = {text: bounds for text, bounds in actual.items() if bounds != expected[text]}
    assert differing == {text: bounds for text, (bounds, _) in BOUNDS_BY_THE_SPECIFICATION.items()}


@pytest.mark.parametrize("text", REFUSED_BY_THE_SPECIFICATION)
def test_bounds_without_the_spaces(text: str) -> None:
    expected = {text: strict(bounds) for text, bounds in lists("edtf-bounds.json")["EXAMPLES"]}
    assert outer(text.replace(" ", "")) == expected[text]


def strict(bounds: list[str]) -> tuple[str | None, str | None]:
    """Return the strict lower and upper bound; the list has one value, two, or fuzzy ones after them."""
    lower, upper = (bounds[0], bounds[0]) if len(bounds) in (1, 3) else (bounds[0], bounds[1])
    return (None if lower == "-inf" else lower), (None if upper == "inf" else upper)


def outer(text: str) -> tuple[str | None, str | None]:
    earliest_begin, _, _, latest_end = parse(text).bounds.as_xsd()
    return earliest_begin, latest_end


def test_qualifiers() -> None:
    """The list has three flags, `%` being its own; with us `%` is both uncertain and approximate."""
    examples = lists("edtf-bounds.json")["APPROXIMATE_UNCERTAIN_EXAMPLES"]
    assert len(examples) == 26
    for text, (uncertain, approximate, both) in examples:
        date = parse(text)
        assert (date.uncertain, date.approximate) == (uncertain or both, approximate or both), text
