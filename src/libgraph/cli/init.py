"""Begin a workspace: a folder with a worked example that builds at once.

It has records of fictional libraries, settings, a page for curators, settings for editors, a class
and a question of its own, and a workflow that checks the records on a code host.
"""

import argparse
from pathlib import Path

from libgraph.cli.options import add_lang, tell
from libgraph.messages import messages
from libgraph.model.scaffold import start_workspace


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of the command."""
    parser.add_argument("folder", type=Path, help="a new or empty folder")
    add_lang(parser)
    parser.add_argument("--base", default="", metavar="IRI", help="the address under which things are named")
    parser.add_argument("--title", default="", help="what the workspace is called")


def run(options: argparse.Namespace) -> int:
    """Write the workspace and say what to do next."""
    files = start_workspace(options.folder, options.lang, base=options.base, title=options.title)
    for file in files:
        print(file)
    folder = f'"{options.folder}"' if " " in str(options.folder) else options.folder
    tell(messages(options.lang).say("init-next", folder=folder))
    return 0
