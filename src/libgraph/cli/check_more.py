"""`libgraph check` with `--texts` or `--conflicts`: what the texts and the other sources say."""

import argparse
import json
from dataclasses import asdict
from typing import Any

from libgraph.cli.check_conflicts import lines
from libgraph.cli.check_print import asked_for, print_faults
from libgraph.cli.check_texts import summary
from libgraph.cli.options import tell
from libgraph.graph.conflicts import Conflict, conflicts
from libgraph.graph.merged import emission
from libgraph.records.evidence.checking import check_texts
from libgraph.records.evidence.text_files import read_texts
from libgraph.records.faults import Fault, in_order
from libgraph.records.findings import Reading


def run_more(reading: Reading, faults: list[Fault], options: argparse.Namespace) -> int:
    """Print the faults of the records with what else was asked for; return the exit code.

    A passage that does not say what it should is a fault. That sources disagree is not.
    """
    workspace, lang = reading.workspace, options.lang
    told: dict[str, Any] = {}
    report = None
    if options.texts:
        report = check_texts(reading, read_texts(options.texts, workspace.max_file_bytes))
        faults = asked_for(in_order([*faults, *report.faults]), options.workspace, workspace)
        told |= report.as_dict(reading)
    grave = any(not fault.warning for fault in faults)
    found: list[Conflict] = []
    if options.conflicts:
        found = conflicts(reading, None if grave else emission(reading).merged.records)
    if options.format == "json":
        told |= {"conflicts": [asdict(conflict) for conflict in found]} if options.conflicts else {}
        told["faults"] = [fault.as_dict(lang) for fault in faults]
        print(json.dumps(told, ensure_ascii=False, indent=2))
    else:
        print_faults(faults, options.format, lang, workspace)
    if options.conflicts and options.format == "text":
        print("\n".join(lines(found, lang)))
    if report:
        tell(summary(report, lang))
    return 1 if grave else 0
