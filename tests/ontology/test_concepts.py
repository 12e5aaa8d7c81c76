"""The concept schemes are sound SKOS, in three languages, with both gendered forms of a role."""

from collections import defaultdict
from collections.abc import Callable
from pathlib import Path

import pytest
from rdflib import Graph, Literal, URIRef
from rdflib.namespace import DCTERMS, RDF, RDFS, SKOS
from rdflib.term import Node

ONTOLOGY = Path(__file__).parents[2] / "ontology"
OURS = "https://w3id.org/libgraph/"
LANGUAGES = ("en", "lt", "lv")
SCHEMES = {"role-types", "participation-roles", "attendance-modes", "event-statuses", "topics"}

Check = Callable[[Graph], list[str]]


@pytest.fixture(scope="module")
def graph() -> Graph:
    graph = Graph()
    for name in ("libgraph.ttl", "roles.ttl", "topics.ttl"):
        graph.parse(ONTOLOGY / name)
    return graph


def schemes(graph: Graph) -> list[Node]:
    return sorted(graph.subjects(RDF.type, SKOS.ConceptScheme), key=str)


def concepts(graph: Graph) -> list[Node]:
    """Return what is typed with a class of concepts."""
    classes = set(graph.transitive_subjects(RDFS.subClassOf, SKOS.Concept))
    classes |= {URIRef(f"{OURS}ns#RoleType")}  # below org:Role, which ORG puts below skos:Concept
    return sorted({concept for kind in classes for concept in graph.subjects(RDF.type, kind)}, key=str)


def short(node: Node) -> str:
    return str(node).removeprefix(OURS)


def texts(graph: Graph, node: Node, predicate: URIRef) -> list[tuple[str, str]]:
    """Return (language, text) of each text."""
    return [
        (text.language or "", str(text))
        for text in graph.objects(node, predicate)
        if isinstance(text, Literal)
    ]


def not_described(graph: Graph) -> list[str]:
    """Return where there is not exactly one text in a language."""
    wanted = [(node, p) for node in concepts(graph) for p in (SKOS.prefLabel, SKOS.definition)]
    wanted += [(node, p) for node in schemes(graph) for p in (SKOS.prefLabel, SKOS.definition, DCTERMS.title)]
    return [
        f"{short(node)} {graph.qname(predicate)}@{language}"
        for node, predicate in wanted
        for language in LANGUAGES
        if [found for found, _ in texts(graph, node, predicate)].count(language) != 1
    ]


def shared_labels(graph: Graph) -> list[str]:
    """Return labels, preferred or alternative, that stand twice in one scheme and language."""
    holders = defaultdict(list)
    for concept, scheme in graph.subject_objects(SKOS.inScheme):
        for predicate in (SKOS.prefLabel, SKOS.altLabel):
            for language, text in texts(graph, concept, predicate):
                holders[scheme, language, text.casefold()].append(short(concept))
    return [f"{text}@{lang}: {sorted(who)}" for (_, lang, text), who in holders.items() if len(who) > 1]


def not_in_one_scheme(graph: Graph) -> list[str]:
    known = set(schemes(graph))
    return [
        short(concept)
        for concept in concepts(graph)
        for found in [list(graph.objects(concept, SKOS.inScheme))]
        if len(found) != 1 or found[0] not in known
    ]


def badly_placed(graph: Graph) -> list[str]:
    """Return concepts that are both or neither a top concept of their scheme and below another of it."""
    offending = []
    for concept in concepts(graph):
        scheme = graph.value(concept, SKOS.inScheme)
        tops = list(graph.objects(concept, SKOS.topConceptOf))
        broader = list(graph.objects(concept, SKOS.broader))
        strangers = [other for other in broader if graph.value(other, SKOS.inScheme) != scheme]
        if strangers or bool(tops) == bool(broader) or any(top != scheme for top in tops):
            offending.append(short(concept))
    return offending


def in_circles(graph: Graph) -> list[str]:
    return [
        short(concept)
        for concept in concepts(graph)
        if any(
            concept in graph.transitive_objects(above, SKOS.broader)
            for above in graph.objects(concept, SKOS.broader)
        )
    ]


def of_mixed_kinds(graph: Graph) -> list[str]:
    """Return schemes whose concepts are not all of one class."""
    return [
        short(scheme)
        for scheme in schemes(graph)
        if len({graph.value(c, RDF.type) for c in graph.subjects(SKOS.inScheme, scheme)}) != 1
    ]


def without_both_genders(graph: Graph) -> list[str]:
    """Return concepts whose preferred label has a feminine ending in brackets, but not both full forms.

    The masculine form is the label without the brackets.
    """
    offending = []
    for concept in concepts(graph):
        for language, text in texts(graph, concept, SKOS.prefLabel):
            masculine = " ".join(word for word in text.split() if not word.startswith("("))
            others = {alt for lang, alt in texts(graph, concept, SKOS.altLabel) if lang == language}
            if "(" in text and not (masculine in others and len(others) > 1):
                offending.append(f"{short(concept)} {text}@{language}")
    return offending


CHECKS: tuple[Check, ...] = (
    badly_placed, in_circles, not_described, not_in_one_scheme, of_mixed_kinds, shared_labels,
    without_both_genders,
)  # fmt: skip
BREAKS: tuple[tuple[Check, str, str], ...] = (
    (badly_placed, "INSERT DATA { role:director skos:broader role:manager }", "role/director"),
    (badly_placed, "DELETE WHERE { role:librarian skos:broader ?any }", "role/librarian"),
    (badly_placed, "INSERT DATA { role:librarian skos:broader topic:crafts }", "role/librarian"),
    (badly_placed, "INSERT DATA { role:mayor skos:topConceptOf scheme:topics }", "role/mayor"),
    (in_circles, "INSERT DATA { role:specialist skos:broader role:bibliographer }", "role/bibliographer"),
    (not_described, "DELETE WHERE { topic:crafts skos:prefLabel ?any }", "topic/crafts skos:prefLabel@lt"),
    (not_described, "INSERT DATA { mode:online skos:prefLabel 'web'@en }", "mode/online skos:prefLabel@en"),
    (not_described, "DELETE WHERE { mode:online skos:definition ?any }", "mode/online skos:definition@lv"),
    (not_described, "DELETE WHERE { scheme:topics dct:title ?any }", "scheme/topics dct:title@en"),
    (not_in_one_scheme, "DELETE WHERE { role:guide skos:inScheme ?any }", "role/guide"),
    (not_in_one_scheme, "INSERT DATA { role:guide skos:inScheme scheme:topics }", "role/guide"),
    (not_in_one_scheme, "INSERT DATA { role:new a lg:RoleType ; skos:inScheme scheme:unknown }", "role/new"),
    (of_mixed_kinds, "INSERT DATA { role:new a lg:Topic ; skos:inScheme scheme:role-types }", "role-types"),
    (shared_labels, "INSERT DATA { role:mayor skos:altLabel 'Direktorė'@lt }", "direktorė@lt"),
    (shared_labels, "INSERT DATA { role:mayor skos:altLabel 'mayor'@en }", "mayor@en"),
    (without_both_genders, "DELETE DATA { role:mayor skos:altLabel 'meras'@lt }", "role/mayor meras (-ė)@lt"),
    (without_both_genders, "DELETE DATA { role:guide skos:altLabel 'gids'@lv }", "role/guide gids (-e)@lv"),
)  # fmt: skip


def test_all_schemes_are_there(graph: Graph) -> None:
    assert {short(scheme) for scheme in schemes(graph)} == {f"scheme/{name}" for name in SCHEMES}
    assert all((None, SKOS.inScheme, scheme) in graph for scheme in schemes(graph))


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_the_schemes_pass(graph: Graph, check: Check) -> None:
    assert check(graph) == []


@pytest.mark.parametrize(("check", "update", "offender"), BREAKS)
def test_each_check_bites(graph: Graph, check: Check, update: str, offender: str) -> None:
    spoilt = graph + Graph()
    spoilt.namespace_manager = graph.namespace_manager
    spoilt.update(update, initNs=dict(graph.namespaces()))
    assert any(offender in found for found in check(spoilt)), check(spoilt)


def test_each_check_has_a_case_that_breaks_it() -> None:
    assert {check for check, _, _ in BREAKS} == set(CHECKS)
