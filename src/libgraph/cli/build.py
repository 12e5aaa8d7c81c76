"""Build the graph of a workspace, with its map.

The build is made aside, sealed and swapped in; one that fails leaves the one before.
Exit code 0: built. 1: the records have faults. 2: could not run.
"""

import argparse
import os
import sys
import webbrowser
from pathlib import Path

from libgraph.build import build, show_map
from libgraph.cli.options import add_lang, add_workspace, tell, workspace_path
from libgraph.graph.swap import BuildFolder
from libgraph.messages import messages
from libgraph.workspace import open_workspace


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of the command."""
    add_workspace(parser)
    add_lang(parser)
    parser.add_argument("--open", action="store_true", help="open the map when it is built")
    parser.add_argument("--rollback", action="store_true", help="return to the build before the current one")


def run(options: argparse.Namespace) -> int:
    """Build, and say where the map is."""
    workspace = open_workspace(workspace_path(options.workspace))
    say = messages(options.lang).say
    if options.rollback:
        folder = BuildFolder(workspace.build_folder).rollback()
        show_map(workspace, folder)
        tell(say("rolled-back", folder=folder))
        return 0
    built = build(workspace, options.lang)
    for fault in built.warnings:
        tell(fault.text(options.lang))
    tell(say("built", records=built.records, quads=built.quads, nodes=built.nodes, edges=built.edges))
    if built.map is None:
        tell(say("map-too-large"))
        return 0
    tell(say("map-at"))
    print(built.map)
    if options.open and not _open(built.map):
        tell(say("open-yourself", address=built.map.resolve().as_uri()))
    return 0


def _open(page: Path) -> bool:
    """Open a page in the browser; say False where there is no screen to show it on."""
    if sys.platform.startswith("linux") and not (
        os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    ):
        return False
    return webbrowser.open(page.resolve().as_uri())
