"""Terms in queries and rules that nobody declares: what asks for them finds nothing, in silence."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import pyoxigraph as ox

from libgraph.graph.prologue import read_prologue
from libgraph.graph.quality.facts import vocabularies
from libgraph.graph.quality.finding import Finding, name_of, said
from libgraph.graph.scan import QuerySyntaxError, position, tokens_of
from libgraph.messages import LANGUAGES, messages
from libgraph.records.nearest import Names
from libgraph.terms import PREFIXES, compact


def unknown_terms(queries: Iterable[Path], ontology: Sequence[Path], root: Path | None) -> Iterator[Finding]:
    """Find the names in query and rule files that neither an ontology file nor its vocabulary declares.

    Parameters
    ----------
    ontology
        Turtle files; the namespaces of what they describe are known in full.
    root
        The folder of the workspace: its files are named from there.
    """
    described = {
        quad.subject.value
        for path in ontology
        for quad in ox.parse(path=str(path), format=ox.RdfFormat.TURTLE)
        if isinstance(quad.subject, ox.NamedNode)
    }
    whole = [terms for is_whole, terms in vocabularies().values() if is_whole]
    known = described.union(*whole)
    spaces = {_space(iri) for iri in known}
    names = Names(known)
    for path in queries:
        for line, iri, prefixes in _names_in(path):
            if _space(iri) in spaces and iri not in known:
                near = compact(names.nearest(iri), prefixes)
                texts = said("quality-unknown", term=compact(iri, prefixes))
                if near:
                    texts = {
                        lang: f"{texts[lang]} {messages(lang).say('quality-near', name=near)}"
                        for lang in LANGUAGES
                    }
                yield Finding(name_of(path, root), line, "TERM", texts, compact(iri, prefixes))


def _names_in(path: Path) -> Iterator[tuple[int, str, dict[str, str]]]:
    """Yield line, IRI and prefixes for each prefixed name of a file; none for what is not SPARQL."""
    try:
        text = path.read_text("utf-8-sig")
        tokens = tokens_of(text)
        prologue = read_prologue(text, tokens)
    except (UnicodeDecodeError, QuerySyntaxError):
        return  # said by those who read the file
    prefixes = {**PREFIXES, **prologue.prefixes}
    for token in tokens[prologue.size :]:
        prefix, _, local = token.text.partition(":")
        if token.kind == "pname" and local and prefix in prefixes:
            yield position(text, token.start)[0], prefixes[prefix] + local, prefixes


def _space(iri: str) -> str:
    return iri[: max(iri.rfind("#"), iri.rfind("/")) + 1]
