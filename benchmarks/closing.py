"""One closure in a process of its own, of the N-Quads in a folder.

python -m benchmarks.closing libgraph|owlrl|update FOLDER

libgraph: from lines of N-Quads to the sorted lines of the inferred graphs; reading them is timed too.
owlrl: its OWL RL closure of the same triples, ready in an rdflib graph; only the closing is timed.
update: what it takes libgraph to follow when sources are taken out and put back, one by one.
"""

import gc
import json
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

import owlrl
from rdflib import Graph

from benchmarks.by_libgraph import NQUADS
from libgraph.graph.dataset import inference_of, ontology_triples
from libgraph.graph.infer.inference import Inference
from libgraph.workspace import open_workspace

T = TypeVar("T")

SOURCES = 5


def by_libgraph(folder: Path) -> dict[str, float]:
    """Close with libgraph's rules."""
    statements, begin = lines_of(folder), resident()
    inference, seconds = timed(lambda: closed(folder, statements))
    made = len(inference.lines())
    return {"seconds": seconds, "stated": len(statements), "inferred": made, "bytes": resident() - begin}


def by_owlrl(folder: Path) -> dict[str, float]:
    """Close with owlrl."""
    graph = Graph()
    triples = "".join(f"{line[: line.rindex(' <')]} .\n" for line in lines_of(folder))
    graph.parse(data=triples, format="nt")
    before, begin = len(graph), resident()
    _, seconds = timed(lambda: owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(graph))
    return {
        "seconds": seconds,
        "stated": before,
        "inferred": len(graph) - before,
        "bytes": resident() - begin,
    }


def by_update(folder: Path) -> dict[str, float]:
    """Take sources out and put them back, and compare with concluding anew."""
    statements = lines_of(folder)
    by_graph: dict[str, list[str]] = {}
    for line in statements:
        by_graph.setdefault(line[line.rindex(" <") :], []).append(line)
    names = sorted(name for name in by_graph if "/graph/news-" in name)
    inference, full = timed(lambda: closed(folder, statements))
    whole = list(inference.lines())
    worst = {"out": 0.0, "back": 0.0}
    for name in names[:: len(names) // SOURCES][:SOURCES]:
        for way, change in (("out", (by_graph[name], ())), ("back", ((), by_graph[name]))):
            _, seconds = timed(lambda change=change: followed(inference, *change))
            worst[way] = max(worst[way], seconds)
        if inference.lines() != whole:
            raise ValueError(f"{name} was put back, and the conclusions are others than before")
    inference.update(by_graph[names[0]], ())
    gone = set(by_graph[names[0]])
    if inference.lines() != closed(folder, [line for line in statements if line not in gone]).lines():
        raise ValueError(f"without {names[0]} the conclusions are others than anew")
    return {"full": full, "sources": len(names), "stated": len(statements), **worst}


def closed(folder: Path, statements: list[str]) -> Inference:
    """Return all that follows, with its lines written."""
    workspace = open_workspace(folder)
    inference = inference_of(workspace, ontology_triples(workspace))
    inference.read(statements)
    inference.conclude()
    inference.lines()
    return inference


def followed(inference: Inference, removed: Sequence[str], added: Sequence[str]) -> list[str]:
    """Follow a change, and return all conclusions."""
    inference.update(removed, added)
    return inference.lines()


def resident() -> int:
    """Return the resident memory of this process, in bytes; 0 where the system does not say."""
    status = Path("/proc/self/status")
    lines = status.read_text().splitlines() if status.exists() else []
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith("VmRSS")), 0)


def lines_of(folder: Path) -> list[str]:
    return (folder / NQUADS).read_text("utf-8").split("\n")[:-1]


def timed(job: Callable[[], T]) -> tuple[T, float]:
    """Return what a job made, and its processor time."""
    gc.collect()
    start = time.process_time()
    made = job()
    return made, time.process_time() - start


if __name__ == "__main__":
    run = {"libgraph": by_libgraph, "owlrl": by_owlrl, "update": by_update}[sys.argv[1]]
    print(json.dumps(run(Path(sys.argv[2]))))
