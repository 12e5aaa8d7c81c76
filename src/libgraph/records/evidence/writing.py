"""Writing a passage into a YAML record file, with everything else kept byte for byte."""

from collections.abc import Sequence
from typing import Any, Final

import yaml

from libgraph.errors import LibgraphError
from libgraph.records.record import At
from libgraph.records.yaml_file import read_yaml

Span = tuple[int, int]
_BLOCK_TEXT: Final = frozenset("|>")


class CannotWrite(LibgraphError):
    """A passage cannot be put into a record file without a person's judgement."""

    def __init__(self, where: str) -> None:
        super().__init__(where)
        self.where = where

    def __str__(self) -> str:
        return f"The evidence of {self.where} has another form. Put the line there by hand."


def with_passage(evidence: Any, field: str, span: Span) -> Any:
    """Return evidence as read, with a passage added; None if its form does not allow it.

    Examples
    --------
    >>> with_passage(None, "date", (3, 9)), with_passage([["1", "2"]], "", (3, 9))
    ({'date': [['3', '9']]}, [['1', '2'], ['3', '9']])
    >>> with_passage([["1", "2"]], "date", (3, 9)) is None
    True
    """
    new = [str(span[0]), str(span[1])]
    if not evidence:
        return {field: [new]} if field else [new]
    if isinstance(evidence, dict) and field:
        ranges = _with_range(evidence.get(field, []), new)
        return None if ranges is None else {**evidence, field: ranges}
    return _with_range(evidence, new) if not field else None


def _with_range(ranges: Any, new: list[str]) -> Any:
    """Return ranges with one more; None if they are something else, such as a single pair."""
    if not isinstance(ranges, list) or not all(isinstance(pair, list) for pair in ranges):
        return None
    return ranges if new in ranges else [*ranges, new]


def yaml_line(evidence: Any) -> str:
    """Return evidence as one line of YAML.

    Examples
    --------
    >>> yaml_line({"date": [["3", "9"], ["20", "31"]]})
    'evidence: {date: [[3, 9], [20, 31]]}'
    """
    if isinstance(evidence, dict):
        return f"evidence: {{{', '.join(f'{name}: {_ranges(r)}' for name, r in evidence.items())}}}"
    return f"evidence: {_ranges(evidence)}"


def _ranges(ranges: Sequence[Sequence[str]]) -> str:
    return f"[{', '.join(f'[{start}, {end}]' for start, end in ranges)}]"


def write_passage(text: str, at: At, field: str, span: Span) -> str:
    """Return a YAML record file with a passage added to the record at a path.

    Raises
    ------
    CannotWrite
        If the evidence there has another form, or the result would say something else.
    """
    where = ".".join(map(str, at))
    bom = "\ufeff" if text.startswith("\ufeff") else ""
    text = text.removeprefix(bom)
    record = _node(yaml.compose(text, Loader=yaml.SafeLoader), at)
    if not isinstance(record, yaml.MappingNode):
        raise CannotWrite(where)
    tree = read_yaml(text).tree
    holder = _value(tree, at)
    wanted = with_passage(holder.get("evidence"), field, span)
    if wanted is None:
        raise CannotWrite(where)
    if wanted == holder.get("evidence"):
        return bom + text
    new = _inserted(text, record, field, span)
    holder["evidence"] = wanted
    if read_yaml(new).tree != tree:
        raise CannotWrite(where)
    return bom + new


def _inserted(text: str, record: yaml.MappingNode, field: str, span: Span) -> str:
    pair = f"[{span[0]}, {span[1]}]"
    evidence = _member(record, "evidence")
    if evidence is None:
        return _with_member(
            text, record, f"evidence: {{{field}: [{pair}]}}" if field else f"evidence: [{pair}]"
        )
    if not field:
        return _with_item(text, evidence, pair)
    ranges = _member(evidence, field)
    if ranges is None:
        return _with_member(text, evidence, f"{field}: [{pair}]")
    return _with_item(text, ranges, pair)


def _with_item(text: str, ranges: Any, pair: str) -> str:
    """Return the text with an item added to a list."""
    if ranges.flow_style:
        return _with_flow(text, ranges, pair)
    return _with_line(text, ranges, f"- {pair}")


def _with_member(text: str, mapping: Any, member: str) -> str:
    """Return the text with a member added to a mapping."""
    if mapping.flow_style:
        return _with_flow(text, mapping, member)
    return _with_line(text, mapping, member)


def _with_flow(text: str, collection: Any, new: str) -> str:
    """Return the text with something more in a collection in brackets, which may be empty."""
    if not collection.value:
        place = collection.start_mark.index + 1
        return f"{text[:place]}{new}{text[place:]}"
    last = collection.value[-1]
    place = _end(last[1] if isinstance(last, tuple) else last)
    return f"{text[:place]}, {new}{text[place:]}"


def _with_line(text: str, collection: Any, line: str) -> str:
    """Return the text with a line after the last of a collection, indented like its first."""
    last = _last(collection)
    place = last.end_mark.index
    indent = " " * collection.start_mark.column
    newline = "\r\n" if "\r\n" in text else "\n"
    if isinstance(last, yaml.ScalarNode) and last.style in _BLOCK_TEXT and text[place - 1 : place] == "\n":
        return f"{text[:place]}{indent}{line}{newline}{text[place:]}"
    stop = text.find("\n", place)
    if stop < 0:
        return f"{text}{newline}{indent}{line}"
    return f"{text[: stop + 1]}{indent}{line}{newline}{text[stop + 1 :]}"


def _last(node: Any) -> Any:
    """Return the node that ends a block collection: a text or a flow collection."""
    while isinstance(node, yaml.CollectionNode) and not node.flow_style and node.value:
        last = node.value[-1]
        node = last[1] if isinstance(last, tuple) else last
    return node


def _end(node: Any) -> int:
    return int(node.end_mark.index)


def _member(mapping: Any, name: str) -> Any:
    if not isinstance(mapping, yaml.MappingNode):
        return None
    return next((value for key, value in mapping.value if key.value == name), None)


def _node(root: Any, at: At) -> Any:
    node = root
    for step in at:
        if isinstance(step, int) and isinstance(node, yaml.SequenceNode) and step < len(node.value):
            node = node.value[step]
        else:
            node = _member(node, str(step))
    return node


def _value(tree: Any, at: At) -> Any:
    for step in at:
        tree = tree[step]
    return tree
