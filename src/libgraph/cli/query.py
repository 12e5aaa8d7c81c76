"""Ask the graph a question.

QUESTION is the name of a query (--list shows them), a file.rq, SPARQL text, or - for standard input.
Parameters: --param person=liga-tetere
"""

import argparse
import sys
from pathlib import Path

from libgraph.cli.options import add_lang, add_workspace_option, tell, workspace_path, write_out
from libgraph.graph.ask import ask, catalogue
from libgraph.graph.remote import RemoteGraph
from libgraph.graph.solutions import FORMATS, render_answer
from libgraph.messages import pick
from libgraph.workspace import open_workspace


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of the command."""
    parser.add_argument("question", nargs="?", help="name of a query, file.rq, SPARQL text, or -")
    add_workspace_option(parser)
    add_lang(parser)
    parser.add_argument("--param", action="append", default=[], metavar="NAME=VALUE", help="may be repeated")
    parser.add_argument("--format", choices=FORMATS, help="default: table on a terminal, else csv; ttl for triples")
    parser.add_argument("--endpoint", metavar="URL", help="ask this SPARQL endpoint instead of the workspace")
    parser.add_argument("--list", action="store_true", help="list the queries that have names")


def run(options: argparse.Namespace) -> int:
    """Print the answer."""
    workspace = open_workspace(workspace_path(options.workspace))
    return 0
