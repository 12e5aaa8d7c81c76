"""All that can be said about why a thing or a triple is in the graph, as data."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Final, overload

import pyoxigraph as ox

from libgraph.graph.asked import Asked
from libgraph.graph.explain import Explainer, Statement
from libgraph.graph.infer.rules import Rule, load_rules
from libgraph.graph.infer.why import Proof, proof
from libgraph.graph.opened import OpenGraph
from libgraph.graph.terms_of import Term, rows_of, term_of
from libgraph.terms import local_name

_BELOW: Final = re.compile(r"#(?:evidence|selector)-([0-9]+)-([0-9]+)(?:-.*)?\Z|#char=([0-9]+),([0-9]+)\Z")
_OF: Final = "SELECT DISTINCT ?p ?o ?rule WHERE { ?g lg:inferredBy ?rule . GRAPH ?g { $thing ?p ?o } }"
_TO: Final = "SELECT DISTINCT ?s ?p ?rule WHERE { ?g lg:inferredBy ?rule . GRAPH ?g { ?s ?p $thing } }"
_REPLACED: Final = "SELECT ?to WHERE { $thing dct:isReplacedBy ?to FILTER(isIRI(?to)) }"
_Triple = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Step:
    """A step of a proof: a triple, and why it holds.

    Attributes
    ----------
    subject, predicate, object : str
        N-Triples terms.
    rule : str
        Name of the rule that concludes it; empty if it is stated.
    title : Mapping of language to text
        Of the rule.
    premises : tuple of Step
        What the rule rests on.
    statements : tuple of Statement
        Who states it; empty for an axiom of the ontology.
    """

    subject: str
    predicate: str
    object: str
    rule: str
    title: Mapping[str, str]
    premises: tuple["Step", ...]
    statements: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class Inferred:
    """An inferred triple.

    Attributes
    ----------
    subject, predicate, object : str
        N-Triples terms.
    rules : Mapping of rule name to title by language
        Every rule that concludes it.
    proof : Step or None
        How it follows, down to what sources state; given when one triple or property is asked for.
    """

    subject: str
    predicate: str
    object: str
    rules: Mapping[str, Mapping[str, str]]
    proof: Step | None = None


@dataclass(frozen=True, slots=True)
class Explanation(Sequence[Statement]):
    """Who states what about a thing, and what follows from it; a sequence of its statements.

    Attributes
    ----------
    iri : str
        What was asked about.
    statements : tuple of Statement
        What sources state.
    inferred : tuple of Inferred
    term : Term or None
        If it is a term of the ontology, what the ontology says of it.
    """

    iri: str
    statements: tuple[Statement, ...] = ()
    inferred: tuple[Inferred, ...] = ()
    term: Term | None = None

    @overload
    def __getitem__(self, place: int) -> Statement: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[Statement]: ...
    def __getitem__(self, place: int | slice) -> Statement | Sequence[Statement]:
        """Return one statement or several."""
        return self.statements[place]

    def __iter__(self) -> Iterator[Statement]:
        """Go through the statements."""
        return iter(self.statements)

    def __len__(self) -> int:
        """Return the number of statements."""
        return len(self.statements)

    @property
    def empty(self) -> bool:
        """Whether nothing is known."""
        return not (self.statements or self.inferred or self.term)


class Explanations:
    """Explains things and triples of an open graph.

    Parameters
    ----------
    graph : OpenGraph
    """

    def __init__(self, graph: OpenGraph) -> None:
        self._graph = graph
        self.asked = Asked(graph.model, graph.workspace.base, graph.prefixes)

    @cached_property
    def explainer(self) -> Explainer:
        """Knows who states what."""
        return Explainer(self._graph.reading)

    @cached_property
    def _rules(self) -> Mapping[str, Rule]:
        folders: Sequence[Path] = self._graph.workspace.rule_folders()
        return {rule.name: rule for rule in load_rules(folders)}

    def explain(self, what: str, predicate: str = "", obj: str = "", *, inferred: bool = True) -> Explanation:
        """Explain a thing, or one property or triple of it.

        Parameters
        ----------
        what : str
            kind/id, prefix:name or an IRI.
        predicate : str
            prefix:name, an IRI or the name of a field.
        obj : str
            A thing, or the text of a literal, or an N-Triples term.
        inferred : bool
            Whether inferred triples are explained too.

        Raises
        ------
        UnknownProperty
            If there is no such property.
        """
        iri = self._stays(self.asked.thing(what))
        properties = self.asked.properties(predicate) if predicate else None
        place = _BELOW.search(iri)
        statements = self._at_passage(iri, place) if place else self.explainer.about(iri)

        def wanted(subject: str, path: str, found: str) -> bool:
            if properties is None:
                return True
            return (
                subject == f"<{iri}>"
                and path[1:-1] in properties
                and (not obj or self.asked.is_meant(found, obj))
            )

        kept = tuple(s for s in statements if wanted(s.subject, s.predicate, s.object))
        concluded = self._inferred(iri, statements) if inferred else []
        return Explanation(
            iri,
            kept,
            tuple(
                self._proved(one) if predicate else one
                for one in concluded
                if wanted(one.subject, one.predicate, one.object)
            ),
            None if predicate else term_of(self._graph, iri),
        )

    def _stays(self, iri: str) -> str:
        """Return the thing that a thing was merged into, or the thing itself."""
        for row in rows_of(self._graph, _REPLACED, ox.NamedNode(iri)):
            return str(getattr(row["to"], "value", iri))
        return iri

    def _at_passage(self, iri: str, place: re.Match[str]) -> list[Statement]:
        """Return what a passage is the evidence for."""
        start, end = (int(number) for number in place.groups() if number)
        source = local_name(iri.partition("#")[0])
        return self.explainer.at_passage(source, start, end, iri)

    def _inferred(self, iri: str, statements: Sequence[Statement]) -> list[Inferred]:
        """Return the inferred triples about a thing and the nodes below it, in order."""
        below = {s.subject[1:-1] for s in statements if s.subject.startswith(f"<{iri}#")}
        found: dict[_Triple, dict[str, Mapping[str, str]]] = {}
        for thing in (iri, *below):
            for row in rows_of(self._graph, _OF, ox.NamedNode(thing)):
                triple = f"<{thing}>", str(row["p"]), str(row["o"])
                found.setdefault(triple, {}).update(self._title(row["rule"]))
        for row in rows_of(self._graph, _TO, ox.NamedNode(iri)):
            triple = str(row["s"]), str(row["p"]), f"<{iri}>"
            found.setdefault(triple, {}).update(self._title(row["rule"]))
        return [Inferred(*triple, dict(sorted(rules.items()))) for triple, rules in sorted(found.items())]

    def _title(self, rule: object) -> dict[str, Mapping[str, str]]:
        name = local_name(getattr(rule, "value", ""))
        return {name: self._rules[name].title if name in self._rules else {}}

    def _proved(self, one: Inferred) -> Inferred:
        terms = ox.parse(f"{one.subject} {one.predicate} {one.object} .", format=ox.RdfFormat.N_TRIPLES)
        triple = next(iter(terms)).triple
        found = proof(self._graph.store, list(self._rules.values()), triple)
        step = self._step(found) if found else None
        return Inferred(one.subject, one.predicate, one.object, one.rules, step)

    def _step(self, known: Proof) -> Step:
        subject, predicate, obj = (str(term) for term in known.triple)
        stated = () if known.rule else tuple(self.explainer.triple(subject[1:-1], predicate[1:-1], obj))
        return Step(
            subject, predicate, obj,
            known.rule.name if known.rule else "",
            known.rule.title if known.rule else {},
            tuple(self._step(premise) for premise in known.premises),
            stated,
        )  # fmt: skip
