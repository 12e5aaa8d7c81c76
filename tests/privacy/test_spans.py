"""Values are cut out of YAML and JSON texts, and every other byte stays."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from libgraph.privacy.changes import pruned
from libgraph.privacy.spans import without
from libgraph.records.record import At
from libgraph.records.yaml_file import read_yaml

CASES: dict[str, tuple[str, set[At], str]] = {
    "item": ("a:\n  # one\n  - 1  # x\n  # two\n  - 2\n", {("a", 0)}, "a:\n  # one\n  # two\n  - 2\n"),
    "item of several lines": (
        "a:\n  - b: 1\n    # inside\n    c: |\n      text\n\n  - d: 2\n", {("a", 0)}, "a:\n\n  - d: 2\n",
    ),
    "not indented": ("a:\n- b: 1\n- c: 2\nd: 3\n", {("a", 1)}, "a:\n- b: 1\nd: 3\n"),
    "list in a list": ("a:\n  - - 1\n    - 2\n", {("a", 0, 0)}, "a:\n  - - 2\n"),
    "first key": ("a:\n  - b: 1  # x\n    c: 2\n", {("a", 0, "b")}, "a:\n  - c: 2\n"),
    "first two keys": ("- b: 1\n  c: 2\n  d: 3\n", {(0, "b"), (0, "c")}, "- d: 3\n"),
    "first key before a comment": (
        "- b: 1\n  # of c\n  c: 2\n", {(0, "b")}, "- \n  # of c\n  c: 2\n",
    ),
    "last key": ("- b: 1\n  c: 2", {(0, "c")}, "- b: 1\n"),
    "flow first": ("a: [1, 2,  3]", {("a", 0)}, "a: [2,  3]"),
    "flow last": ("a: [1, 2 , 3]  # c", {("a", 1), ("a", 2)}, "a: [1]  # c"),
    "flow key": ("{a: 1, b: {c: 2}, d: 3}", {("b",)}, "{a: 1, d: 3}"),
    "flow lines": ("a: [1,\n    2,\n    3]\n", {("a", 1)}, "a: [1,\n    3]\n"),
    "emptied list": ("a: 1\nb:\n  - x\n  - y\nc: 2\n", {("b", 0), ("b", 1)}, "a: 1\nc: 2\n"),
    "letters": ("ą: ž\nč: 🂡\nē: 1\n", {("č",)}, "ą: ž\nē: 1\n"),
    "windows": ("a:\r\n  - 1\r\n  - 2\r\n", {("a", 0)}, "a:\r\n  - 2\r\n"),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_what_is_cut_is_cut_and_nothing_else(case: str) -> None:
    text, paths, expected = CASES[case]
    assert without(text, paths) == expected
    assert read_yaml(expected).tree == pruned(read_yaml(text).tree, paths)


keys = st.sampled_from(["a", "b", "id", "label", "x-y"])
texts = st.sampled_from(["one", "two words", "ąč ē", "3", "it's", "", "a: b", "# no", "multi\nline\n"])
trees = st.recursive(
    texts,
    lambda below: (
        st.lists(below, min_size=1, max_size=3) | st.dictionaries(keys, below, min_size=1, max_size=3)
    ),
    max_leaves=12,
)


def rendered(value: Any, draw: st.DrawFn, indent: int = 0) -> str:
    """Return a value as YAML, in whatever style is drawn, with comments."""
    pad = "  " * indent
    if isinstance(value, str):
        if value.endswith("\n") and draw(st.booleans()):
            return "|\n" + "".join(f"{pad}  {line}\n" for line in value.splitlines()) + pad[:0]
        return json.dumps(value, ensure_ascii=False)
    if draw(st.booleans()):
        return json.dumps(value, ensure_ascii=False)
    lines = []
    pairs = value.items() if isinstance(value, dict) else [("-", item) for item in value]
    for key, item in pairs:
        told = rendered(item, draw, indent + 1)
        comment = f"{pad}# note\n" if draw(st.booleans()) else ""
        mark = "- " if isinstance(value, list) else f"{key}: "
        lines.append(f"{comment}{pad}{mark}{told}".rstrip(" ") + ("" if told.endswith("\n") else "\n"))
    return "\n" + "".join(lines)


def paths_in(value: Any, at: At = ()) -> list[At]:
    pairs = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path for key, item in pairs for path in ((*at, key), *paths_in(item, (*at, key)))]


@st.composite
def cuts(draw: st.DrawFn) -> tuple[str, set[At]]:
    tree = {"keep": "this", **draw(st.dictionaries(keys, trees, min_size=1, max_size=4))}
    found = [path for path in paths_in(tree) if path != ("keep",)]
    return rendered(tree, draw).lstrip("\n"), set(draw(st.lists(st.sampled_from(found), max_size=4)))


@settings(max_examples=100, deadline=None)
@given(cut=cuts())
def test_any_value_can_be_cut_out_of_any_layout(cut: tuple[str, set[At]]) -> None:
    text, paths = cut
    before = read_yaml(text)
    assert not before.problems
    after = read_yaml(without(text, paths))
    assert not after.problems
    assert after.tree == pruned(before.tree, paths)


@settings(max_examples=60, deadline=None)
@given(tree=st.dictionaries(keys, trees, min_size=1), ascii_only=st.booleans(), data=st.data())
def test_any_value_can_be_cut_out_of_a_line_of_json(tree: Any, ascii_only: bool, data: st.DataObject) -> None:
    tree = {"keep": 1.50, **tree}
    line = json.dumps(tree, ensure_ascii=ascii_only)
    paths = set(data.draw(st.lists(st.sampled_from(paths_in(tree)[1:]), max_size=3)))
    assert json.loads(without(line, paths, json=True)) == pruned(tree, paths)
