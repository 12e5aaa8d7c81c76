"""Say which records are of one thing and which are not; only what a person judged to be the same is merged.

candidates   propose pairs, the likeliest first, with the reasons
judge        write a judgement into authority/same_as.yaml
undo         take a judgement back
list         show the judgements

Records are named as kind/id, such as person/liga-tetere; of two that are the same, the first stays.
"""

import argparse
from datetime import date

from libgraph.cli.identity_print import FORMATS, print_candidates, print_judgements
from libgraph.cli.options import add_lang, add_workspace_option, day, tell, workspace_path
from libgraph.errors import LibgraphError
from libgraph.messages import messages
from libgraph.records.candidates import LOOK, candidates
from libgraph.records.judging import judge, known, undo
from libgraph.workspace import open_workspace


class NotEnoughWords(LibgraphError):
    """A task lacks what it is to be done with."""

    def __init__(self, task: str, needed: str) -> None:
        super().__init__(task, needed)
        self.task, self.needed = task, needed

    def __str__(self) -> str:
        return f"'{self.task}' needs more. Write: libgraph identity {self.task} {self.needed}"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of the command."""
    parser.add_argument("task", choices=("candidates", "judge", "undo", "list"))
    parser.add_argument("this", nargs="?", default="", help="kind/id of the record that stays")
    parser.add_argument("that", nargs="?", default="", help="kind/id of the other")
    parser.add_argument("verdict", nargs="?", choices=("same", "different", "unsure"))
    add_workspace_option(parser)
    add_lang(parser)
    parser.add_argument("--why", default="", help="the reason, in the language of --lang")
    parser.add_argument("--who", default="", help="public role or name of the one who judged")
    parser.add_argument("--on", type=day, metavar="DAY", help="day of judging (default: today)")
    parser.add_argument("--least", type=float, default=LOOK, help=f"lowest score (default: {LOOK})")
    parser.add_argument("--format", choices=FORMATS, default="text")


def run(options: argparse.Namespace) -> int:
    """Do the task."""
    if options.task == "judge" and not (options.verdict and options.why):
        raise NotEnoughWords("judge", 'person/a person/b same --why "…"')
    if options.task == "undo" and not options.that:
        raise NotEnoughWords("undo", "person/a person/b")
    workspace = open_workspace(workspace_path(options.workspace))
    say = messages(options.lang).say
    if options.task == "judge":
        who = {"judge": options.who} if options.who else {}
        judged = (options.on or date.today()).isoformat()
        told = {"verdict": options.verdict, "judged": judged, **who, "reason": {options.lang: options.why}}
        place = judge(workspace, options.this, options.that, told, options.lang)
        tell(say("identity-written", where=place))
    elif options.task == "undo":
        for place in undo(workspace, options.this, options.that):
            tell(say("identity-undone", where=place))
    elif options.task == "list":
        print_judgements(known(workspace), options.format, options.lang)
    else:
        now = known(workspace)
        found = candidates(now.reading.records, now.reading.model, now.ids, options.least)
        print_candidates(found, options.format, options.lang)
        tell(say("identity-proposed", count=len(found)))
    return 0
