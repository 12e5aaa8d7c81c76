"""Print what is derived from the ontology and its shapes.

context: the JSON-LD 1.1 context; jsonschema: the JSON Schema that editors use;
reference: the page of the record format, in Markdown. --docs writes the pages of the
ontology in three languages, and its files for machines, into a folder.
"""

import argparse
import json
from pathlib import Path

from libgraph.cli.options import add_lang, add_workspace_option, workspace_path, write_out
from libgraph.errors import LibgraphError, WorkspaceNotFound
from libgraph.model import read_model
from libgraph.model.context import context
from libgraph.model.json_schema import json_schema
from libgraph.model.reference import reference
from libgraph.publish.ontology_docs import ontology_docs
from libgraph.workspace import Workspace, open_workspace


class NothingAsked(LibgraphError):
    """It was not said what to derive."""

    def __str__(self) -> str:
        return (
            "Say what to print: context, jsonschema or reference; or where to write pages, with --docs DIR."
        )


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of the command."""
    parser.add_argument("what", nargs="?", choices=("context", "jsonschema", "reference"))
    parser.add_argument(
        "--docs", type=Path, metavar="DIR", help="write the documentation of the ontology here"
    )
    add_workspace_option(parser)
    add_lang(parser)
    parser.add_argument("-o", "--output", default="-", help="file to write, - for standard output")


def run(options: argparse.Namespace) -> int:
    """Print one of the derived artefacts."""
    workspace = _workspace(options)
    if options.docs is not None:
        return _write_docs(options.docs, workspace)
    model = read_model(workspace.ontology_files())
    if options.what == "reference":
        text = reference(model, options.lang)
    elif options.what == "context":
        text = json.dumps(context(model, workspace.base), ensure_ascii=False, indent=2) + "\n"
    elif options.what is None:
        raise NothingAsked()
    else:
        text = json.dumps(json_schema(model, options.lang), ensure_ascii=False, indent=2) + "\n"
    write_out(text.encode(), options.output)
    return 0


def _write_docs(folder: Path, workspace: Workspace) -> int:
    for name, content in ontology_docs(workspace.ontology_files()).items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return 0


def _workspace(options: argparse.Namespace) -> Workspace:
    """Open the workspace; without one, the shipped ontology speaks for itself."""
    path = workspace_path(options.workspace)
    try:
        return open_workspace(path)
    except WorkspaceNotFound:
        if options.workspace is not None:
            raise
        return Workspace(root=path)
