"""Print the actors of a network with degree, betweenness and community."""

import argparse

from libgraph import api
from libgraph.cli.options import add_lang, add_workspace, tell_if_stale, workspace_path, write_out
from libgraph.network.tables import actors_csv, actors_json, actors_table, graphml


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of the command."""
    add_workspace(parser)
    add_lang(parser)
    parser.add_argument("--projection", default="collaboration", help="a query in queries/projections")
    parser.add_argument("--format", choices=("table", "csv", "json", "graphml"), default="table")
    parser.add_argument("-o", "--output", default="-", help="file to write, - for standard output")


def run(options: argparse.Namespace) -> int:
    """Print the network."""
    graph = api.open(workspace_path(options.workspace))
    tell_if_stale(graph, options.lang)
    network = graph.network(options.projection)
    writers = {"table": actors_table, "csv": actors_csv, "json": actors_json, "graphml": graphml}
    write_out(writers[options.format](network, options.lang).encode(), options.output)
    return 0
