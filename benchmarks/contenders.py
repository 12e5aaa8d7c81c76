"""The ways from records to a graph that are compared; each takes a folder made by `prepare`."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import pyoxigraph as ox

from libgraph.graph.dataset import canonical_nquads
from libgraph.graph.load import load_records
from libgraph.model import read_model
from libgraph.records.check import check_records
from libgraph.records.reading import Reading, read_records
from libgraph.workspace import open_workspace

NQUADS: Final = "graph.nq"


def read(folder: Path) -> Reading:
    """Read the model and the records."""
    workspace = open_workspace(folder)
    return read_records(workspace, read_model(workspace.ontology_files()))


def checked(folder: Path) -> Reading:
    """Read and check the records."""
    reading = read(folder)
    faults = check_records(reading)
    if faults:
        raise ValueError(f"the generated records have faults: {faults[0].text('en')}")
    return reading


def libgraph(folder: Path) -> Any:
    """Records to a store in memory, with check."""
    return load_records(checked(folder))


def libgraph_unchecked(folder: Path) -> Any:
    """Records to a store in memory, without check."""
    return load_records(read(folder))


def libgraph_canonical(folder: Path) -> bytes:
    """Records to sorted canonical N-Quads, with check."""
    return canonical_nquads(checked(folder))


def libgraph_checked(folder: Path) -> Reading:
    """Records read and checked, and nothing else."""
    return checked(folder)


def oxigraph(folder: Path) -> Any:
    """Oxigraph's bulk load of the canonical N-Quads of the same records from a file."""
    store = ox.Store()
    store.bulk_load(path=folder / NQUADS, format=ox.RdfFormat.N_QUADS)
    return store


def rdflib(folder: Path) -> Any:
    """Records to an rdflib dataset, by hand, without check."""
    from benchmarks.by_rdflib import load

    return list(load(folder / RECORDS).quads())


def linkml(folder: Path) -> Any:
    """Records to an rdflib graph by LinkML's loader and RDF dumper, without check."""
    from benchmarks.by_linkml import load

    return load(folder / RECORDS)


def linkml_checked(folder: Path) -> Any:
    """Records checked by LinkML's JSON Schema validator, then loaded as above."""
    from benchmarks.by_linkml import load

    return load(folder / RECORDS, check=True)


CONTENDERS: Final[dict[str, Callable[[Path], Any]]] = {
    task.__name__: task
    for task in (
        libgraph,
        libgraph_unchecked,
        libgraph_canonical,
        libgraph_checked,
        oxigraph,
        rdflib,
        linkml,
    )
}


def prepare(folder: Path) -> int:
    """Write the canonical N-Quads of the records in a workspace beside them; return how many."""
    nquads = canonical_nquads(read(folder))
    (folder / NQUADS).write_bytes(nquads)
    return nquads.count(b"\n")
