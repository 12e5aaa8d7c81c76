import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from libgraph.maps.packing import Size, pack

sides = st.floats(min_value=1, max_value=500)


def overlap(one: tuple[float, ...], other: tuple[float, ...]) -> bool:
    (x1, y1, w1, h1), (x2, y2, w2, h2) = one, other
    return min(x1 + w1, x2 + w2) - max(x1, x2) > 1e-6 and min(y1 + h1, y2 + h2) - max(y1, y2) > 1e-6


@settings(deadline=None)  # the machine may be busy
@given(st.lists(st.tuples(sides, sides), max_size=25))
def test_no_two_boxes_come_nearer_than_the_gap(sizes: list[Size]) -> None:
    gap = 7.0
    corners = pack(sizes, aspect=1.5, gap=gap)
    boxes = [(x, y, w + gap, h + gap) for (x, y), (w, h) in zip(corners, sizes, strict=True)]
    assert not [(i, j) for i in range(len(boxes)) for j in range(i) if overlap(boxes[i], boxes[j])]


@pytest.mark.parametrize("aspect", [0.6, 1.0, 1.5])
def test_many_boxes_fill_most_of_a_window_of_the_wanted_shape(aspect: float) -> None:
    sizes = [(40.0 + 13 * (i % 7), 30.0 + 11 * (i % 5)) for i in range(60)]
    corners = pack(sizes, aspect=aspect, gap=0)
    width = max(x + w for (x, _), (w, _) in zip(corners, sizes, strict=True))
    height = max(y + h for (_, y), (_, h) in zip(corners, sizes, strict=True))
    window = max(width / aspect, height) ** 2 * aspect
    assert sum(w * h for w, h in sizes) > 0.75 * window


def test_nothing_takes_no_place() -> None:
    assert pack([], aspect=1, gap=5) == []
