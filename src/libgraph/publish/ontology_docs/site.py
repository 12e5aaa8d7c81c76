"""All files of the documentation: pages, the choice of language, and files for machines."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from libgraph.messages import LANGUAGES
from libgraph.model import read_model
from libgraph.model.triples import Triples
from libgraph.publish.ontology_docs.page import MachineFile, about, page, render, words_of
from libgraph.publish.ontology_docs.terms import Terms
from libgraph.publish.rdf import serialise
from libgraph.terms import ONTOLOGY_GRAPH, PREFIXES, expand

MEDIA: Final = {
    "ttl": "text/turtle",
    "rdf": "application/rdf+xml",
    "jsonld": "application/ld+json",
}


def ontology_docs(files: Sequence[Path]) -> dict[str, bytes]:
    """Return the documentation of ontology files: path inside the folder, and bytes.

    Parameters
    ----------
    files
        Ontology, shapes and concept schemes, in Turtle.

    Notes
    -----
    The same files give the same bytes: blank nodes are named by RDFC-1.0, all else is sorted.
    """
    triples, model = Triples(files), read_model(files)
    named = _named(files)
    beside = [MachineFile(stem, form, media) for stem in named for form, media in MEDIA.items()]
    found = dict(_machine_files(named))
    views = {lang: Terms(triples, model, lang) for lang in LANGUAGES}
    for lang, terms in views.items():
        found[f"{lang}.html"] = page(terms, ONTOLOGY_GRAPH, beside).encode()
    languages = {lang: (words_of(lang), about(views[lang], ONTOLOGY_GRAPH)) for lang in LANGUAGES}
    found["index.html"] = render("index.html.j2", pages=languages, files=beside).encode()
    return dict(sorted(found.items()))


def _named(files: Iterable[Path]) -> dict[str, Path]:
    """Return the files by the names they get, without suffix: a name that is taken gets a number."""
    found: dict[str, Path] = {}
    for path in files:
        taken = sum(1 for name in found if name.rstrip("-0123456789") == path.stem)
        found[f"{path.stem}-{taken + 1}" if taken else path.stem] = path
    return found


def _machine_files(files: Mapping[str, Path]) -> Iterable[tuple[str, bytes]]:
    """Yield each file as it is written, and in the other formats; and as the version that it is."""
    for name, path in files.items():
        text = path.read_bytes()
        parser = ox.parse(text, ox.RdfFormat.TURTLE)
        dataset = ox.Dataset(parser)
        dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
        prefixes = {**PREFIXES, **parser.prefixes}
        yield f"{name}.ttl", text
        for form in ("rdf", "jsonld"):
            yield f"{name}.{form}", serialise(dataset, form, prefixes)
        for version in _versions(dataset):
            yield f"{version}/{name}.ttl", text


def _versions(dataset: ox.Dataset) -> list[str]:
    info = ox.NamedNode(expand("owl:versionInfo"))
    return [
        quad.object.value for quad in dataset.quads_for_predicate(info) if isinstance(quad.object, ox.Literal)
    ]
