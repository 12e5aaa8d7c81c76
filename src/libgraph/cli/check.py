"""Check the records of a workspace and list every fault.

Exit code 0: no fault. 1: faults found. 2: the check could not run.
"""

import argparse
import json
from pathlib import Path

from libgraph.cli.options import add_lang, add_workspace, tell, workspace_path
from libgraph.errors import OntologyInconsistent
from libgraph.messages import messages
from libgraph.model import read_model
from libgraph.model.consistency import check_ontology
from libgraph.publish.validate import validate
from libgraph.records.check import check_records
from libgraph.records.faults import Fault
from libgraph.records.reading import read_records
from libgraph.workspace import SETTINGS, Workspace, open_workspace


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of the command."""
    add_workspace(parser)
    add_lang(parser)
    parser.add_argument("--format", choices=("text", "json"), default="text", help="how faults are printed")
    parser.add_argument("--shacl", action="store_true", help="also validate the whole graph with pySHACL")
    parser.add_argument("--ontology", action="store_true", help="check the ontology with HermiT (needs Java)")


def run(options: argparse.Namespace) -> int:
    """Print the faults, one a line."""
    workspace = open_workspace(workspace_path(options.workspace))
    if options.ontology:
        return _ontology(workspace)
    reading = read_records(workspace, read_model(workspace.ontology_files()))
    faults = _asked_for(check_records(reading, options.lang), options.workspace, workspace)
    _print(faults, options.format, options.lang)
    say = messages(options.lang).say
    grave = sum(not fault.warning for fault in faults)
    tell(say("check-summary", records=len(reading.records), faults=grave, warnings=len(faults) - grave))
    if options.shacl and not grave:
        report = validate(reading)
        print(report.text)
        grave += not report.conforms
    return 1 if grave else 0


def _asked_for(faults: list[Fault], path: Path | None, workspace: Workspace) -> list[Fault]:
    """Keep the faults of one file if a file was named; it is checked among all others."""
    if path is None or not path.is_file() or path.name == SETTINGS:
        return faults
    name = path.absolute().relative_to(workspace.root.absolute()).as_posix()
    return [fault for fault in faults if fault.file == name]


def _print(faults: list[Fault], form: str, lang: str) -> None:
    if form == "json":
        print(json.dumps([fault.as_dict(lang) for fault in faults], ensure_ascii=False, indent=2))
    else:
        for fault in faults:
            print(fault.text(lang))


def _ontology(workspace: Workspace) -> int:
    report = check_ontology([path for path in workspace.ontology_files() if _is_ontology(path)])
    if report.unsatisfiable or not report.consistent:
        raise OntologyInconsistent(report.unsatisfiable)
    print(f"The ontology is consistent; each of its {report.classes} classes can have members.")
    return 0


def _is_ontology(path: Path) -> bool:
    return path.name != "shapes.ttl"
