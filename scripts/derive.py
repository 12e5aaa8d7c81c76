"""Write the files that are derived from the model, or check that they are fresh.

    python scripts/derive.py [--check]

docs/record-format.*.md, docs/record.schema.json, docs/context.jsonld and data/record.schema.json.
"""

import json
import sys
from pathlib import Path

from libgraph.model import Model, read_model
from libgraph.model.context import context
from libgraph.model.json_schema import json_schema
from libgraph.model.reference import reference

HERE = Path(__file__).resolve().parents[1]


def derived(model: Model) -> dict[Path, str]:
    """Return each derived file and its text."""
    schema = _json(json_schema(model))
    return {
        HERE / "docs" / "context.jsonld": _json(context(model)),
        HERE / "data" / "record.schema.json": schema,
        **{HERE / "docs" / f"record-format.{lang}.md": reference(model, lang) for lang in ("lt", "lv", "en")},
    }


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


def main(words: list[str]) -> int:
    """Write or check; exit code 1 if a file is stale."""
    files = derived(read_model(sorted((HERE / "ontology").glob("*.ttl"))))
    stale = [path for path, text in files.items() if not path.exists() or path.read_text("utf-8") != text]
    if "--check" in words:
        for path in stale:
            print(f"{path.relative_to(HERE)} is stale. Run: python scripts/derive.py")
        return 1 if stale else 0
    for path in stale:
        path.write_text(files[path], "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
