"""The whole chain, from records to a sealed build with its map, as one readable function."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from libgraph.graph.checked import read_checked
from libgraph.graph.dataset import canonical_nquads
from libgraph.graph.seal import DATASET, SEAL, STORE
from libgraph.graph.store import GraphStore
from libgraph.graph.swap import BuildFolder
from libgraph.maps.pyvis_map import MapTooLarge, render, write
from libgraph.network.assemble import assemble
from libgraph.network.projections import asker
from libgraph.records.faults import Fault
from libgraph.terms import namespaces
from libgraph.workspace import Workspace

if TYPE_CHECKING:
    import networkx as nx

MAP_FILE: Final = "map.html"


@dataclass(frozen=True, slots=True)
class Built:
    """What a build made.

    Attributes
    ----------
    folder : Path
        The sealed build.
    records, quads, nodes, edges : int
        How much is in it.
    map : Path or None
        The map, at an address that stays; None if the network is too large for it.
    warnings : tuple of Fault
    """

    folder: Path
    records: int
    quads: int
    nodes: int
    edges: int
    map: Path | None
    warnings: tuple[Fault, ...]


def build(workspace: Workspace, lang: str = "en", tell: Callable[[str], None] = lambda _: None) -> Built:
    """Check the records, build the graph, its store and its map, and swap them in.

    Parameters
    ----------
    lang : str
        Language of the faults and of the map as it opens.
    tell : callable
        Told what is being done.

    Raises
    ------
    FaultyRecords
        If there are faults; the previous build stays as it is.
    """
    builds = BuildFolder(workspace.build_folder)
    with builds.begin() as place:
        reading, warnings = read_checked(workspace, lang)
        tell(f"{len(reading.records)} records read")
        nquads = canonical_nquads(reading)
        (place / DATASET).write_bytes(nquads)
        store = GraphStore.create(place / STORE, nquads, namespaces(workspace.base))
        quads = len(store)
        tell(f"{quads} quads stored")
        network = assemble(asker(store, workspace), reading.model, workspace.title, "collaboration")
        page = _map(network, lang)
        if page is not None:
            (place / MAP_FILE).write_bytes(page)
        del store  # sealed files are closed files
        folder = builds.commit(place).path
        (folder / SEAL).touch()  # also a build that changed nothing is newer than its records
    return Built(
        folder=folder,
        records=len(reading.records),
        quads=quads,
        nodes=len(network),
        edges=network.number_of_edges(),
        map=show_map(workspace, folder),
        warnings=warnings,
    )


def show_map(workspace: Workspace, folder: Path) -> Path | None:
    """Copy the map of a build to the address that stays, and return that; None if the build has none."""
    sealed, shown = folder / MAP_FILE, workspace.build_folder / MAP_FILE
    if not sealed.exists():
        shown.unlink(missing_ok=True)
        return None
    write(sealed.read_text("utf-8"), shown)
    return shown


def _map(network: "nx.MultiDiGraph[str]", lang: str) -> bytes | None:
    try:
        return render(network, lang=lang).encode()
    except MapTooLarge:
        return None
