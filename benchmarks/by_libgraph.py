"""From records to graphs by libgraph, whole and in parts."""

from pathlib import Path

from libgraph.graph.dataset import canonical_nquads
from libgraph.graph.load import load_records
from libgraph.graph.store import GraphStore
from libgraph.model import read_model
from libgraph.records.check import check_records
from libgraph.records.reading import Reading, read_records
from libgraph.workspace import open_workspace

NQUADS = "graph.nq"


def read(folder: Path) -> Reading:
    """Read the model and the records."""
    workspace = open_workspace(folder)
    return read_records(workspace, read_model(workspace.ontology_files()))


def check(folder: Path) -> Reading:
    """Read and check the records."""
    reading = read(folder)
    faults = [fault for fault in check_records(reading) if not fault.warning]
    if faults:
        raise ValueError(f"the generated records have faults: {faults[0].text('en')}")
    return reading


def load(folder: Path) -> GraphStore:
    """Bring the records into a store in memory, checked."""
    return load_records(check(folder))


def load_unchecked(folder: Path) -> GraphStore:
    """Bring the records into a store in memory, as they are."""
    return load_records(read(folder))


def canonical(folder: Path) -> bytes:
    """Turn the records into sorted canonical N-Quads, checked."""
    return canonical_nquads(check(folder))


def prepare(folder: Path) -> int:
    """Write the canonical N-Quads of a workspace into it; return how many."""
    nquads = canonical_nquads(read(folder))
    (folder / NQUADS).write_bytes(nquads)
    return nquads.count(b"\n")
