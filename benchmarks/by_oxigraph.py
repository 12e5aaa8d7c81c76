"""Oxigraph's own bulk load of the canonical N-Quads of the same records: no records, no check."""

from pathlib import Path

from pyoxigraph import RdfFormat, Store

from benchmarks.by_libgraph import NQUADS


def load(folder: Path) -> Store:
    """Load the file into a store in memory."""
    store = Store()
    store.bulk_load(path=folder / NQUADS, format=RdfFormat.N_QUADS)
    return store
