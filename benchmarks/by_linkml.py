"""The same records through LinkML: its JSON loader into generated classes, its RDF dumper to rdflib.

LinkML has less to do: language tags, named graphs, day bounds and the nodes between a passage and
its positions are left out, ids are not looked up, and compiling the schema is not timed.
"""

import json
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from linkml.generators.pythongen import PythonGenerator
from linkml.validator import Validator
from linkml.validator.plugins import JsonschemaValidationPlugin
from linkml_runtime import SchemaView
from linkml_runtime.dumpers import json_dumper, rdflib_dumper
from linkml_runtime.loaders import json_loader

SCHEMA = Path(__file__).with_name("linkml_records.yaml")
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
}
NAMES = {"onBehalfOf": "on_behalf_of", "signedBy": "signed_by", "concludedAt": "concluded_at", "date": "on_date"}


@cache
def compiled() -> tuple[Any, SchemaView, Validator]:
    """Return the module of generated classes, the schema, and its validator."""
    plugin = JsonschemaValidationPlugin(closed=True)
    validator = Validator(str(SCHEMA), validation_plugins=[plugin])
    return PythonGenerator(str(SCHEMA)).compile_module(), SchemaView(str(SCHEMA)), validator


def load(file: Path, *, check: bool) -> Any:
    """Return the records of a JSONL file as one rdflib graph: what `linkml-convert` does, step by step.

    Parameters
    ----------
    check : bool
        As `--validate`, which it does unless told otherwise, or `--no-validate`.
    """
    classes, schema, validator = compiled()
    with file.open(encoding="utf-8") as lines:
        container = json_loader.load_any(shaped(map(json.loads, lines)), classes.Container)
    if check:
        results = validator.validate(json_dumper.to_dict(container), "Container").results
        if results:
            raise ValueError(f"LinkML finds a fault: {results[0].message}")
    return rdflib_dumper.as_rdf_graph(container, schema)


def shaped(records: Iterable[dict[str, Any]]) -> dict[str, list[dict[str, Any]]]:
    """Return the records as LinkML wants them: by section, with CURIEs as ids."""
    sections: dict[str, list[dict[str, Any]]] = {}
    for record in records:
        kind = record["kind"]
        section = SECTIONS.get(kind, f"{kind}s")
        sections.setdefault(section, []).append(one(record, kind))
    return sections


def one(record: Mapping[str, Any], kind: str) -> dict[str, Any]:
    """Return a record, or a nested one, with the slot names and ids of the schema."""
    found: dict[str, Any] = {}
    for key, value in record.items():
        if key in REFERENCES:
            name = "at_place" if (kind, key) == ("event", "place") else NAMES.get(key, key)
            found[name] = f"{REFERENCES[key]}:{value}"
        elif key in {"participations", "signatures"}:
            found[key] = [one(part, key) for part in value]
        elif key == "evidence":
            found[key] = list(passages(value))
        elif key == "role":
            found["post" if kind == "tenure" else "role"] = f"role:{value}"
        elif key == "source":
            found["stated_in"] = f"source:{value}"
        elif key == "id":
            found[key] = f"{kind}:{value}"
        elif key == "topics":
            found[key] = [f"topic:{topic}" for topic in value]
        elif key in {"type", "mode"}:
            found[key] = f"{'lg' if key == 'type' else key}:{value}"
        elif key != "kind":
            found[NAMES.get(key, key)] = value
    return found


def passages(evidence: Any) -> Iterable[dict[str, Any]]:
    """Yield evidence as objects: LinkML has no lists of lists."""
    by_field = evidence.items() if isinstance(evidence, dict) else [("", evidence)]
    for name, ranges in by_field:
        for start, end in ranges:
            yield {"start": start, "end": end, **({"about": name} if name else {})}
