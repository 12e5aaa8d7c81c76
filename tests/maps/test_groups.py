from typing import Any

from libgraph.maps import palette
from libgraph.maps.groups import communities, types


def node(kind: str = "institution", **attributes: Any) -> dict[str, Any]:
    return {"kind": kind, "type": {"en": kind}, "degree": 1, "community": 0, **attributes}


def test_frequent_types_come_first_and_people_have_a_colour_of_their_own() -> None:
    nodes = {
        "a": node(type={"en": "Museum"}),
        "b": node(type={"en": "Library"}),
        "c": node(type={"en": "Library"}),
        "p": node("person"),
    }
    found, number = types(nodes)
    assert [(each["label"]["en"], each["count"]) for each in found] == [
        ("Library", 2),
        ("Museum", 1),
        ("person", 1),
    ]
    assert number == {"a": 1, "b": 0, "c": 0, "p": 2}
    assert [each["color"] for each in found] == [*palette.INSTITUTIONS[:2], palette.PERSON]


def test_types_beyond_the_palette_share_one_colour() -> None:
    nodes = {f"n{i:02}": node(type={"en": f"Type {i:02}"}) for i in range(len(palette.INSTITUTIONS) + 2)}
    found, _ = types(nodes)
    assert [each["other"] for each in found] == [False] * len(palette.INSTITUTIONS) + [True, True]


def test_a_community_is_named_after_an_institution_never_a_person() -> None:
    nodes = {"a": node(degree=2), "b": node(degree=5), "p": node("person", degree=9)}
    found, _ = communities(nodes)
    assert [each["head"] for each in found] == [1]


def test_a_community_of_people_has_no_head() -> None:
    found, _ = communities({"p": node("person"), "q": node("person")})
    assert found[0]["head"] is None


def test_large_communities_come_first_and_lone_nodes_are_others() -> None:
    nodes = {"a": node(community=7), "b": node(community=3), "c": node(community=3)}
    found, number = communities(nodes)
    assert [(each["count"], each["other"]) for each in found] == [(2, False), (1, True)]
    assert number == {"a": 1, "b": 0, "c": 0}
