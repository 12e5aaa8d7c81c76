"""A builder that is killed, or finds no room, at any moment leaves a usable build."""

import os
import random
import resource
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from libgraph.errors import LibgraphError
from libgraph.graph.pointer import POINTER
from libgraph.graph.seal import DATASET, STORE
from libgraph.graph.store import GraphStore
from libgraph.graph.swap import BuildFolder

SIZE = 200

# Forks a builder for each line "FIRST MODE AT": it builds versions FIRST, FIRST + 1 … for ever; in
# mode "kill" or "full" it dies, or finds no room, at call AT to the file system, before or after it.
BUILDER = f"""
import errno, os, signal, sys
from pathlib import Path
from libgraph.graph.seal import DATASET, STORE
from libgraph.graph.store import GraphStore
from libgraph.graph.swap import BuildFolder, DiskFull

folder = BuildFolder(Path(sys.argv[1]))

def build(version, store):
    line = b'<http://e/%d> <http://e/version> "%d" <http://e/g> .\\n'
    data = b"".join(line % (i, version) for i in range({SIZE}))
    with folder.begin() as place:
        (place / DATASET).write_bytes(data)
        if store:
            GraphStore.create(place / STORE, data)
        folder.commit(place)

def meddle(mode, at):
    calls = [0]
    def wrap(original):
        def call(*args, **kwargs):
            calls[0] += 1
            if calls[0] == at and mode == "full":
                raise OSError(errno.ENOSPC, "No space left on device")
            if calls[0] == at and mode == "before":
                os.kill(os.getpid(), signal.SIGKILL)
            result = original(*args, **kwargs)
            if calls[0] == at and mode == "after":
                os.kill(os.getpid(), signal.SIGKILL)
            return result
        return call
    for name in ("fsync", "rename", "replace", "mkdir"):
        setattr(os, name, wrap(getattr(os, name)))
    return calls

def child(first, mode, at):
    if mode == "random":
        while True:
            build(first, True)
            first += 1
    calls = meddle(mode, at)
    try:
        build(first, False)
    except DiskFull:
        os._exit(7)
    os._exit(0 if calls[0] >= at else 9)

for line in sys.stdin:
    if line == "wait\\n":
        status = os.waitpid(pid, 0)[1]
        print(os.waitstatus_to_exitcode(status), flush=True)
        continue
    first, mode, at = line.split()
    pid = os.fork()
    if pid == 0:
        child(int(first), mode, int(at))
    print(pid, flush=True)
"""


class Builder:
    """Starts builders in processes of their own, quickly."""

    def __init__(self, folder: Path) -> None:
        self.folder = BuildFolder(folder)
        command = [sys.executable, "-c", BUILDER, str(folder)]
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def say(self, line: str) -> int:
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(f"{line}\n")
        self.process.stdin.flush()
        return int(self.process.stdout.readline())

    def stop(self) -> None:
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.close()
        self.process.wait()
        self.process.stdout.close()

    def version(self) -> int:
        """Return the version of the current build, verified, and answer from it."""
        path = self.folder.current()
        store = path / STORE
        graph = GraphStore.on_disk(store) if store.exists() else GraphStore.in_memory(path / DATASET)
        answer = graph.select("SELECT ?v (COUNT(*) AS ?n) { ?s <http://e/version> ?v } GROUP BY ?v")
        [row] = answer.to_python()
        assert row["n"] == SIZE
        return int(str(row["v"]))

    def assert_tidy(self) -> None:
        assert {path.name for path in self.folder.path.iterdir()} == {POINTER, "LOCK", "builds"}
        assert len(list((self.folder.path / "builds").iterdir())) <= 2


@pytest.fixture
def builder() -> Iterator[Builder]:
    """A builder on a disk in memory where there is one: a killed process needs no slow disk."""
    memory = Path("/dev/shm")
    with tempfile.TemporaryDirectory(dir=memory if os.access(memory, os.W_OK) else None) as folder:
        builder = Builder(Path(folder) / "build")
        yield builder
        builder.stop()


def build_here(builder: Builder, version: int) -> None:
    data = b"".join(
        b'<http://e/%d> <http://e/version> "%d" <http://e/g> .\n' % (i, version) for i in range(SIZE)
    )
    with builder.folder.begin() as place:
        (place / DATASET).write_bytes(data)
        builder.folder.commit(place)


def test_kills_at_fifty_random_moments(builder: Builder) -> None:
    chance = random.Random(20261122)
    build_here(builder, 1)
    last = 1
    finished = unfinished = 0
    usual = time_of_a_build(builder)
    last = builder.version()
    for _ in range(50):
        pid = builder.say(f"{last + 1} random 0")
        time.sleep(chance.uniform(0, 1.6 * usual))
        os.kill(pid, signal.SIGKILL)
        assert builder.say("wait") == -signal.SIGKILL
        version = builder.version()
        assert version >= last
        finished += version > last
        unfinished += (builder.folder.path / "building").exists()
        last = version
    assert finished > 5, "no builder ever finished: the moments are too early"
    assert unfinished > 5, "no builder was ever killed at work: the moments are too late"
    build_here(builder, last + 1)
    assert builder.version() == last + 1
    builder.assert_tidy()


def time_of_a_build(builder: Builder) -> float:
    begin = time.monotonic()
    pid = builder.say("2 random 0")
    while not reached(builder, 3):
        time.sleep(0.005)
    os.kill(pid, signal.SIGKILL)
    builder.say("wait")
    return (time.monotonic() - begin) / 2


def reached(builder: Builder, version: int) -> bool:
    try:
        return builder.version() >= version
    except LibgraphError:  # two more builds were made, and the third removed, while this opened it
        return False


@pytest.mark.parametrize("mode", ["before", "after"])
def test_kills_at_every_step(builder: Builder, mode: str) -> None:
    build_here(builder, 1)
    last = 1
    seen = set()
    for at in range(1, 99):
        pid = builder.say(f"{last + 1} {mode} {at}")
        assert pid > 0
        done = builder.say("wait")
        version = builder.version()
        assert version in (last, last + 1)
        seen.add(version - last)
        last = version
        if done == 9:
            break
        assert done in (-signal.SIGKILL, 0)  # 0: the step failed as it may, such as mkdir of what is there
        build_here(builder, last + 1)
        last += 1
        assert builder.version() == last
        builder.assert_tidy()
    assert done == 9, "there are more steps than tried"
    assert at > 8
    assert seen == {0, 1}


def test_no_room_at_every_step(builder: Builder) -> None:
    build_here(builder, 1)
    last = 1
    told = 0
    for at in range(1, 99):
        builder.say(f"{last + 1} full {at}")
        done = builder.say("wait")
        version = builder.version()
        assert version in (last, last + 1)
        last = version
        if done == 9:
            break
        assert done in (7, 0), "not told as DiskFull"
        told += done == 7
        builder.assert_tidy()
        build_here(builder, last + 1)
        last += 1
    assert done == 9
    assert told > 8


NO_ROOM = """
import resource, sys
from pathlib import Path
from libgraph.graph.seal import DATASET, STORE
from libgraph.graph.store import GraphStore
from libgraph.graph.swap import BuildFolder, DiskFull

folder = BuildFolder(Path(sys.argv[1]))
limit = int(sys.argv[2])
if limit:
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
line = b'<http://e/%d> <http://e/version> "2" <http://e/g> .\\n'
data = b"".join(line % i for i in range(10**6, 10**6 + int(sys.argv[3])))
try:
    with folder.begin() as place:
        (place / DATASET).write_bytes(data)
        GraphStore.create(place / STORE, data)
        folder.commit(place)
except DiskFull as error:
    print(error)
"""


def run_out_of_room(folder: Path, limit: int, quads: int) -> str:
    command = [sys.executable, "-c", NO_ROOM, str(folder), str(limit), str(quads)]
    return subprocess.run(command, capture_output=True, text=True, check=True, timeout=60).stdout


@pytest.mark.skipif(not hasattr(resource, "RLIMIT_FSIZE"), reason="the system has no limit for files")
@pytest.mark.parametrize("limit", [20_000, 80_000, 150_000])
def test_a_disk_that_really_takes_no_more(builder: Builder, limit: int) -> None:
    """The limits end the build in the N-Quads, in the log and in the tables of the store."""
    build_here(builder, 1)
    said = run_out_of_room(builder.folder.path, limit, 3000)
    assert said.startswith(f"There is no room for the build in {builder.folder.path} (File too large).")
    assert builder.version() == 1
    builder.assert_tidy()


def test_a_disk_that_is_full(tmp_path: Path) -> None:
    disk = tmp_path / "tiny"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=1500k", "tmpfs", str(disk)]
    try:
        subprocess.run(mount, check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("mounting a tiny disk is not permitted here")
    builder = Builder(disk / "build")
    try:
        build_here(builder, 1)
        said = run_out_of_room(builder.folder.path, 0, 9000)
        assert said.startswith(
            f"There is no room for the build in {builder.folder.path} (No space left on device)."
        )
        assert builder.version() == 1
        builder.assert_tidy()
        build_here(builder, 3)
        assert builder.version() == 3
    finally:
        builder.stop()
        subprocess.run(["umount", str(disk)], check=True)
