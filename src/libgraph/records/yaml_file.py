"""YAML record files: every scalar is text, every position is known, nothing clever is allowed.

The tree is built from the parser's events, so that anchors, aliases, tags,
merge keys, duplicate keys, second documents and deep nesting are found before
anything grows.
"""

from dataclasses import dataclass, field
from typing import Any, Final

import yaml

from libgraph.records.characters import unfit_in
from libgraph.records.record import At
from libgraph.records.yaml_syntax import explain

MAX_DEPTH: Final = 32
Mark = tuple[int, int]


@dataclass(slots=True)
class YamlFile:
    """What a YAML text holds.

    Attributes
    ----------
    tree : object
        Nested dicts, lists and texts; None if the text cannot be read.
    marks : dict
        Position of each value: path to (line, column), counted from 1.
    keys : dict
        Position of each key.
    problems : list
        (code, data, line, column, path) of what is not allowed.
    """

    tree: Any = None
    marks: dict[At, Mark] = field(default_factory=dict)
    keys: dict[At, Mark] = field(default_factory=dict)
    problems: list[tuple[str, dict[str, str], int, int, At]] = field(default_factory=list)


class _Stop(Exception):
    """Reading on makes no sense."""


class _Builder:
    """Builds the tree from the events of one document."""

    def __init__(self) -> None:
        self.file = YamlFile()
        self.stack: list[tuple[At, dict[str, Any] | list[Any]]] = []
        self.key: str | None = None
        self.documents = 0

    def feed(self, event: Any) -> None:
        """Take one event of the parser."""
        if isinstance(event, yaml.DocumentStartEvent):
            self.documents += 1
            if self.documents > 1:
                self.problem("yaml-second-document", event)
                raise _Stop
        elif isinstance(event, yaml.AliasEvent):
            self.problem("yaml-alias", event, name=f"*{event.anchor}")
            raise _Stop
        elif isinstance(event, yaml.NodeEvent):
            self.node(event)
        elif isinstance(event, yaml.CollectionEndEvent):
            self.stack.pop()

    def node(self, event: Any) -> None:
        if event.anchor:
            self.problem("yaml-anchor", event, name=f"&{event.anchor}")
            raise _Stop
        if event.tag and event.tag != "!":
            self.problem("yaml-tag", event, name=event.tag.replace("tag:yaml.org,2002:", "!!"))
        if isinstance(event, yaml.ScalarEvent) and any(unfit_in(event.value)):
            self.problem("yaml-escape", event)  # in the text itself they have been found before
        if self.stack and isinstance(self.stack[-1][1], dict) and self.key is None:
            self.take_key(event)
        elif isinstance(event, yaml.ScalarEvent):
            self.place(event.value, event)
        elif len(self.stack) >= MAX_DEPTH:
            self.problem("too-deep", event, limit=str(MAX_DEPTH))
            raise _Stop
        else:
            empty: dict[str, Any] | list[Any] = {} if isinstance(event, yaml.MappingStartEvent) else []
            path = self.place(empty, event)
            self.stack.append((path, empty))

    def take_key(self, event: Any) -> None:
        if not isinstance(event, yaml.ScalarEvent):
            self.problem("yaml-key", event)
            raise _Stop
        if event.value == "<<" and event.style not in {"'", '"'}:
            self.problem("yaml-merge", event)
            raise _Stop
        self.key = event.value
        path, mapping = self.stack[-1]
        if self.key in mapping:
            line = self.file.keys.get((*path, self.key), _mark(event))[0]
            self.problem("duplicate-key", event, at=(*path, self.key), name=self.key, line=str(line))
        else:
            self.file.keys.setdefault((*path, self.key), _mark(event))

    def place(self, value: Any, event: Any) -> At:
        """Put a value where it belongs; the first of two values with one key stays."""
        path: At = ()
        if not self.stack:
            self.file.tree = value
        else:
            above, holder = self.stack[-1]
            if isinstance(holder, list):
                path = (*above, len(holder))
                holder.append(value)
            else:
                path = (*above, str(self.key))
                if path in self.file.marks and str(self.key) in holder:
                    path = (*above, f"{self.key} (2)")  # what it holds is read, but does not count
                holder.setdefault(str(self.key), value)
                self.key = None
        self.file.marks.setdefault(path, _mark(event))
        return path

    def problem(self, code: str, event: Any, *, at: At = (), **data: str) -> None:
        line, column = _mark(event)
        self.file.problems.append((code, data, line, column, at or self.here()))

    def here(self) -> At:
        """Return the path of what is being read."""
        if not self.stack:
            return ()
        path, holder = self.stack[-1]
        if isinstance(holder, list):
            return (*path, len(holder))
        return path if self.key is None else (*path, self.key)


def _mark(event: Any) -> Mark:
    return event.start_mark.line + 1, event.start_mark.column + 1


def read_yaml(text: str) -> YamlFile:
    """Read a YAML text.

    Returns
    -------
    YamlFile
        With `tree` None if the text is broken beyond reading; `problems` says why.
    """
    builder = _Builder()
    try:
        for event in yaml.parse(text, Loader=yaml.CSafeLoader):
            builder.feed(event)
    except _Stop:
        builder.file.tree = None
    except yaml.MarkedYAMLError as error:
        builder.file.tree = None
        builder.file.problems.append((*explain(text, error), ()))
    except (yaml.YAMLError, UnicodeError):
        builder.file.tree = None
        builder.file.problems.append(("yaml-syntax", {}, 1, 1, ()))
    return builder.file
