"""Write record files in another form: YAML, CSV, XLSX or JSONL.

The last path is what is written: a file, whose ending says the form, or a folder.
Nothing is written that would not be read back the same. Comments are no records.

    libgraph convert data/sources/visit.yaml visit.xlsx --lang lt
    libgraph convert visit.xlsx sources/
"""

import argparse
from pathlib import Path

from libgraph.cli.options import LANGUAGES, default_lang, tell
from libgraph.errors import WorkspaceNotFound
from libgraph.messages import messages
from libgraph.model import Model, read_model
from libgraph.records.writing.convert import FORMS, convert
from libgraph.workspace import Workspace, open_workspace


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of the command."""
    parser.add_argument("source", nargs="+", type=Path, help="record file, or folder with some")
    parser.add_argument("target", type=Path, help="file that ends in .yaml, .csv, .xlsx or .jsonl, or folder")
    parser.add_argument("-w", "--workspace", type=Path, help="workspace whose own ontology counts")
    parser.add_argument("--form", choices=FORMS, default="yaml", help="of the files in a folder (yaml)")
    parser.add_argument("--lang", choices=LANGUAGES, help="of the headers of tables (default: field names)")
    parser.add_argument("--force", action="store_true", help="write over files that are there")


def run(options: argparse.Namespace) -> int:
    """Convert, and say what was left behind."""
    of_headers = options.lang or ""
    options.lang = options.lang or default_lang()
    model = _model(options.workspace, options.source[0])
    done = convert(
        model, options.source, options.target, form=options.form, lang=of_headers, force=options.force
    )
    say = messages(options.lang).say
    if done.commented:
        tell(say("convert-comments", files=", ".join(file.name for file in done.commented)))
    if done.aids:
        tell(say("aids-left-out", count=done.aids))
    for path, records in done.records.items():
        tell(say("convert-done", records=records, file=path))
    return 0


def _model(asked: Path | None, source: Path) -> Model:
    """Read the ontology of the workspace asked for, of the one around the records, or the shipped one."""
    try:
        workspace = open_workspace(asked or source)
    except WorkspaceNotFound:
        if asked:
            raise
        workspace = Workspace(root=source.parent)
    return read_model(workspace.ontology_files())
