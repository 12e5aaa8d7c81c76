"""The whole chain as one process: same bytes whatever surrounds it, and never a broken build."""

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

import libgraph
from libgraph.build import build as build_here
from libgraph.errors import FaultyRecords
from libgraph.graph.seal import DATASET
from libgraph.workspace import open_workspace

LIBGRAPH = [sys.executable, "-m", "libgraph"]


def build(workspace: Path, **environment: str) -> Path:
    """Build in a process of its own and return the build."""
    done = subprocess.run(
        [*LIBGRAPH, "build", str(workspace)],
        env={**os.environ, **environment},
        capture_output=True,
        check=True,
        text=True,
    )
    assert Path(done.stdout.strip()) == workspace / "build" / "map.html"
    folder = libgraph.open(workspace).build
    assert folder is not None
    return folder


def outputs(folder: Path) -> dict[str, bytes]:
    return {name: (folder / name).read_bytes() for name in (DATASET, "map.html")}


def test_neither_hash_seed_nor_locale_nor_file_names_change_a_byte(workspace: Path, tmp_path: Path) -> None:
    other = tmp_path / "elsewhere" / "other"
    shutil.copytree(workspace, other)
    for number, path in enumerate(sorted((other / "sources").iterdir(), reverse=True)):
        path.rename(path.with_name(f"{number}-renamed.yml"))
    first = build(workspace, PYTHONHASHSEED="1", LIBGRAPH_LANG="en", LC_ALL="C", PYTHONUTF8="0")
    second = build(other, PYTHONHASHSEED="2", LIBGRAPH_LANG="en", TZ="Pacific/Auckland", OMP_NUM_THREADS="1")
    assert outputs(first) == outputs(second)


def test_a_graph_has_no_blank_nodes_and_one_graph_for_each_source(built: Path) -> None:
    nquads = libgraph.open(built).nquads.decode()
    assert "_:" not in {word for line in nquads.splitlines() for word in line.split(" ")[:1]}
    graphs = {line.rsplit(" ", 2)[1] for line in nquads.splitlines()}
    sources = len(list((built / "sources").iterdir())) + len(list((built / "authority").iterdir()))
    rules = len(list((Path(__file__).parents[1] / "ontology" / "rules").iterdir()))
    assert len(graphs) == sources + 1 + rules


def test_faults_stop_a_build_and_are_all_named(workspace: Path) -> None:
    (workspace / "sources" / "a.yaml").write_text("source: {titel: {en: A}}\n", "utf-8")
    (workspace / "sources" / "b.yaml").write_text(
        "source: {id: b, title: {en: B}, issued: 2021-02-30}\n", "utf-8"
    )

    with pytest.raises(FaultyRecords) as caught:
        build_here(open_workspace(workspace))
    assert {str(fault).split(":")[0] for fault in caught.value.faults} == {"sources/a.yaml", "sources/b.yaml"}


@pytest.mark.slow
def test_a_build_killed_at_any_moment_leaves_the_one_before(workspace: Path) -> None:
    build(workspace)
    before = libgraph.open(workspace).nquads
    chance = random.Random(2026)
    started = time.perf_counter()
    (workspace / "sources" / "new.yaml").write_text(
        "source: {id: new, title: {en: New}}\nevents: [{id: x, type: Exhibition, label: {en: X}}]\n", "utf-8"
    )
    after = libgraph.open(workspace, fresh=True).nquads
    whole = max(1.0, time.perf_counter() - started) + 2
    killed = 0
    for _ in range(50):
        process = subprocess.Popen(
            [*LIBGRAPH, "build", str(workspace)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        try:
            process.wait(chance.uniform(0.1, whole))
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGKILL)
            killed += 1
            process.wait()
        graph = libgraph.open(workspace)
        assert graph.nquads in (before, after)
        assert graph.query("ASK { person:liga-tetere a lg:Person }") is True
    assert killed > 10
    assert (build(workspace) / DATASET).read_bytes() == after
