"""Write the map of a workspace as one HTML page that works offline."""

import argparse

from libgraph import api
from libgraph.cli.options import add_lang, add_workspace, tell, tell_if_stale, workspace_path, write_out


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of the command."""
    add_workspace(parser)
    add_lang(parser)
    parser.add_argument("-o", "--output", default="map.html", help="file to write, - for standard output")


def run(options: argparse.Namespace) -> int:
    """Write the page and say where it is."""
    graph = api.open(workspace_path(options.workspace))
    tell_if_stale(graph, options.lang)
    page = graph.map(lang=options.lang)
    write_out(page.encode(), options.output)
    if options.output != "-":
        tell(options.output)
    return 0
