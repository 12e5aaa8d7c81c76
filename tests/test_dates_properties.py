"""What holds for every EDTF expression, of all kinds."""

import contextlib
import re
from datetime import date, timedelta
from functools import cache

from hypothesis import given
from hypothesis import strategies as st

from libgraph.dates import LANGUAGES, Day, InvalidDate, label, parse

MARKS = st.sampled_from(["", "", "", "?", "~", "%"])


@st.composite
def numbers(draw: st.DrawFn, width: int, least: int, most: int) -> str:
    """Return a number in digits, now and then with some of them unspecified."""
    digits = f"{draw(st.integers(least, most)):0{width}}"
    hidden = draw(
        st.sampled_from([set(), set(), {width - 1}, set(range(width))]) | st.sets(st.integers(0, width - 1))
    )
    return "".join("X" if place in hidden else digit for place, digit in enumerate(digits))


@st.composite
def single_dates(draw: st.DrawFn) -> str:
    sign = draw(st.sampled_from(["", "", "-"]))
    text = draw(MARKS) + sign + draw(numbers(4, 0, 9999)) + draw(MARKS)
    shape = draw(st.sampled_from(["year", "month", "day", "season"]))
    if shape == "season":
        text += f"-{draw(MARKS)}{draw(st.integers(21, 41))}{draw(MARKS)}"
    if shape in ("month", "day"):
        text += f"-{draw(MARKS)}{draw(numbers(2, 1, 12))}{draw(MARKS)}"
    if shape == "day":
        text += f"-{draw(MARKS)}{draw(numbers(2, 1, 31))}{draw(MARKS)}"
    return text


PLAIN_DATES = (
    st.dates()
    .map(lambda day: day.isoformat())
    .flatmap(
        lambda text: st.sampled_from([text, text[:7], text[:4], f"{text}T10:20:30", f"{text}T10:20:30+02:00"])
    )
)
LONG_YEARS = st.from_regex(
    r"Y-?[1-9][0-9]{4,9}(S[1-9])?|Y-?[1-9][0-9]{0,4}E[1-7](S[1-9])?|-?[0-9]{4}S[1-9]", fullmatch=True
)
DATES = PLAIN_DATES | single_dates() | LONG_YEARS
EDGES = st.sampled_from(["", ".."]) | DATES
MEMBERS = DATES | st.tuples(DATES, DATES).map("..".join)
ENDS = st.sampled_from(["", ".."])


@st.composite
def sets(draw: st.DrawFn) -> str:
    opening, closing = draw(st.sampled_from([("[", "]"), ("{", "}")]))
    members = draw(st.lists(MEMBERS, min_size=1, max_size=4))
    members[0] = draw(ENDS) + members[0]
    members[-1] += draw(ENDS)
    return f"{opening}{','.join(members)}{closing}"


EXPRESSIONS = DATES | st.tuples(EDGES, EDGES).map("/".join) | sets()


def valid(text: str) -> bool:
    try:
        parse(text)
    except InvalidDate:
        return False
    return True


@given(EXPRESSIONS.filter(valid))
def test_every_date_has_a_label_in_every_language(text: str) -> None:
    for lang in LANGUAGES:
        written = label(text, lang)
        assert written == written.strip()
        assert re.search(r"\w", written)
        assert not re.search(r"\{|\}|  |\(\)|None|_", written)


@given(EXPRESSIONS.filter(valid))
def test_bounds_are_in_order(text: str) -> None:
    bounds = parse(text).bounds
    pairs = [
        (bounds.earliest_begin, bounds.latest_begin),
        (bounds.earliest_end, bounds.latest_end),
        (bounds.earliest_begin, bounds.earliest_end),
        (bounds.latest_begin, bounds.latest_end),
    ]
    assert all(first <= last for first, last in pairs if first and last)


@given(EXPRESSIONS.filter(valid))
def test_levels_follow_what_is_used(text: str) -> None:
    number = parse(text).level
    plain = r"[0-9]{4}(-[01][0-9](-[0-9]{2}(T.*)?)?)?"
    assert (number == 0) == bool(re.fullmatch(f"{plain}(/{plain})?", text))
    beyond = r"[\[{SE]|[?~%][-0-9YX]|(^|/)-?[0-9]{4}-(2[5-9]|3[0-9]|4[01])|XXX|X[0-9]|X-[0-9]"
    if re.search(beyond, text):
        assert number == 2


@given(st.text(max_size=30) | st.text("0123456789-./,[]{}?~%XYEST:Z", max_size=25))
def test_any_text_is_read_or_refused(text: str) -> None:
    with contextlib.suppress(InvalidDate):
        assert parse(text).text == text


@given(st.dates())
def test_days_and_months_of_the_calendar(day: date) -> None:
    bounds = parse(day.isoformat()).bounds
    assert {bounds.earliest_begin, bounds.latest_begin, bounds.earliest_end, bounds.latest_end} == {
        Day(day.year, day.month, day.day)
    }
    last = max(
        other for other in (day.replace(day=1) + timedelta(n) for n in range(31)) if other.month == day.month
    )
    assert parse(day.isoformat()[:7]).bounds.latest_end == Day(last.year, last.month, last.day)


@cache
def calendar() -> list[str]:
    """Return every day of the years 1000 to 1099, as text."""
    first, last = date(1000, 1, 1), date(1099, 12, 31)
    return [(first + timedelta(days)).isoformat() for days in range((last - first).days + 1)]


@given(numbers(2, 0, 99), numbers(2, 1, 12), numbers(2, 1, 31))
def test_masks_bound_what_a_walk_through_the_calendar_finds(year: str, month: str, day: str) -> None:
    text = f"10{year}-{month}-{day}"
    pattern = re.compile(text.replace("X", "[0-9]"))
    fitting = [found for found in calendar() if pattern.fullmatch(found)]
    assert valid(text) == bool(fitting)
    if fitting:
        xsd = parse(text).bounds.as_xsd()
        assert (xsd[0], xsd[3]) == (fitting[0], fitting[-1])
