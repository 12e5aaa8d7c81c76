"""libgraph: curated records of library co-operation become a knowledge graph.

>>> import libgraph
>>> graph = libgraph.open("data")  # doctest: +SKIP
"""

TYPE_CHECKING = False  # as typing has it; importing typing would cost a third of `libgraph --help`
if TYPE_CHECKING:
    from libgraph.api import LibraryGraph, open
    from libgraph.errors import LibgraphError

__version__ = "0.1.0"
__all__ = ["LibgraphError", "LibraryGraph", "__version__", "open"]


def __getattr__(name: str) -> object:
    """Load the API when it is first asked for, so that `import libgraph` costs nothing."""
    import importlib

    homes = {"LibgraphError": "errors", "LibraryGraph": "api", "open": "api"}
    if name not in homes:
        raise AttributeError(f"module 'libgraph' has no attribute {name!r}")
    return getattr(importlib.import_module(f"libgraph.{homes[name]}"), name)
