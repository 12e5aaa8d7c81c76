"""List the personal data that is due for review: ended roles, people last named long ago, undated ones.

How long an ended role is kept is set in libgraph.toml: retention = {ended_roles_years = 10}.
"""

import argparse
import json
from datetime import date

from libgraph.cli.options import add_lang, add_workspace_option, day, tell, workspace_path
from libgraph.messages import messages
from libgraph.model import read_model
from libgraph.privacy.review import ENDED, OLD, UNDATED, review
from libgraph.records.reading import read_records
from libgraph.workspace import open_workspace

_SENTENCES = {ENDED: "review-ended", OLD: "review-old", UNDATED: "review-undated"}


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of the command."""
    add_workspace_option(parser)
    add_lang(parser)
    parser.add_argument("--on", type=day, default=None, help="a day, default: today")
    parser.add_argument("--format", choices=("text", "json"), default="text")


def run(options: argparse.Namespace) -> int:
    """Print what is due, one a line, with the command to run."""
    workspace = open_workspace(workspace_path(options.workspace))
    reading = read_records(workspace, read_model(workspace.ontology_files()), retracted=True)
    found = review(reading, options.on or date.today())
    say = messages(options.lang).say
    if options.format == "json":
        print(json.dumps([due.as_dict() for due in found], ensure_ascii=False, indent=2))
    else:
        for due in found:
            what = say(_SENTENCES[due.why], person=due.person, last=due.last)
            print(f"{due.where}  {what}  {due.command}")
    tell(say("review-summary", count=len(found), years=workspace.ended_roles_years))
    return 0
