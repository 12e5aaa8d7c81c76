"""Say who states what about a person, institution, event …, and where.

Each line: the statement, its source, the positions in the text of the source, the record file and line.
"""

import argparse
import json
from collections.abc import Mapping
from dataclasses import asdict

from libgraph.cli.options import add_lang, add_workspace_option, workspace_path
from libgraph.errors import LibgraphError
from libgraph.graph.explain import Explainer, Statement
from libgraph.graph.opened import OpenGraph
from libgraph.messages import messages
from libgraph.records.ids import index
from libgraph.records.nearest import nearest
from libgraph.terms import compact
from libgraph.workspace import open_workspace


class NothingKnown(LibgraphError):
    """Nothing is stated about what was asked."""

    exit_code = 1

    def __init__(self, what: str, near: str) -> None:
        super().__init__(what, near)
        self.what, self.near = what, near

    def __str__(self) -> str:
        cure = f"Did you mean {self.near}?" if self.near else "Write kind/id, such as person/liga-tetere."
        return f"Nothing is stated about {self.what}. {cure}"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of the command."""
    parser.add_argument("what", help="a record as kind/id, such as person/liga-tetere, or an IRI")
    add_workspace_option(parser)
    add_lang(parser)
    parser.add_argument("--format", choices=("text", "json"), default="text")


def run(options: argparse.Namespace) -> int:
    """Print the statements."""
    graph = OpenGraph(open_workspace(workspace_path(options.workspace)))
    found = Explainer(graph.reading).about(graph.iri(options.what).value)
    if not found:
        ids = index(graph.reading.records, graph.model).by_kind
        known = [f"{kind}/{ident}" for kind, records in ids.items() for ident in records]
        raise NothingKnown(options.what, nearest(options.what, known))
    if options.format == "json":
        print(json.dumps([asdict(statement) for statement in found], ensure_ascii=False, indent=2))
    else:
        for statement in found:
            print(_line(statement, options.lang, graph.prefixes))
    return 0


def _line(statement: Statement, lang: str, prefixes: Mapping[str, str]) -> str:
    say = messages(lang).say
    ranges = ", ".join(f"{start}–{end}" for start, end in statement.passages)
    passages = say("positions", passages=ranges) if ranges else say("no-evidence")
    triple = " ".join(
        _short(term, prefixes) for term in (statement.subject, statement.predicate, statement.object)
    )
    where = f"{statement.file}:{statement.place or statement.line}"
    return f"{triple}\n    {say('stated-by', source=statement.source, passages=passages, where=where)}"


def _short(term: str, prefixes: Mapping[str, str]) -> str:
    return compact(term[1:-1], prefixes) if term.startswith("<") else term
