"""Each term of the ontology is labelled, defined, typed and aligned as it should be.

A check is a function from a graph to what offends, so that each can be shown to bite: every case
of `BREAKS` spoils the real ontology by one SPARQL update and names what the check must then find.
"""

import csv
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from itertools import combinations, pairwise
from pathlib import Path

import pyoxigraph
import pytest
from rdflib import BNode, Graph, Literal, URIRef
from rdflib.collection import Collection
from rdflib.compare import isomorphic
from rdflib.namespace import DCTERMS, OWL, RDF, RDFS, SKOS, VANN, XSD
from rdflib.term import Node

ONTOLOGY = Path(__file__).parents[2] / "ontology"
FILES = ("libgraph.ttl", "roles.ttl", "topics.ttl")
STANDARDS = Path(__file__).parents[3] / "shared" / "standards"
OURS = "https://w3id.org/libgraph/"
LG = f"{OURS}ns#"
HEADER = URIRef(f"{OURS}ns")
LANGUAGES = ("en", "lt", "lv")
PROPERTY_TYPES = (OWL.ObjectProperty, OWL.DatatypeProperty)
TERM_TYPES = (OWL.Class, *PROPERTY_TYPES, OWL.AnnotationProperty)
MAPPINGS = (SKOS.closeMatch, SKOS.exactMatch, SKOS.relatedMatch, SKOS.broadMatch, SKOS.narrowMatch)
# Vocabularies that only mappings may point to: their class trees say more than we mean (ontology/README.md).
MAPPED_ONLY = (
    "http://id.loc.gov/ontologies/bibframe/",
    "http://vivoweb.org/ontology/core#",
    "http://www.cidoc-crm.org/cidoc-crm/",
    "https://schema.org/",
    "https://www.ica.org/standards/RiC/ontology#",
)
REASONED_ABOUT = (XSD.string, XSD.integer, RDF.langString)  # HermiT refuses xsd:date and its kin

Check = Callable[[Graph], list[str]]


def read(names: Iterable[str] = FILES) -> Graph:
    graph = Graph()
    for name in names:
        graph.parse(ONTOLOGY / name)
    return graph


@pytest.fixture(scope="module")
def ontology() -> Graph:
    return read()


def terms(graph: Graph, *types: Node) -> list[URIRef]:
    found = {term for kind in types for term in graph.subjects(RDF.type, kind) if isinstance(term, URIRef)}
    return sorted(found)


def short(node: Node | None) -> str:
    return str(node).removeprefix(LG)


def without_text(graph: Graph, subjects: Iterable[Node], predicates: Sequence[URIRef]) -> list[str]:
    """Return `subject predicate@language` where there is not exactly one text."""
    offending = []
    for subject in subjects:
        for predicate in predicates:
            found = Counter(getattr(text, "language", None) for text in graph.objects(subject, predicate))
            offending += [
                f"{short(subject)} {graph.qname(predicate)}@{lang}" for lang in LANGUAGES if found[lang] != 1
            ]
    return offending


def not_described(graph: Graph) -> list[str]:
    """Return terms that lack a label or a definition in one of the languages, or have two."""
    return without_text(graph, terms(graph, *TERM_TYPES), (RDFS.label, SKOS.definition))


def missing_in_header(graph: Graph) -> list[str]:
    needed = (
        DCTERMS.creator, DCTERMS.license, DCTERMS.bibliographicCitation, OWL.versionIRI, OWL.versionInfo,
        VANN.preferredNamespacePrefix, VANN.preferredNamespaceUri,
    )  # fmt: skip
    texts = without_text(graph, [HEADER], (DCTERMS.title, DCTERMS.description))
    return texts + [graph.qname(name) for name in needed if graph.value(HEADER, name) is None]


def badly_written(graph: Graph) -> list[str]:
    """Return texts that are not NFC or have stray spaces, labels with and definitions without a full stop."""
    texts = [(short(s), p, str(text)) for s, p, text in graph if isinstance(text, Literal)]
    return [
        f"{subject} {text}"
        for subject, predicate, text in texts
        if not unicodedata.is_normalized("NFC", text)
        or text != " ".join(text.split())
        or (predicate == RDFS.label and text.endswith("."))
        or (predicate == SKOS.definition and not text.endswith("."))
    ]


def in_other_languages(graph: Graph) -> list[str]:
    return [
        f"{short(subject)} @{text.language}"
        for subject, text in graph.subject_objects()
        if isinstance(text, Literal) and text.language not in (None, *LANGUAGES)
    ]


def same_labels(graph: Graph) -> list[str]:
    """Return labels that two classes, or two properties, share."""
    shared = []
    for types in ((OWL.Class,), (*PROPERTY_TYPES, OWL.AnnotationProperty)):
        labels = Counter(label for term in terms(graph, *types) for label in graph.objects(term, RDFS.label))
        shared += [label.n3() for label, times in labels.items() if times > 1]
    return shared


def defined_elsewhere(graph: Graph) -> list[str]:
    """Return foreign terms about which the files state something."""
    return sorted({str(s) for s in graph.subjects() if isinstance(s, URIRef) and not s.startswith(OURS)})


def foreign_terms(graph: Graph) -> set[URIRef]:
    """Return all IRIs that are not ours, but for documents such as the licence."""
    documents = set(graph.objects(None, DCTERMS.license))
    nodes = {node for triple in graph for node in triple} - documents
    return {node for node in nodes if isinstance(node, URIRef) and not node.startswith(OURS)}


def not_verified(graph: Graph, verified: set[str]) -> list[str]:
    language_of_rdf = (OWL, RDF, RDFS, XSD)
    return sorted(
        str(term)
        for term in foreign_terms(graph)
        if str(term) not in verified and not any(term in namespace for namespace in language_of_rdf)
    )


def not_declared(graph: Graph) -> list[str]:
    """Return terms of our namespace that are used but declared nowhere."""
    declared = set(terms(graph, *TERM_TYPES))
    used = {node for triple in graph for node in triple if isinstance(node, URIRef) and node.startswith(LG)}
    return sorted(short(node) for node in used - declared)


def without_domain(graph: Graph) -> list[str]:
    """Return properties without a domain and without a note that begins with `No domain:`."""
    return [
        short(term)
        for term in terms(graph, *PROPERTY_TYPES)
        if graph.value(term, RDFS.domain) is None and not has_note(graph, term, "No domain:")
    ]


def without_range(graph: Graph) -> list[str]:
    return [
        short(term)
        for term in terms(graph, OWL.ObjectProperty)
        if graph.value(term, RDFS.range) is None and not has_note(graph, term, "No range:")
    ]


def has_note(graph: Graph, term: Node, words: str) -> bool:
    return any(words in str(note) for note in graph.objects(term, SKOS.editorialNote))


def with_two_domains(graph: Graph) -> list[str]:
    """Return properties with two domains or ranges: together they mean `and`, which is seldom meant."""
    return [
        short(term)
        for term in terms(graph, *PROPERTY_TYPES)
        for predicate in (RDFS.domain, RDFS.range)
        if len(list(graph.objects(term, predicate))) > 1
    ]


def with_odd_range(graph: Graph) -> list[str]:
    """Return datatype properties whose range the reasoner cannot read."""
    return [
        short(term)
        for term in terms(graph, OWL.DatatypeProperty)
        if any(datatype not in REASONED_ABOUT for datatype in graph.objects(term, RDFS.range))
    ]


def alone(graph: Graph) -> list[str]:
    """Return classes without a superclass, ours or another's."""
    return [short(term) for term in terms(graph, OWL.Class) if graph.value(term, RDFS.subClassOf) is None]


def in_circles(graph: Graph) -> list[str]:
    """Return terms that stand below themselves."""
    return [
        short(term)
        for term in terms(graph, *TERM_TYPES)
        for predicate in (RDFS.subClassOf, RDFS.subPropertyOf)
        if any(
            term in graph.transitive_objects(parent, predicate) for parent in graph.objects(term, predicate)
        )
    ]


def under_mapped_vocabularies(graph: Graph) -> list[str]:
    """Return terms that a logical axiom ties to a vocabulary meant for mappings only."""
    return [
        f"{short(subject)} {short(predicate)}"
        for subject, predicate, value in graph
        if str(value).startswith(MAPPED_ONLY) and predicate not in MAPPINGS
    ]


def loose_blank_nodes(graph: Graph) -> list[str]:
    """Return blank nodes that are neither lists nor anonymous constructs of OWL."""
    constructs = (OWL.AllDisjointClasses, OWL.Class)
    return [
        str(node)
        for node in {node for triple in graph for node in triple if isinstance(node, BNode)}
        if graph.value(node, RDF.first) is None and graph.value(node, RDF.type) not in constructs
    ]


def disjoint_kin(graph: Graph) -> list[str]:
    """Return classes that stand below two classes said to be disjoint."""
    pairs = set(graph.subject_objects(OWL.disjointWith))
    for members in graph.objects(None, OWL.members):
        pairs |= set(combinations(Collection(graph, members), 2))
    return [
        f"{short(term)}: {short(one)} {short(other)}"
        for term in terms(graph, OWL.Class)
        for above in [set(graph.transitive_objects(term, RDFS.subClassOf))]
        for one, other in pairs
        if {one, other} <= above
    ]


CHECKS: tuple[Check, ...] = (
    alone, badly_written, defined_elsewhere, disjoint_kin, in_circles, in_other_languages, loose_blank_nodes,
    missing_in_header, not_declared, not_described, same_labels, under_mapped_vocabularies, with_odd_range,
    with_two_domains, without_domain, without_range,
)  # fmt: skip
BREAKS: tuple[tuple[Check, str, str], ...] = (
    (alone, "DELETE WHERE { lg:Visit rdfs:subClassOf ?any }", "Visit"),
    (badly_written, "INSERT DATA { lg:Visit rdfs:label 'vizi\u0061\u0304te'@lv }", "Visit"),
    (badly_written, "INSERT DATA { lg:Visit rdfs:label 'visit.'@en }", "Visit"),
    (badly_written, "INSERT DATA { lg:Visit skos:definition 'No stop'@en }", "Visit"),
    (badly_written, "INSERT DATA { lg:Visit rdfs:label 'two  spaces'@en }", "Visit"),
    (defined_elsewhere, "INSERT DATA { foaf:Person rdfs:label 'mine'@en }", "foaf/0.1/Person"),
    (disjoint_kin, "INSERT DATA { lg:Visit rdfs:subClassOf lg:Place }", "StudyVisit: Event Place"),
    (disjoint_kin, "INSERT DATA { lg:Person rdfs:subClassOf lg:Institution }", "Person: Person Institution"),
    (in_circles, "INSERT DATA { lg:Event rdfs:subClassOf lg:StudyVisit }", "Event"),
    (in_circles, "INSERT DATA { lg:involvedAgent rdfs:subPropertyOf lg:host }", "host"),
    (in_other_languages, "INSERT DATA { lg:Visit rdfs:label 'Besuch'@de }", "Visit @de"),
    (loose_blank_nodes, "INSERT DATA { lg:Visit rdfs:seeAlso [ rdfs:label 'x'@en ] }", ""),
    (missing_in_header, "DELETE WHERE { <https://w3id.org/libgraph/ns> dct:license ?any }", "license"),
    (missing_in_header, "DELETE { ?o dct:title ?t } WHERE { ?o dct:title ?t FILTER(lang(?t) = 'lv') }",
     "dct:title@lv"),
    (not_declared, "INSERT DATA { lg:Visit rdfs:subClassOf lg:Vsiit }", "Vsiit"),
    (not_described, "DELETE { ?v rdfs:label ?l } WHERE { ?v rdfs:label ?l FILTER(str(?l) = 'vizitas') }",
     "Visit rdfs:label@lt"),
    (not_described, "INSERT DATA { lg:holder skos:definition 'Another.'@en }", "holder skos:definition@en"),
    (not_described, "DELETE WHERE { lg:fieldName skos:definition ?any }", "fieldName skos:definition@lv"),
    (same_labels, "INSERT DATA { lg:Visit rdfs:label 'library'@en }", '"library"@en'),
    (under_mapped_vocabularies, "INSERT DATA { lg:Library rdfs:subClassOf schema:Library }", "Library"),
    (with_odd_range, "INSERT DATA { lg:curated rdfs:range xsd:date }", "curated"),
    (with_two_domains, "INSERT DATA { lg:holder rdfs:domain lg:Event }", "holder"),
    (with_two_domains, "INSERT DATA { lg:holder rdfs:range lg:Event }", "holder"),
    (without_domain, "DELETE WHERE { lg:topic skos:editorialNote ?any }", "topic"),
    (without_range, "DELETE WHERE { lg:holder rdfs:range ?any }", "holder"),
)  # fmt: skip


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_the_ontology_passes(ontology: Graph, check: Check) -> None:
    assert check(ontology) == []


@pytest.mark.parametrize(("check", "update", "offender"), BREAKS)
def test_each_check_bites(ontology: Graph, check: Check, update: str, offender: str) -> None:
    spoilt = ontology + Graph()
    spoilt.namespace_manager = ontology.namespace_manager
    spoilt.update(update, initNs=dict(ontology.namespaces()))
    assert any(offender in found for found in check(spoilt)), check(spoilt)


def test_each_check_has_a_case_that_breaks_it() -> None:
    assert {check for check, _, _ in BREAKS} == set(CHECKS)


@pytest.fixture(scope="module")
def verified() -> set[str]:
    if not STANDARDS.exists():
        pytest.skip(f"{STANDARDS} is not on this machine: foreign terms are not verified")
    with (STANDARDS / "terms-verified.tsv").open(encoding="utf-8", newline="") as file:
        listed = {row["iri"] for row in csv.DictReader(file, delimiter="\t") if row["status"] == "ok"}
    described = {
        quad.subject.value
        for name in ("dcterms.nq", "skos.nq")
        for quad in pyoxigraph.parse(path=STANDARDS / "vocab" / name)
        if isinstance(quad.subject, pyoxigraph.NamedNode)
    }
    return listed | described


def test_foreign_terms_are_verified(ontology: Graph, verified: set[str]) -> None:
    assert not_verified(ontology, verified) == []


@pytest.mark.parametrize(
    "invented",
    ["https://schema.org/PublicLibrary", "http://www.w3.org/2002/07/owl#Klass", "https://example.org/x"],
)
def test_foreign_terms_that_do_not_exist_are_found(
    ontology: Graph, verified: set[str], invented: str
) -> None:
    spoilt = ontology + Graph()
    spoilt.add((URIRef(f"{LG}Library"), SKOS.closeMatch, URIRef(invented)))
    assert not_verified(spoilt, verified) == [invented]


@pytest.mark.parametrize("name", FILES)
def test_both_parsers_read_the_same(name: str) -> None:
    path = ONTOLOGY / name
    triples = Graph()
    triples.parse(
        data=pyoxigraph.serialize(
            (quad.triple for quad in pyoxigraph.parse(path=path)), format=pyoxigraph.RdfFormat.N_TRIPLES
        ),
        format="ntriples",
    )
    assert len(triples) > 100
    assert isomorphic(triples, read([name]))


def prefix_faults(text: str) -> list[str]:
    """Return prefixes that are out of order or not used."""
    names = [line.split()[1] for line in text.splitlines() if line.startswith("@prefix")]
    body = "".join(line for line in text.splitlines() if not line.startswith(("@prefix", "#")))
    return [f"{a} before {b}" for a, b in pairwise(names) if a > b] + [
        name for name in names if name not in body
    ]


@pytest.mark.parametrize("name", FILES)
def test_prefixes_are_sorted_and_used(name: str) -> None:
    assert prefix_faults((ONTOLOGY / name).read_text(encoding="utf-8")) == []


def test_unsorted_and_unused_prefixes_are_found() -> None:
    text = "@prefix lg: <x#> .\n@prefix foaf: <y#> .\nlg:A a lg:B ."
    assert prefix_faults(text) == ["lg: before foaf:", "foaf:"]


def test_the_example_in_the_readme_uses_our_terms(ontology: Graph) -> None:
    readme = (ONTOLOGY / "README.md").read_text(encoding="utf-8")
    prefixes = f"@base <{OURS}id/> . @prefix role: <{OURS}role/> . @prefix lg: <{LG}> ."
    edtf = "@prefix edtf: <http://id.loc.gov/datatypes/edtf/> ."
    example = Graph().parse(
        data=prefixes + edtf + readme.split("```turtle")[1].split("```")[0], format="turtle"
    )
    assert len(example) > 10
    assert not_declared(ontology + example) == []
    roles = {node for node in example.objects() if str(node).startswith(f"{OURS}role/")}
    assert roles
    assert all((role, RDF.type, None) in ontology for role in roles)
