"""The shipped ontology and rules, and small graphs written in Turtle."""

from collections.abc import Iterable, Sequence
from pathlib import Path

import pyoxigraph as ox
import pytest

from libgraph.graph.dataset import ontology_triples
from libgraph.graph.infer.inference import Inference
from libgraph.graph.infer.rules import Rule, load_rules
from libgraph.terms import ONTOLOGY_GRAPH, PREFIXES
from libgraph.workspace import Workspace

BASE = "https://w3id.org/libgraph/"
PROLOGUE = (
    "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in PREFIXES.items()) + "@base <https://e.org/> .\n"
)


def triples(turtle: str) -> set[str]:
    """Return the triples of a Turtle text, as N-Triples without dots; libgraph's prefixes are known."""
    return {str(quad.triple) for quad in ox.parse(PROLOGUE + turtle, format=ox.RdfFormat.TURTLE)}


def nquads(turtle: str, graph: str = "https://e.org/graph") -> list[str]:
    return [f"{triple} <{graph}> .\n" for triple in sorted(triples(turtle))]


class Micro:
    """Infers over small graphs with the shipped ontology, or with axioms of one's own."""

    triples = staticmethod(triples)
    nquads = staticmethod(nquads)

    def __init__(self, rules: Sequence[Rule], ontology: Sequence[str]) -> None:
        self.rules, self.ontology = tuple(rules), list(ontology)

    def axioms(self, turtle: str) -> list[str]:
        return [*self.ontology, *(f"{triple} .\n" for triple in sorted(triples(turtle)))]

    def infer(self, lines: Iterable[str], axioms: str = "", only: str = "") -> Inference:
        rules = [rule for rule in self.rules if only in ("", rule.name)]
        ontology = self.axioms(axioms)
        stated = {line.removesuffix(" .\n") + f" <{ONTOLOGY_GRAPH}> .\n" for line in ontology}
        return Inference.of(rules, ontology, BASE, stated | set(lines))

    def graphs(self, turtle: str, axioms: str = "") -> dict[str, set[str]]:
        """Return the triples that each rule concludes, without those that describe the rule."""
        found: dict[str, set[str]] = {}
        for line in self.infer(nquads(turtle), axioms).lines():
            triple, _, graph = line.removesuffix("> .\n").rpartition(f" <{BASE}graph/rule/")
            if "libgraph/rule/" not in triple.split(" ", 1)[0] and not triple.startswith(
                f"<{BASE}graph/rule/"
            ):
                found.setdefault(graph, set()).add(triple)
        return found


@pytest.fixture(scope="session")
def rules() -> tuple[Rule, ...]:
    """The shipped rules, and two that a workspace may add: domains and ranges."""
    return load_rules(Workspace(Path(__file__).parent / "own").rule_folders())


@pytest.fixture(scope="session")
def ontology() -> list[str]:
    return ontology_triples(Workspace(Path("/no/own/ontology")))


@pytest.fixture(scope="session")
def micro(rules: tuple[Rule, ...], ontology: list[str]) -> Micro:
    return Micro(rules, ontology)
