"""The outermost frame of every command: errors become one sentence and an exit code."""

import argparse
import importlib
import sys
from typing import Protocol, cast

from libgraph.cli.parser import Parser
from libgraph.errors import LibgraphError
from libgraph.messages import messages

_CURE_OS = "Check that the file or folder exists and that you may use it."
_CURE_BUG = "This is a mistake in libgraph: run again with --debug and report what it prints."


class Command(Protocol):
    """What the module of a command has."""

    __doc__: str | None

    def arguments(self, parser: argparse.ArgumentParser) -> None:
        """Add the options of the command."""

    def run(self, options: argparse.Namespace) -> int:
        """Run the command and return its exit code."""


def run_command(name: str, words: list[str]) -> int:
    """Run the command `name` with its words and return the exit code."""
    command = cast(Command, importlib.import_module(f"libgraph.cli.{name}"))
    parser = Parser(
        prog=f"libgraph {name}",
        description=command.__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    command.arguments(parser)
    parser.add_argument("--debug", action="store_true", help=argparse.SUPPRESS)
    # intermixed: what may be left out may also stand after the options
    return _guarded(command, parser.parse_intermixed_args(words))


def sentence(error: LibgraphError, lang: str) -> str:
    """Say an error in the language of the person, or else as it says itself, in English."""
    spoken = messages(lang)
    key = f"error-{type(error).__name__}"
    return spoken.say(key, **vars(error)) if key in spoken.texts else str(error)


def _guarded(command: Command, options: argparse.Namespace) -> int:
    try:
        return command.run(options)
    except LibgraphError as error:
        print(f"libgraph: {sentence(error, getattr(options, 'lang', 'en'))}", file=sys.stderr)
        return error.exit_code
    except BrokenPipeError:
        sys.stderr.close()
        return 0
    except OSError as error:
        print(f"libgraph: {error.filename or ''}: {error.strerror or error}. {_CURE_OS}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130
    except Exception as error:  # the outermost frame: a person, not a programmer, reads this
        if options.debug:
            raise
        print(f"libgraph: {type(error).__name__}: {error}. {_CURE_BUG}", file=sys.stderr)
        return 2
