"""`libgraph check --watch`: what a check of one saved file takes beside a check of everything.

Run as a module with a folder, it prints its samples as JSON: python -m benchmarks.watching FOLDER
"""

import gc
import json
import os
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.generate import records
from benchmarks.measure import module_output
from benchmarks.report import Figure, Part, number, table
from libgraph.graph.cross_check import check_all
from libgraph.graph.watching import Watch
from libgraph.model import read_model
from libgraph.records.reading import read_records
from libgraph.workspace import open_workspace

SCALE = 24  # some 20 000 records
BIG = 10
TURNS = 3
NAMES = {"many": "a YAML file for each source", "big": "ten JSONL files"}
SECTIONS = {"person": "people", "agreement": "agreements", "event": "events", "institution": "institutions",
            "place": "places", "tenure": "tenures"}  # fmt: skip


def measure(folder: Path) -> Part:
    """Compare checks of everything with checks of one saved file."""
    figures: list[Figure] = []
    rows: list[tuple[str, ...]] = []
    for name, told in NAMES.items():
        place = write(name, folder / f"watching-{name}")
        found = module_output("benchmarks.watching", str(place))
        again, full = median(found["again"]), median(found["full"])
        figures.append(Figure(f"check after one save, {told}", again, 1, "s"))
        figures.append(Figure(f"the same as a share of a full check, {told}", again / full, 0.5, "%"))
        rows.append((told, f"{found['files']:,}", f"{found['records']:,}", number(full), number(again),
                     number(found["idle"], "s")))  # fmt: skip
    head = ("", "files", "records", "full check s", "after one save s", "a look when nothing changed")
    return Part("Checking while records are edited", figures, table(head, rows), REMARKS)


REMARKS = """\
*After one save* counts from noticing the save to knowing all faults of the workspace, those of records
together included; to it come 0.05 s in which the file must not change. Both are taken in one process, in
turns, in seconds of the processor."""


def write(name: str, folder: Path) -> Path:
    """Write the records of the scale as a workspace of many or of big files."""
    folder.mkdir(parents=True)
    (folder / "libgraph.toml").write_text("", "utf-8")
    made = list(records(SCALE))
    if name == "big":
        size = len(made) // BIG + 1
        for number_ in range(BIG):
            lines = (json.dumps(r, ensure_ascii=False) for r in made[number_ * size : (number_ + 1) * size])
            (folder / f"{number_}.jsonl").write_text("\n".join(lines) + "\n", "utf-8")
        return folder
    for source, document in documents(made):  # JSON is YAML
        (folder / f"{source}.yaml").write_text(json.dumps(document, ensure_ascii=False, indent=1), "utf-8")
    return folder


def documents(made: list[dict[str, Any]]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield for each source what a YAML file of it holds."""
    by_source: defaultdict[str, dict[str, Any]] = defaultdict(dict)
    for record in made:
        rest = {key: value for key, value in record.items() if key not in {"kind", "source"}}
        if record["kind"] == "source":
            by_source[record["id"]]["source"] = rest
        else:
            by_source[record["source"]].setdefault(SECTIONS[record["kind"]], []).append(rest)
    yield from by_source.items()


def main(folder: Path) -> None:
    """Take the samples and print them."""
    watched = Watch(folder)
    first = watched.look()
    assert first is not None
    file = watched.workspace.record_files()[len(first.files) // 2]
    full: list[float] = []
    again: list[float] = []
    for _ in range(TURNS):
        gc.collect()
        gc.freeze()  # as check --watch does
        full.append(timed(lambda: check_everything(folder)))
        os.utime(file)
        again.append(timed(watched.look))
    idle = timed(watched.look)
    told = {"files": len(first.files), "records": first.records, "full": full, "again": again, "idle": idle}
    print(json.dumps(told))


def check_everything(folder: Path) -> None:
    workspace = open_workspace(folder)
    check_all(read_records(workspace, read_model(workspace.ontology_files())))


def timed(job: Callable[[], object]) -> float:
    start = time.process_time()
    job()
    return time.process_time() - start


if __name__ == "__main__":
    main(Path(sys.argv[1]))
