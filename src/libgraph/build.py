"""The whole chain, from records to a sealed build with its map, as one readable function."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from libgraph.errors import FaultyRecords
from libgraph.graph.dataset import canonical_nquads
from libgraph.graph.store import GraphStore
from libgraph.graph.swap import BuildFolder
from libgraph.maps.pyvis_map import MapTooLarge, render
from libgraph.model import Model, read_model
from libgraph.network.assemble import assemble
from libgraph.network.projections import asker
from libgraph.records.check import check_records
from libgraph.records.faults import Fault
from libgraph.records.reading import Reading, read_records
from libgraph.terms import namespaces
from libgraph.workspace import Workspace

if TYPE_CHECKING:
    import networkx as nx

GRAPH_FILE: Final = "graph.nq"
STORE: Final = "store"
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
        The map; None if the network is too large for it.
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
    with BuildFolder(workspace.build_folder).begin() as place:
        model, reading, warnings = checked(workspace, lang)
        tell(f"{len(reading.records)} records read")
        nquads = canonical_nquads(reading)
        (place.path / GRAPH_FILE).write_bytes(nquads)
        store = GraphStore.create(place.path / STORE, nquads, namespaces(workspace.base))
        quads = len(store)
        tell(f"{quads} quads stored")
        network = assemble(asker(store, workspace), model, workspace.title, "collaboration")
        page = _map(network, lang)
        if page is not None:
            (place.path / MAP_FILE).write_bytes(page)
        folder = place.commit()
    return Built(
        folder=folder,
        records=len(reading.records),
        quads=quads,
        nodes=len(network),
        edges=network.number_of_edges(),
        map=folder / MAP_FILE if page is not None else None,
        warnings=warnings,
    )


def checked(workspace: Workspace, lang: str = "en") -> tuple[Model, Reading, tuple[Fault, ...]]:
    """Read and check the records of a workspace.

    Raises
    ------
    FaultyRecords
        If there are faults that are not mere warnings.
    """
    model = read_model(workspace.ontology_files())
    reading = read_records(workspace, model)
    faults = check_records(reading, lang)
    if any(not fault.warning for fault in faults):
        raise FaultyRecords([fault.text(lang) for fault in faults if not fault.warning])
    return model, reading, tuple(faults)


def _map(network: "nx.MultiDiGraph[str]", lang: str) -> bytes | None:
    try:
        return render(network, lang=lang).encode()
    except MapTooLarge:
        return None
