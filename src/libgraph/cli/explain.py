"""Say why something is in the graph: who states it and where, or by which rule it follows, and from what.

THING is a record as kind/id, such as person/liga-tetere, a term such as lg:Seminar, or an IRI.
With PROPERTY (lg:holder, or the name of a field), and OBJECT if wanted, only that is explained,
and for what is inferred the whole proof is given, down to the statements of sources.
"""

import argparse
import json
from collections.abc import Iterable, Sequence
from pathlib import Path

from libgraph.cli.explain_print import Printer
from libgraph.cli.options import add_lang, add_workspace_option, tell_if_stale, workspace_path
from libgraph.errors import LibgraphError
from libgraph.graph.explanation import Explanations
from libgraph.graph.opened import OpenGraph
from libgraph.records.evidence.text_files import Texts, read_texts
from libgraph.records.ids import index
from libgraph.records.nearest import nearest
from libgraph.terms import compact
from libgraph.workspace import open_workspace


class NothingKnown(LibgraphError):
    """Nothing is known about what was asked."""

    exit_code = 1

    def __init__(self, what: str) -> None:
        super().__init__(what)
        self.what = what

    def __str__(self) -> str:
        return (
            f"Nothing is known about {self.what}. Write kind/id, such as person/liga-tetere, or prefix:name."
        )


class NothingKnownNear(NothingKnown):
    """Nothing is known about what was asked, but about something with a name like it."""

    def __init__(self, what: str, near: str) -> None:
        super().__init__(what)
        self.near = near
        self.args = (what, near)

    def __str__(self) -> str:
        return f"Nothing is known about {self.what}. Did you mean {self.near}?"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of the command."""
    parser.add_argument("what", metavar="thing", help="kind/id, prefix:name, or an IRI")
    parser.add_argument("property", nargs="?", default="", help="explain only this property")
    parser.add_argument("object", nargs="?", default="", help="explain only this triple")
    add_workspace_option(parser)
    add_lang(parser)
    parser.add_argument("--texts", type=Path, metavar="DIR", help="show the passages from the texts in DIR")
    parser.add_argument(
        "--inferred",
        action=argparse.BooleanOptionalAction,
        default=True,
        help="explain what follows by rules",
    )
    parser.add_argument("--format", choices=("text", "json"), default="text")


def run(options: argparse.Namespace) -> int:
    """Print the explanation."""
    graph = OpenGraph(open_workspace(workspace_path(options.workspace)))
    tell_if_stale(graph, options.lang)
    explanations = Explanations(graph)
    asked = options.what, options.property, options.object
    found = explanations.explain(*asked, inferred=options.inferred)
    if found.empty:
        words = " ".join(word for word in asked if word)
        near = "" if options.property else _near(options.what, list(_known(graph)))
        raise NothingKnownNear(words, near) if near else NothingKnown(words)
    texts = read_texts(options.texts, graph.workspace.max_file_bytes) if options.texts else Texts()
    printer = Printer(graph, texts, options.lang)
    if options.format == "json":
        print(json.dumps(printer.as_dict(found), ensure_ascii=False, indent=2))
    else:
        print("\n".join(printer.lines(found)))
    return 0


def _near(what: str, known: Sequence[str]) -> str:
    """Return what was probably meant: the record with that id, or else the nearest name."""
    return next((name for name in known if name.endswith(f"/{what}")), "") or nearest(what, known)


def _known(graph: OpenGraph) -> Iterable[str]:
    """Yield what can be asked about: records, and terms of the ontology."""
    for kind, records in index(graph.reading.records, graph.model).by_kind.items():
        yield from (f"{kind}/{ident}" for ident in records)
    yield from (compact(iri) for iri in graph.model.labels)
