"""What a page says of each term, in one language: links grouped under headings."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

import pyoxigraph as ox

from libgraph.messages import LANGUAGES, Messages, messages, pick
from libgraph.model import Model
from libgraph.model.triples import Triples
from libgraph.terms import DEFAULT_BASE, LG, compact, expand, local_name
from libgraph.texts import fold

CLASS: Final = "owl:Class"
PROPERTIES: Final = ("owl:ObjectProperty", "owl:DatatypeProperty", "owl:AnnotationProperty")
_MAPPINGS: Final = (
    "skos:exactMatch",
    "skos:closeMatch",
    "skos:relatedMatch",
    "skos:broadMatch",
    "skos:narrowMatch",
)
_NATURES: Final = {
    "owl:SymmetricProperty": "docs-symmetric",
    "owl:TransitiveProperty": "docs-transitive",
    "owl:FunctionalProperty": "docs-functional",
}


@dataclass(frozen=True, slots=True)
class Link:
    """A term that is pointed to: by an anchor of the page, or by the IRI of another vocabulary."""

    href: str
    label: str
    code: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """Links, or plain texts, under a heading."""

    heading: str
    links: tuple[Link, ...] = ()
    texts: tuple[str, ...] = ()
    lang: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """What a page says of a term."""

    iri: str
    anchor: str
    code: str
    label: str
    others: tuple[tuple[str, str], ...]
    definition: str
    deprecated: bool
    alternatives: tuple[str, ...] = ()
    groups: tuple[Group, ...] = ()
    below: tuple["Entry", ...] = field(default=())


class Terms:
    """The terms of an ontology as one language sees them.

    Parameters
    ----------
    triples : Triples
        Ontology, shapes and concept schemes.
    model : Model
        What they say of records.
    lang : str
        One of lt, lv, en.
    """

    def __init__(self, triples: Triples, model: Model, lang: str) -> None:
        self.triples, self.model, self.lang = triples, model, lang
        self.words: Messages = messages(lang)

    def declared(self, kind: str) -> list[str]:
        """Return the IRIs of a type given as CURIE, in the order of their labels."""
        found = self.triples.subjects("rdf:type", ox.NamedNode(expand(kind)))
        iris = {node.value for node in found if isinstance(node, ox.NamedNode)}
        return sorted(iris, key=self._alphabetical)

    @cached_property
    def anchors(self) -> dict[str, str]:
        """The anchor of each term: the local name in our namespace, `role/director` for a concept."""
        kinds = (CLASS, *PROPERTIES, "skos:ConceptScheme")
        ours = {iri for kind in kinds for iri in self.declared(kind)}
        ours |= {iri for scheme in self.declared("skos:ConceptScheme") for iri in self.members(scheme)}
        return {iri: anchor(iri) for iri in sorted(ours)}

    def members(self, scheme: str) -> list[str]:
        """Return the concepts of a scheme, in the order of their labels."""
        found = self.triples.subjects("skos:inScheme", ox.NamedNode(scheme))
        iris = {node.value for node in found if isinstance(node, ox.NamedNode)}
        return sorted(iris, key=self._alphabetical)

    def _alphabetical(self, iri: str) -> tuple[str, str, str]:
        label = self.label(iri)
        return fold(label), label, iri

    def texts(self, iri: str, *predicates: str) -> dict[str, str]:
        """Return the texts of the first of the predicates that has any, by language."""
        for predicate in predicates:
            if found := self.triples.texts(ox.NamedNode(iri), predicate):
                return found
        return {}

    def label(self, iri: str) -> str:
        """Return the label in the language of the page."""
        return pick(self.texts(iri, "skos:prefLabel", "rdfs:label", "dct:title"), self.lang) or compact(iri)

    def link(self, iri: str) -> Link:
        """Return a link to a term: on this page, or elsewhere."""
        if iri in self.anchors:
            return Link(f"#{self.anchors[iri]}", self.label(iri), short(iri))
        return Link(iri, compact(iri))

    def entry(self, iri: str, groups: Iterable[Group] = (), below: Iterable[Entry] = ()) -> Entry:
        """Return what is said of any term."""
        labels = self.texts(iri, "skos:prefLabel", "rdfs:label")
        alternatives = (
            term.value
            for term in self.triples.objects(ox.NamedNode(iri), "skos:altLabel")
            if isinstance(term, ox.Literal) and term.language == self.lang
        )
        return Entry(
            iri=iri,
            anchor=self.anchors[iri],
            code=short(iri),
            label=self.label(iri),
            others=tuple((lang, labels[lang]) for lang in LANGUAGES if lang != self.lang and lang in labels),
            definition=pick(self.texts(iri, "skos:definition"), self.lang),
            deprecated=self.triples.text(ox.NamedNode(iri), "owl:deprecated") == "true",
            alternatives=tuple(alternatives),
            groups=tuple(group for group in groups if group.links or group.texts),
            below=tuple(below),
        )

    def class_entry(self, iri: str) -> Entry:
        """Return what is said of a class."""
        return self.entry(
            iri,
            [
                self._group("docs-superclasses", self._objects(iri, "rdfs:subClassOf")),
                self._group("docs-subclasses", self._subjects("rdfs:subClassOf", iri)),
                self._group("docs-domain-of", self._linked("rdfs:domain", iri)),
                self._group("docs-range-of", self._linked("rdfs:range", iri)),
                self._group("docs-disjoint", self._disjoint(iri)),
                self._group("docs-concept-members", self._schemes(iri)),
                self._mappings(iri),
                *self._notes(iri),
            ],
        )

    def property_entry(self, iri: str) -> Entry:
        """Return what is said of a property."""
        node = ox.NamedNode(iri)
        chains = [" / ".join(self.label(_iri(link)) for link in self.triples.items(chain))
                  for chain in self.triples.objects(node, "owl:propertyChainAxiom")]  # fmt: skip
        natures = [
            self.words.say(key)
            for kind, key in _NATURES.items()
            if ox.NamedNode(expand(kind)) in self.triples.objects(node, "rdf:type")
        ]
        inverse = [*self._objects(iri, "owl:inverseOf"), *self._subjects("owl:inverseOf", iri)]
        return self.entry(
            iri,
            [
                self._group("docs-domain", self.members_of(iri, "rdfs:domain")),
                self._group("docs-range", self.members_of(iri, "rdfs:range")),
                self._group("docs-superproperties", self._objects(iri, "rdfs:subPropertyOf")),
                self._group("docs-subproperties", self._subjects("rdfs:subPropertyOf", iri)),
                self._group("docs-inverse", inverse),
                Group(self.words.say("docs-chain"), texts=tuple(chains)),
                Group(self.words.say("docs-nature"), texts=tuple(natures)),
                Group(self.words.say("docs-fields"), links=tuple(self._fields(iri))),
                self._mappings(iri),
                *self._notes(iri),
            ],
        )

    def _group(self, heading: str, iris: Iterable[str]) -> Group:
        links = [self.link(iri) for iri in dict.fromkeys(iris)]
        ordered = sorted(
            links, key=lambda link: (not link.href.startswith("#"), fold(link.label), link.label)
        )
        return Group(self.words.say(heading), tuple(ordered))

    def _mappings(self, iri: str) -> Group:
        return self._group("docs-mappings", [v for name in _MAPPINGS for v in self._objects(iri, name)])

    def _notes(self, iri: str) -> list[Group]:
        texts = self.texts(iri, "skos:editorialNote")
        said = pick(texts, self.lang)
        lang = next((lang for lang, text in texts.items() if text == said), "")
        return [Group(self.words.say("docs-notes"), texts=(said,), lang=lang)] if said else []

    def _objects(self, iri: str, predicate: str) -> list[str]:
        found = self.triples.objects(ox.NamedNode(iri), predicate)
        return [term.value for term in found if isinstance(term, ox.NamedNode)]

    def _subjects(self, predicate: str, iri: str) -> list[str]:
        found = self.triples.subjects(predicate, ox.NamedNode(iri))
        return [node.value for node in found if isinstance(node, ox.NamedNode)]

    def members_of(self, iri: str, predicate: str) -> list[str]:
        """Return the classes of a domain or range, those of a union one by one."""
        return [
            _iri(term)
            for found in self.triples.objects(ox.NamedNode(iri), predicate)
            for term in self._parts(found)
        ]

    def _parts(self, found: object) -> list[object]:
        if isinstance(found, ox.BlankNode):
            return list(self.triples.items(self.triples.value(found, "owl:unionOf")))
        return [found]

    def _linked(self, predicate: str, iri: str) -> list[str]:
        """Return the properties whose domain or range is a class, or a union with it."""
        return self._properties_by_end.get((predicate, iri), [])

    @cached_property
    def _properties_by_end(self) -> dict[tuple[str, str], list[str]]:
        """The properties by (`rdfs:domain` or `rdfs:range`, class)."""
        found: dict[tuple[str, str], list[str]] = defaultdict(list)
        for name in (name for kind in PROPERTIES for name in self.declared(kind)):
            for predicate in ("rdfs:domain", "rdfs:range"):
                for iri in self.members_of(name, predicate):
                    found[predicate, iri].append(name)
        return found

    def _disjoint(self, iri: str) -> list[str]:
        found = {*self._objects(iri, "owl:disjointWith"), *self._subjects("owl:disjointWith", iri)}
        for node in self.triples.subjects("rdf:type", ox.NamedNode(expand("owl:AllDisjointClasses"))):
            members = {_iri(term) for term in self.triples.items(self.triples.value(node, "owl:members"))}
            found |= members if iri in members else set()
        return sorted(found - {iri})

    def _schemes(self, iri: str) -> list[str]:
        members = self._subjects("rdf:type", iri)
        found = {scheme for member in members for scheme in self._objects(member, "skos:inScheme")}
        return sorted(found & self.anchors.keys())

    def _fields(self, iri: str) -> Iterable[Link]:
        for kind in [*self.model.kinds.values(), *self.model.nested.values()]:
            for spec in kind.fields.values():
                if spec.path == iri:
                    yield Link(f"#record-{kind.name}", f"{kind.section or kind.name}: {spec.name}")


def anchor(iri: str) -> str:
    """Return the anchor of a term: what follows the namespace of libgraph, or the local name."""
    for space in (LG, DEFAULT_BASE):
        if iri.startswith(space):
            return iri.removeprefix(space)
    return local_name(iri)


def short(iri: str) -> str:
    """Return prefix:name, or for the concepts the same with the name of their folder as prefix."""
    if iri.startswith(LG) or not iri.startswith(DEFAULT_BASE):
        return compact(iri)
    return iri.removeprefix(DEFAULT_BASE).replace("/", ":", 1)


def _iri(term: object) -> str:
    return term.value if isinstance(term, ox.NamedNode) else ""


def parents(terms: Terms, iris: Iterable[str], predicate: str) -> Mapping[str, list[str]]:
    """Return the terms directly below each, and below the empty name those that are below none of them."""
    known = list(iris)
    found: dict[str, list[str]] = {}
    for iri in known:
        above = [term.value for term in terms.triples.objects(ox.NamedNode(iri), predicate)
                 if isinstance(term, ox.NamedNode) and term.value in known]  # fmt: skip
        for parent in above or [""]:
            found.setdefault(parent, []).append(iri)
    return found
