"""How `libgraph check` prints faults."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from libgraph.messages import messages
from libgraph.records.faults import Fault
from libgraph.records.sarif import sarif
from libgraph.workspace import SETTINGS, Workspace

FORMATS: Final = ("text", "json", "sarif")


def asked_for(faults: list[Fault], path: Path | None, workspace: Workspace) -> list[Fault]:
    """Keep the faults of one file if a file was named; it is checked among all others."""
    if path is None or not path.is_file() or path.name == SETTINGS:
        return faults
    name = path.absolute().relative_to(workspace.root.absolute()).as_posix()
    return [fault for fault in faults if fault.file == name]


def print_faults(faults: Sequence[Fault], form: str, lang: str, workspace: Workspace) -> None:
    """Print the faults as text, one a line, or as JSON or SARIF."""
    if form == "text":
        for fault in faults:
            print(fault.text(lang))
        return
    told = sarif(faults, workspace, lang) if form == "sarif" else [fault.as_dict(lang) for fault in faults]
    print(json.dumps(told, ensure_ascii=False, indent=2))


def summary(records: int, faults: Sequence[Fault], lang: str) -> str:
    """Say how many records, faults and warnings there are."""
    count = {warning: sum(1 + f.more for f in faults if f.warning == warning) for warning in (True, False)}
    return messages(lang).say("check-summary", records=records, faults=count[False], warnings=count[True])
