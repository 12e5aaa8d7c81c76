"""One page of the ontology, in one language, from its template."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import pyoxigraph as ox

from libgraph.messages import LANGUAGES, messages, pick
from libgraph.model import Kind
from libgraph.publish.ontology_docs.boxes import around, overview
from libgraph.publish.ontology_docs.diagram import Diagram
from libgraph.publish.ontology_docs.terms import CLASS, PROPERTIES, Entry, Link, Terms, parents
from libgraph.terms import PREFIXES, expand

HERE: Final = Path(__file__).parent / "templates"
NAMES: Final = {"lt": "Lietuvių", "lv": "Latviešu", "en": "English"}
_WORDS: Final = (
    "contents", "skip", "languages", "files", "before", "licence", "cite", "overview", "overview-text",
    "patterns", "classes", "classes-text", "object-properties", "datatype-properties",
    "annotation-properties", "concepts", "concepts-text", "deprecated", "no-deprecated", "deprecated-mark",
    "prefixes", "field", "property", "meaning", "needed", "index-title", "footer",
)  # fmt: skip
_PATTERNS: Final = (  # file of the example, key of the title, key of the text, classes
    ("tenure", "pattern-tenure", "pattern-tenure-text", ("lg:Tenure",)),
    ("participation", "pattern-participation", "pattern-participation-text", ("lg:Participation",)),
    ("signature", "pattern-signature", "pattern-signature-text", ("lg:Signature",)),
    ("source", "pattern-source", "pattern-source-text", ("lg:Evidence", "lg:StatementGraph")),
)
_SECTIONS: Final = (
    ("object-properties", PROPERTIES[0]),
    ("datatype-properties", PROPERTIES[1]),
    ("annotation-properties", PROPERTIES[2]),
)


@dataclass(frozen=True, slots=True)
class MachineFile:
    """A file for machines that lies beside the pages."""

    stem: str
    form: str
    media: str

    @property
    def name(self) -> str:
        """The name of the file."""
        return f"{self.stem}.{self.form}"


@dataclass(frozen=True, slots=True)
class RecordField:
    """A row of the table of a kind of record."""

    name: str
    path: Link
    meaning: str
    needed: bool


def render(template: str, **data: Any) -> str:
    """Fill a template of this folder."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(HERE),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    style = (HERE / "page.css").read_text("utf-8")
    return environment.get_template(template).render(style=style, names=NAMES, languages=LANGUAGES, **data)


def page(terms: Terms, ontology: str, files: Sequence[MachineFile]) -> str:
    """Return the page about an ontology, in the language of `terms`.

    Parameters
    ----------
    ontology : str
        The IRI of the owl:Ontology.
    files : sequence of MachineFile
    """
    words = words_of(terms.lang)
    tree = _tree(terms)
    classes = [(terms.class_entry(iri), _record(terms, iri)) for iri in _in_order(tree)]
    sections = [
        (name, words[name], [terms.property_entry(iri) for iri in terms.declared(kind)])
        for name, kind in _SECTIONS
    ]
    entries = [entry for entry, _ in classes] + [entry for *_, found in sections for entry in found]
    return render(
        "page.html.j2",
        lang=terms.lang,
        t=words,
        about=about(terms, ontology),
        files=files,
        diagram=Diagram(overview(terms), words["overview"], "overview").svg(),
        patterns=[_pattern(terms, *pattern) for pattern in _PATTERNS],
        tree_of_classes=tree,
        classes=classes,
        sections=sections,
        schemes=[_scheme(terms, iri) for iri in terms.declared("skos:ConceptScheme")],
        deprecated=[terms.link(entry.iri) for entry in entries if entry.deprecated],
        prefixes=_prefixes(entries),
    )


def words_of(lang: str) -> dict[str, str]:
    """Return the words of a page by their names."""
    return {name: messages(lang).say(f"docs-{name}") for name in _WORDS}


def about(terms: Terms, ontology: str) -> dict[str, str]:
    """Return what the ontology says of itself."""
    node = ox.NamedNode(ontology)
    text = terms.triples.text
    return {
        "iri": ontology,
        "title": pick(terms.texts(ontology, "dct:title"), terms.lang),
        "description": pick(terms.texts(ontology, "dct:description"), terms.lang),
        "version": terms.words.say(
            "docs-version", version=text(node, "owl:versionInfo"), date=text(node, "dct:issued")
        ),
        "version_iri": text(node, "owl:versionIRI"),
        "before": text(node, "owl:priorVersion"),
        "licence": text(node, "dct:license"),
        "citation": text(node, "dct:bibliographicCitation"),
    }


def _pattern(terms: Terms, example: str, title: str, text: str, classes: Iterable[str]) -> dict[str, str]:
    heading = terms.words.say(f"docs-{title}")
    columns = around(terms, [expand(name) for name in classes])
    return {
        "id": title,
        "title": heading,
        "text": terms.words.say(f"docs-{text}"),
        "diagram": Diagram(columns, heading, title).svg(),
        "turtle": (HERE / f"{example}.ttl").read_text("utf-8").rstrip(),
    }


def _tree(terms: Terms) -> list[Entry]:
    below = parents(terms, terms.declared(CLASS), "rdfs:subClassOf")

    def grown(iri: str) -> Entry:
        return terms.entry(iri, below=map(grown, below.get(iri, [])))

    return [grown(iri) for iri in below.get("", [])]


def _in_order(entries: Iterable[Entry]) -> list[str]:
    """Return the classes as the tree has them, each once."""

    def walk(entries: Iterable[Entry]) -> Iterable[str]:
        for entry in entries:
            yield entry.iri
            yield from walk(entry.below)

    return list(dict.fromkeys(walk(entries)))


def _scheme(terms: Terms, scheme: str) -> Entry:
    below = parents(terms, terms.members(scheme), "skos:broader")

    def grown(iri: str) -> Entry:
        return terms.entry(iri, below=map(grown, below.get(iri, [])))

    return terms.entry(scheme, below=map(grown, below.get("", [])))


def _record(terms: Terms, iri: str) -> tuple[str, str, list[RecordField]] | None:
    """Return anchor, heading and fields of the records of a class."""
    kinds = [*terms.model.kinds.values(), *terms.model.nested.values()]
    kind = next((kind for kind in kinds if kind.root == iri), None)
    if kind is None:
        return None
    heading = terms.words.say("docs-record", name=kind.section or kind.name)
    return f"record-{kind.name}", heading, list(_fields(terms, kind))


def _fields(terms: Terms, kind: Kind) -> Iterable[RecordField]:
    for spec in kind.fields.values():
        meaning = pick(spec.definitions, terms.lang) or pick(spec.labels, terms.lang)
        yield RecordField(spec.name, terms.link(spec.path), meaning, bool(spec.minimum))


def _prefixes(entries: Iterable[Entry]) -> list[tuple[str, str]]:
    """Return the prefixes that the entries use."""
    used = {code.split(":", 1)[0] for entry in entries for code in _codes(entry)}
    return sorted((prefix, space) for prefix, space in PREFIXES.items() if prefix in used)


def _codes(entry: Entry) -> Iterable[str]:
    yield entry.code
    links = (link for group in entry.groups for link in group.links)
    yield from (link.label for link in links if not link.href.startswith("#"))
