"""IRIs are made from content: different content has different names, the same has the same."""

import random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from libgraph.graph.mint import key_of, keys_of
from libgraph.model import Field, Kind, Value
from libgraph.records.ids import ID

WHO = Field("who", "http://e/who", Value.REFERENCE, 1, kinds=("a", "b"))
WHERE = Field("where", "http://e/where", Value.REFERENCE, 1, kinds=("a", "b"))
TERM = Field("role", "http://e/role", Value.CONCEPT, 1)
DURING = Field("date", "http://e/date", Value.EDTF, 1)
NOTE = Field("note", "http://e/note", Value.TEXT, 1)
KIND = Kind(
    name="post", section="", root="http://e/Post", types={"Post": "http://e/Post"}, scalar="date",
    fields={spec.name: spec for spec in (WHO, WHERE, TERM, DURING, NOTE)},
    identified_by=("who", "where", "role", "date"),
)  # fmt: skip

ids = st.from_regex(r"[a-z0-9]{1,3}([-_.][a-z0-9]{1,3}){0,2}", fullmatch=True)
dates = st.sampled_from(
    ["2021", "2021-03", "2021/2023", "2021-03-05/..", "2021~", "-0500", "[1670..1672]", "2021-21"]
)
several = st.lists(ids, min_size=1, max_size=3, unique=True)
records = st.fixed_dictionaries({}, optional={"who": ids | several, "where": ids, "role": ids, "date": dates})


def as_sets(record: dict[str, Any]) -> dict[str, frozenset[str]]:
    return {name: frozenset(v if isinstance(v, list) else [v]) for name, v in record.items()}


@given(one=records, other=records)
def test_keys_differ_exactly_when_the_fields_do(one: dict[str, Any], other: dict[str, Any]) -> None:
    assert (key_of(KIND, one) == key_of(KIND, other)) == (as_sets(one) == as_sets(other))


@given(record=records)
def test_what_does_not_identify_does_not_count(record: dict[str, Any]) -> None:
    assert key_of(KIND, record) == key_of(KIND, {**record, "note": "x"})


def test_the_kind_before_an_id_does_not_count() -> None:
    assert key_of(KIND, {"who": "a/x", "date": "2021/2023"}) == key_of(
        KIND, {"who": "x", "date": "2021/2023"}
    )
    assert key_of(KIND, {"who": "x", "date": "2023"}) != key_of(KIND, {"who": "x", "date": "2021/2023"})


def test_ids_cannot_hold_what_stands_between_them() -> None:
    assert ID.match("a-b.c_d")
    for text in ("a--b", "a__b", "-a", "a-", "a,b", "a/b", "ā", "A", ""):
        assert not ID.match(text)


TWINS: list[dict[str, Any]] = [
    {"who": "x", "role": "r", "note": "one"},
    {"who": "x", "role": "r", "note": "two", "count": 2},
    {"who": "y", "role": "r"},
]


def test_twins_are_told_apart_by_their_content() -> None:
    keys = keys_of(KIND, TWINS)
    assert len(set(keys)) == 3
    assert keys[2] == "y----r"


@pytest.mark.parametrize("seed", range(5))
def test_the_order_of_nested_records_does_not_count(seed: int) -> None:
    shuffled = random.Random(seed).sample(TWINS, 3)
    assert dict(zip(map(str, shuffled), keys_of(KIND, shuffled), strict=True)) == dict(
        zip(map(str, TWINS), keys_of(KIND, TWINS), strict=True)
    )


def test_the_form_of_values_does_not_count() -> None:
    """Numbers and texts, one value and a list of one, letters composed or not: formats differ in these."""
    other: list[dict[str, Any]] = [
        {"role": "r", "note": ["one"], "who": "x"},
        {"who": "x", "role": "r", "note": "two", "count": "2"},
        {"who": "y", "role": "r"},
    ]
    assert keys_of(KIND, other) == keys_of(KIND, TWINS)
    accents = [{"who": "x", "note": "ā"}, {"who": "x", "note": "b"}]
    apart = [{"who": "x", "note": "a\u0304"}, {"who": "x", "note": "b"}]
    assert keys_of(KIND, accents) == keys_of(KIND, apart)


def test_a_plain_value_stands_for_its_field() -> None:
    assert keys_of(KIND, ["2021"]) == keys_of(KIND, [{"date": "2021"}]) == ["------2021"]
