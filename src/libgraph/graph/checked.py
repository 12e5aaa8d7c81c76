"""Records that have no faults, or an error that carries all faults."""

from libgraph.errors import FaultyRecords
from libgraph.graph.cross_check import check_all
from libgraph.model import read_model
from libgraph.records.faults import Fault
from libgraph.records.reading import Reading, read_records
from libgraph.workspace import Workspace


def read_checked(workspace: Workspace, lang: str = "en") -> tuple[Reading, tuple[Fault, ...]]:
    """Read and check the records of a workspace; return them with the warnings.

    Raises
    ------
    FaultyRecords
        If there are faults that are not mere warnings.
    """
    reading = read_records(workspace, read_model(workspace.ontology_files()))
    faults = check_all(reading, lang)
    grave = [fault.text(lang) for fault in faults if not fault.warning]
    if grave:
        raise FaultyRecords(grave)
    return reading, tuple(faults)
