"""Check the records of a workspace and list every fault.

Exit code 0: no fault. 1: faults found. 2: the check could not run.
"""

import argparse
from pathlib import Path

from libgraph.cli.check_more import run_more
from libgraph.cli.check_ontology import run_ontology
from libgraph.cli.check_print import FORMATS, asked_for, print_faults, summary
from libgraph.cli.check_watch import watch
from libgraph.cli.options import add_lang, add_workspace, tell, workspace_path
from libgraph.graph.cross_check import check_all
from libgraph.messages import messages
from libgraph.model import read_model
from libgraph.publish.validate import referee, validate
from libgraph.records.reading import read_records
from libgraph.workspace import open_workspace


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of the command."""
    add_workspace(parser)
    add_lang(parser)
    parser.add_argument("--format", choices=FORMATS, default="text", help="how faults are printed")
    parser.add_argument("--watch", action="store_true", help="check again whenever a file is saved")
    parser.add_argument("--texts", type=Path, metavar="DIR", help="hold evidence against the texts in DIR")
    parser.add_argument("--conflicts", action="store_true", help="also list where sources disagree")
    parser.add_argument("--info", action="store_true", help="also list hints about what may be missing")
    parser.add_argument("--shacl", action="store_true", help="also validate the whole graph with all shapes")
    parser.add_argument("--referee", action="store_true", help="with --shacl: let pySHACL validate (slow)")
    parser.add_argument(
        "--ontology", action="store_true", help="check the ontology, rules and queries instead"
    )
    parser.add_argument("--hermit", action="store_true", help="with --ontology: the reasoner must run (Java)")


def run(options: argparse.Namespace) -> int:
    """Print the faults, one a line."""
    if options.watch:
        return watch(workspace_path(options.workspace), options.lang, options.format)
    workspace = open_workspace(workspace_path(options.workspace))
    if options.ontology:
        return run_ontology(workspace, options.format, options.lang, hermit=options.hermit)
    reading = read_records(workspace, read_model(workspace.ontology_files()))
    found = asked_for(check_all(reading, options.lang, hints=True), options.workspace, workspace)
    faults = [fault for fault in found if options.info or not fault.hint]
    if options.texts or options.conflicts:
        return run_more(reading, faults, options)
    print_faults(faults, options.format, options.lang, workspace)
    tell(summary(len(reading.records), [fault for fault in faults if not fault.hint], options.lang))
    if len(found) > len(faults):
        tell(messages(options.lang).say("hints-hidden", count=len(found) - len(faults)))
    if reading.aids:
        tell(messages(options.lang).say("aids-left-out", count=reading.aids))
    grave = sum(not fault.warning for fault in faults)
    if options.shacl and not grave:
        report = referee(reading) if options.referee else validate(reading, options.lang)
        print(report.text)
        grave += not report.conforms
    return 1 if grave else 0
