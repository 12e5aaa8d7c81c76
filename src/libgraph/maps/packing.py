"""Packing: put boxes of different sizes side by side, without overlap and without much waste."""

import math
from collections.abc import Sequence

Size = tuple[float, float]
Corner = tuple[float, float]
_Segment = tuple[float, float, float]  # left, right, top: one step of the skyline

_WIDTHS_TRIED = 24


def pack(sizes: Sequence[Size], *, aspect: float, gap: float) -> list[Corner]:
    """Place boxes so that together they fill a compact area of about the given shape.

    Parameters
    ----------
    sizes
        Width and height of each box.
    aspect
        Wanted width of the whole, divided by its height.
    gap
        Least distance between two boxes.

    Returns
    -------
    list of (x, y)
        The corner with the least coordinates of each box, in the order of `sizes`.

    Examples
    --------
    >>> pack([(10, 10), (10, 10)], aspect=2, gap=0)
    [(0.0, 0.0), (10.0, 0.0)]
    >>> pack([(10, 10), (10, 10)], aspect=0.5, gap=0)
    [(0.0, 0.0), (0.0, 10.0)]
    """
    if not sizes:
        return []
    padded = [(width + gap, height + gap) for width, height in sizes]
    order = sorted(range(len(padded)), key=lambda i: (-padded[i][1], -padded[i][0], i))
    widest = max(width for width, _ in padded)
    ideal = math.sqrt(sum(width * height for width, height in padded) * aspect)
    tries = (max(widest, ideal * (0.7 + 0.05 * step)) for step in range(_WIDTHS_TRIED))
    layouts = [_pack_into(padded, order, limit) for limit in tries]
    corners, _ = min(layouts, key=lambda layout: _badness(layout[1], aspect))
    return corners


def _badness(extent: Size, aspect: float) -> float:
    """Return the height that a window of shape `aspect` needs to show the whole extent."""
    width, height = extent
    return max(width / aspect, height)


def _pack_into(sizes: Sequence[Size], order: Sequence[int], limit: float) -> tuple[list[Corner], Size]:
    """Lay the boxes on a skyline no wider than `limit`, each as low, then as far left, as it goes."""
    skyline: list[_Segment] = [(0.0, limit, 0.0)]
    corners: list[Corner] = [(0.0, 0.0)] * len(sizes)
    right = top = 0.0
    for index in order:
        width, height = sizes[index]
        x, y = _lowest_place(skyline, width, limit)
        corners[index] = (x, y)
        skyline = _raised(skyline, x, x + width, y + height)
        right, top = max(right, x + width), max(top, y + height)
    return corners, (right, top)


def _lowest_place(skyline: Sequence[_Segment], width: float, limit: float) -> Corner:
    places = [
        (max(top for left, right, top in skyline if left < start + width and right > start), start)
        for start, _, _ in skyline
        if start + width <= limit + 1e-9
    ]
    y, x = min(places)
    return x, y


def _raised(skyline: Sequence[_Segment], start: float, end: float, height: float) -> list[_Segment]:
    """Return the skyline with the stretch from `start` to `end` raised to `height`."""
    before = [(left, min(right, start), top) for left, right, top in skyline if left < start]
    after = [(max(left, end), right, top) for left, right, top in skyline if right > end]
    return [*before, (start, end, height), *after]
