"""What several tests need: the repository, a built copy of its data, the shared folder."""

import shutil
from pathlib import Path

import pytest

from libgraph.build import build
from libgraph.workspace import open_workspace

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="session")
def data() -> Path:
    """The workspace of the repository, not to be changed."""
    return ROOT / "data"


def copy_of_data(target: Path) -> Path:
    """Copy the records of the repository, without builds."""
    shutil.copytree(ROOT / "data", target, ignore=shutil.ignore_patterns("build"))
    return target


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A built copy of the repository's data; not to be changed."""
    workspace = copy_of_data(tmp_path_factory.mktemp("built") / "data")
    build(open_workspace(workspace))
    return workspace


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    """A copy of the repository's data, to be changed as a test likes."""
    return copy_of_data(tmp_path / "data")


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder beside the repository with seeds and standards."""
    folder = ROOT.parent / "shared"
    if not folder.is_dir():
        pytest.skip("../shared is not here")
    return folder
