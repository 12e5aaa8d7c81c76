"""What a forget that is not finished must still know: the names, until nothing is found any more.

It stands in the folder of builds, which is neither published nor under version control.
"""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Final

from libgraph.errors import LibgraphError
from libgraph.files import rewrite
from libgraph.privacy.needles import Needles
from libgraph.workspace import Workspace

JOURNAL: Final = "FORGETTING.json"


class UnfinishedForget(LibgraphError):
    """Another person was being forgotten, and that is not finished."""

    exit_code = 1

    def __init__(self, person: str) -> None:
        super().__init__(person)
        self.person = person

    def __str__(self) -> str:
        return f"{self.person} is not yet forgotten. Finish that first: libgraph forget {self.person} --yes"


def journal_path(workspace: Workspace) -> Path:
    """Return where the journal stands."""
    return workspace.build_folder / JOURNAL


def read_journal(workspace: Workspace, ident: str) -> Needles | None:
    """Return what is still to be looked for; None if nothing was begun.

    Raises
    ------
    UnfinishedForget
        If another person is being forgotten.
    """
    path = journal_path(workspace)
    if not path.exists():
        return None
    told = json.loads(path.read_text("utf-8"))
    if ident not in told["idents"]:
        raise UnfinishedForget(f"person/{told['idents'][0]}")
    return Needles(**{name: tuple(texts) for name, texts in told.items()})


def write_journal(workspace: Workspace, needles: Needles) -> None:
    """Remember what is to be looked for; only the curator may read it."""
    workspace.build_folder.mkdir(exist_ok=True)
    rewrite(journal_path(workspace), json.dumps(asdict(needles)).encode(), mode=0o600)


def close_journal(workspace: Workspace) -> None:
    """Forget the names too: nothing is left to be done."""
    rewrite(journal_path(workspace), None)
