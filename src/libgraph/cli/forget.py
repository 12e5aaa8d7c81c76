"""Forget a person: out of records, graph, builds and outputs, so that a scan finds nothing.

Without --yes nothing is changed, and what would go is shown. Texts that name the person are listed
for you to edit; until they are, the person is not forgotten, and the command can be run again.
Exit code 0: forgotten, or only shown with --dry-run. 1: not (yet) forgotten. 2: could not run.
"""

import argparse
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import groupby

from libgraph.cli.options import add_lang, add_workspace_option, tell, workspace_path
from libgraph.messages import messages
from libgraph.privacy.forget import (
    Outcome,
    Plan,
    forget,
    mentions_after,
    person_id,
    plan_forget,
    repository_of,
    unread_files,
)
from libgraph.privacy.scan import Hit
from libgraph.records.forgotten import KEY_FILE
from libgraph.workspace import Workspace, open_workspace

_LINES_SHOWN = 5
_BEYOND = ("beyond-copies", "beyond-search", "beyond-texts", "beyond-backups")


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of the command."""
    parser.add_argument("person", help="a person as person/ID, such as person/liga-tetere")
    add_workspace_option(parser)
    add_lang(parser)
    parser.add_argument("--yes", action="store_true", help="do it")
    parser.add_argument("--dry-run", action="store_true", help="only show what would go")


def run(options: argparse.Namespace) -> int:
    """Forget the person, or show what would go."""
    workspace = open_workspace(workspace_path(options.workspace))
    plan = plan_forget(workspace, person_id(options.person), options.lang)
    person = f"person/{plan.needles.idents[0]}"
    say = messages(options.lang).say
    if options.dry_run or not options.yes:
        for line in _planned(workspace, plan, options.lang):
            print(line)
        tell(say("forget-add-yes", person=person))
        return 0 if options.dry_run else 1
    outcome = forget(workspace, plan, date.today(), options.lang)
    for line in _found(workspace, outcome, options.lang):
        print(line)
    tell(say("forget-done" if outcome.done else "forget-not-yet", person=person))
    tell(say("forget-key", key=KEY_FILE))
    for line in _beyond(workspace, options.lang):
        tell(line)
    return 0 if outcome.done else 1


def _planned(workspace: Workspace, plan: Plan, lang: str) -> Iterator[str]:
    say = messages(lang).say
    yield say("forget-plan")
    for where, what in plan.lines():
        yield f"  {where}  {what}"
    for file, content in plan.contents.items():
        if content is None:
            yield f"  {workspace.inside(file)}  {say('forget-file')}"
    lines = list(_places(workspace, mentions_after(workspace, plan)))
    if lines:
        yield say("forget-would-stay")
        yield from lines


def _places(workspace: Workspace, hits: Iterable[Hit]) -> Iterator[str]:
    """Yield the places; of a file that is full of them, such as an export, the first lines and how many."""
    for _, found in groupby(hits, lambda hit: hit.file):
        here = list(found)
        yield from (f"  {_where(workspace, hit)}" for hit in here[:_LINES_SHOWN])
        if len(here) > _LINES_SHOWN:
            yield f"  {workspace.inside(here[0].file)}: … ({len(here)})"


def _found(workspace: Workspace, outcome: Outcome, lang: str) -> Iterator[str]:
    if outcome.mentions:
        yield messages(lang).say("forget-mentions")
        yield from _places(workspace, outcome.mentions)
    if outcome.left:
        yield messages(lang).say("forget-left")
        yield from sorted({f"  {workspace.inside(hit.file)}" for hit in outcome.left})
    if outcome.faults:
        yield messages(lang).say("forget-unbuilt")
        yield outcome.faults.lines.rstrip()


def _where(workspace: Workspace, hit: Hit) -> str:
    name = workspace.inside(hit.file)
    return f"{name}:{hit.line}" if hit.line else f"{name}!{hit.member}" if hit.member else name


def _beyond(workspace: Workspace, lang: str) -> Iterator[str]:
    """Yield what libgraph cannot reach."""
    say = messages(lang).say
    yield say("forget-beyond")
    repository = repository_of(workspace)
    if repository:
        yield f"  - {say('beyond-git', folder=repository)}"
    closed = [workspace.inside(file) for file in unread_files(workspace)]
    if closed:
        yield f"  - {say('beyond-unread', files=', '.join(closed))}"
    yield from (f"  - {say(key)}" for key in _BEYOND)
