"""The graph that is validated: all sources as one, and for each thing the sources that speak of it."""

from collections.abc import Iterable

from libgraph.graph.emit import Emitter
from libgraph.graph.mint import entity_iri
from libgraph.records.ids import index
from libgraph.records.reading import Reading
from libgraph.records.record import Record
from libgraph.terms import LG


def emitter_of(reading: Reading) -> Emitter:
    """Return what turns the records of a reading into triples."""
    return Emitter(reading.model, reading.workspace.base, index(reading.records, reading.model))


def triples_of(records: Iterable[Record], emitter: Emitter, base: str) -> str:
    """Return records as N-Triples, with `lg:statedIn` in place of the named graphs.

    SHACL validates one graph and has no named graphs, so it is told otherwise who says something.
    """
    out: list[str] = []
    for record in records:
        emitter.write(out, record, " .\n")
        if record.kind != "source":
            document = entity_iri(base, "source", record.source)
            out.append(f"<{emitter.subject(record)}> <{LG}statedIn> <{document}> .\n")
    return "".join(out)
