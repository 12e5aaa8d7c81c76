"""Retract a source: build without what it says, until the retraction is taken back.

The records stay where they are; retracted.yaml names the source, and reading leaves its records out.
Exit code 0: done. 1: other records need it, and nothing was changed. 2: could not run.
"""

import argparse
import getpass
from datetime import date

from libgraph.build import build
from libgraph.cli.options import add_lang, add_workspace_option, tell, workspace_path
from libgraph.graph.swap import BuildFolder
from libgraph.messages import messages
from libgraph.privacy.retract import Retracting, log_retraction, plan_retract, undo_retraction
from libgraph.workspace import Workspace, open_workspace


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of the command."""
    parser.add_argument("source", help="id of a source, such as valka-2021-03-05")
    add_workspace_option(parser)
    add_lang(parser)
    parser.add_argument("--why", default="", help="the reason, for the log")
    parser.add_argument("--who", default=None, help="who retracts it, for the log (default: your user name)")
    parser.add_argument("--undo", action="store_true", help="take the retraction back")
    parser.add_argument("--force", action="store_true", help="retract it even if other records need it")
    parser.add_argument("--purge", action="store_true", help="also delete the builds that still hold it")


def run(options: argparse.Namespace) -> int:
    """Retract the source, or take that back, and build."""
    workspace = open_workspace(workspace_path(options.workspace))
    say = messages(options.lang).say
    if options.undo:
        undo_retraction(workspace, options.source, options.lang)
        build(workspace, options.lang)
        tell(say("retract-undone", source=options.source))
        return 0
    plan = plan_retract(workspace, options.source, options.lang)
    if plan.breaks:
        _tell_breaks(plan, options)
        if not options.force:
            return 1
    if not plan.already:
        who = getpass.getuser() if options.who is None else options.who
        log_retraction(workspace, options.source, date.today(), who, options.why)
        tell(say("retract-done", source=options.source, count=plan.records))
    return 1 if plan.breaks else _build(workspace, options)


def _tell_breaks(plan: Retracting, options: argparse.Namespace) -> None:
    say = messages(options.lang).say
    tell(say("retract-breaks", source=options.source))
    for fault in plan.breaks:
        print(fault.text(options.lang))
    tell(say("retract-forced" if options.force else "retract-refused"))


def _build(workspace: Workspace, options: argparse.Namespace) -> int:
    say = messages(options.lang).say
    build(workspace, options.lang)
    if options.purge:
        BuildFolder(workspace.build_folder).purge()
        tell(say("retract-purged"))
    else:
        tell(say("retract-older", source=options.source))
    return 0
