"""What the interface costs on top of pyoxigraph: the same questions, asked both ways, one after the other.

python -m benchmarks.questions FOLDER ROUNDS
"""

import gc
import json
import sys
import time
from collections.abc import Callable, Sized
from pathlib import Path
from statistics import median
from typing import Final

from pyoxigraph import NamedNode, Store

from benchmarks.by_oxigraph import load
from libgraph.graph.store import GraphStore
from libgraph.terms import PREFIXES

LEAST: Final = 0.05
PERSON: Final = NamedNode("https://w3id.org/libgraph/id/person/person-7")

QUESTIONS: Final = {
    "what a person did, as a parameter": """
        SELECT ?event ?role ?for WHERE {
          ?p lg:participant $person ; lg:participationRole ?role ; lg:onBehalfOf ?for .
          ?event lg:hasParticipation ?p } ORDER BY ?event""",
    "who held a post at a library on a day": """
        SELECT ?person ?role ?g WHERE { GRAPH ?g {
          ?t lg:heldIn <https://w3id.org/libgraph/id/institution/library-7> ; lg:holder ?person ;
             lg:roleType ?role ; lg:earliestBegin ?from . FILTER(?from <= "2015-06-01"^^xsd:date) } }""",
    "events certainly in a year, with names": """
        SELECT ?event ?name WHERE {
          ?event lg:hasParticipation [] ; rdfs:label ?name ; lg:earliestBegin ?from ; lg:latestEnd ?to .
          FILTER(?from >= "2015-01-01"^^xsd:date && ?to <= "2015-12-31"^^xsd:date && LANG(?name) = "lv")
        } ORDER BY ?from ?event""",
    "the twenty libraries that organised most": """
        SELECT ?library (COUNT(?event) AS ?events) WHERE { ?event lg:organizer ?library }
        GROUP BY ?library ORDER BY DESC(?events) ?library LIMIT 20""",
    "libraries two steps away": """
        SELECT DISTINCT ?other WHERE {
          <https://w3id.org/libgraph/id/institution/library-7>
            ^lg:onBehalfOf/^lg:hasParticipation/lg:hasParticipation/lg:onBehalfOf ?near .
          ?near ^lg:onBehalfOf/^lg:hasParticipation/lg:hasParticipation/lg:onBehalfOf ?other }""",
    "who takes part in what, the network query": """
        SELECT ?actor ?event ?via ?g WHERE { GRAPH ?g {
          ?event lg:hasParticipation ?p . ?p lg:participant ?actor OPTIONAL { ?p lg:onBehalfOf ?via } } }""",
    "did two people meet (ASK)": """
        ASK { ?event lg:hasParticipation/lg:participant <https://w3id.org/libgraph/id/person/person-7> ;
                     lg:hasParticipation/lg:participant <https://w3id.org/libgraph/id/person/person-8> }""",
    "a description of a library (CONSTRUCT)": """
        CONSTRUCT { ?s ?p ?o } WHERE {
          VALUES ?s { <https://w3id.org/libgraph/id/institution/library-7> } ?s ?p ?o }""",
}  # fmt: skip


def main(folder: Path, rounds: int) -> None:
    """Print, per question, rows, seconds with pyoxigraph, the ratio, and what the first asking adds."""
    store = load(folder)
    graph = GraphStore(store)
    print(json.dumps({name: compare(store, graph, text, rounds) for name, text in QUESTIONS.items()}))


def compare(store: Store, graph: GraphStore, text: str, rounds: int) -> dict[str, float]:
    """Time one question both ways, in turns, and return the medians."""
    params = {"person": PERSON} if "$person" in text else None
    pasted = text.replace("$person", str(PERSON))
    prefixes = {name: iri for name, iri in PREFIXES.items() if f"{name}:" in text}

    def raw() -> object:
        result = store.query(pasted, prefixes=prefixes, use_default_graph_as_union=True)
        return list(result) if hasattr(result, "__iter__") else bool(result)

    def ours() -> object:
        return graph.query(text, params)

    found, same = raw(), ours()
    rows = len(found) if isinstance(found, Sized) else 1
    if rows != (len(same) if isinstance(same, Sized) else 1):
        raise ValueError(f"the two ways answer differently: {text}")
    times = max(1, int(LEAST / seconds(raw, 1)))
    pairs = [(seconds(raw, times), seconds(ours, times)) for _ in range(rounds)]
    first = median(seconds(lambda: GraphStore(store).query(text, params), 1) for _ in range(rounds))
    plain = median(one for one, _ in pairs)
    ratio = median(other / one for one, other in pairs)
    return {"rows": rows, "raw": plain, "ratio": ratio, "first": first - plain}


def seconds(ask: Callable[[], object], times: int) -> float:
    """Return the processor time of one call."""
    gc.collect()
    start = time.process_time()
    for _ in range(times):
        ask()
    return (time.process_time() - start) / times


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
