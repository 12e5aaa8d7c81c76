"""`libgraph check --watch` and Ctrl-C, as real processes with real saves."""

import json
import os
import queue
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import IO, Any

import pytest

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
HEAD = "source: {id: s, title: {en: S}}\n"
PATIENCE = 60  # only a hang takes so long


def collect(lines: IO[str], into: queue.Queue[str]) -> None:
    for line in lines:
        into.put(line)


class Watched:
    """A process that watches a workspace and prints one JSON document a check."""

    def __init__(self, root: Path, *words: str) -> None:
        command = [sys.executable, "-m", "libgraph", "check", str(root), "--watch", "--lang", "en", *words]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        self.lines: queue.Queue[str] = queue.Queue()
        self.said: queue.Queue[str] = queue.Queue()
        pairs = ((self.process.stdout, self.lines), (self.process.stderr, self.said))
        self.readers = [threading.Thread(target=collect, args=pair, daemon=True) for pair in pairs]
        for reader in self.readers:
            reader.start()

    def next(self) -> dict[str, Any]:
        """Return what the next check found."""
        told: dict[str, Any] = json.loads(self.lines.get(timeout=PATIENCE))
        return told

    def until(self, codes: list[str]) -> dict[str, Any]:
        """Return the first check that finds these faults."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            told = self.next()
            if [fault["code"] for fault in told.get("faults", ["?"])] == codes:
                return told
        raise AssertionError(codes)

    def wait_until_said(self, words: str) -> None:
        """Wait until something is said on standard error."""
        while words not in self.said.get(timeout=PATIENCE):
            pass

    def stop(self) -> int:
        """Press Ctrl-C; return the exit code."""
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(PATIENCE)

    def close(self) -> None:
        """End the process, whatever it does."""
        with self.process:
            self.process.kill()
        for reader in self.readers:
            reader.join()


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "libgraph.toml").write_text("", "utf-8")
    (tmp_path / "a.yaml").write_text(HEAD, "utf-8")
    return tmp_path


@pytest.fixture
def watched(root: Path) -> Iterator[Watched]:
    watched = Watched(root, "--format", "json")
    yield watched
    watched.close()


def test_each_save_is_checked(root: Path, watched: Watched) -> None:
    first = watched.next()
    assert (first["files"], first["records"], first["faults"]) == (["a.yaml"], 1, [])
    event = "events: [{id: e, type: Semnar, label: {en: S}}]\n"
    (root / "a.yaml").write_text(HEAD + event, "utf-8")
    (fault,) = watched.until(["unknown-type"])["faults"]
    assert (fault["file"], fault["line"], fault["data"]["nearest"]) == ("a.yaml", 2, "Seminar")
    (root / "new.yaml").write_text(HEAD.replace("id: s", "id: t, titel: x"), "utf-8")
    told = watched.until(["unknown-type", "unknown-field"])
    assert told["files"] == ["new.yaml"]
    (root / "new.yaml").unlink()
    assert watched.until(["unknown-type"])["files"] == ["new.yaml"]
    saved = root / "a.yaml~"  # as editors save: beside, then renamed over
    saved.write_text(HEAD + event.replace("Semnar", "Seminar"), "utf-8")
    saved.replace(root / "a.yaml")
    assert watched.until([])["records"] == 2
    watched.wait_until_said("2 records, 0 faults, 0 warnings. Checked in ")
    assert watched.stop() == 0


def test_a_file_written_in_parts_settles(root: Path, watched: Watched) -> None:
    watched.next()
    with (root / "a.yaml").open("w", encoding="utf-8") as file:
        for part in (HEAD[:20], HEAD[20:], "events:\n", "  - {id: e, type: Seminar, ", "label: {en: S}}\n"):
            file.write(part)
            file.flush()
            os.fsync(file.fileno())
            time.sleep(0.02)
    while (told := watched.next())["records"] != 2 or told["faults"]:
        pass
    assert watched.stop() == 0


def test_broken_settings_are_told_and_outlived(root: Path, watched: Watched) -> None:
    watched.next()
    (root / "libgraph.toml").write_text("base = 5\n", "utf-8")
    assert "libgraph.toml" in watched.next()["error"]
    (root / "libgraph.toml").write_text("", "utf-8")
    assert watched.until([])["records"] == 1
    (root / "ontology.ttl").write_text("no Turtle", "utf-8")
    assert "ontology.ttl" in watched.next()["error"]
    watched.wait_until_said("ontology.ttl")
    assert watched.stop() == 2


def test_faults_at_the_end_are_exit_code_1(root: Path) -> None:
    (root / "a.yaml").write_text("source: {id: s, titel: {en: S}}\n", "utf-8")
    with closing(Watched(root)) as watched:
        line = watched.lines.get(timeout=PATIENCE)
        assert line.startswith("a.yaml:1:17  source.titel: 'titel' is not a field")
        watched.wait_until_said("1 faults")
        assert watched.stop() == 1


LONG = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"


@pytest.mark.parametrize("question", [LONG, LONG.replace("{", "{" * 20, 1).replace("}", "}" * 20)])
def test_ctrl_c_stops_a_query(built: Path, question: str) -> None:
    """One that runs at once, and one so nested that it runs on a thread of its own."""
    command = [sys.executable, "-m", "libgraph", "query", "-w", str(built), question]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        try:
            with pytest.raises(subprocess.TimeoutExpired):
                process.wait(2)
            process.send_signal(signal.SIGINT)
            assert process.wait(10) in {-signal.SIGINT, 130}
            assert process.stdout is not None
            assert process.stdout.read() == b""
        finally:
            process.kill()
