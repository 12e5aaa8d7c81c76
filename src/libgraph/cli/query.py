"""Ask the graph a question.

QUESTION is the name of a query (--list shows them), a file.rq, SPARQL text, or - for standard input.
Parameters of named queries and files: --param person=liga-tetere
"""

import argparse
import re
import shutil
import signal
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from libgraph.cli.options import (
    add_lang,
    add_workspace_option,
    tell,
    tell_if_stale,
    workspace_path,
    write_out,
)
from libgraph.errors import LibgraphError
from libgraph.graph.formats import FORMATS, formats_of, write
from libgraph.graph.hints import hints
from libgraph.graph.opened import OpenGraph
from libgraph.graph.queries import QueryFile, find_query, load_queries, read_query
from libgraph.graph.queryable import Queryable
from libgraph.graph.references import References
from libgraph.graph.remote import RemoteGraph
from libgraph.graph.solutions import Answer
from libgraph.messages import messages, pick
from libgraph.workspace import Workspace, open_workspace


class BadQuestion(LibgraphError):
    """The words of the command do not make a question."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason

    def __str__(self) -> str:
        return f"{self.reason} Run 'libgraph query --help' to see how it is used."


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of the command."""
    parser.add_argument("question", nargs="?", help="name of a query, file.rq, SPARQL text, or -")
    add_workspace_option(parser)
    add_lang(parser)
    parser.add_argument("--param", action="append", default=[], metavar="NAME=VALUE", help="may be repeated")
    parser.add_argument(
        "--format", choices=FORMATS, help="default: table on a terminal, else csv; ttl for triples"
    )
    parser.add_argument("-o", "--output", default="-", help="file to write, - for standard output")
    parser.add_argument("--endpoint", metavar="URL", help="ask this SPARQL endpoint instead of the workspace")
    parser.add_argument("--list", action="store_true", help="list the queries that have names")


def run(options: argparse.Namespace) -> int:
    """Print the answer."""
    workspace = open_workspace(workspace_path(options.workspace))
    if options.list:
        write_out(_listed(workspace, options.lang).encode(), options.output)
        return 0
    if not options.question:
        raise BadQuestion("No question was given.")
    graph = OpenGraph(workspace)
    if not options.endpoint:
        tell_if_stale(graph, options.lang)
    asked: Queryable = (
        graph.store if not options.endpoint else RemoteGraph(options.endpoint, prefixes=graph.prefixes)
    )
    question = _question(options.question, workspace)
    given = _given(options.param)
    if isinstance(question, QueryFile):
        if any(param.name == "lang" for param in question.params):
            given = {"lang": options.lang, **given}
        with _stoppable():
            answer = graph.ask(question, given, asked)
    elif given:
        raise BadQuestion("Only named queries and files have parameters.")
    else:
        with _stoppable():
            answer = asked.query(question)
        if not options.endpoint:
            _hint(graph, question, options.lang)
    write_out(_written(answer, options, graph.prefixes).encode(), options.output)
    return 0


@contextmanager
def _stoppable() -> Iterator[None]:
    """Let Ctrl-C end the process (exit code 130): Python itself would hear of it after the query only."""
    before = signal.signal(signal.SIGINT, signal.SIG_DFL)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _hint(graph: OpenGraph, question: str, lang: str) -> None:
    """Say which names of the question the graph does not have; they make answers empty in silence."""
    references = References(graph.store, graph.model, graph.workspace.base)
    for hint in hints(graph.store, question, graph.prefixes, graph.model, references.known):
        cure = f"-near-{hint.code}" if hint.nearest else f"-{hint.code}"
        tell(messages(lang).say(f"hint{cure}", name=hint.name, nearest=hint.nearest))


def _question(words: str, workspace: Workspace) -> QueryFile | str:
    """Tell a name, a file, standard input and SPARQL text apart: only SPARQL has spaces or braces."""
    if words == "-":
        return sys.stdin.read().removeprefix("\ufeff")
    if any(sign in words for sign in " \n\t{"):
        return words
    if words.endswith(".rq"):
        return _from_file(Path(words))
    return find_query(words, workspace.query_folders())


def _from_file(path: Path) -> QueryFile | str:
    """Read a query file; one that declares no parameters is plain SPARQL."""
    text = path.read_text("utf-8-sig")
    return read_query(path) if re.search(r"^# param ", text, re.MULTILINE) else text


def _given(params: list[str]) -> dict[str, str]:
    given: dict[str, str] = {}
    for param in params:
        name, equals, value = param.partition("=")
        if not equals:
            raise BadQuestion(f"--param {param} has no '='.")
        given[name.strip()] = value
    return given


def _written(answer: Answer, options: argparse.Namespace, prefixes: Mapping[str, str]) -> str:
    possible = formats_of(answer)
    terminal = options.output == "-" and sys.stdout.isatty()
    usual = "csv" if "csv" in possible and not terminal else possible[0]
    width = shutil.get_terminal_size().columns if terminal else None
    return write(answer, options.format or usual, width=width, prefixes=prefixes)


def _listed(workspace: Workspace, lang: str) -> str:
    queries: Mapping[str, QueryFile] = load_queries(workspace.query_folders())
    lines: list[str] = []
    for name, query in queries.items():
        lines.append(f"{name}\n    {pick(query.title, lang)}")
        for param in query.params:
            default = f" = {param.default}" if param.default is not None else ""
            lines.append(f"    --param {param.name}=…  ({param.type}{default})")
    return "\n".join(lines) + "\n"
