"""What is wrong in an ontology file, where, and what to do about it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from libgraph.graph.quality.places import Places
from libgraph.messages import LANGUAGES, messages
from libgraph.terms import expand


@dataclass(frozen=True, slots=True)
class Finding:
    """Something wrong in an ontology, query or rule file.

    Attributes
    ----------
    file : str
    line : int
        Counted from 1.
    check : str
        The id of the check that found it, such as `P34`.
    texts : Mapping of language to str
        What is wrong and what to do about it.
    term, value : str
        What it is about; empty if it is no single term.
    warning : bool
        A warning does not fail the check.
    """

    file: str
    line: int
    check: str
    texts: Mapping[str, str]
    term: str = ""
    value: str = ""
    warning: bool = False

    def text(self, lang: str = "en") -> str:
        """Say the finding in one line."""
        kind = f"{messages(lang).say('warning')}: " if self.warning else ""
        return f"{self.file}:{self.line}  {kind}{self.check}: {self.texts[lang]}"

    def __str__(self) -> str:
        return self.text()

    def as_dict(self, lang: str = "en") -> dict[str, Any]:
        """Return the finding as plain data, with its sentence."""
        return {
            "file": self.file,
            "line": self.line,
            "check": self.check,
            "severity": "warning" if self.warning else "error",
            "term": self.term,
            "value": self.value,
            "message": self.text(lang),
        }


def name_of(path: Path, root: Path | None) -> str:
    """Return the path inside the workspace, or from here, or else as it is."""
    for folder in (root, Path()):
        if folder is not None and path.resolve().is_relative_to(folder.resolve()):
            return path.resolve().relative_to(folder.resolve()).as_posix()
    return path.as_posix()


def finding_about(
    check: str, texts: Mapping[str, str], term: str, files: Sequence[Path], root: Path | None
) -> Finding:
    """Return a finding about a term (an IRI, or prefix:name) at the place where a file describes it."""
    where = {path: Places(path.read_text("utf-8-sig")).line(expand(term)) for path in files}
    path = next((path for path in files if where[path]), files[0])
    return Finding(name_of(path, root), where[path] or 1, check, texts, term)


def said(key: str, /, **data: object) -> dict[str, str]:
    """Return a sentence in each language."""
    return {lang: messages(lang).say(key, **data) for lang in LANGUAGES}
