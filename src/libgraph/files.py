"""Replacing a file at once, so that nobody ever sees half of it, and nothing undoes it afterwards."""

import os
from pathlib import Path


def rewrite(file: Path, content: bytes | None, *, mode: int | None = None) -> None:
    """Replace a file at once: whoever looks, and whatever happens, sees the old one or the new one.

    Parameters
    ----------
    content : bytes or None
        None removes the file, and what it links to.
    mode : int, optional
        Permissions; those of the old file if there is one.
    """
    if content is None:
        for path in {file, file.resolve()}:
            path.unlink(missing_ok=True)
            sync_folder(path.parent)
        return
    file = file.resolve()  # what a link points to would stay as it was
    aside = file.with_name(f".{file.name}.new")
    told = file.stat().st_mode & 0o777 if mode is None and file.exists() else mode
    descriptor = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as out:
        out.write(content)
        out.flush()
        os.fsync(out.fileno())
    aside.chmod(0o644 if told is None else told)
    aside.replace(file)
    sync_folder(file.parent)


def sync_folder(folder: Path) -> None:
    """Bring the names in a folder to the disk; Windows cannot, and need not."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
