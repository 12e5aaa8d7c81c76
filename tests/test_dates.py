"""Reading EDTF: what is valid, of which level, with which bounds, and why the rest is refused."""

import pickle
import subprocess
import sys
from dataclasses import FrozenInstanceError
from types import ModuleType

import pytest

import libgraph.dates
from libgraph.dates import REASONS, Bounds, Day, InvalidDate, parse, period
from libgraph.dates.grammar import level, read
from libgraph.dates.spans import bounds_of

BOUNDS = {
    # A date: begin and end lie somewhere in it.
    "2021-03-05": ("2021-03-05", "2021-03-05", "2021-03-05", "2021-03-05"),
    "2021-02": ("2021-02-01", "2021-02-28", "2021-02-01", "2021-02-28"),
    "2024-02": ("2024-02-01", "2024-02-29", "2024-02-01", "2024-02-29"),
    "1900-02": ("1900-02-01", "1900-02-28", "1900-02-01", "1900-02-28"),
    "2000-02": ("2000-02-01", "2000-02-29", "2000-02-01", "2000-02-29"),
    "2021": ("2021-01-01", "2021-12-31", "2021-01-01", "2021-12-31"),
    "2021-03-05T23:59:59-12": ("2021-03-05", "2021-03-05", "2021-03-05", "2021-03-05"),
    # Qualifiers do not widen.
    "2019~": ("2019-01-01", "2019-12-31", "2019-01-01", "2019-12-31"),
    "2022?-05-~03": ("2022-05-03", "2022-05-03", "2022-05-03", "2022-05-03"),
    # Unspecified digits.
    "202X": ("2020-01-01", "2029-12-31", "2020-01-01", "2029-12-31"),
    "2021-XX": ("2021-01-01", "2021-12-31", "2021-01-01", "2021-12-31"),
    "2021-XX-31": ("2021-01-31", "2021-12-31", "2021-01-31", "2021-12-31"),
    "2021-1X-31": ("2021-10-31", "2021-12-31", "2021-10-31", "2021-12-31"),
    "190X-02-29": ("1904-02-29", "1908-02-29", "1904-02-29", "1908-02-29"),
    "2021-02-2X": ("2021-02-20", "2021-02-28", "2021-02-20", "2021-02-28"),
    "-000X": ("-0009-01-01", "-0001-12-31", "-0009-01-01", "-0001-12-31"),
    "-XXXX-02-29": ("-9996-02-29", "-0004-02-29", "-9996-02-29", "-0004-02-29"),
    # Years of other sizes.
    "0000": ("0000-01-01", "0000-12-31", "0000-01-01", "0000-12-31"),
    "-0999": ("-0999-01-01", "-0999-12-31", "-0999-01-01", "-0999-12-31"),
    "Y10000": ("10000-01-01", "10000-12-31", "10000-01-01", "10000-12-31"),
    "Y-17E7": ("-170000000-01-01", "-170000000-12-31", "-170000000-01-01", "-170000000-12-31"),
    "1950S2": ("1900-01-01", "1999-12-31", "1900-01-01", "1999-12-31"),
    "-1859S2": ("-1899-01-01", "-1800-12-31", "-1899-01-01", "-1800-12-31"),
    "1950S9": ("1950-01-01", "1950-12-31", "1950-01-01", "1950-12-31"),
    # Parts of a year.
    "2021-21": ("2021-03-01", "2021-05-31", "2021-03-01", "2021-05-31"),
    "2021-24": ("2021-12-01", "2022-02-28", "2021-12-01", "2022-02-28"),
    "2023-28": ("2023-12-01", "2024-02-29", "2023-12-01", "2024-02-29"),
    "2021-29": ("2021-09-01", "2021-11-30", "2021-09-01", "2021-11-30"),
    "2021-32": ("2021-06-01", "2021-08-31", "2021-06-01", "2021-08-31"),
    "2021-36": ("2021-10-01", "2021-12-31", "2021-10-01", "2021-12-31"),
    "2021-38": ("2021-05-01", "2021-08-31", "2021-05-01", "2021-08-31"),
    "2021-40": ("2021-01-01", "2021-06-30", "2021-01-01", "2021-06-30"),
    "198X-24": ("1980-12-01", "1990-02-28", "1980-12-01", "1990-02-28"),
    # Intervals: begin in the one, end in the other.
    "2019-03/2021": ("2019-03-01", "2019-03-31", "2021-01-01", "2021-12-31"),
    "2021-03-05/2021": ("2021-03-05", "2021-03-05", "2021-03-05", "2021-12-31"),
    "2021/2021-03-05": ("2021-01-01", "2021-03-05", "2021-03-05", "2021-03-05"),
    "2021-03-05/2021-03-05": ("2021-03-05", "2021-03-05", "2021-03-05", "2021-03-05"),
    "2019-03/..": ("2019-03-01", "2019-03-31", None, None),
    "2019-03/": ("2019-03-01", "2019-03-31", None, None),
    "../2019-03": (None, None, "2019-03-01", "2019-03-31"),
    "/2019-03": (None, None, "2019-03-01", "2019-03-31"),
    "../..": (None, None, None, None),
    # One of a set: within its reach.
    "[1667,1668,1670..1672]": ("1667-01-01", "1672-12-31", "1667-01-01", "1672-12-31"),
    "[1760-12,1667]": ("1667-01-01", "1760-12-31", "1667-01-01", "1760-12-31"),
    "[..1760-12-03]": (None, "1760-12-03", None, "1760-12-03"),
    "[1760-01,1760-12..]": ("1760-01-01", None, "1760-01-01", None),
    # All of a set: from the first to the last.
    "{1961-12,1960}": ("1960-01-01", "1960-12-31", "1961-12-01", "1961-12-31"),
    "{1667,1670..1672}": ("1667-01-01", "1667-12-31", "1672-01-01", "1672-12-31"),
    "{..1984}": (None, None, "1984-01-01", "1984-12-31"),
    "{1984..}": ("1984-01-01", "1984-12-31", None, None),
}

REFUSED = {
    "": "empty",
    " ": "empty",
    " 2021": "spaces",
    "2021-03-05\n": "spaces",
    "[1667, 1668]": "spaces",
    "today": "not-edtf",
    "20210305": "not-edtf",
    "2021-3-5": "not-edtf",
    "٢٠٢١": "not-edtf",
    "2021-": "not-edtf",
    "2021??": "not-edtf",
    "2021-?": "not-edtf",
    "-?2021": "not-edtf",
    "2021-03~05": "not-edtf",
    "2021S0": "not-edtf",
    "202XS2": "not-edtf",
    "2021S2-03": "not-edtf",
    "Y17E7-12-26": "not-edtf",
    "Y17E0": "not-edtf",
    "Y0012345": "not-edtf",
    "2021-03T10:00:00": "not-edtf",
    "2021-03-05T10:00": "not-edtf",
    "2021-03-05T10:00:00z": "not-edtf",
    "2021-03-05?T10:00:00": "not-edtf",
    "2021-03-XXT10:00:00": "not-edtf",
    "2021/2022/2023": "not-edtf",
    "[2021": "not-edtf",
    "[2021}": "not-edtf",
    "[2021,]": "not-edtf",
    "[..2021..]": "not-edtf",
    "[2020,..2021]": "not-edtf",
    "[2020..,2021]": "not-edtf",
    "[2020,..]": "not-edtf",
    "[2020..2021..2022]": "not-edtf",
    "[2020/2021]": "not-edtf",
    "[2020]/[2021]": "not-edtf",
    "2021-13": "month-out-of-range",
    "2021-00-05": "month-out-of-range",
    "2021-42": "month-out-of-range",
    "2021-2X": "month-out-of-range",
    "2021-21-05": "month-out-of-range",
    "2021-21-XX": "month-out-of-range",
    "2021-02-30": "no-such-day",
    "2021-02-29": "no-such-day",
    "1900-02-29": "no-such-day",
    "2021-04-31": "no-such-day",
    "2021-05-00": "no-such-day",
    "2021-05-32": "no-such-day",
    "2021-02-3X": "no-such-day",
    "XXX1-02-29": "no-such-day",
    "-0000": "negative-zero-year",
    "-0000-01-01": "negative-zero-year",
    "Y2021": "long-year-too-short",
    "Y-9999": "long-year-too-short",
    "Y1000000000000": "year-out-of-range",
    "Y1E999999999": "year-out-of-range",
    "2021-03-05T24:00:00": "time-out-of-range",
    "2021-03-05T10:60:00": "time-out-of-range",
    "2021-03-05T10:00:00+24": "time-out-of-range",
    "2021-03-05T10:00:00/..": "time-in-range",
    "[2021-03-05T10:00:00]": "time-in-range",
    "/": "no-dates",
    "[]": "no-dates",
    "{..}": "no-dates",
    "[1670..1672-05]": "mixed-precision",
    "[1670-05..1672-21]": "mixed-precision",
    "2021/2019": "end-before-start",
    "2021-03-05/2021-02": "end-before-start",
    "[1672..1670]": "end-before-start",
}

LEVELS = {
    0: ["2021", "2021-03", "2021-03-05", "0000", "2021-03-05T10:00:00Z", "2019/2021", "2019-03/2021-05-01"],
    1: [
        "-0999", "-0999-03-05", "-0999-03-05T10:00:00", "Y12345", "2021-21", "-2021-24",
        "2021?", "2021-03~", "2021-03-05%", "2021-21?",
        "201X", "20XX", "20XX~", "2021-XX", "2021-03-XX", "2021-XX-XX",
        "2021/..", "../2021", "/2021", "2021/", "../..", "2021~/2022", "2021-21/2022",
    ],
    2: [
        "Y17E7", "1950S2", "2021-25", "2021-41",
        "?2021", "2021?-03", "2021-03-~05", "2021-03~-05", "?2021-03~",
        "1XXX", "XXXX", "2X21", "X021", "2021-1X", "20XX-03", "2021-XX-05", "2021-03-0X",
        "[2021]", "{2021,2022}", "2021-03-~05/..", "2021-25/2022", "20XX-03/2030",
    ],
}  # fmt: skip


@pytest.mark.parametrize(("text", "bounds"), BOUNDS.items())
def test_bounds(text: str, bounds: tuple[str | None, ...]) -> None:
    assert parse(text).bounds.as_xsd() == bounds


@pytest.mark.parametrize(("text", "reason"), REFUSED.items())
def test_refused_with_its_reason(text: str, reason: str) -> None:
    with pytest.raises(InvalidDate) as caught:
        parse(text)
    assert (caught.value.text, caught.value.reason) == (text, reason)


def test_every_reason_occurs_and_is_told() -> None:
    assert set(REFUSED.values()) == set(REASONS)


@pytest.mark.parametrize(("number", "text"), [(n, text) for n, texts in LEVELS.items() for text in texts])
def test_level(number: int, text: str) -> None:
    assert parse(text).level == number


@pytest.mark.parametrize(
    ("text", "uncertain", "approximate"),
    [
        ("2021", False, False),
        ("2021?", True, False),
        ("2021~", False, True),
        ("2021%", True, True),
        ("2021-03-~05", False, True),
        ("2021?/2022~", True, True),
        ("[2020,2021?]", True, False),
    ],
)
def test_qualifiers(text: str, uncertain: bool, approximate: bool) -> None:
    date = parse(text)
    assert (date.uncertain, date.approximate) == (uncertain, approximate)


@pytest.mark.parametrize(
    ("text", "edges"),
    [
        ("2021/..", ["open_end"]),
        ("2021/", ["unknown_end"]),
        ("../2021", ["open_begin"]),
        ("/2021", ["unknown_begin"]),
        ("../..", ["open_begin", "open_end"]),
        ("/..", ["open_end", "unknown_begin"]),
        ("2020/2021", []),
        ("2021", []),
        ("[..2021]", []),
        ("[2021..]", []),
    ],
)
def test_open_and_unknown_edges_differ(text: str, edges: list[str]) -> None:
    date = parse(text)
    names = ["open_begin", "open_end", "unknown_begin", "unknown_end"]
    assert [name for name in names if getattr(date, name)] == edges


@pytest.mark.parametrize("year", ["0000", "0004", "1900", "2000", "2021", "2024"])
def test_fast_path_agrees_with_the_grammar(year: str) -> None:
    months = [f"{year}-{month:02}" for month in range(1, 13)]
    texts = [year, *months, *(f"{month}-{day:02}" for month in months for day in range(1, 29))]
    for text in texts:
        date = parse(text)
        assert (date.bounds, date.level) == (bounds_of(read(text)), level(text)), text


def test_period_is_the_whole_time() -> None:
    assert period("2021").as_xsd() == ("2021-01-01", "2021-01-01", "2021-12-31", "2021-12-31")
    assert period("2019-03/..").as_xsd() == ("2019-03-01", "2019-03-01", None, None)


def test_days_compare_in_the_order_of_time() -> None:
    days = [
        Day(-999, 12, 31),
        Day(-998, 1, 1),
        Day(0, 1, 1),
        Day(1, 1, 1),
        Day(9999, 12, 31),
        Day(10000, 1, 1),
    ]
    assert sorted(days) == days
    assert [day.as_xsd() for day in days[::5]] == ["-0999-12-31", "10000-01-01"]


def test_values_are_frozen_and_hashable() -> None:
    date = parse("2021")
    with pytest.raises(FrozenInstanceError):
        date.text = "2022"  # type: ignore[misc]
    with pytest.raises(FrozenInstanceError):
        date.bounds.latest_end = None  # type: ignore[misc]
    assert len({parse("2021"), parse("2021"), parse("2022")}) == 2
    assert parse("2021").bounds == Bounds(
        Day(2021, 1, 1), Day(2021, 12, 31), Day(2021, 1, 1), Day(2021, 12, 31)
    )


def test_the_error_carries_its_data_through_pickling() -> None:
    error = pickle.loads(pickle.dumps(InvalidDate("2021-5-3", "not-edtf", "2021-05-03")))
    assert isinstance(error, InvalidDate)
    assert (error.text, error.reason, error.suggestion) == ("2021-5-3", "not-edtf", "2021-05-03")
    assert str(error) == "'2021-5-3' is not an EDTF date (not-edtf); did you mean 2021-05-03?"
    assert str(InvalidDate("x", "not-edtf")) == "'x' is not an EDTF date (not-edtf)"


@pytest.mark.parametrize(
    "text",
    ["[" * 50_000, "?" * 50_000, "Y" + "9" * 50_000, "Y1E" + "9" * 50_000, "2021/" * 20_000, "1 " * 90],
)
def test_monstrous_text_is_refused(text: str) -> None:
    with pytest.raises(InvalidDate) as caught:
        parse(text)
    assert caught.value.suggestion is None


def test_more_significant_digits_than_a_year_has() -> None:
    assert parse("2021S" + "9" * 9_000).bounds == parse("2021").bounds


def test_exported_names() -> None:
    names = {name: thing for name, thing in vars(libgraph.dates).items() if not name.startswith("_")}
    assert {name for name, thing in names.items() if not isinstance(thing, ModuleType)} == {
        *libgraph.dates.__all__
    }


def test_reading_dates_imports_nothing_from_outside() -> None:
    code = "import sys, libgraph.dates; print(*{name.split('.')[0] for name in sys.modules})"
    loaded = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout
    assert not {"edtf", "pyparsing", "rdflib", "numpy"} & set(loaded.split())
