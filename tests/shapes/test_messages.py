"""The texts of the shapes: there in three languages, in the right letters, with the same examples.

A check is a function from the shapes and the ontology to what offends. Every case of `BREAKS` spoils
them by one SPARQL update and names what the check must then find.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from rdflib import DCTERMS, RDF, RDFS, SH, SKOS, BNode, Graph, Literal, Namespace, URIRef
from rdflib.term import Node

ONTOLOGY = Path(__file__).parents[2] / "ontology"
LG = Namespace("https://w3id.org/libgraph/ns#")
SHAPE = Namespace("https://w3id.org/libgraph/shapes#")
LANGUAGES = ("en", "lt", "lv")
TEXTS = (SH.message, SH.name, SH.description, DCTERMS.title, DCTERMS.description)
SENTENCES = (SH.message, SH.description, DCTERMS.description)
FOREIGN = {"lt": "āēģīķļņõ", "lv": "ąęėįų", "en": "āąčęēėģįīķļņšųūž"}
# An example is a word that holds a digit, a bracket or the beginning of an address.
EXAMPLE = re.compile(r"\[\[.*?\]\]|https?://|\S*[0-9]\S*?(?=[,;:)]*(?:\s|$)|\.$)")

Check = Callable[[Graph], list[str]]


def read() -> Graph:
    graph = Graph()
    for path in sorted(ONTOLOGY.glob("*.ttl")):
        graph.parse(path)
    return graph


@pytest.fixture(scope="module")
def shapes() -> Graph:
    return read()


def called(graph: Graph, shape: Node) -> str:
    """Return how a shape is called; one without a name by its node shape."""
    owners = graph.subjects(SH.property | SH.sparql, shape)
    owner = next(owners, shape) if isinstance(shape, BNode) else shape
    return str(owner).removeprefix(str(SHAPE))


def speaking(graph: Graph) -> set[Node]:
    """Return the shapes whose message someone may read.

    These are all property shapes, SPARQL constraints, and the node shapes but for plain kinds of record and
    those with SPARQL constraints: they say nothing themselves, their parts do. Members of `sh:or` speak
    through the shape that lists them.
    """
    silent = (set(graph.subjects(LG.recordKind)) | set(graph.subjects(SH.sparql))) - set(
        graph.subjects(SH["or"])
    )
    parts = set(graph.objects(None, SH.property)) | set(graph.objects(None, SH.sparql))
    return parts | (set(graph.subjects(RDF.type, SH.NodeShape)) - silent)


def without_text(graph: Graph, shape: Node, predicate: URIRef) -> list[str]:
    """Return `shape predicate@language` where there is not exactly one text."""
    found = Counter(getattr(text, "language", None) for text in graph.objects(shape, predicate))
    name = f"{called(graph, shape)} {graph.qname(predicate)}"
    wrong = [f"{name}@{lang}" for lang in LANGUAGES if found[lang] != 1]
    return wrong + [f"{name}@{lang}" for lang in found if lang not in LANGUAGES]


def not_said(graph: Graph) -> list[str]:
    """Return the shapes that lack a message in a language, or have two."""
    return [name for shape in speaking(graph) for name in without_text(graph, shape, SH.message)]


def not_translated(graph: Graph) -> list[str]:
    """Return the texts that are not there in each language."""
    return [
        name
        for predicate in TEXTS
        for subject in set(graph.subjects(predicate))
        if str(subject).startswith(str(SHAPE)[:-1]) or isinstance(subject, BNode)
        for name in without_text(graph, subject, predicate)
    ]


def not_named(graph: Graph) -> list[str]:
    """Return fields whose property has no label of ours, and which have no name or description either."""
    return [
        f"{called(graph, shape)} {graph.qname(predicate)}"
        for shape in graph.subjects(RDF.type, SH.PropertyShape)
        for predicate in (SH.name, SH.description)
        if graph.value(shape, predicate) is None and not str(graph.value(shape, SH.path)).startswith(str(LG))
    ]


def repeated(graph: Graph) -> list[str]:
    """Return names and descriptions that only say again what the ontology says of the property."""
    return [
        f"{called(graph, shape)} {graph.qname(ours)}"
        for ours, theirs in ((SH.name, RDFS.label), (SH.description, SKOS.definition))
        for shape in set(graph.subjects(ours))
        if set(graph.objects(shape, ours)) == set(graph.objects(graph.value(shape, SH.path), theirs))
    ]


def texts(graph: Graph, *predicates: URIRef) -> list[tuple[str, str, str]]:
    """Return the texts of the shapes: name of the shape, language, text."""
    return [
        (called(graph, subject), str(text.language), str(text))
        for predicate in predicates
        for subject, text in graph.subject_objects(predicate)
        if isinstance(text, Literal)
        and (isinstance(subject, BNode) or str(subject).startswith(str(SHAPE)[:-1]))
    ]


def untidy(graph: Graph) -> list[str]:
    """Return texts with spaces too many, letters in two parts, or a sentence without capital or full stop."""
    wrong = [
        f"{name}: {text}"
        for name, _, text in texts(graph, *TEXTS)
        if text != unicodedata.normalize("NFC", text) or text != " ".join(text.split())
    ]
    for name, _, text in texts(graph, *SENTENCES):
        if not (text[0].isupper() and text.endswith(".")):
            wrong.append(f"{name}: {text}")
    return wrong


def in_foreign_letters(graph: Graph) -> list[str]:
    """Return texts with letters that their language does not have."""
    return [
        f"{name}: {text}"
        for name, lang, text in texts(graph, *TEXTS)
        if set(text.lower()) & set(FOREIGN[lang])
    ]


def other_examples(graph: Graph) -> list[str]:
    """Return shapes whose message has other examples in one language than in another."""
    return [
        called(graph, shape)
        for shape in speaking(graph)
        if len({tuple(EXAMPLE.findall(str(text))) for text in graph.objects(shape, SH.message)}) > 1
    ]


def unknown_examples(graph: Graph) -> list[str]:
    """Return words that stand for ids in the messages (the same in each language) and are ids of nothing."""
    ids = {re.split(r"[/#]", str(subject))[-1] for subject in graph.subjects(RDF.type)}
    wrong = []
    for shape in speaking(graph):
        of_concepts = any((None, RDF.type, kind) in graph for kind in graph.objects(shape, SH["class"]))
        if of_concepts or graph.value(shape, SH.path) == RDF.type:
            words = [set(re.findall(r"[\w-]{3,}", str(text))) for text in graph.objects(shape, SH.message)]
            wrong += [f"{called(graph, shape)}: {word}" for word in set.intersection(*words) - ids]
    return wrong


CHECKS: tuple[Check, ...] = (
    not_said,
    not_translated,
    not_named,
    repeated,
    untidy,
    in_foreign_letters,
    other_examples,
    unknown_examples,
)


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_the_texts_are_good(check: Check, shapes: Graph) -> None:
    assert check(shapes) == []


def say(text: str) -> str:
    return f"INSERT DATA {{ shape:status sh:message {text} }}"


BREAKS: tuple[tuple[Check, str, str], ...] = (
    (not_said, "DELETE WHERE { shape:isil sh:message ?any }", "isil sh:message@en"),
    (not_said, say("'Twice.'@lv"), "status sh:message@lv"),
    (not_said, say("'Ohne Übersetzung.'@de"), "status sh:message@de"),
    (not_said, say("'Without a language.'"), "status sh:message@None"),
    (not_said, "DELETE WHERE { shape:Participation sh:message ?any }", "Participation sh:message@lt"),
    (not_said, "DELETE WHERE { shape:Evidence sh:message ?any }", "Evidence sh:message@lt"),
    (not_said, "DELETE { ?s sh:message ?m } WHERE { ?s sh:path lg:source ; sh:message ?m }",
     "StatementGraph sh:message@lv"),
    (not_translated, "INSERT DATA { shape:date sh:name 'when'@en }", "date sh:name@lt"),
    (not_translated, "DELETE { ?o dct:title ?t } WHERE { ?o dct:title ?t FILTER(lang(?t) = 'lv') }",
     "https://w3id.org/libgraph/shapes dct:title@lv"),
    (not_named, "DELETE WHERE { shape:evidence sh:name ?any }", "evidence sh:name"),
    (not_named, "DELETE WHERE { shape:lat sh:description ?any }", "lat sh:description"),
    (repeated, "INSERT { shape:host sh:name ?n } WHERE { lg:host rdfs:label ?n }", "host sh:name"),
    (repeated, "INSERT { shape:host sh:description ?n } WHERE { lg:host skos:definition ?n }",
     "host sh:description"),
    (untidy, say("'Two  spaces.'@en"), "status: Two  spaces."),
    (untidy, say("'No stop'@en"), "status: No stop"),
    (untidy, say("'no capital.'@en"), "status: no capital."),
    (untidy, say("'A\u0304bols.'@lv"), "status: A\u0304bols."),
    (in_foreign_letters, say("'Atšauktas renginys – ėjo.'@lv"), "status: Atšauktas renginys – ėjo."),
    (in_foreign_letters, say("'Atcelts pasākums.'@lt"), "status: Atcelts pasākums."),
    (in_foreign_letters, say("'Įvykęs.'@en"), "status: Įvykęs."),
    (other_examples, say("'Choose one, such as 2021.'@en"), "status"),
    (unknown_examples, "DELETE WHERE { <https://w3id.org/libgraph/status/held> a ?any }", "status: held"),
    (unknown_examples, "DELETE WHERE { lg:Seminar a ?any }", "type: Seminar"),
)  # fmt: skip


@pytest.mark.parametrize(("check", "update", "offender"), BREAKS)
def test_each_check_bites(check: Check, update: str, offender: str, shapes: Graph) -> None:
    spoilt = Graph() + shapes
    spoilt.namespace_manager = shapes.namespace_manager
    spoilt.update(update)
    assert offender in check(spoilt)


def test_every_check_is_shown_to_bite() -> None:
    assert {check for check, *_ in BREAKS} == set(CHECKS)
