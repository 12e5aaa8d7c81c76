"""The checks in files: a SPARQL query with a header of comments.

::

    # id: P34
    # list: OOPS!
    # severity: error
    # nearest: class
    # title@en: A class is used that no file declares.
    # cure@en: {term}: declare {value} a owl:Class, or correct the name.
    SELECT ?term ?value ?file WHERE { … }

`title` and `cure` stand in lt, lv and en. `nearest` (class, property, concept or any) asks for the
name that was probably meant by `?value`. The query may ask for the facts that `facts` adds.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from libgraph.messages import LANGUAGES

_LINE: Final = re.compile(r"# (\w+)(?:@(lt|lv|en))?: (.+)\Z")


@dataclass(frozen=True, slots=True)
class Check:
    """One check.

    Attributes
    ----------
    id : str
        Such as `P34` (of the pitfalls that OOPS! lists).
    list : str
        The list it is from.
    warning : bool
        Whether what it finds is a warning.
    nearest : str
        Among which names the one meant is looked for; empty for none.
    titles, cures : Mapping of language to str
    query : str
    """

    id: str
    list: str
    warning: bool
    nearest: str
    titles: Mapping[str, str]
    cures: Mapping[str, str]
    query: str


def read_checks(folder: Path) -> tuple[Check, ...]:
    """Return the checks of a folder, in order of their files' names."""
    return tuple(_check(path) for path in sorted(folder.glob("*.rq")))


def _check(path: Path) -> Check:
    text = path.read_text("utf-8")
    found = (_LINE.match(line) for line in text.splitlines() if line.startswith("#"))
    header = {(match[1], match[2] or ""): match[3] for match in found if match}
    return Check(
        id=header["id", ""],
        list=header["list", ""],
        warning=header["severity", ""] == "warning",
        nearest=header.get(("nearest", ""), ""),
        titles={lang: header["title", lang] for lang in LANGUAGES},
        cures={lang: header["cure", lang] for lang in LANGUAGES},
        query=text,
    )
