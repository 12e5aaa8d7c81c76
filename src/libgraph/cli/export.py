"""Write the graph as Turtle, TriG, N-Quads, N-Triples, JSON-LD or RDF/XML.

Turtle, N-Triples and RDF/XML merge the graphs of all sources; the others keep them apart.
The same records give the same bytes.
"""

import argparse

from libgraph.cli.options import add_workspace, default_lang, tell_if_stale, workspace_path, write_out
from libgraph.graph.opened import OpenGraph
from libgraph.publish.rdf import FORMATS, export
from libgraph.workspace import open_workspace


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of the command."""
    add_workspace(parser)
    parser.add_argument("-f", "--format", choices=FORMATS, default="trig", help="default: trig")
    parser.add_argument("-o", "--output", default="-", help="file to write, - for standard output")
    parser.add_argument("--ontology", action="store_true", help="write the ontology too")
    parser.add_argument("--asserted", action="store_true", help="leave out what was inferred")


def run(options: argparse.Namespace) -> int:
    """Write the graph."""
    graph = OpenGraph(open_workspace(workspace_path(options.workspace)))
    tell_if_stale(graph, default_lang())
    data = export(graph, options.format, ontology=options.ontology, asserted=options.asserted)
    write_out(data, options.output)
    return 0
