"""Options and outputs that several commands share."""

import argparse
import os
import sys
from datetime import date
from pathlib import Path

from libgraph.graph.opened import OpenGraph
from libgraph.graph.seal import SEAL
from libgraph.messages import messages

LANGUAGES = ("lt", "lv", "en")
_WORKSPACE = "folder with libgraph.toml, or anything inside it (default: here, or ./data)"


class _IfGiven(argparse.Action):
    """Takes an argument; its absence does not undo the option of the same name."""

    def __call__(
        self,
        parser: argparse.ArgumentParser,
        namespace: argparse.Namespace,
        values: object,
        option_string: str | None = None,
    ) -> None:
        """Keep what was given."""
        if values is not None:
            setattr(namespace, self.dest, values)


def add_workspace(parser: argparse.ArgumentParser) -> None:
    """Add the workspace as a positional argument, or as an option as other commands have it."""
    add_workspace_option(parser)
    parser.add_argument(
        "workspace",
        nargs="?",
        type=Path,
        action=_IfGiven,
        help=_WORKSPACE,
    )


def add_workspace_option(parser: argparse.ArgumentParser) -> None:
    """Add the workspace as an option, for commands whose argument is something else."""
    parser.add_argument(
        "-w",
        "--workspace",
        type=Path,
        default=None,
        help=_WORKSPACE,
    )


def add_lang(parser: argparse.ArgumentParser) -> None:
    """Add the language of messages and labels; the default follows the environment."""
    parser.add_argument(
        "--lang", choices=LANGUAGES, default=default_lang(), help="language of messages and labels"
    )


def day(text: str) -> date:
    """Return the day that an option gives."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"'{text}' is no day; write it as 2026-05-03") from None


def default_lang() -> str:
    """Return the language that the environment asks for, English if it is none of ours."""
    for name in ("LIBGRAPH_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        value = os.environ.get(name, "")
        if value:
            return value[:2] if value[:2] in LANGUAGES else "en"
    return "en"


def workspace_path(given: Path | None) -> Path:
    """Return the workspace given, or the one that stands here or in ./data."""
    if given is not None:
        return given
    data = Path("data")
    return data if not Path("libgraph.toml").is_file() and (data / "libgraph.toml").is_file() else Path()


def tell_if_stale(graph: OpenGraph, lang: str) -> None:
    """Say that records were changed after the build that answers."""
    if graph.build is None:
        return
    built = (graph.build / SEAL).stat().st_mtime
    newer = [path for path in graph.workspace.record_files() if path.stat().st_mtime > built]
    if newer:
        tell(messages(lang).say("stale-build", file=graph.workspace.inside(newer[0])))


def write_out(content: bytes, target: str) -> None:
    """Write bytes to a file, or to standard output for `-`."""
    if target == "-":
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
    else:
        Path(target).write_bytes(content)


def tell(text: str) -> None:
    """Say something to the person at the terminal; data goes to standard output instead."""
    print(text, file=sys.stderr)
