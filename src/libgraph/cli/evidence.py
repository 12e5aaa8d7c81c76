"""Turn a passage pasted from the text of a source into positions for a record.

libgraph evidence add SOURCE --texts DIR [--record event/x] [--field date] 'the passage'

finds the passage and prints the line to paste into the record; --write puts it there. The passage is
looked for as it is, then without regard to line breaks, kinds of quotation marks and composed letters.
It is never stored. - reads it from standard input.
"""

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from libgraph.cli.options import add_lang, add_workspace_option, tell, workspace_path
from libgraph.errors import LibgraphError
from libgraph.files import rewrite
from libgraph.messages import messages
from libgraph.model import read_model
from libgraph.records.evidence.finding import context, find_passage
from libgraph.records.evidence.target import check_field, data_at, find_target
from libgraph.records.evidence.text_files import Text, read_texts
from libgraph.records.evidence.writing import CannotWrite, with_passage, write_passage, yaml_line
from libgraph.records.findings import Reading
from libgraph.records.ids import index
from libgraph.records.nearest import nearest
from libgraph.records.places import TABLES, YAML
from libgraph.records.reading import read_records
from libgraph.workspace import open_workspace

Span = tuple[int, int]


class NoText(LibgraphError):
    """The text of a source is not in the folder."""

    def __init__(self, source: str, folder: Path) -> None:
        super().__init__(source, folder)
        self.source, self.folder = source, folder

    def __str__(self) -> str:
        return (
            f"The text of {self.source} is not in {self.folder}. Put it there, under any name if the source "
            f"gives its sha256, else as {self.source}.txt."
        )


class UnknownSource(LibgraphError):
    """There is no source of that id."""

    def __init__(self, name: str, known: str) -> None:
        super().__init__(name, known)
        self.name, self.known = name, known

    def __str__(self) -> str:
        return f"There is no source {self.name}. There is: {self.known}."


class PassageNotFound(LibgraphError):
    """The text does not have the passage."""

    exit_code = 1

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.text = text

    def __str__(self) -> str:
        return f"The text {self.text} does not have this passage. Copy it from the text as it is."


class SeveralPlaces(LibgraphError):
    """The passage stands in the text several times."""

    exit_code = 1

    def __init__(self, count: int) -> None:
        super().__init__(count)
        self.count = count

    def __str__(self) -> str:
        return f"Say which place is meant: --nth 1 to --nth {self.count}."


class NoRecordNamed(LibgraphError):
    """A passage is to be written, and it is not said into which record."""

    def __str__(self) -> str:
        return "It is not said for which record. Add --record kind/id."


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of the command."""
    parser.add_argument("action", choices=("add",))
    parser.add_argument("source", help="id of the source")
    parser.add_argument("passage", nargs="?", default="-", help="the passage, or - for standard input")
    parser.add_argument("--texts", type=Path, required=True, metavar="DIR", help="folder with the texts")
    parser.add_argument("--record", default="", metavar="KIND/ID", help="or a path, such as events.0")
    parser.add_argument(
        "--field", default="", help="the field that the passage states; else all of the record"
    )
    parser.add_argument("--nth", type=int, default=0, help="which place, if the passage stands in several")
    parser.add_argument("--write", action="store_true", help="write it into the record file (YAML)")
    add_workspace_option(parser)
    add_lang(parser)


def run(options: argparse.Namespace) -> int:
    """Print the positions, or write them."""
    workspace = open_workspace(workspace_path(options.workspace))
    reading = read_records(workspace, read_model(workspace.ontology_files()))
    if options.write and not options.record:
        raise NoRecordNamed
    text = _text(reading, options.source, options.texts)
    passage = sys.stdin.read() if options.passage == "-" else options.passage
    span = _chosen(text, find_passage(text.content, passage), options.nth, options.lang)
    if options.record:
        _for_record(reading, options, span)
    else:
        print(yaml_line(with_passage(None, options.field, span)))
    return 0


def _text(reading: Reading, source: str, folder: Path) -> Text:
    known = index(reading.records, reading.model).by_kind["source"]
    if source not in known:
        raise UnknownSource(source, nearest(source, known) or ", ".join(sorted(known)[:6]))
    texts = read_texts(folder, reading.workspace.max_file_bytes)
    text = texts.of(source, str(known[source].data.get("sha256", "")))
    if text is None:
        raise NoText(source, folder)
    return text


def _chosen(text: Text, spans: list[Span], nth: int, lang: str) -> Span:
    if not spans:
        raise PassageNotFound(text.name)
    if 1 <= nth <= len(spans):
        return spans[nth - 1]
    if len(spans) == 1:
        return spans[0]
    tell(messages(lang).say("evidence-which", count=len(spans)))
    for number, (start, end) in enumerate(spans, 1):
        before, inside, after = context(text.content, (start, end))
        tell(f"--nth {number}: {start}–{end} …{before}[{inside}]{after}…")
    raise SeveralPlaces(len(spans))


def _for_record(reading: Reading, options: argparse.Namespace, span: Span) -> None:
    """Print or write the evidence of a record with the passage added."""
    record, below, kind = find_target(reading, options.source, options.record)
    data = data_at(record, below)
    check_field(options.field, kind, data)
    say = messages(options.lang).say
    evidence = with_passage(data.get("evidence"), options.field, span)
    if evidence is None:
        raise CannotWrite(options.record)
    suffix, where = record.file.suffix.lower(), reading.where(record.file, record.at)
    if suffix in TABLES:
        steps = [str(step + 1) if isinstance(step, int) else step for step in below]
        column = ".".join([*steps, "evidence", *([options.field] if options.field else [])])
        ranges = evidence[options.field] if options.field else evidence
        value = " | ".join("-".join(pair) for pair in ranges)
        print(say("evidence-cell", where=where, column=column, value=value))
    elif suffix not in YAML:
        numbers = {"evidence": _as_numbers(evidence)}
        value = json.dumps(numbers, ensure_ascii=False)
        print(say("evidence-json", where=where, record=options.record, value=value))
    elif options.write:
        before = record.file.read_bytes().decode("utf-8")
        after = write_passage(before, (*record.at, *below), options.field, span)
        rewrite(record.file, after.encode("utf-8"))
        key = "evidence-there" if after == before else "evidence-written"
        tell(say(key, file=reading.name(record.file), record=options.record))
    else:
        print(yaml_line(evidence))


def _as_numbers(evidence: Any) -> Any:
    """Return evidence with its positions as numbers."""
    if isinstance(evidence, dict):
        return {name: _as_numbers(ranges) for name, ranges in evidence.items()}
    return [[int(number) for number in pair] for pair in evidence]
