"""Write ontology/checks/vocabularies.txt: the terms that foreign vocabularies have, by namespace.

    python scripts/vocabularies.py STANDARDS [--check]

STANDARDS is the folder with `vocab/` (the vocabularies as published) and `terms-verified.tsv`.
A namespace marked `*` is listed as a whole; of the others only terms that were looked up.
"""

import csv
import re
import sys
from collections import defaultdict
from pathlib import Path
from typing import Final

import pyoxigraph as ox
from rdflib.namespace import OWL, RDF, RDFS, XSD

HERE = Path(__file__).resolve().parents[1]
TARGET = HERE / "ontology" / "checks" / "vocabularies.txt"
HEAD = """\
# Terms of the vocabularies that the ontology builds on or maps to, for the checks P34, P35 and P40.
# Written by scripts/vocabularies.py from the vocabularies as published; * marks namespaces listed whole.
"""
SPLIT: Final = re.compile(r"(.*[#/])([^#/]+)\Z")
WHOLE: Final = {
    "http://www.w3.org/2002/07/owl#", "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "http://www.w3.org/2000/01/rdf-schema#", "http://www.w3.org/2001/XMLSchema#",
    "http://www.w3.org/ns/org#", "http://xmlns.com/foaf/0.1/", "http://www.w3.org/ns/prov#",
    "http://www.w3.org/2004/02/skos/core#", "http://www.w3.org/2008/05/skos-xl#",
    "http://www.w3.org/2006/time#", "http://purl.org/dc/terms/", "http://www.w3.org/ns/oa#",
    "http://www.w3.org/ns/locn#", "http://www.w3.org/2006/vcard/ns#", "http://www.opengis.net/ont/geosparql#",
    "http://www.w3.org/2003/01/geo/wgs84_pos#", "https://schema.org/", "http://www.cidoc-crm.org/cidoc-crm/",
    "http://semanticweb.cs.vu.nl/2009/11/sem/", "http://purl.org/cerif/frapo/", "http://www.w3.org/ns/dcat#",
    "http://rdfs.org/ns/void#", "http://www.w3.org/ns/sparql-service-description#",
    "http://purl.org/vocab/vann/", "http://www.w3.org/2003/06/sw-vocab-status/ns#", "http://www.w3.org/ns/shacl#",
}  # fmt: skip
CLOSED: Final = (OWL, RDF, RDFS, XSD)
LANGUAGE_OF_RDF: Final = tuple(str(space) for space in CLOSED)


def terms(standards: Path) -> dict[str, set[str]]:
    """Return the local names of each namespace."""
    found: dict[str, set[str]] = defaultdict(set)
    for space in CLOSED:
        found[str(space)] |= {str(term).removeprefix(str(space)) for term in dir(space) if ":" in str(term)}
    for path in sorted((standards / "vocab").iterdir()):
        for quad in ox.parse(path=str(path), base_iri="urn:vocabulary:"):
            if isinstance(quad.subject, ox.NamedNode):
                _add(found, quad.subject.value, WHOLE)
    with (standards / "terms-verified.tsv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            if row["status"] == "ok":
                _add(found, row["iri"], None)
    found["http://id.loc.gov/datatypes/edtf/"] |= {"EDTF", "EDTF-level0", "EDTF-level1", "EDTF-level2"}
    return found


def _add(found: dict[str, set[str]], iri: str, spaces: set[str] | None) -> None:
    iri = iri.replace("http://schema.org/", "https://schema.org/")
    split = SPLIT.match(iri)
    if split and (spaces is None or split[1] in spaces):
        found[split[1]].add(split[2])


def text(found: dict[str, set[str]]) -> str:
    """Return the file."""
    lines = [HEAD]
    for space in sorted(found):
        if not space.startswith(("http://www.wikidata.org/", "http://publications.europa.eu/")):
            lines.append(f"{space} {'*' if space in WHOLE else ''}".rstrip())
            lines += [f"  {name}" for name in sorted(found[space])]
    return "\n".join(lines) + "\n"


def main(words: list[str]) -> int:
    """Write or check; exit code 1 if the file is stale."""
    wanted = text(terms(Path(words[0])))
    if "--check" in words:
        return int(not TARGET.exists() or TARGET.read_text("utf-8") != wanted)
    TARGET.write_text(wanted, "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
