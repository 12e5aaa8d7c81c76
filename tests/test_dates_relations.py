"""Certain and possible relations, held against a model that tries every interval."""

from collections.abc import Callable, Iterator
from itertools import product

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from libgraph.dates import (
    Bounds,
    Day,
    certainly_before,
    certainly_overlap,
    certainly_within,
    parse,
    period,
    possibly_overlap,
    possibly_within,
)

Span = tuple[int, int]
# Limits lie on the days 3 to 6; what has no limit may reach beyond them on both sides.
LIMITS, DAYS = range(3, 7), range(1, 9)


def intervals(bounds: Bounds) -> Iterator[Span]:
    """Yield every interval that the bounds allow."""
    for begin, end in product(DAYS, DAYS):
        limits = [(bounds.earliest_begin, begin), (begin, bounds.latest_begin)]
        limits += [(bounds.earliest_end, end), (end, bounds.latest_end), (begin, end)]
        if all(one is None or other is None or number(one) <= number(other) for one, other in limits):
            yield begin, end


def number(day: Day | int) -> int:
    return day.day if isinstance(day, Day) else day


def within(a: Span, b: Span) -> bool:
    return b[0] <= a[0] and a[1] <= b[1]


def overlap(a: Span, b: Span) -> bool:
    return bool({*range(a[0], a[1] + 1)} & {*range(b[0], b[1] + 1)})


def before(a: Span, b: Span) -> bool:
    return a[1] < b[0]


@st.composite
def any_bounds(draw: st.DrawFn) -> Bounds:
    """Return bounds that allow some interval, with or without each limit."""
    limit = st.none() | st.builds(lambda day: Day(2021, 3, day), st.sampled_from(LIMITS))
    bounds = Bounds(draw(limit), draw(limit), draw(limit), draw(limit))
    assume(any(True for _ in intervals(bounds)))
    return bounds


Relation = Callable[[Bounds, Bounds], bool]
MODELS: list[tuple[Relation, Callable[[Span, Span], bool], Callable[[Iterator[bool]], bool]]] = [
    (certainly_within, within, all),
    (possibly_within, within, any),
    (certainly_overlap, overlap, all),
    (possibly_overlap, overlap, any),
    (certainly_before, before, all),
]


@pytest.mark.parametrize(
    ("relation", "model", "quantifier"), MODELS, ids=lambda item: getattr(item, "__name__", "")
)
def test_relation_is_what_trying_every_interval_says(
    relation: Relation,
    model: Callable[[Span, Span], bool],
    quantifier: Callable[[Iterator[bool]], bool],
) -> None:
    @given(any_bounds(), any_bounds())
    def check(a: Bounds, b: Bounds) -> None:
        expected = quantifier(model(one, other) for one in intervals(a) for other in intervals(b))
        assert relation(a, b) == expected

    check()


@given(any_bounds(), any_bounds())
def test_what_is_certain_is_possible(a: Bounds, b: Bounds) -> None:
    assert certainly_within(a, b) <= possibly_within(a, b)
    assert certainly_overlap(a, b) <= possibly_overlap(a, b)
    assert certainly_before(a, b) <= (not possibly_overlap(a, b))
    assert certainly_overlap(a, b) == certainly_overlap(b, a)


@pytest.mark.parametrize(
    ("what", "when", "certain", "possible"),
    [
        ("2021-03-05", "2021", True, True),
        ("2021", "2021", True, True),
        ("202X", "2021", False, True),
        ("2020-12/2021-01", "2021", False, False),
        ("2020/2022", "2021", False, False),
        ("2021-03/..", "2021", False, True),
        ("2022", "2021", False, False),
        ("2021-24", "2021", False, True),
        ("[2020,2021]", "2021", False, True),
        ("{2020,2021}", "2021", False, False),
        ("2021-03-05", "../..", False, True),
    ],
)
def test_in_a_year(what: str, when: str, certain: bool, possible: bool) -> None:
    a, b = parse(what).bounds, period(when)
    assert (certainly_within(a, b), possibly_within(a, b)) == (certain, possible)


@pytest.mark.parametrize(
    ("tenure", "day", "certain", "possible"),
    [
        ("2019-03/2021", "2020-07-01", True, True),
        ("2019-03/2021", "2019-03-15", False, True),
        ("2019-03/2021", "2021-06-01", False, True),
        ("2019-03/2021", "2022-01-01", False, False),
        ("2019-03-05/..", "2019-03-05", True, True),
        ("2019-03-05/..", "2020-01-01", False, True),
        ("2019-03-05/", "2018-01-01", False, False),
        ("2021-03-05", "2021-03-05", True, True),
    ],
)
def test_in_office_on_a_day(tenure: str, day: str, certain: bool, possible: bool) -> None:
    a, b = parse(tenure).bounds, parse(day).bounds
    assert (certainly_overlap(a, b), possibly_overlap(a, b)) == (certain, possible)


def test_a_vague_year_is_not_the_whole_year() -> None:
    event = parse("2021-03-05").bounds
    assert not certainly_within(event, parse("2021").bounds)
    assert certainly_within(event, period("2021"))


def test_before() -> None:
    assert certainly_before(parse("2020-12-31").bounds, parse("2021").bounds)
    assert not certainly_before(parse("2021").bounds, parse("2021-12-31").bounds)
    assert not certainly_before(parse("2020/..").bounds, parse("2021").bounds)
    assert not certainly_before(parse("2020").bounds, parse("../2030").bounds)
