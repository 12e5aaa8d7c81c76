"""What the checks may ask beside the ontology itself: facts about its files, names and vocabularies.

In the namespace `check:`, in a graph of their own (`a check:Facts`):

- of a file (a named graph): `a check:Shipped`, or `a check:Own` of the workspace;
- of each IRI in the files: `check:space` (its namespace) and `check:local` (the rest of it);
- of what the files declare: `a check:Term`, and `a check:Concept`;
- of a namespace: `a check:Ours`; `check:Vocabulary` (another's), `check:WholeVocabulary` (known in full);
- of each known term of a vocabulary: `a check:Known`.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Final

import pyoxigraph as ox

from libgraph.terms import DEFAULT_BASE, RDF_TYPE, expand, iri_term, quoted
from libgraph.workspace import shipped_folder

CHECK: Final = "urn:libgraph:check:"
FACTS: Final = "urn:libgraph:facts"
KINDS: Final = MappingProxyType(
    {
        "class": frozenset({expand("owl:Class")}),
        "property": frozenset(
            map(expand, ("owl:ObjectProperty", "owl:DatatypeProperty", "owl:AnnotationProperty"))
        ),
        "concept": frozenset({expand("skos:ConceptScheme")}),
    }
)
_CONCEPTS: Final = (expand("skos:Concept"), expand("org:Role"))  # ORG puts its roles below skos:Concept
_SPACE: Final = re.compile(r"(.*[#/])([^#/]*)\Z", re.DOTALL)

Quads = Mapping[str, Iterable[ox.Quad]]


@cache
def vocabularies() -> Mapping[str, tuple[bool, frozenset[str]]]:
    """Return, for each known namespace of others, whether it is known as a whole, and its terms."""
    path: Path = shipped_folder("ontology") / "checks" / "vocabularies.txt"
    found: dict[str, tuple[bool, set[str]]] = {}
    space = ""
    for line in path.read_text("utf-8").splitlines():
        if line.startswith("  "):
            found[space][1].add(space + line.strip())
        elif line and not line.startswith("#"):
            space, _, star = line.partition(" ")
            found[space] = (star == "*", set())
    return {space: (whole, frozenset(terms)) for space, (whole, terms) in found.items()}


def declared(files: Quads) -> dict[str, set[str]]:
    """Return the IRIs that the files declare, by kind: class, property, concept."""
    types: dict[str, set[str]] = defaultdict(set)
    below: dict[str, set[str]] = defaultdict(set)
    for quad in (quad for quads in files.values() for quad in quads):
        if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.NamedNode):
            if quad.predicate.value == RDF_TYPE:
                types[quad.object.value].add(quad.subject.value)
            elif quad.predicate.value == expand("rdfs:subClassOf"):
                below[quad.object.value].add(quad.subject.value)
    found = {name: {iri for kind in kinds for iri in types[kind]} for name, kinds in KINDS.items()}
    members = {member for kind in _closure(_CONCEPTS, below) for member in types[kind]}
    return {**found, "concept": found["concept"] | members}


def _closure(start: Iterable[str], below: Mapping[str, set[str]]) -> set[str]:
    found, todo = set(start), list(start)
    while todo:
        new = below.get(todo.pop(), set()) - found
        found |= new
        todo += new
    return found


def facts(files: Quads, shipped: Iterable[str]) -> Iterator[str]:
    """Yield the facts about files (by IRI) as N-Triples lines."""
    yield _is(FACTS, "Facts")
    known = set(shipped)
    for file in files:
        yield _is(file, "Shipped" if file in known else "Own")
    kinds = declared(files)
    schemes = {
        quad.subject.value
        for quads in files.values()
        for quad in quads
        if quad.object == ox.NamedNode(expand("skos:ConceptScheme"))
        and isinstance(quad.subject, ox.NamedNode)
    }
    for iri in set().union(*kinds.values()):
        yield _is(iri, "Term")
    for iri in kinds["concept"] - schemes:
        yield _is(iri, "Concept")
    spaces: set[str] = set()
    for iri in _named(files):
        if match := _SPACE.match(iri):
            spaces.add(match[1])
            yield f"{iri_term(iri)} <{CHECK}space> {iri_term(match[1])} .\n"
            yield f"{iri_term(iri)} <{CHECK}local> {quoted(match[2])} .\n"
    for space in spaces:
        if space.startswith(DEFAULT_BASE):
            yield _is(space, "Ours")
    for space in spaces & vocabularies().keys():
        whole, terms = vocabularies()[space]
        yield _is(space, "Vocabulary")
        if whole:
            yield _is(space, "WholeVocabulary")
        yield from (_is(term, "Known") for term in terms)


def _is(iri: str, kind: str) -> str:
    return f"{iri_term(iri)} <{RDF_TYPE}> <{CHECK}{kind}> .\n"


def _named(files: Quads) -> set[str]:
    return {
        term.value
        for quads in files.values()
        for quad in quads
        for term in (quad.subject, quad.predicate, quad.object)
        if isinstance(term, ox.NamedNode)
    }
