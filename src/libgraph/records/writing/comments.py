"""Whether a YAML file has comments, which are no records."""

from pathlib import Path
from typing import Final

import yaml

from libgraph.records.places import YAML

_FOR_EDITORS: Final = "# yaml-language-server:"


def has_comments(file: Path) -> bool:
    """Say whether a file has comments that a person wrote."""
    return file.suffix.lower() in YAML and any_comment(file.read_text("utf-8-sig"))


def any_comment(text: str) -> bool:
    """Say whether a YAML text that can be read has a comment, other than for editors.

    Examples
    --------
    >>> any_comment("a: b # c"), any_comment("a: 'b # c'")
    (True, False)
    """
    if "#" not in text:
        return False
    kept, last = [], 0
    for event in yaml.parse(text, Loader=yaml.CSafeLoader):
        if isinstance(event, yaml.ScalarEvent) and event.start_mark and event.end_mark:
            kept.append(text[last : event.start_mark.index])
            last = event.end_mark.index
    kept.append(text[last:])
    lines = "\0".join(kept).split("\n")
    return any("#" in line and not line.startswith(_FOR_EDITORS) for line in lines)
