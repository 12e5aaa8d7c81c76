"""Positions of the nodes of a network: computed once, the same on every run.

Each connected part is laid out by stress majorisation, then moved apart until no two
labels overlap; the parts are packed side by side. Nothing depends on the order of the
nodes, on the hash seed or on a clock.

References
----------
E. R. Gansner, Y. Koren, S. North: Graph drawing by stress majorization, 2004.
E. R. Gansner, Y. Hu: Efficient, proximity-preserving node overlap removal, 2010.
"""

import math
from collections.abc import Sequence
from typing import Final

import networkx as nx
import numpy as np
from numpy.typing import NDArray
from scipy.sparse import lil_array
from scipy.sparse.csgraph import shortest_path
from scipy.spatial import cKDTree

from libgraph.maps.packing import pack

Points = NDArray[np.float64]

DESKTOP: Final = 1.5
PHONE: Final = 0.6
"""Shapes of windows: width divided by height."""

_CHARACTER: Final = 6.6
_LINE: Final = 15.0
_LINE_LENGTH: Final = 24
_LINES: Final = 3
_MARGIN: Final = 12.0
_LOOSE: Final = np.array([0.75, 1.25])
_PARTS_APART: Final = 50.0
_SEED: Final = 20201015
_STARTS: Final = 5
_FEW: Final = 150
_MOST_ROUNDS: Final = 300


def positions(network: "nx.MultiDiGraph[str]") -> dict[str, tuple[float, float]]:
    """Return a place for every node, in pixels, y growing downwards.

    Parameters
    ----------
    network
        The network; the node attributes `label` and `degree` say how much room a node needs.

    Returns
    -------
    dict of str to (x, y)
        In the order of the node names; the centre of the drawing is at (0, 0).

    Notes
    -----
    Directions are ignored, loops too. Two nodes with many edges between them come closer.

    See Also
    --------
    positions_for : The same for windows of other shapes.
    """
    (wide,) = positions_for(network, [DESKTOP])
    return wide


def positions_for(
    network: "nx.MultiDiGraph[str]", shapes: Sequence[float]
) -> list[dict[str, tuple[float, float]]]:
    """Return positions for several shapes of window, each shape a width divided by a height."""
    simple = simple_network(network)
    boxes = {node: _room(network.nodes[node]) for node in simple}
    parts = [sorted(part) for part in nx.connected_components(simple)]
    parts.sort(key=lambda part: (-len(part), part[0]))
    rooms = [np.array([boxes[node] for node in part]) for part in parts]
    sketches = [_laid_flat(_stress_layout(_distances(simple, part))) for part in parts]
    return [_arranged(parts, rooms, sketches, shape) for shape in shapes]


def _arranged(
    parts: Sequence[Sequence[str]], rooms: Sequence[Points], sketches: Sequence[Points], shape: float
) -> dict[str, tuple[float, float]]:
    """Give the labels of each part room, and pack the parts into a window of the given shape."""
    tall = shape < 1
    drawings = [_with_room(sketch, boxes, tall=tall) for sketch, boxes in zip(sketches, rooms, strict=True)]
    sizes = [(float(size[0]), float(size[1])) for _, size in drawings]
    corners = pack(sizes, aspect=shape, gap=_PARTS_APART / 2 if tall else _PARTS_APART)
    placed = {
        node: point + corner
        for part, (points, _), corner in zip(parts, drawings, corners, strict=True)
        for node, point in zip(part, points, strict=True)
    }
    return _centred(placed)


def simple_network(network: "nx.MultiDiGraph[str]") -> "nx.Graph[str]":
    """Return the undirected network with one weighted edge per pair, in sorted order, without loops."""
    simple: nx.Graph[str] = nx.Graph()
    simple.add_nodes_from(sorted(network))
    pairs = sorted((min(u, v), max(u, v)) for u, v in network.edges() if u != v)
    for u, v in pairs:
        weight = simple[u][v]["weight"] + 1 if simple.has_edge(u, v) else 1
        simple.add_edge(u, v, weight=weight)
    return simple


def node_size(degree: int) -> float:
    """Return the radius of a node with so many neighbours."""
    return round(7 + 2.4 * math.sqrt(degree), 1)


def _room(attributes: dict[str, object]) -> tuple[float, float]:
    """Return the width and height that a node and the label under it take, in the widest language."""
    label = attributes.get("label")
    degree = attributes.get("degree")
    texts = label.values() if isinstance(label, dict) else ()
    longest = max((len(str(text)) for text in texts), default=0)
    diameter = 2 * node_size(degree if isinstance(degree, int) else 0)
    width = max(diameter, _CHARACTER * min(longest, _LINE_LENGTH))
    lines = min(_LINES, math.ceil(longest / (_LINE_LENGTH - 4)))
    return width + _MARGIN, diameter + _LINE * lines + _MARGIN


def _with_room(sketch: Points, boxes: Points, *, tall: bool) -> tuple[Points, Points]:
    """Return the places of one connected part, no two boxes overlapping, and its width and height.

    On a phone no window shows all labels at once, so there each box is a square, of somewhat less area.
    """
    if tall:
        sketch = sketch[:, ::-1]
        boxes = np.repeat(0.85 * np.sqrt(boxes.prod(axis=1))[:, None], 2, axis=1)
    points = _apart(sketch * boxes.mean(axis=0) * (1.0 if tall else _LOOSE), boxes)
    corner = (points - boxes / 2).min(axis=0)
    return points - corner, (points + boxes / 2).max(axis=0) - corner


def _distances(simple: "nx.Graph[str]", part: Sequence[str]) -> Points:
    """Return the wanted distance between all pairs: edges inside a close group are short."""
    index = {node: i for i, node in enumerate(part)}
    circles = {node: {node, *simple[node]} for node in part}
    matrix = lil_array((len(part), len(part)))
    for u, v in simple.subgraph(part).edges():
        shared = len(circles[u] & circles[v]) / len(circles[u] | circles[v])
        matrix[index[u], index[v]] = (1 + 0.8 * (1 - shared)) / simple[u][v]["weight"] ** 0.12
    return np.asarray(shortest_path(matrix.tocsr(), directed=False), dtype=np.float64)


def _stress_layout(distances: Points) -> Points:
    """Return the best of a few layouts; a later one wins only if it is clearly better."""
    count = len(distances)
    random = np.random.default_rng(_SEED)
    spread = float(distances.max()) / 2
    starts = [_scaled_down(distances) + random.normal(size=(count, 2)) * spread * 0.02]
    if count <= _FEW:
        starts += [random.normal(size=(count, 2)) * spread for _ in range(_STARTS)]
    best, least = _majorised(starts[0], distances)
    for start in starts[1:]:
        points, stress = _majorised(start, distances)
        if stress < 0.98 * least:
            best, least = points, stress
    return best


def _scaled_down(distances: Points) -> Points:
    """Return a first guess in the plane: classical scaling on a few columns of the distances."""
    squares = distances[:, :: max(1, len(distances) // 50)] ** 2
    inner = -(squares - squares.mean(axis=0) - squares.mean(axis=1)[:, None] + squares.mean()) / 2
    places, lengths, _ = np.linalg.svd(inner, full_matrices=False)
    guess = np.zeros((len(distances), 2))
    used = min(2, places.shape[1])
    guess[:, :used] = places[:, :used] * np.sqrt(lengths[:used])
    tips = np.abs(guess).argmax(axis=0)
    return guess * np.where(guess[tips, [0, 1]] < 0, -1, 1)


def _majorised(points: Points, wanted: Points) -> tuple[Points, float]:
    """Move the points until their distances are as close to the wanted ones as this start allows."""
    weights = 1 / (wanted + np.eye(len(wanted))) ** 2
    np.fill_diagonal(weights, 0)
    totals = np.maximum(weights.sum(axis=1), 1e-12)[:, None]
    pulls = weights * wanted
    before = math.inf
    for _ in range(_MOST_ROUNDS if len(points) <= 400 else _MOST_ROUNDS // 5):
        actual = np.hypot(*(column[:, None] - column[None, :] for column in points.T))
        stress = float((weights * (actual - wanted) ** 2).sum())
        if before - stress <= 1e-4 * stress:
            break
        before = stress
        ratios = pulls / np.maximum(actual, 1e-9)
        points = (weights @ points + ratios.sum(axis=1)[:, None] * points - ratios @ points) / totals
    return points, stress


def _laid_flat(points: Points) -> Points:
    """Turn the points so that their longer axis lies flat: windows and labels are wide."""
    centred = points - points.mean(axis=0)
    (xx, yy), xy = (centred**2).sum(axis=0), (centred[:, 0] * centred[:, 1]).sum()
    angle = 0.5 * math.atan2(2 * xy, xx - yy)
    turn = np.array([[math.cos(angle), -math.sin(angle)], [math.sin(angle), math.cos(angle)]])
    return np.asarray((centred[:, :, None] * turn[None, :, :]).sum(axis=1))


def _apart(points: Points, boxes: Points) -> Points:
    """Push overlapping boxes away from each other, along the axis that needs the smaller part of a box."""
    usual = boxes.mean(axis=0)
    points = points.copy()
    for _ in range(_MOST_ROUNDS):
        pairs = cKDTree(points / boxes.max(axis=0)).query_pairs(1.0, p=math.inf, output_type="ndarray")
        pairs = pairs[np.lexsort((pairs[:, 1], pairs[:, 0]))]
        one, other = pairs[:, 0], pairs[:, 1]
        gaps = points[other] - points[one]
        overlap = (boxes[one] + boxes[other]) / 2 - np.abs(gaps)
        touching = (overlap > 1e-3).all(axis=1)
        if not touching.any():
            break
        one, other, gaps, overlap = one[touching], other[touching], gaps[touching], overlap[touching]
        axis = (overlap / usual).argmin(axis=1)
        rows = np.arange(len(axis))
        push = np.zeros_like(overlap)
        push[rows, axis] = (overlap[rows, axis] / 2 + 0.5) * np.where(gaps[rows, axis] < 0, -1, 1)
        np.add.at(points, one, -push)
        np.add.at(points, other, push)
    return points


def _centred(placed: dict[str, Points]) -> dict[str, tuple[float, float]]:
    if not placed:
        return {}
    order = sorted(placed)
    points = np.array([placed[node] for node in order])
    middle = (points.min(axis=0) + points.max(axis=0)) / 2
    rounded = np.round(points - middle, 1) + 0.0  # adding zero turns -0.0 into 0.0
    return {node: (float(x), float(y)) for node, (x, y) in zip(order, rounded, strict=True)}
