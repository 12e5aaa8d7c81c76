"""Write the files that are derived from the model, or check that they are fresh.

    python scripts/derive.py [--check]

docs/record-format.*.md, docs/context.jsonld, data/record.schema.json and docs/ontology/.
"""

import json
import sys
from pathlib import Path

from libgraph.model import read_model
from libgraph.model.context import context
from libgraph.model.json_schema import json_schema
from libgraph.model.reference import reference
from libgraph.publish.ontology_docs import ontology_docs

HERE = Path(__file__).resolve().parents[1]


def derived(files: list[Path]) -> dict[Path, bytes]:
    """Return each file derived from ontology files, and its bytes."""
    model, docs = read_model(files), HERE / "docs"
    return {
        docs / "context.jsonld": _json(context(model)),
        HERE / "data" / "record.schema.json": _json(json_schema(model)),
        **{docs / f"record-format.{lang}.md": reference(model, lang).encode() for lang in ("lt", "lv", "en")},
        **{docs / "ontology" / name: content for name, content in ontology_docs(files).items()},
    }


def _json(value: object) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()


def main(words: list[str]) -> int:
    """Write or check; exit code 1 if a file is stale."""
    files = derived(sorted((HERE / "ontology").glob("*.ttl")))
    stale = [path for path, content in files.items() if not path.exists() or path.read_bytes() != content]
    if "--check" in words:
        for path in stale:
            print(f"{path.relative_to(HERE)} is stale. Run: python scripts/derive.py")
        return 1 if stale else 0
    for path in stale:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(files[path])
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
