"""A passage is put into a YAML file, and everything else stays byte for byte."""

import pytest

from libgraph.records.evidence.writing import CannotWrite, write_passage, yaml_line

BLOCK = """\
source: {id: s, title: {en: S}}
events:
  # the visit
  - id: x   # its id
    label:
      en: A "visit"

    participations:
      - {agent: a, role: visitor}   # who
      - agent: b
        role: host
        evidence: [[1, 2]]
people:
  - {id: a, name: 'A # no comment', evidence: {name: [[1, 2], [3, 4]]}}
  - id: b
    note:
      en: |
        Two
        lines.
  - id: c
    name: C
    evidence:
      name:
        - [1, 2]
      note: [[5, 6]]"""


@pytest.mark.parametrize(
    ("at", "field", "gone", "come"),
    [
        (("events", 0), "date", "", "    evidence: {date: [[7, 9]]}"),
        (("events", 0), "", "", "    evidence: [[7, 9]]"),
        (
            ("events", 0, "participations", 0),
            "",
            "      - {agent: a, role: visitor}   # who",
            "      - {agent: a, role: visitor, evidence: [[7, 9]]}   # who",
        ),
        (
            ("events", 0, "participations", 1),
            "",
            "        evidence: [[1, 2]]",
            "        evidence: [[1, 2], [7, 9]]",
        ),
        (
            ("people", 0),
            "name",
            "  - {id: a, name: 'A # no comment', evidence: {name: [[1, 2], [3, 4]]}}",
            "  - {id: a, name: 'A # no comment', evidence: {name: [[1, 2], [3, 4], [7, 9]]}}",
        ),
        (
            ("people", 0),
            "note",
            "  - {id: a, name: 'A # no comment', evidence: {name: [[1, 2], [3, 4]]}}",
            "  - {id: a, name: 'A # no comment', evidence: {name: [[1, 2], [3, 4]], note: [[7, 9]]}}",
        ),
        (("people", 1), "note", "", "    evidence: {note: [[7, 9]]}"),
        (("people", 2), "name", "", "        - [7, 9]"),
        (("people", 2), "label", "", "      label: [[7, 9]]"),
        (
            ("source",),
            "title",
            "source: {id: s, title: {en: S}}",
            "source: {id: s, title: {en: S}, evidence: {title: [[7, 9]]}}",
        ),
    ],
)
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("bom", ["", "\ufeff"])
@pytest.mark.parametrize("end", ["", "\n"])
def test_one_line_changes(
    at: tuple[str | int, ...], field: str, gone: str, come: str, newline: str, bom: str, end: str
) -> None:
    before = bom + (BLOCK + end).replace("\n", newline)
    after = write_passage(before, at, field, (7, 9))
    old, new = before.split(newline), after.split(newline)
    place = next(
        (place for place, pair in enumerate(zip(old, new, strict=False)) if pair[0] != pair[1]), len(old)
    )
    assert new[place].removeprefix(bom) == come
    assert old[place].removeprefix(bom) == gone if gone else True
    assert new[:place] + new[place + 1 :] == old[:place] + old[place + bool(gone) :]


def test_a_passage_that_is_there_changes_nothing() -> None:
    assert write_passage(BLOCK, ("people", 0), "name", (3, 4)) == BLOCK


def test_another_form_is_left_to_people() -> None:
    with pytest.raises(CannotWrite, match=r"people\.0 has another form"):
        write_passage(BLOCK, ("people", 0), "", (7, 9))  # by field already
    with pytest.raises(CannotWrite):
        write_passage(BLOCK, ("events", 0, "participations", 1), "role", (7, 9))  # of the whole already


@pytest.mark.parametrize(
    ("before", "field", "after"),
    [
        ("{}", "date", "{date: [[7, 9]]}"),
        ("[]", "", "[[7, 9]]"),
        ("{date: []}", "date", "{date: [[7, 9]]}"),
        ("{}", "", None),
        ("[]", "date", None),
        ("{date: [0, 5]}", "date", None),  # a pair where a list of pairs belongs
        ("{date: 0}", "date", None),
        ("[0, 5]", "", None),
        ("none", "", None),
    ],
)
def test_empty_and_wrong_evidence(before: str, field: str, after: str | None) -> None:
    record = "source: {id: s}\npeople:\n- id: a\n  evidence: "
    if after is not None:
        assert write_passage(record + before, ("people", 0), field, (7, 9)) == record + after
        return
    with pytest.raises(CannotWrite):
        write_passage(record + before, ("people", 0), field, (7, 9))


def test_what_is_no_record_is_refused() -> None:
    with pytest.raises(CannotWrite):
        write_passage(BLOCK, ("events", 0, "id"), "", (7, 9))


def test_the_line_to_paste_is_yaml() -> None:
    assert yaml_line([["7", "9"]]) == "evidence: [[7, 9]]"
