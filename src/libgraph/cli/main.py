"""`libgraph`: which commands there are, and the outermost frame.

Exit codes: 0 good, 1 the data has faults, 2 could not run.
"""

import argparse
import importlib
import sys
from typing import NoReturn

from libgraph import __version__
from libgraph.errors import LibgraphError

COMMANDS = {
    "build": "build the graph of a workspace, with its map",
    "check": "check the records of a workspace and list every fault",
    "query": "ask the graph a question (SPARQL, a query file, or a question by name)",
    "explain": "say who states what about a person, institution, event …, and where",
    "network": "print the network of a workspace with its measures",
    "map": "write the map of a workspace as one HTML page",
    "export": "write the graph as Turtle, TriG, N-Quads, N-Triples, JSON-LD or RDF/XML",
    "model": "print what is derived from the ontology: context, JSON Schema, reference",
}


_CURE_OS = "Check that the file or folder exists and that you may use it."
_CURE_BUG = "This is a mistake in libgraph: run again with --debug and report what it prints."


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        self.print_usage(sys.stderr)
        self.exit(2, f"{self.prog}: {message}. Run '{self.prog} --help' to see how it is used.\n")


def main(argv: list[str] | None = None) -> int:
    """Run the command line and return its exit code."""
    words = sys.argv[1:] if argv is None else argv
    if words and words[0] in COMMANDS:
        return _run(words[0], words[1:])
    parser = _overview()
    if not words:
        parser.print_help(sys.stderr)
        return 2
    parser.parse_args(words)
    return 2


def _overview() -> argparse.ArgumentParser:
    width = max(map(len, COMMANDS))
    listed = "\n".join(f"  {name:{width}}  {what}" for name, what in COMMANDS.items())
    parser = _Parser(
        prog="libgraph",
        usage="libgraph COMMAND … | libgraph COMMAND --help",
        description="A knowledge graph of libraries, people and collaborations from curated records.",
        epilog=f"commands:\n{listed}\n\nexit codes: 0 good, 1 the data has faults, 2 could not run",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"libgraph {__version__}")
    parser.add_argument("command", choices=COMMANDS, metavar="COMMAND", help="one of the commands below")
    return parser


def _run(name: str, words: list[str]) -> int:
    module = importlib.import_module(f"libgraph.cli.{name}")
    parser = _Parser(
        prog=f"libgraph {name}",
        description=module.__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    module.arguments(parser)
    parser.add_argument("--debug", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args(words)
    return _guarded(module, options)


def _guarded(module: object, options: argparse.Namespace) -> int:
    """Run a command; errors become one sentence on stderr and an exit code."""
    try:
        return int(module.run(options))  # type: ignore[attr-defined]  # every command module has it
    except BrokenPipeError:
        sys.stderr.close()
        return 0
    except KeyboardInterrupt:
        return 130
    except LibgraphError as error:
        print(f"libgraph: {error}", file=sys.stderr)
        return error.exit_code
    except OSError as error:
        print(f"libgraph: {error.filename or ''}: {error.strerror or error}. {_CURE_OS}", file=sys.stderr)
        return 2
    except Exception as error:  # the outermost frame: a person, not a programmer, reads this
        if options.debug:
            raise
        print(f"libgraph: {type(error).__name__}: {error}. {_CURE_BUG}", file=sys.stderr)
        return 2
