"""How `libgraph explain` prints an explanation."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, replace
from itertools import groupby
from typing import Any, Final

from libgraph.graph.explain import Statement
from libgraph.graph.explanation import Explanation, Inferred, Step
from libgraph.graph.labels import Labels
from libgraph.graph.opened import OpenGraph
from libgraph.graph.terms_of import Term
from libgraph.messages import messages, pick
from libgraph.records.evidence.text_files import Texts
from libgraph.records.ids import index, name_of
from libgraph.terms import expand

_FIRST: Final = f"<{expand('rdf:first')}>"
_REST: Final = f"<{expand('rdf:rest')}>"


class Printer:
    """Writes explanations for people and for programs.

    Parameters
    ----------
    graph : OpenGraph
    texts : Texts
        From which passages are shown.
    lang : str
    """

    def __init__(self, graph: OpenGraph, texts: Texts, lang: str) -> None:
        ids = index(graph.reading.records, graph.model)
        self._sources = ids.by_kind["source"]
        self._labels = Labels(graph.model, ids, graph.workspace.base, graph.prefixes, lang)
        self._texts, self._lang = texts, lang
        self._say = messages(lang).say

    def lines(self, found: Explanation) -> Iterator[str]:
        """Yield the lines: the term, what sources state, source by source, and what follows."""
        yield self._labels.said(f"<{found.iri}>")
        if found.term:
            yield from self._term(found.term)
        if found.statements:
            yield from ("", self._say("explain-stated"))
            for source, group in groupby(sorted(found, key=lambda s: s.source), key=lambda s: s.source):
                yield from ("", self._source(source))
                yield from self._statements(list(group))
        if found.inferred:
            yield from ("", self._say("explain-inferred"))
            yield from self._inferred(found.inferred)

    def as_dict(self, found: Explanation) -> dict[str, Any]:
        """Return the explanation as plain data, with labels and the passages that are at hand."""
        return {
            "iri": found.iri,
            "label": self._labels.label(found.iri),
            "term": asdict(found.term) if found.term else None,
            "statements": [self._as_dict(statement) for statement in found],
            "inferred": [self._inferred_as_dict(one) for one in found.inferred],
        }

    def _term(self, term: Term) -> Iterator[str]:
        if term.definitions:
            yield f"  {pick(term.definitions, self._lang)}"
        for key, iris in (("explain-is", term.types), ("explain-above", term.above)):
            if iris:
                yield f"  {self._say(key, names=', '.join(self._labels.said(f'<{iri}>') for iri in iris))}"
        if term.file:
            yield f"  {term.file}:{term.line}"
        yield f"  {self._say('explain-uses', count=term.uses)}"

    def _source(self, source: str) -> str:
        record = self._sources.get(source)
        title = name_of(record, self._lang) if record else ""
        return f"{source} – {title}" if title else source

    def _statements(self, statements: Sequence[Statement]) -> Iterator[str]:
        """Yield the statements of one source, by subject."""
        for subject, group in groupby(statements, key=lambda s: s.subject):
            yield f"  {self._labels.said(subject)}"
            for s in group:
                yield f"    {self._labels.said(s.predicate)}: {self._labels.said(s.object)}"
                yield f"      {_where(s)}, {self._positions(s)}"
                yield from (f"      {shown}" for shown in self._passages(s))

    def _positions(self, statement: Statement) -> str:
        ranges = ", ".join(f"{start}–{end}" for start, end in statement.passages)
        return self._say("positions", passages=ranges) if ranges else self._say("no-evidence")

    def _passages(self, statement: Statement) -> Iterator[str]:
        """Yield the passages of a statement in quotation marks, if its text is at hand."""
        for text in self._shown(statement):
            if text is None:
                yield self._say("explain-text-changed")
                return
            yield self._say("explain-passage", text=" ".join(text.split()))

    def _shown(self, statement: Statement) -> list[str | None]:
        """Return the passages; None for each if the text at hand is not the one they are of."""
        record = self._sources.get(statement.source)
        sha256 = str(record.data.get("sha256", "")) if record else ""
        text = self._texts.of(statement.source, sha256)
        if text is None:
            return []
        changed = bool(sha256) and text.sha256 != sha256
        return [None if changed else text.content[start:end] for start, end in statement.passages]

    def _inferred(self, inferred: Sequence[Inferred]) -> Iterator[str]:
        """Yield the proofs, or where none was asked for, the triples by the rules that conclude them."""
        for proof in (one.proof for one in inferred if one.proof):
            yield ""
            yield from self._step(proof, "")
        unproved = sorted((one for one in inferred if not one.proof), key=lambda one: tuple(one.rules))
        for _, group in groupby(unproved, key=lambda one: tuple(one.rules)):
            triples = list(group)
            yield ""
            for rule, title in triples[0].rules.items():
                yield self._say("explain-rule", title=pick(title, self._lang), rule=rule)
            yield from (f"  {self._triple(one)}" for one in triples)

    def _step(self, step: Step, indent: str) -> Iterator[str]:
        """Yield a step of a proof with those that it rests on below it."""
        yield indent + self._triple(step)
        if step.rule:
            yield f"{indent}  {self._say('explain-rule', title=pick(step.title, self._lang), rule=step.rule)}"
            for premise in without_lists(step.premises):
                yield from self._step(premise, f"{indent}    ")
        elif not step.statements:
            yield f"{indent}  {self._say('explain-ontology')}"
        for s in step.statements:
            told = self._say("stated-by", source=s.source, passages=self._positions(s), where=_where(s))
            yield f"{indent}  {told}"
            yield from (f"{indent}  {shown}" for shown in self._passages(s))

    def _triple(self, triple: Inferred | Step) -> str:
        terms = triple.subject, triple.predicate, *triple.object.split(" ")
        if not triple.object.startswith("<"):
            terms = triple.subject, triple.predicate, triple.object
        return " ".join(self._labels.said(term) for term in terms)

    def _as_dict(self, statement: Statement) -> dict[str, Any]:
        terms = (statement.subject, statement.predicate, statement.object)
        return {
            **asdict(statement),
            "labels": [self._labels.label(term[1:-1]) if term.startswith("<") else "" for term in terms],
            "texts": self._shown(statement),
        }

    def _inferred_as_dict(self, one: Inferred) -> dict[str, Any]:
        return {
            **{name: getattr(one, name) for name in ("subject", "predicate", "object")},
            "rules": {rule: dict(title) for rule, title in one.rules.items()},
            "proof": self._step_as_dict(one.proof) if one.proof else None,
        }

    def _step_as_dict(self, step: Step) -> dict[str, Any]:
        return {
            **{name: getattr(step, name) for name in ("subject", "predicate", "object", "rule")},
            "title": dict(step.title),
            "premises": [self._step_as_dict(premise) for premise in step.premises],
            "statements": [self._as_dict(statement) for statement in step.statements],
        }


def without_lists(premises: Sequence[Step]) -> list[Step]:
    """Return premises with the lists in axioms written as one: `lg:x owl:propertyChainAxiom (lg:y lg:z)`."""
    firsts = {step.subject: step.object for step in premises if step.predicate == _FIRST}
    rests = {step.subject: step.object for step in premises if step.predicate == _REST}
    return [
        replace(step, object=_listed(step.object, firsts, rests))
        for step in premises
        if step.subject not in firsts or step.predicate not in {_FIRST, _REST}
    ]


def _listed(term: str, firsts: Mapping[str, str], rests: Mapping[str, str]) -> str:
    """Return the members of the list that begins with a term; the term itself if none does."""
    members: list[str] = []
    while term in firsts:
        members.append(firsts[term])
        term = rests.get(term, "")
    return " ".join(members) or term


def _where(statement: Statement) -> str:
    return f"{statement.file}:{statement.place or statement.line}"
