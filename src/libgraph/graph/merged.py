"""What of the records goes into the graph when some are judged to be of one thing."""

from collections.abc import Iterator
from dataclasses import dataclass

from libgraph.graph.emit import Emitter
from libgraph.graph.mint import entity_iri, graph_iri
from libgraph.records.ids import index
from libgraph.records.merge import Merged, merge
from libgraph.records.reading import Reading
from libgraph.terms import expand


@dataclass(frozen=True, slots=True)
class Emission:
    """Records made ready to be written as triples, and what writes them."""

    emitter: Emitter
    merged: Merged
    base: str

    def replaced(self) -> Iterator[tuple[str, list[str]]]:
        """Yield graphs of judgements with the N-Triples that lead from what was merged to what stayed.

        `dct:isReplacedBy`, not `owl:sameAs`: by OWL every statement about what
        stayed would be one about what was merged away, and double the graph.
        """
        link = f" <{expand('dct:isReplacedBy')}> "
        for source, pairs in self.merged.replaced.items():
            found = {(entity_iri(self.base, *gone), entity_iri(self.base, *stays)) for gone, stays in pairs}
            yield graph_iri(self.base, source), [f"<{a}>{link}<{b}> .\n" for a, b in sorted(found)]


def emission(reading: Reading) -> Emission:
    """Return the records of a reading that has no faults, ready to be written."""
    base = reading.workspace.base
    ids = index(reading.records, reading.model)
    return Emission(Emitter(reading.model, base, ids), merge(reading.records, reading.model, ids), base)
