"""Queries in files: `*.rq` with a header of comments that gives title, description and parameters.

::

    # title@en: Who directed an institution on a date
    # title@lt: …
    # title@lv: …
    # description@en: The people who certainly or possibly
    #   were its head on that day.
    # description@lt: …
    # description@lv: …
    # param institution: lg:Institution — the institution
    # param date: edtf:EDTF = 2021 — the day, month or year
    SELECT ?person WHERE { … $institution … $date … }

The header ends at the first line that is no comment. A line that goes on is indented by three
spaces or more. A parameter is written `$name` in the query.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Final

from libgraph.errors import LibgraphError
from libgraph.graph.guard import CheckedQuery, QueryRefused, check
from libgraph.graph.params import BadValue, Param, read_plain, type_exists
from libgraph.graph.scan import QuerySyntaxError, position
from libgraph.messages import LANGUAGES
from libgraph.records.nearest import nearest

_TEXT: Final = re.compile(r"(title|description)@([a-z]+):\s*(.*)")
_PARAM: Final = re.compile(r"param\s+(\w+):\s*(\S+)(?:\s+=(.*?))?(?:\s+(?:—|--)\s+(.*))?")


@dataclass(frozen=True, slots=True)
class QueryFile:
    """A query with its header.

    Attributes
    ----------
    name : str
        The name of the file without `.rq`.
    title, description : Mapping of str to str
        Texts by language.
    params : tuple of Param
    text : str
        The whole file: lines in messages are lines of the file.
    path : Path
    """

    name: str
    title: Mapping[str, str]
    description: Mapping[str, str]
    params: tuple[Param, ...]
    text: str
    path: Path


@dataclass(frozen=True, slots=True)
class QueryFault:
    """Something wrong in a query file."""

    path: Path
    line: int
    what: str
    cure: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.what}. {self.cure}"


class BadQueryFiles(LibgraphError):
    """Query files have faults."""

    def __init__(self, faults: Sequence[QueryFault]) -> None:
        super().__init__(faults)
        self.faults = tuple(faults)

    def __str__(self) -> str:
        lines = "\n".join(map(str, self.faults))
        return f"{lines}\nCorrect the header of the query, then ask again."


class UnknownQuery(LibgraphError):
    """No query has the name given."""

    def __init__(self, name: str, near: str) -> None:
        super().__init__(name, near)
        self.name, self.near = name, near

    def __str__(self) -> str:
        hint = f" Did you mean '{self.near}'?" if self.near else ""
        return f"There is no query named '{self.name}'.{hint} See them all with: libgraph query --list"


def load_queries(folders: Sequence[Path]) -> dict[str, QueryFile]:
    """Return the queries of some folders by name, in order of names.

    Raises
    ------
    BadQueryFiles
        If a header has faults, or two files have one name; with all faults of all files.
    """
    faults: list[QueryFault] = []
    found: dict[str, QueryFile] = {}
    for path in _files(folders):
        try:
            query = read_query(path)
        except BadQueryFiles as error:
            faults += error.faults
            continue
        if path.stem in found:
            cure = f"Rename one; the other is {found[path.stem].path}."
            faults.append(QueryFault(path, 1, f"the name '{path.stem}' is taken", cure))
        found[path.stem] = query
    if faults:
        raise BadQueryFiles(faults)
    return dict(sorted(found.items()))


def find_query(name: str, folders: Sequence[Path]) -> QueryFile:
    """Return the query of that name, reading no other file.

    Raises
    ------
    UnknownQuery
        If there is none.
    BadQueryFiles
        If its header has faults, or two files have that name.
    """
    paths = [path for path in _files(folders) if path.stem == name]
    if not paths:
        raise UnknownQuery(name, nearest(name, (path.stem for path in _files(folders))))
    if len(paths) > 1:
        what = f"the name '{name}' is taken"
        raise BadQueryFiles([QueryFault(paths[1], 1, what, f"Rename one; the other is {paths[0]}.")])
    return read_query(paths[0])


def _files(folders: Sequence[Path]) -> list[Path]:
    return [path for folder in folders for path in sorted(folder.glob("*.rq"))]


def read_query(path: Path) -> QueryFile:
    """Read one query file.

    Raises
    ------
    BadQueryFiles
        If its header has faults; with all of them.
    """
    try:
        text = path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise BadQueryFiles([QueryFault(path, 1, str(error), "Save it as UTF-8.")]) from None
    header = _Header(path)
    for number, line in enumerate(_joined(text), 1):
        header.add(number, line)
    header.finish()
    try:
        _check_use(header, check(text))
    except (QuerySyntaxError, QueryRefused) as error:
        what = error.what.rstrip(".") if isinstance(error, QuerySyntaxError) else error.reason
        header.fault(error.line, f"column {error.column}: {what}", "Correct the query.")
    if header.faults:
        raise BadQueryFiles(sorted(header.faults, key=lambda fault: fault.line))
    title, description = (MappingProxyType(header.texts[key]) for key in ("title", "description"))
    return QueryFile(path.stem, title, description, tuple(header.params.values()), text, path)


def _joined(text: str) -> Iterator[str]:
    """Yield the comment lines of the header; a line that goes on is joined and followed by empties."""
    lines: list[str] = []
    for line in text.splitlines():
        if not line.startswith("#"):
            break
        last = next((i for i in reversed(range(len(lines))) if lines[i]), None)
        if line.startswith("#   ") and last is not None:
            lines[last] += " " + line[1:].strip()
            lines.append("")
        else:
            lines.append(line[1:].strip())
    yield from lines


@dataclass(slots=True)
class _Header:
    """The header of a file as it is read, and the faults in it."""

    path: Path
    texts: dict[str, dict[str, str]] = field(default_factory=lambda: {"title": {}, "description": {}})
    params: dict[str, Param] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)
    faults: list[QueryFault] = field(default_factory=list)

    def fault(self, line: int, what: str, cure: str) -> None:
        self.faults.append(QueryFault(self.path, line, what, cure))

    def add(self, number: int, line: str) -> None:
        """Read one line."""
        if match := _TEXT.fullmatch(line):
            self._text(number, *match.groups())
        elif match := _PARAM.fullmatch(line):
            self._param(number, *match.groups())
        elif line:
            cure = (
                "Begin it with title@lt, description@lt (also lv, en) or param, or indent it by three spaces."
            )
            self.fault(number, f"'{line[:40]}' is no line of a header", cure)

    def _text(self, number: int, key: str, lang: str, text: str) -> None:
        if lang not in LANGUAGES:
            self.fault(number, f"{key} in '{lang}'", f"Choose one of {', '.join(LANGUAGES)}.")
        elif lang in self.texts[key]:
            self.fault(number, f"a second {key}@{lang}", "Leave one out.")
        self.texts[key][lang] = text

    def _param(self, number: int, name: str, kind: str, default: str | None, about: str | None) -> None:
        param = Param(name, kind, None if default is None else default.strip(), about or "")
        if name in self.params:
            self.fault(number, f"a second parameter '{name}'", "Leave one out.")
        if not type_exists(kind):
            cure = (
                "Write a class such as lg:Institution, or xsd:date, edtf:EDTF, xsd:integer, xsd:string, lang."
            )
            self.fault(number, f"'{kind}' is no type of parameters", cure)
        elif param.default is not None and not param.is_reference:
            try:
                read_plain(param, param.default)
            except BadValue as error:
                self.fault(number, f"the default '{error.text}' is {error.reason}", error.cure)
        self.params[name] = param
        self.lines[name] = number

    def finish(self) -> None:
        """Note the texts that are missing."""
        for key, texts in self.texts.items():
            for lang in LANGUAGES:
                if not texts.get(lang):
                    self.fault(1, f"{key}@{lang} is missing", f"Add a line: # {key}@{lang}: …")


def _check_use(header: _Header, query: CheckedQuery) -> None:
    """Compare the parameters declared with those used."""
    used: set[str] = set()
    for token in query.tokens:
        name = token.text[1:]
        line, column = position(query.text, token.start)
        if token.kind == "var" and token.text[0] == "$":
            used.add(name)
            if name not in header.params:
                near = nearest(name, header.params)
                cure = f"Did you mean ${near}?" if near else f"Add a line: # param {name}: …"
                header.fault(line, f"column {column}: ${name} is not declared", cure)
        elif token.kind == "var" and name in header.params:
            header.fault(line, f"column {column}: ?{name} is the parameter", f"Write ${name}.")
    for name in header.params.keys() - used:
        header.fault(
            header.lines[name], f"the parameter '{name}' is not used", f"Write ${name} in the query."
        )
