"""Write an empty spreadsheet for records, made from the ontology.

A workbook (.xlsx) has a sheet for each kind of record, with notes, lists to choose from and
an example; filled in and put into a workspace, it is read like any other record file.
A .csv file has the header line of one kind.

    libgraph template events.xlsx --lang lt --kind event --kind source
"""

import argparse
from pathlib import Path

from libgraph.cli.options import add_lang, add_workspace_option, tell, workspace_path
from libgraph.errors import WorkspaceNotFound
from libgraph.messages import messages
from libgraph.model import Kind, Model, read_model
from libgraph.records.ids import index
from libgraph.records.reading import read_records
from libgraph.records.words import Words, sheet_name
from libgraph.records.writing.errors import UnknownKind, UnknownTarget, WouldOverwrite
from libgraph.records.writing.template import template_csv, template_xlsx
from libgraph.workspace import Workspace, open_workspace


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of the command."""
    parser.add_argument("file", type=Path, help="file to write, ending in .xlsx or .csv")
    parser.add_argument("--kind", action="append", default=[], help="a kind of record; again for more (all)")
    add_workspace_option(parser)
    add_lang(parser)
    parser.add_argument("--force", action="store_true", help="write over a file that is there")


def run(options: argparse.Namespace) -> int:
    """Write the template."""
    file: Path = options.file
    suffix = file.suffix.lower()
    if suffix not in {".xlsx", ".csv"}:
        raise UnknownTarget(file.name, ".xlsx, .csv")
    if file.exists() and not options.force:
        raise WouldOverwrite(file)
    workspace = _workspace(options.workspace)
    model = read_model(workspace.ontology_files())
    names = options.kind or ([file.stem] if suffix == ".csv" else list(model.kinds))
    kinds = _kinds(model, names)
    if suffix == ".csv":
        content = template_csv(model, kinds[0], options.lang)
    else:
        ids = index(read_records(workspace, model).records, model)
        content = template_xlsx(model, kinds, options.lang, ids)
    file.write_bytes(content)
    called = ", ".join(sheet_name(kind, options.lang) for kind in kinds)
    tell(messages(options.lang).say("template-done", file=file, kinds=called))
    return 0


def _kinds(model: Model, names: list[str]) -> list[Kind]:
    """Return the kinds that are called so."""
    words = Words(model)
    found = {name: words.kind(name) for name in names}
    for name, kind in found.items():
        if kind is None:
            raise UnknownKind(name, ", ".join(model.kinds))
    return [kind for kind in model.in_order if kind in found.values()]


def _workspace(asked: Path | None) -> Workspace:
    """Open the workspace; without one, nothing is known but the shipped ontology."""
    path = workspace_path(asked)
    try:
        return open_workspace(path)
    except WorkspaceNotFound:
        if asked is not None:
            raise
        return Workspace(root=path / ".nowhere")
