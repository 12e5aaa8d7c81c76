import pytest

from libgraph.maps import palette


def luminance(colour: str) -> float:
    parts = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    low, high = sorted([luminance(one), luminance(other)])
    return (high + 0.05) / (low + 0.05)


STROKES = [stroke["color"] for stroke in palette.STROKES.values()]


@pytest.mark.parametrize(
    "colour", sorted({*palette.INSTITUTIONS, *palette.COMMUNITIES, palette.PERSON, palette.OTHER, *STROKES})
)
def test_signs_and_lines_stand_out_from_the_paper(colour: str) -> None:
    assert contrast(colour, palette.PAPER) >= 3


def test_relations_differ_in_more_than_colour() -> None:
    assert palette.STROKES["event"]["dashes"] is None
    assert palette.STROKES["agreement"]["dashes"]


def test_no_colour_is_used_twice_in_one_legend() -> None:
    for colours in (
        (*palette.INSTITUTIONS, palette.PERSON, palette.OTHER),
        (*palette.COMMUNITIES, palette.OTHER),
    ):
        assert len(set(colours)) == len(colours)
