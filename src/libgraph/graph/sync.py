"""Bring files to the disk, so that a power cut cannot undo what was said to be done."""

import os
from pathlib import Path

from libgraph.files import sync_folder


def sync_below(folder: Path) -> None:
    """Bring every file and folder below, and the folder itself, to the disk."""
    for path in sorted(folder.rglob("*")):
        if path.is_dir():
            sync_folder(path)
        else:
            with path.open("rb+") as file:
                os.fsync(file.fileno())
    sync_folder(folder)
