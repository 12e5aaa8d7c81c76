"""One builder at a time: the second is told who the first is."""

import getpass
import json
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from libgraph.errors import LibgraphError


class BuilderAtWork(LibgraphError):
    """Another process is building in the same folder."""

    def __init__(self, folder: Path, pid: int, host: str, user: str) -> None:
        super().__init__(folder, pid, host, user)
        self.folder, self.pid, self.host, self.user = folder, pid, host, user

    def __str__(self) -> str:
        who = f"Process {self.pid} of {self.user} on {self.host}" if self.pid else "Another process"
        return (
            f"{who} is building in {self.folder}. Wait until it has finished, or stop it, then build again."
        )


@contextmanager
def exclusive(folder: Path) -> Iterator[None]:
    """Hold a folder, made if need be; the operating system lets go when the holder dies.

    Raises
    ------
    BuilderAtWork
        If another process, or another part of this one, holds it.
    """
    folder.mkdir(parents=True, exist_ok=True)
    holder = folder / "LOCK.holder"
    lock = FileLock(folder / "LOCK", timeout=0)
    try:
        lock.acquire()
    except Timeout:
        raise _at_work(folder, holder) from None
    try:
        me = {"pid": os.getpid(), "host": socket.gethostname(), "user": _user()}
        holder.write_text(json.dumps(me), "utf-8")
        yield
    finally:
        holder.unlink(missing_ok=True)
        lock.release()


def _at_work(folder: Path, holder: Path) -> BuilderAtWork:
    try:
        who = json.loads(holder.read_text("utf-8"))
        return BuilderAtWork(folder, int(who["pid"]), str(who["host"]), str(who["user"]))
    except (OSError, ValueError, KeyError, TypeError):
        return BuilderAtWork(folder, 0, "", "")


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return f"user {os.getuid()}" if hasattr(os, "getuid") else "an unknown user"
