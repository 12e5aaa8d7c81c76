"""The same records to the same graphs, by hand with rdflib: what one writes without libgraph.

Names of properties are constants, texts that repeat are made once, and the library is used as its
documentation shows. It knows the fields of the generated records only, and checks nothing.
"""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import quote

from rdflib import RDF, RDFS, XSD, Dataset, Graph, Literal, Namespace, URIRef
from rdflib.namespace import DCTERMS, FOAF

RECORDS = "records.jsonl"
BASE = "https://w3id.org/libgraph/"
LG = Namespace("https://w3id.org/libgraph/ns#")
OA = Namespace("http://www.w3.org/ns/oa#")
EDTF = URIRef("http://id.loc.gov/datatypes/edtf/EDTF")
BOUNDS = [LG.earliestBegin, LG.latestBegin, LG.earliestEnd, LG.latestEnd]
REFERENCES = {
    "publisher": (LG.publishedBy, "institution"),
    "person": (LG.holder, "person"),
    "institution": (LG.heldIn, "institution"),
    "organizer": (LG.organizer, "institution"),
    "concludedAt": (LG.concludedAt, "event"),
    "agent": (LG.participant, "person"),
    "onBehalfOf": (LG.onBehalfOf, "institution"),
    "party": (LG.signatory, "institution"),
    "signedBy": (LG.signedBy, "person"),
}
ANNOTATED = {"date": (LG.date, "-lg:date"), "label": (RDFS.label, "-rdfs:label")}


def load(folder: Path) -> Dataset:
    """Return the records as a dataset, one graph per source."""
    dataset = Dataset()
    loader = Loader()
    graphs: dict[str, Graph] = {}
    with (folder / RECORDS).open(encoding="utf-8") as lines:
        for line in lines:
            record = json.loads(line)
            name = record["id"] if record["kind"] == "source" else record["source"]
            if name not in graphs:
                graphs[name] = dataset.graph(URIRef(f"{BASE}graph/{name}"))
            loader.record(graphs[name], record, name)
    return dataset


def node(kind: str, ident: str) -> URIRef:
    """Return the IRI of a record."""
    return URIRef(f"{BASE}id/{kind}/{ident}")


class Loader:
    """Adds the triples of records to graphs."""

    def record(self, graph: Graph, record: Mapping[str, Any], source: str) -> None:
        """Add one record."""
        kind = record["kind"]
        if kind == "tenure":
            ident = "--".join(record[key] for key in ("person", "institution", "role", "during"))
        else:
            ident = record["id"]
        subject = node(kind, ident)
        if kind == "source":
            name = URIRef(f"{BASE}graph/{source}")
            graph.add((name, RDF.type, LG.StatementGraph))
            graph.add((name, LG.source, subject))
        graph.add((subject, RDF.type, LG[record.get("type", kind.capitalize())]))
        self.texts(graph, subject, record)
        self.references(graph, subject, record)
        self.plain(graph, subject, record)
        self.dates(graph, subject, record)
        self.parts(graph, subject, record, source)
        self.evidence(graph, subject, record.get("evidence", ()), source)

    def texts(self, graph: Graph, subject: URIRef, record: Mapping[str, Any]) -> None:
        """Add labels, titles and names."""
        for lang, text in record.get("label", {}).items():
            graph.add((subject, RDFS.label, Literal(text, lang=lang)))
        for lang, text in record.get("title", {}).items():
            graph.add((subject, DCTERMS.title, Literal(text, lang=lang)))
        if "name" in record:
            graph.add((subject, RDFS.label, Literal(record["name"])))

    def references(self, graph: Graph, subject: URIRef, record: Mapping[str, Any]) -> None:
        """Add what points to other records."""
        for key, (predicate, kind) in REFERENCES.items():
            if key in record:
                graph.add((subject, predicate, node(kind, record[key])))
        if "place" in record:
            predicate = LG.atPlace if record["kind"] == "event" else LG.locatedIn
            graph.add((subject, predicate, node("place", record["place"])))

    def plain(self, graph: Graph, subject: URIRef, record: Mapping[str, Any]) -> None:
        """Add languages, links and concepts."""
        if "language" in record:
            graph.add((subject, LG.languageTag, Literal(record["language"])))
        if "homepage" in record:
            graph.add((subject, FOAF.homepage, URIRef(record["homepage"])))
        if "mode" in record:
            graph.add((subject, LG.mode, URIRef(f"{BASE}mode/{record['mode']}")))
        for topic in record.get("topics", ()):
            graph.add((subject, LG.topic, URIRef(f"{BASE}topic/{topic}")))
        if "role" in record:
            predicate = LG.roleType if record.get("kind") == "tenure" else LG.participationRole
            graph.add((subject, predicate, URIRef(f"{BASE}role/{record['role']}")))

    def dates(self, graph: Graph, subject: URIRef, record: Mapping[str, Any]) -> None:
        """Add dates and their bounds: days, and intervals that are open at the end."""
        for key, predicate in (("date", LG.date), ("during", LG.date), ("issued", LG.issued)):
            if key not in record:
                continue
            text = record[key]
            graph.add((subject, predicate, Literal(text, datatype=EDTF)))
            day, slash, _ = text.partition("/")
            for bound in BOUNDS[:2] if slash else BOUNDS:
                graph.add((subject, bound, Literal(day, datatype=XSD.date)))

    def parts(self, graph: Graph, subject: URIRef, record: Mapping[str, Any], source: str) -> None:
        """Add participations, signatures and validity."""
        for part in record.get("participations", ()):
            key = f"{part['agent']}--{part['role']}--{part['onBehalfOf']}"
            below = URIRef(f"{subject}#participation-{key}")
            self.part(graph, subject, LG.hasParticipation, below, LG.Participation, part, source)
        for part in record.get("signatures", ()):
            below = URIRef(f"{subject}#signature-{part['party']}")
            self.part(graph, subject, LG.hasSignature, below, LG.Signature, part, source)
        if "validity" in record:
            date = record["validity"]
            below = URIRef(f"{subject}#validity-{quote(date, safe='')}")
            self.part(graph, subject, LG.validity, below, LG.Validity, {"date": date}, source)

    def part(
        self,
        graph: Graph,
        subject: URIRef,
        predicate: URIRef,
        below: URIRef,
        cls: URIRef,
        data: Mapping[str, Any],
        source: str,
    ) -> None:
        """Add a nested record."""
        graph.add((subject, predicate, below))
        graph.add((below, RDF.type, cls))
        self.references(graph, below, data)
        self.plain(graph, below, data)
        self.dates(graph, below, data)
        self.evidence(graph, below, data.get("evidence", ()), source)

    def evidence(self, graph: Graph, body: URIRef, evidence: Any, source: str) -> None:
        """Add Web Annotations: where in the source it is stated."""
        by_field = evidence.items() if isinstance(evidence, dict) else [("", evidence)]
        for name, ranges in by_field:
            about, what = ANNOTATED[name] if name else (None, "")
            for start, end in ranges:
                note = self.passage(graph, body, start, end, what, source)
                if about:
                    graph.add((note, LG.evidenceProperty, about))

    def passage(self, graph: Graph, body: URIRef, start: int, end: int, what: str, source: str) -> URIRef:
        """Add one annotation."""
        document = node("source", source)
        note = URIRef(f"{document}#evidence-{start}-{end}{what}")
        target = URIRef(f"{document}#char={start},{end}")
        selector = URIRef(f"{document}#selector-{start}-{end}")
        graph.add((note, RDF.type, LG.Evidence))
        graph.add((note, OA.hasBody, body))
        graph.add((note, OA.hasTarget, target))
        graph.add((target, RDF.type, OA.SpecificResource))
        graph.add((target, OA.hasSource, document))
        graph.add((target, OA.hasSelector, selector))
        graph.add((selector, RDF.type, OA.TextPositionSelector))
        graph.add((selector, OA.start, Literal(start, datatype=XSD.nonNegativeInteger)))
        graph.add((selector, OA.end, Literal(end, datatype=XSD.nonNegativeInteger)))
        return note
