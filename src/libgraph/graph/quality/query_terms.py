"""Terms in queries, rules and constraints that nobody declares: what asks for them finds nothing."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import pyoxigraph as ox

from libgraph.graph.prologue import read_prologue
from libgraph.graph.quality.facts import vocabularies
from libgraph.graph.quality.finding import Finding, finding_about, name_of, said
from libgraph.graph.scan import QuerySyntaxError, position, tokens_of
from libgraph.messages import LANGUAGES, messages
from libgraph.records.nearest import Names
from libgraph.terms import PREFIXES, compact


class KnownTerms:
    """The terms that ontology files and the vocabularies of others declare.

    Parameters
    ----------
    ontology
        Turtle files; the namespaces of what they describe are known in full.
    root
        The folder of the workspace: its files are named from there.
    """

    def __init__(self, ontology: Sequence[Path], root: Path | None) -> None:
        described = {
            quad.subject.value
            for path in ontology
            for quad in ox.parse(path=str(path), format=ox.RdfFormat.TURTLE)
            if isinstance(quad.subject, ox.NamedNode)
        }
        self._ontology, self._root = ontology, root
        self._known = described.union(*(terms for is_whole, terms in vocabularies().values() if is_whole))
        self._spaces = {_space(iri) for iri in self._known}
        self._names = Names(self._known)

    def unknown_in_files(self, paths: Iterable[Path]) -> Iterator[Finding]:
        """Find the undeclared names in query and rule files."""
        for path in paths:
            try:
                text = path.read_text("utf-8-sig")
                found = list(self._unknown(text))
            except (UnicodeDecodeError, QuerySyntaxError):
                continue  # said by those who read the file
            for start, name, texts in found:
                line = position(text, start)[0]
                yield Finding(name_of(path, self._root), line, "TERM", texts, name)

    def unknown_in_constraint(self, text: str, where: str) -> Iterator[Finding]:
        """Find the undeclared names in the query of a shape."""
        for _, name, texts in self._unknown(text):
            yield replace(finding_about("TERM", texts, where, self._ontology, self._root), term=name)

    def _unknown(self, text: str) -> Iterator[tuple[int, str, dict[str, str]]]:
        """Yield where an undeclared name stands, the name, and what to say of it."""
        tokens = tokens_of(text)
        prologue = read_prologue(text, tokens)
        prefixes = {**PREFIXES, **prologue.prefixes}
        for token in tokens[prologue.size :]:
            prefix, _, local = token.text.partition(":")
            iri = prefixes.get(prefix, "") + local
            if token.kind == "pname" and local and _space(iri) in self._spaces and iri not in self._known:
                yield token.start, compact(iri, prefixes), self._said(iri, prefixes)

    def _said(self, iri: str, prefixes: Mapping[str, str]) -> dict[str, str]:
        texts = said("quality-unknown", term=compact(iri, prefixes))
        near = compact(self._names.nearest(iri), prefixes)
        if not near:
            return texts
        return {lang: f"{texts[lang]} {messages(lang).say('quality-near', name=near)}" for lang in LANGUAGES}


def _space(iri: str) -> str:
    return iri[: max(iri.rfind("#"), iri.rfind("/")) + 1]
