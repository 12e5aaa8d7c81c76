"""`libgraph --help`: the overview of all commands."""

import argparse
import sys

from libgraph import __version__
from libgraph.cli.parser import Parser


def show(words: list[str], commands: dict[str, str]) -> int:
    """Print the overview or the version, or say what is wrong with the words."""
    width = max(map(len, commands))
    listed = "\n".join(f"  {name:{width}}  {what}" for name, what in commands.items())
    parser = Parser(
        prog="libgraph",
        usage="libgraph COMMAND … | libgraph COMMAND --help",
        description="A knowledge graph of libraries, people and collaborations from curated records.",
        epilog=f"commands:\n{listed}\n\nexit codes: 0 good, 1 the data has faults, 2 could not run",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"libgraph {__version__}")
    parser.add_argument("command", choices=commands, metavar="COMMAND", help="one of the commands below")
    if not words:
        parser.print_help(sys.stderr)
        return 2
    parser.parse_args(words)
    return 2
