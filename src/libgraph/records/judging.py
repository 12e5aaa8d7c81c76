"""Writing judgements down and taking them back, in a YAML file whose comments and order stay as they are."""

import codecs
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from libgraph.errors import LibgraphError
from libgraph.files import rewrite
from libgraph.model import Model, read_model
from libgraph.records.check import check_records
from libgraph.records.faults import Fault
from libgraph.records.identity import JUDGEMENT, Judgement, Ref, judgements
from libgraph.records.ids import Ids, index
from libgraph.records.nearest import nearest
from libgraph.records.places import YAML
from libgraph.records.reading import Reading, read_records
from libgraph.records.yaml_file import YamlFile, read_yaml
from libgraph.workspace import Workspace

SAME_AS: Final = "authority/same_as.yaml"
_SECTION: Final = "judgements"
Told = Mapping[str, str | Mapping[str, str]]
"""Field to what it says: a text, or texts by language."""
_HEADER: Final = """\
# Which records are of one thing and which are not, as people have judged; see `libgraph identity`.
source:
  id: identity-judgements
  type: AuthorityFile
  title:
    lt: Sprendimai dėl tapatybės
    lv: Spriedumi par identitāti
    en: Judgements on identity
"""


class NoSuchPair(LibgraphError):
    """What is to be judged is not two records of one kind."""

    def __init__(self, name: str, near: str) -> None:
        super().__init__(name, near)
        self.name, self.near = name, near

    def __str__(self) -> str:
        return f"No record is {self.name}. Name it as kind/id, such as {self.near}."


class AlreadyJudged(LibgraphError):
    """There is a judgement on the two."""

    def __init__(self, this: str, that: str, verdict: str, where: str) -> None:
        super().__init__(this, that, verdict, where)
        self.this, self.that, self.verdict, self.where = this, that, verdict, where

    def __str__(self) -> str:
        return (
            f"{self.this} and {self.that} are judged '{self.verdict}' at {self.where}. "
            f"Take that back first: libgraph identity undo {self.this} {self.that}"
        )


class NotJudged(LibgraphError):
    """There is no judgement on the two."""

    def __init__(self, this: str, that: str) -> None:
        super().__init__(this, that)
        self.this, self.that = this, that

    def __str__(self) -> str:
        return (
            f"There is no judgement on {self.this} and {self.that}. "
            f"See those that there are: libgraph identity list"
        )


class ByHand(LibgraphError):
    """A file has a form that is not changed by machine."""

    def __init__(self, where: str) -> None:
        super().__init__(where)
        self.where = where

    def __str__(self) -> str:
        return f"{self.where} has a form that libgraph does not change. Change it by hand."


class JudgementRefused(LibgraphError):
    """The judgement contradicts others, or the records cannot be judged."""

    exit_code = 1

    def __init__(self, line: str) -> None:
        super().__init__(line)
        self.line = line

    def __str__(self) -> str:
        return self.line


@dataclass(frozen=True, slots=True)
class Known:
    """The judgements of a workspace, and what they can be about."""

    reading: Reading
    ids: Ids
    judged: list[Judgement]

    def refs(self, *names: str) -> list[Ref]:
        """Return the records that were named.

        Raises
        ------
        NoSuchPair
            If one of them is not known.
        """
        kinds = self.reading.model.kinds[JUDGEMENT].fields["this"].kinds
        found = []
        for name in names:
            meant = self.ids.find(name, kinds)
            if len(meant) != 1:
                every = [f"{kind}/{ident}" for kind in kinds for ident in self.ids.by_kind.get(kind, ())]
                raise NoSuchPair(name, nearest(name, every) or "person/liga-tetere")
            found.append((meant[0][0], str(meant[0][1].data["id"])))
        return found

    def on(self, this: Ref, that: Ref) -> list[Judgement]:
        """Return the judgements on two records, in whatever order they name them."""
        return [one for one in self.judged if one.pair == {this, that}]

    def where(self, one: Judgement) -> str:
        """Say file and line of a judgement."""
        return self.reading.where(one.record.file, one.record.at)


def known(workspace: Workspace, model: Model | None = None) -> Known:
    """Read the judgements of a workspace."""
    reading = read_records(workspace, model or read_model(workspace.ontology_files()))
    ids = index(reading.records, reading.model)
    return Known(reading, ids, judgements(reading.records, reading.model, ids))


def judge(workspace: Workspace, this: str, that: str, told: Told, lang: str = "en") -> str:
    """Write a judgement at the end of `authority/same_as.yaml` and return file and line.

    Parameters
    ----------
    this, that : str
        Records as kind/id; of two that are the same, `this` stays.
    told : Mapping
        The other fields: verdict, judged, judge, reason.
    lang : str
        In which language a refusal is told.

    Raises
    ------
    NoSuchPair, AlreadyJudged, JudgementRefused, ByHand
        If the judgement cannot be; then no file is changed.
    """
    before = known(workspace)
    refs = before.refs(this, that)
    for one in before.on(*refs):
        raise AlreadyJudged(this, that, one.verdict, before.where(one))
    file = workspace.root / SAME_AS
    content = file.read_bytes() if file.is_file() else None
    fields = {"this": "/".join(refs[0]), "that": "/".join(refs[1]), **told}
    file.parent.mkdir(parents=True, exist_ok=True)
    rewrite(file, _edited(content or _HEADER.encode(), lambda text: _with_item(text, fields, SAME_AS)))
    after = known(workspace, before.reading.model)
    new = next(iter(after.on(*refs)), None)
    refused = [] if new is None else _refused(before, after, new)
    if new is None or refused:
        rewrite(file, content)
        raise JudgementRefused(refused[0].text(lang)) if refused else ByHand(SAME_AS)
    return after.where(new)


def _refused(before: Known, after: Known, new: Judgement) -> list[Fault]:
    """Return the faults that a new judgement brought: its own, and those of others that it contradicts."""
    named = (new.record.file, ".".join(map(str, new.record.at)))
    old = {_about(fault) for fault in check_records(before.reading)}
    return [
        fault
        for fault in check_records(after.reading)
        if not fault.warning
        and ((after.reading.workspace.root / fault.file, fault.field[: len(named[1])]) == named
             or (fault.code.startswith("judged-") and _about(fault) not in old))
    ]  # fmt: skip


def _about(fault: Fault) -> tuple[str, str, str]:
    """Return what a fault is about, wherever it now stands."""
    return fault.code, fault.data.get("this", ""), fault.data.get("that", "")


def undo(workspace: Workspace, this: str, that: str) -> list[str]:
    """Take back all judgements on two records; return where they stood.

    Raises
    ------
    NoSuchPair, NotJudged, ByHand
        If there is nothing to take back, or not in a YAML file of the usual form.
    """
    before = known(workspace)
    found = before.on(*before.refs(this, that))
    if not found:
        raise NotJudged(this, that)
    for one in found:
        if one.record.file.suffix.lower() not in YAML:
            raise ByHand(before.where(one))
    places = [before.where(one) for one in found]
    for one in sorted(found, key=lambda one: int(one.record.at[1]), reverse=True):  # places after it move
        _take_out(one.record.file, int(one.record.at[1]), before.where(one))
    return places


def _edited(content: bytes, edit: Callable[[str], str]) -> bytes:
    """Return the content of a file with its text edited; line ends and the mark before the text stay."""
    mark = codecs.BOM_UTF8 if content.startswith(codecs.BOM_UTF8) else b""
    text = content.removeprefix(mark).decode()
    windows = text.count("\r\n") == text.count("\n") > 0
    text = edit(text.replace("\r\n", "\n") if windows else text)
    return mark + (text.replace("\n", "\r\n") if windows else text).encode()


def _item(fields: Told, indent: int) -> list[str]:
    """Return the lines of a judgement; texts that people typed stand in quotes."""
    lines: list[str] = []
    for name, value in fields.items():
        lead = " " * indent + ("  " if lines else "- ")
        shown = value if isinstance(value, str) else "{" + ", ".join(
            f"{lang}: {json.dumps(text, ensure_ascii=False)}" for lang, text in value.items()
        ) + "}"  # fmt: skip
        lines.append(f"{lead}{name}: {json.dumps(shown, ensure_ascii=False) if name == 'judge' else shown}")
    return lines


def _with_item(text: str, fields: Told, name: str) -> str:
    """Return the text of a file with one more judgement at the end of its section."""
    lines = text.rstrip("\n").split("\n")
    parsed = read_yaml(text)
    listed = parsed.tree.get(_SECTION) if isinstance(parsed.tree, dict) else None
    if listed is None and isinstance(parsed.tree, dict) and _SECTION not in parsed.tree:
        return "\n".join([*lines, "", f"{_SECTION}:", *_item(fields, 2)]) + "\n"
    if not isinstance(listed, list) or not listed:
        raise ByHand(name)
    first, last = _dash(parsed, 0, lines, name), _dash(parsed, len(listed) - 1, lines, name)
    end = _end(lines, last)
    return "\n".join([*lines[:end], *_item(fields, first[1]), *lines[end:]]) + "\n"


def _dash(parsed: YamlFile, place: int, lines: list[str], name: str) -> tuple[int, int]:
    """Return line and column, from 0, of the dash before an item."""
    line, column = parsed.marks[_SECTION, place]
    before = lines[line - 1][: column - 1]
    if before.strip() != "-":
        raise ByHand(name)
    return line - 1, before.index("-")


def _end(lines: list[str], dash: tuple[int, int]) -> int:
    """Return the line, from 0, after the last of an item: what is indented deeper belongs to it."""
    end = place = dash[0] + 1
    while place < len(lines):
        line = lines[place]
        if line.strip():
            if len(line) - len(line.lstrip()) <= dash[1]:
                break
            end = place + 1
        place += 1
    return end


def _take_out(file: Path, place: int, where: str) -> None:
    left = _edited(file.read_bytes(), lambda text: _without_item(text, place, where))
    rewrite(file, None if left == _HEADER.encode() else left)


def _without_item(text: str, place: int, where: str) -> str:
    """Return the text of a file without one of its judgements."""
    lines = text.rstrip("\n").split("\n")
    parsed = read_yaml(text)
    dash = _dash(parsed, place, lines, where)
    del lines[dash[0] : _end(lines, dash)]
    if len(parsed.tree[_SECTION]) == 1:
        lines = [line for line in lines if line.rstrip() != f"{_SECTION}:"]
    return "\n".join(lines).rstrip("\n") + "\n"
