"""A new workspace: a worked example that builds at once, with settings for editors and code hosts.

The files stand in `libgraph/scaffold`: `common` and one folder for each language. `dot-x` becomes
`.x`, and `@NAME@` is filled in.
"""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from libgraph import __version__
from libgraph.errors import LibgraphError
from libgraph.model.json_schema import json_schema
from libgraph.model.reader import read_model
from libgraph.terms import is_iri
from libgraph.texts import nfc, slug
from libgraph.workspace import Workspace

_FILES: Final = Path(__file__).parents[1] / "scaffold"
_SCHEMA: Final = "record.schema.json"
_EXAMPLE: Final = "https://example.org"


class FolderNotEmpty(LibgraphError):
    """A workspace cannot begin where something else is."""

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self.path = path

    def __str__(self) -> str:
        return f"{self.path} is not an empty folder; nothing was written. Give the name of a new folder."


class BadBase(LibgraphError):
    """An address cannot be the base of names."""

    def __init__(self, base: str) -> None:
        super().__init__(base)
        self.base = base

    def __str__(self) -> str:
        return (
            f"'{self.base}' cannot be the base of names; nothing was written. "
            f"Give an address that begins with https:// and ends with /, such as {_EXAMPLE}/my-region/."
        )


def start_workspace(folder: Path, lang: str, *, base: str = "", title: str = "") -> tuple[Path, ...]:
    """Write a new workspace and return its files.

    Parameters
    ----------
    folder : Path
        A new or empty folder.
    lang : str
        Language of the example, the settings and the page for curators.
    base : str, optional
        The address under which things get their names; an example if not given.
    title : str, optional
        What the workspace is called; made of the name of the folder if not given.

    Raises
    ------
    FolderNotEmpty
        If something is in the folder, or it is none.
    BadBase
        If the base is no address of the web that ends with `/`.
    """
    name = folder.absolute().name
    base = base or f"{_EXAMPLE}/{slug(name) or 'libraries'}/"
    if not (base.startswith(("https://", "http://")) and base.endswith("/") and is_iri(base)):
        raise BadBase(base)
    if folder.exists() and not (folder.is_dir() and not any(folder.iterdir())):
        raise FolderNotEmpty(folder)
    title = " ".join(nfc(title or name.replace("-", " ").replace("_", " ").capitalize()).split())
    gaps = {
        "BASE": base,
        "BASE_TOML": _quoted(base),
        "TITLE": title,
        "TITLE_TOML": _quoted(title),
        "LANG": lang,
        "VERSION": __version__,
    }
    written = [_write(folder / place, text) for place, text in _filled(lang, gaps)]
    model = read_model(Workspace(folder).ontology_files())
    schema = json.dumps(json_schema(model, lang), ensure_ascii=False, indent=2)
    return (*written, _write(folder / _SCHEMA, f"{schema}\n"))


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _filled(lang: str, gaps: Mapping[str, str]) -> Iterator[tuple[Path, str]]:
    """Yield place and text of each file of the example."""
    for folder in (_FILES / "common", _FILES / lang):
        for file in sorted(folder.rglob("*")):
            if file.is_file():
                text = file.read_text("utf-8")
                for name, filling in gaps.items():
                    text = text.replace(f"@{name}@", filling)
                parts = (part.replace("dot-", ".", 1) for part in file.relative_to(folder).parts)
                yield Path(*parts), text


def _write(file: Path, text: str) -> Path:
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("x", encoding="utf-8", newline="\n") as stream:
        stream.write(text)
    return file
