"""The texts at hand: the files of a folder, matched to sources by the hash of their content.

A text is identified by its SHA-256. What is hashed, and what positions count code points
in, is the file as it is, or its normal form: UTF-8 without byte order mark, lines ended
by a line feed, Unicode normalisation form C. So a text that an editor saved with other
line ends is still found, and its positions hold.
"""

import hashlib
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from libgraph.errors import LibgraphError


@dataclass(frozen=True, slots=True)
class Text:
    """A text at hand.

    Attributes
    ----------
    name : str
        Path of the file inside its folder.
    content : str
        What positions point into.
    sha256 : str
        Of the content, in UTF-8.
    """

    name: str
    content: str
    sha256: str

    @property
    def stem(self) -> str:
        """The name of the file without folders and suffix: the id of a source, by custom."""
        return Path(self.name).stem


@dataclass(frozen=True, slots=True)
class Texts:
    """The texts of a folder.

    Attributes
    ----------
    by_hash : Mapping of SHA-256 to Text
        Both forms of each file.
    by_stem : Mapping of file name without suffix to Text
        The normal form.
    unread : tuple of str
        Files that are no UTF-8 text, or too big.
    """

    by_hash: Mapping[str, Text] = field(default_factory=dict)
    by_stem: Mapping[str, Text] = field(default_factory=dict)
    unread: tuple[str, ...] = ()

    def of(self, source: str, sha256: str) -> Text | None:
        """Return the text of a source: by the hash that its record gives, else the file ID.txt."""
        return self.by_hash.get(sha256) or self.by_stem.get(source)

    def unmatched(self, used: Iterable[Text]) -> tuple[str, ...]:
        """Return the names of the files that no source was matched with."""
        names = {text.name for text in used}
        return tuple(sorted({text.name for text in self.by_hash.values()} - names))


class NoTextFolder(LibgraphError):
    """The folder that should hold the texts does not exist."""

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self.path = path

    def __str__(self) -> str:
        return f"{self.path} is no folder. Give the folder that holds the texts of the sources."


def read_texts(folder: Path, max_bytes: int = 20_000_000) -> Texts:
    """Read the texts of a folder and the folders in it; hidden files are passed over.

    Raises
    ------
    NoTextFolder
        If there is no such folder.
    """
    if not folder.is_dir():
        raise NoTextFolder(folder)
    by_hash: dict[str, Text] = {}
    by_stem: dict[str, Text] = {}
    unread: list[str] = []
    for path in sorted(folder.rglob("*")):
        parts = path.relative_to(folder).parts
        if any(part.startswith(".") for part in parts) or not path.is_file():
            continue
        name = "/".join(parts)
        forms = _forms(name, path.read_bytes()) if path.stat().st_size <= max_bytes else ()
        if not forms:
            unread.append(name)
            continue
        for text in forms:
            by_hash.setdefault(text.sha256, text)
        by_stem.setdefault(forms[-1].stem, forms[-1])
    return Texts(by_hash, by_stem, tuple(unread))


def normal_form(text: str) -> str:
    """Return a text without byte order mark, with line feeds, in normalisation form C."""
    lines = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    return unicodedata.normalize("NFC", lines)


def _forms(name: str, content: bytes) -> tuple[Text, ...]:
    """Return the text as it is and in normal form; nothing if it is no text."""
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        return ()
    if "\0" in text:
        return ()
    contents = dict.fromkeys((text, normal_form(text)))
    return tuple(Text(name, form, hashlib.sha256(form.encode()).hexdigest()) for form in contents)
