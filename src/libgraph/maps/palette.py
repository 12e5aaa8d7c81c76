"""Colours and strokes of the maps: at least 3:1 against the paper; lines and kinds differ in form too."""

from typing import Final, TypedDict


class Stroke(TypedDict):
    """How the lines of one relation are drawn."""

    color: str
    width: float
    dashes: list[int] | None
    opacity: float


PAPER: Final = "#f7f6f2"
PERSON: Final = "#c0531a"
OTHER: Final = "#767b82"
INSTITUTIONS: Final = (
    "#2361a6", "#23794d", "#7047b3", "#0b7f8c", "#96700a",
    "#b3355f", "#5c7016", "#4d5f7a", "#8a4f2a", "#1b2f66",
)  # fmt: skip
COMMUNITIES: Final = (
    "#2361a6", "#c0531a", "#23794d", "#7047b3", "#96700a",
    "#0b7f8c", "#b3355f", "#5c7016", "#8a4f2a", "#4d5f7a",
)  # fmt: skip
STROKES: Final[dict[str, Stroke]] = {
    "event": {"color": "#5d6f82", "width": 1.2, "dashes": None, "opacity": 0.5},
    "agreement": {"color": "#a32d6b", "width": 1.8, "dashes": [7, 5], "opacity": 0.85},
}
