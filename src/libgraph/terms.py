"""IRIs and literals: prefixes, compacting and expanding, N-Quads terms."""

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final
from urllib.parse import quote

LG: Final = "https://w3id.org/libgraph/ns#"
DEFAULT_BASE: Final = "https://w3id.org/libgraph/"
RDF_TYPE: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
RDFS_LABEL: Final = "http://www.w3.org/2000/01/rdf-schema#label"
XSD: Final = "http://www.w3.org/2001/XMLSchema#"
EDTF: Final = "http://id.loc.gov/datatypes/edtf/EDTF"
ONTOLOGY_GRAPH: Final = "https://w3id.org/libgraph/ns"

PREFIXES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "adms": "http://www.w3.org/ns/adms#",
        "bf": "http://id.loc.gov/ontologies/bibframe/",
        "bibo": "http://purl.org/ontology/bibo/",
        "crm": "http://www.cidoc-crm.org/cidoc-crm/",
        "cv": "http://data.europa.eu/m8g/",
        "dcat": "http://www.w3.org/ns/dcat#",
        "dct": "http://purl.org/dc/terms/",
        "edtf": "http://id.loc.gov/datatypes/edtf/",
        "foaf": "http://xmlns.com/foaf/0.1/",
        "frapo": "http://purl.org/cerif/frapo/",
        "geo": "http://www.opengis.net/ont/geosparql#",
        "graph": f"{DEFAULT_BASE}graph/",
        "id": f"{DEFAULT_BASE}id/",
        "lang": "http://publications.europa.eu/resource/authority/language/",
        "lg": LG,
        "oa": "http://www.w3.org/ns/oa#",
        "org": "http://www.w3.org/ns/org#",
        "owl": "http://www.w3.org/2002/07/owl#",
        "prov": "http://www.w3.org/ns/prov#",
        "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
        "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
        "rico": "https://www.ica.org/standards/RiC/ontology#",
        "role": f"{DEFAULT_BASE}role/",
        "schema": "https://schema.org/",
        "sem": "http://semanticweb.cs.vu.nl/2009/11/sem/",
        "sh": "http://www.w3.org/ns/shacl#",
        "skos": "http://www.w3.org/2004/02/skos/core#",
        "spdx": "http://spdx.org/rdf/terms#",
        "time": "http://www.w3.org/2006/time#",
        "topic": f"{DEFAULT_BASE}topic/",
        "vann": "http://purl.org/vocab/vann/",
        "vivo": "http://vivoweb.org/ontology/core#",
        "void": "http://rdfs.org/ns/void#",
        "vs": "http://www.w3.org/2003/06/sw-vocab-status/ns#",
        "wd": "http://www.wikidata.org/entity/",
        "wdt": "http://www.wikidata.org/prop/direct/",
        "wgs": "http://www.w3.org/2003/01/geo/wgs84_pos#",
        "xsd": XSD,
    }
)

_LOCAL_NAME = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_.-]*[A-Za-z0-9_-])?\Z")
_TO_ESCAPE = re.compile('[\x00-\x1f"\\\\\x7f]')
_BAD_IN_IRI = re.compile('[\x00-\x20<>"{}|^`\\\\]')
_ESCAPES = {
    "\b": "\\b", "\t": "\\t", "\n": "\\n", "\f": "\\f", "\r": "\\r", '"': '\\"', "\\": "\\\\",
}  # fmt: skip


def namespaces(base: str = DEFAULT_BASE) -> dict[str, str]:
    """Return the prefixes, those of the data pointing into the workspace's `base`."""
    return {**PREFIXES, "id": f"{base}id/", "graph": f"{base}graph/"}


def compact(iri: str, prefixes: Mapping[str, str] = PREFIXES) -> str:
    """Return `iri` as prefix:name where one of the prefixes fits, else unchanged."""
    fitting = (prefix for prefix, space in prefixes.items() if iri.startswith(space))
    best = max(fitting, key=lambda prefix: len(prefixes[prefix]), default="")
    local = iri[len(prefixes[best]) :] if best else ""
    return f"{best}:{local}" if _LOCAL_NAME.match(local) else iri


def expand(curie: str) -> str:
    """Return the IRI of prefix:name; text with an unknown prefix comes back unchanged."""
    prefix, colon, local = curie.partition(":")
    return PREFIXES[prefix] + local if colon and prefix in PREFIXES else curie


def local_name(iri: str) -> str:
    """Return what follows the last `#` or `/` of an IRI."""
    return re.split(r"[#/]", iri.rstrip("#/"))[-1]


def segment(text: str) -> str:
    """Percent-encode `text` for use inside an IRI path segment or fragment."""
    return quote(text, safe="-._~")


def is_iri(text: str) -> bool:
    """Say whether `text` is an absolute IRI that N-Quads can carry."""
    return bool(re.match(r"[A-Za-z][A-Za-z0-9+.-]*:", text)) and not _BAD_IN_IRI.search(text)


def iri_term(iri: str) -> str:
    """Return the N-Quads term of an IRI.

    Raises
    ------
    ValueError
        If a character may not stand in an IRI.
    """
    if _BAD_IN_IRI.search(iri):
        raise ValueError(f"not an IRI: {iri!r}")
    return f"<{iri}>"


def _escape(match: re.Match[str]) -> str:
    char = match.group()
    return _ESCAPES.get(char) or f"\\u{ord(char):04X}"


def quoted(text: str) -> str:
    """Return `text` in quotes, escaped as canonical N-Quads (RDF 1.1 N-Quads, section 4) wants."""
    if _TO_ESCAPE.search(text):
        text = _TO_ESCAPE.sub(_escape, text)
    return f'"{text}"'


def literal_term(text: str, *, lang: str = "", datatype: str = "") -> str:
    """Return the N-Quads term of a literal; xsd:string is left unsaid, as the canonical form wants."""
    if lang:
        return f"{quoted(text)}@{lang}"
    if datatype and datatype != f"{XSD}string":
        return f"{quoted(text)}^^<{datatype}>"
    return quoted(text)
