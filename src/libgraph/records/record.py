"""One thing a curator wrote down, and where."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

At = tuple[str | int, ...]


@dataclass(slots=True)
class Record:
    """A record as read, whatever the format of its file.

    Attributes
    ----------
    kind : str
        Name of the kind.
    data : dict
        Field name to text, list or mapping, as curated.
    source : str
        Id of the source that says so; the record's own id for a source.
    file : Path
        The file it stands in.
    at : tuple
        Where in the file: keys and indices down to the record.
    """

    kind: str
    data: dict[str, Any]
    source: str
    file: Path
    at: At
