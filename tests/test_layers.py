"""Each part of libgraph imports only from the parts listed before it."""

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "src" / "libgraph"
LAYERS = (
    *("errors", "files", "terms", "dates", "texts", "messages", "workspace", "model", "records", "graph"),
    *("network", "maps", "publish", "build", "privacy", "api", "server", "cli"),
)
RESOURCES = {"locale"}


def part(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def parts_imported(tree: ast.AST) -> set[str]:
    names: list[str] = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "write imports in full: from libgraph.x import y"
            names += [f"{node.module}.{alias.name}" for alias in node.names]
    return {name.split(".")[1] for name in names if name.startswith("libgraph.")} & set(LAYERS)


def inside_functions(tree: ast.AST) -> list[int]:
    """Return the lines of own imports inside functions."""
    functions = (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))
    return [
        node.lineno
        for function in functions
        for node in ast.walk(function)
        if (isinstance(node, ast.ImportFrom) and (node.module or "").startswith("libgraph"))
        or (isinstance(node, ast.Import) and any(alias.name.startswith("libgraph") for alias in node.names))
    ]


FILES = [path for path in sorted(PACKAGE.rglob("*.py")) if part(path) in LAYERS]


def test_every_part_has_a_layer() -> None:
    parts = {part(path) for path in PACKAGE.rglob("*.py")} - {"__init__", "__main__"}
    assert parts - RESOURCES <= set(LAYERS)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_imports_point_one_way(path: Path) -> None:
    tree = ast.parse(path.read_text("utf-8"))
    allowed = set(LAYERS[: LAYERS.index(part(path)) + 1])
    assert parts_imported(tree) <= allowed
    assert inside_functions(tree) == []


def test_the_checks_bite() -> None:
    assert parts_imported(ast.parse("from libgraph.cli.main import main")) == {"cli"}
    assert parts_imported(ast.parse("def f():\n    import libgraph.graph.store")) == {"graph"}
    assert inside_functions(ast.parse("def f():\n    from libgraph.graph import store")) == [2]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_files_and_functions_are_short(path: Path) -> None:
    text = path.read_text("utf-8")
    assert text.count("\n") <= 400
    long = [
        node.name
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (node.end_lineno or 0) - node.lineno >= 60
    ]
    assert long == []
