"""The canonical N-Quads of a workspace: what its records say, the ontology, and what follows from both."""

from collections.abc import Iterable, Sequence
from pathlib import Path

import pyoxigraph as ox

from libgraph.graph.infer.inference import Inference
from libgraph.graph.infer.rules import load_rules
from libgraph.graph.merged import emission
from libgraph.model import Model
from libgraph.records.reading import Reading
from libgraph.terms import ONTOLOGY_GRAPH
from libgraph.workspace import Workspace


def canonical_nquads(reading: Reading) -> bytes:
    """Return the quads of records that have no faults, with the ontology, as canonical N-Quads.

    What follows from them is added, unless the workspace says `inference = false`.

    Lines are unique and in code point order, so that the same records give the
    same bytes whatever the order of files, the hash seed or the clock.
    """
    ontology = ontology_triples(reading.workspace)
    tail = f" <{ONTOLOGY_GRAPH}> .\n"
    stated = {line.removesuffix(" .\n") + tail for line in ontology}
    stated.update(record_lines(reading))
    lines = sorted(stated)
    if reading.workspace.inference:
        closure = inference_of(reading.workspace, ontology)
        closure.read(lines)
        closure.conclude()
        lines += closure.lines()
        lines.sort()
    return "".join(lines).encode()


def inference_of(workspace: Workspace, ontology: Iterable[str]) -> Inference:
    """Return the rules of a workspace made ready to conclude; `ontology` as `ontology_triples` has it."""
    return Inference(load_rules(workspace.rule_folders()), ontology, workspace.base)


def record_lines(reading: Reading) -> list[str]:
    """Return the N-Quads lines of the records as they come: neither sorted nor unique."""
    made = emission(reading)
    lines = made.emitter.lines(made.merged.records)
    for graph, triples in made.replaced():
        lines += [line.replace(" .\n", f" <{graph}> .\n") for line in triples]
    return lines


def ontology_triples(workspace: Workspace) -> list[str]:
    """Return the ontology as N-Triples lines, without the shapes.

    Blank nodes (lists in axioms) get names made from the canonical form of the
    graph (RDFC-1.0), so that the dataset has none.
    """
    dataset = ox.Dataset(_quads(workspace.vocabulary_files()))
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
