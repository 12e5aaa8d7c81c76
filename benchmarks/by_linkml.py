"""The same records through LinkML: its JSON loader into generated classes, its RDF dumper to rdflib.

It makes the same nodes and about as many triples as the others, with three differences that LinkML
asks for: a text in several languages is a node, a source is named by a triple and not by a graph,
and a record is of two classes (its own, and that of the schema). Compiling the schema is not timed.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from linkml.generators.pythongen import PythonGenerator
from linkml.validator import Validator
from linkml.validator.plugins import JsonschemaValidationPlugin
from linkml_runtime import SchemaView  # type: ignore[import-not-found]
from linkml_runtime.dumpers import json_dumper, rdflib_dumper  # type: ignore[import-not-found]
from linkml_runtime.loaders import json_loader  # type: ignore[import-not-found]

SCHEMA = Path(__file__).with_name("linkml_records.yaml")
RECORDS = "records.jsonl"
BASE = "https://w3id.org/libgraph/id/"
BOUNDS = ["earliest_begin", "latest_begin", "earliest_end", "latest_end"]
ANNOTATED = {"date": "lg:date", "label": "rdfs:label"}
SECTIONS = {"source": "sources", "person": "people"}
REFERENCES = {
    "publisher": "institution",
    "organizer": "institution",
    "institution": "institution",
    "onBehalfOf": "institution",
    "party": "institution",
    "agent": "person",
    "person": "person",
    "signedBy": "person",
    "concludedAt": "event",
    "place": "place",
    "source": "source",
}
NAMES = {
    "onBehalfOf": "on_behalf_of",
    "signedBy": "signed_by",
    "concludedAt": "concluded_at",
    "date": "on_date",
    "source": "stated_in",
}


@cache
def compiled() -> tuple[Any, SchemaView, Validator]:
    """Return the module of generated classes, the schema, and its validator."""
    plugin = JsonschemaValidationPlugin(closed=True)
    validator = Validator(str(SCHEMA), validation_plugins=[plugin])
    return PythonGenerator(str(SCHEMA)).compile_module(), SchemaView(str(SCHEMA)), validator


def load(folder: Path, *, check: bool = True) -> Any:
    """Return the records as one rdflib graph: what `linkml-convert` does, step by step.

    Parameters
    ----------
    check : bool
        Its `--validate`, which it does unless told otherwise, or `--no-validate`.
    """
    classes, schema, validator = compiled()
    with (folder / RECORDS).open(encoding="utf-8") as lines:
        container = json_loader.load_any(shaped(map(json.loads, lines)), classes.Container)
    if check:
        results = validator.validate(json_dumper.to_dict(container), "Container").results
        if results:
            raise ValueError(f"LinkML finds a fault: {results[0].message}")
    return rdflib_dumper.as_rdf_graph(container, schema)


def load_unchecked(folder: Path) -> Any:
    """Return the records as one rdflib graph, not validated."""
    return load(folder, check=False)


warm = compiled


def shaped(records: Iterable[dict[str, Any]]) -> dict[str, list[dict[str, Any]]]:
    """Return the records as LinkML wants them: by section, each thing with an IRI, dates with bounds."""
    sections: dict[str, list[dict[str, Any]]] = {"evidence": []}
    for record in records:
        kind = record["kind"]
        if kind == "tenure":
            ident = "--".join(record[key] for key in ("person", "institution", "role", "during"))
        else:
            ident = record["id"]
        source = record["id"] if kind == "source" else record["source"]
        shaper = Shaper(kind, f"{BASE}source/{source}", sections["evidence"])
        found = shaper.one(record, f"{BASE}{kind}/{ident}")
        sections.setdefault(SECTIONS.get(kind, f"{kind}s"), []).append(found)
    return sections


@dataclass(frozen=True)
class Shaper:
    """Gives a record, and those nested in it, the slot names and ids of the schema."""

    kind: str
    document: str
    evidence: list[dict[str, Any]]

    def one(self, record: Mapping[str, Any], iri: str) -> dict[str, Any]:
        """Return one record; evidence goes into its own section."""
        found: dict[str, Any] = {"id": iri}
        for key, value in record.items():
            if key in {"participations", "signatures"}:
                found[key] = [self.one(part, f"{iri}#{key[:-1]}-{part_key(part)}") for part in value]
            elif key == "validity":
                found[key] = self.one({"date": value}, f"{iri}#validity-{value.replace('/', '%2F')}")
            elif key == "evidence":
                self.passages(value, iri)
            elif key not in {"kind", "id"}:
                found |= self.slots(key, value)
        return found

    def slots(self, key: str, value: Any) -> dict[str, Any]:
        """Return the slots of a field that holds no other record."""
        if key in REFERENCES:
            name = "at_place" if (self.kind, key) == ("event", "place") else NAMES.get(key, key)
            return {name: f"{REFERENCES[key]}:{value}"}
        if key in {"date", "during", "issued"}:
            day, slash, _ = value.partition("/")
            return {NAMES.get(key, key): value, **dict.fromkeys(BOUNDS[:2] if slash else BOUNDS, day)}
        if key == "role":
            return {"post" if self.kind == "tenure" else "role": f"role:{value}"}
        if key == "topics":
            return {key: [f"topic:{topic}" for topic in value]}
        prefix = {"type": "lg", "mode": "mode"}.get(key)
        return {key: f"{prefix}:{value}" if prefix else value}

    def passages(self, evidence: Any, body: str) -> None:
        """Add Web Annotations."""
        by_field = evidence.items() if isinstance(evidence, dict) else [("", evidence)]
        for name, ranges in by_field:
            about = {"about": ANNOTATED[name]} if name else {}
            what = f"-{ANNOTATED[name]}" if name else ""
            for start, end in ranges:
                selector = {"id": f"{self.document}#selector-{start}-{end}", "start": start, "end": end}
                target = {"id": f"{self.document}#char={start},{end}", "document": self.document}
                note = {"id": f"{self.document}#evidence-{start}-{end}{what}", "body": body, **about}
                self.evidence.append({**note, "target": {**target, "selector": selector}})


def part_key(part: Mapping[str, Any]) -> str:
    """Return what tells a nested record from its neighbours."""
    return "--".join(part[key] for key in ("agent", "role", "onBehalfOf", "party") if key in part)
