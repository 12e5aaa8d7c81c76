"""Print all that is held about a person, for that person.

In plain words and the language asked for, or complete as JSON.
"""

import argparse
import json

from libgraph.cli.options import add_lang, add_workspace_option, workspace_path
from libgraph.graph.opened import OpenGraph
from libgraph.privacy.forget import person_id
from libgraph.privacy.letter import Writer
from libgraph.privacy.subject import subject
from libgraph.records.ids import index
from libgraph.workspace import open_workspace


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of the command."""
    parser.add_argument("person", help="a person as person/ID, such as person/liga-tetere")
    add_workspace_option(parser)
    add_lang(parser)
    parser.add_argument("--format", choices=("text", "json"), default="text")


def run(options: argparse.Namespace) -> int:
    """Print what is held."""
    graph = OpenGraph(open_workspace(workspace_path(options.workspace)))
    told = subject(graph, person_id(options.person))
    if options.format == "json":
        print(json.dumps(told.as_dict(), ensure_ascii=False, indent=2))
        return 0
    for line in Writer(graph.model, index(graph.reading.records, graph.model), options.lang).lines(told):
        print(line)
    return 0
