"""Running the declared projections: the queries in queries/projections/."""

from pathlib import Path

from libgraph.errors import LibgraphError
from libgraph.graph.queryable import Queryable
from libgraph.graph.solutions import Solutions
from libgraph.network.assemble import Ask
from libgraph.records.nearest import nearest
from libgraph.workspace import Workspace


class UnknownProjection(LibgraphError):
    """No projection has the name given."""

    def __init__(self, name: str, known: list[str]) -> None:
        super().__init__(name, known)
        self.name, self.known = name, known

    def __str__(self) -> str:
        near = nearest(self.name, self.known)
        cure = f"Did you mean {near!r}?" if near else f"Choose one of: {', '.join(self.known)}."
        return f"There is no projection {self.name!r}. {cure}"


def projection_files(workspace: Workspace) -> dict[str, Path]:
    """Return the projection queries by name; a workspace's own replace shipped ones."""
    return _files(workspace, "projections")


def _files(workspace: Workspace, kind: str) -> dict[str, Path]:
    folders = [folder / kind for folder in workspace.query_folders()]
    return {path.stem: path for folder in folders for path in sorted(folder.glob("*.rq"))}


def asker(graph: Queryable, workspace: Workspace) -> Ask:
    """Return the function that answers, by name, projections and what is shown of their actors."""
    projections = projection_files(workspace)
    files = {**projections, **_files(workspace, "network")}

    def ask(name: str) -> Solutions:
        if name not in files:
            raise UnknownProjection(name, sorted(projections))
        return graph.select(files[name].read_text("utf-8"))

    return ask
