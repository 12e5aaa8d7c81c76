"""The canonical N-Quads of a workspace: what its records say, and the ontology they are said with."""

from collections.abc import Iterable, Sequence
from pathlib import Path

import pyoxigraph as ox

from libgraph.graph.emit import Emitter
from libgraph.model import Model
from libgraph.records.ids import index
from libgraph.records.reading import Reading
from libgraph.terms import ONTOLOGY_GRAPH
from libgraph.workspace import Workspace


def canonical_nquads(reading: Reading) -> bytes:
    """Return the quads of records that have no faults, with the ontology, as canonical N-Quads.

    Lines are unique and in code point order, so that the same records give the
    same bytes whatever the order of files, the hash seed or the clock.
    """
    lines = set(record_lines(reading))
    tail = f" <{ONTOLOGY_GRAPH}> .\n"
    lines.update(line.removesuffix(" .\n") + tail for line in ontology_triples(reading.workspace))
    return "".join(sorted(lines)).encode()


def record_lines(reading: Reading) -> list[str]:
    """Return the N-Quads lines of the records as they come: neither sorted nor unique."""
    emitter = Emitter(reading.model, reading.workspace.base, index(reading.records, reading.model))
    return emitter.lines(reading.records)


def ontology_triples(workspace: Workspace) -> list[str]:
    """Return the ontology as N-Triples lines, without the shipped shapes.

    Blank nodes (lists in axioms) get names made from the canonical form of the
    graph (RDFC-1.0), so that the dataset has none.
    """
    files = [path for path in workspace.ontology_files() if path.name != "shapes.ttl"]
    dataset = ox.Dataset(_quads(files))
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    stem = f"{ONTOLOGY_GRAPH}/genid/"
    return [
        f"{_named(quad.subject, stem)} {quad.predicate} {_named(quad.object, stem)} .\n" for quad in dataset
    ]


def _quads(files: Sequence[Path]) -> Iterable[ox.Quad]:
    for path in files:
        yield from ox.parse(path=str(path), format=ox.RdfFormat.TURTLE, rename_blank_nodes=True)


def _named(term: object, stem: str) -> str:
    return f"<{stem}{term.value}>" if isinstance(term, ox.BlankNode) else str(term)


def kind_prefixes(model: Model, base: str) -> dict[str, str]:
    """Return a prefix for the records of each kind, for compact Turtle."""
    return {kind: f"{base}id/{kind}/" for kind in model.kinds}
