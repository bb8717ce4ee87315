"""Layout: where the nodes of a drawn graph stand, the same every time, none over another.

Every force is computed for all pairs, which serves up to a few thousand nodes.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any, Final

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    Points = NDArray[np.float64]
    Matrix = Any

WIDTH: Final = 1600.0
HEIGHT: Final = 1000.0

_STEPS: Final = 150
_HEAT: Final = 0.1
"""How far a point may go in the first step; less and less in those that follow."""

_ROUNDS: Final = 60
_GROWTH: Final = 1.06


def springs(weights: Matrix, start: Points) -> Points:
    """Move points so that edges pull their ends together and all points push each other away.

    Args:
        weights: a symmetric matrix of how hard each edge pulls.
        start: where the points stand at first, about within a unit square.

    Source: T. Fruchterman and E. Reingold, Graph drawing by force-directed placement, Software: Practice and Experience
    21 (1991).
    """
    points = np.array(start, dtype=float)
    size = len(points)
    if size < 2:  # noqa: PLR2004 - one point has nowhere to go
        return points
    natural = 1 / np.sqrt(size)
    pulls = weights.tocsr().astype(float)
    rows = np.repeat(np.arange(size), np.diff(pulls.indptr))
    for step in range(_STEPS):
        x, y = (np.subtract.outer(axis, axis) for axis in points.T)
        square = np.maximum(x * x + y * y, 1e-6)
        push = natural * natural / square
        force = np.stack([(x * push).sum(axis=1), (y * push).sum(axis=1)], axis=1)
        apart = points[rows] - points[pulls.indices]
        pull = pulls.data * np.hypot(*apart.T) / natural
        force -= np.stack([np.bincount(rows, pull * axis, minlength=size) for axis in apart.T], axis=1)
        force -= 0.1 * (points - points.mean(axis=0))  # what nothing holds does not drift away
        length = np.maximum(np.hypot(*force.T), 1e-9)
        points += force * (np.minimum(length, _HEAT * (1 - step / _STEPS)) / length)[:, None]
    return points


def apart(points: Points, radii: NDArray[np.float64], *, gap: float = 2.0) -> Points:
    """Move circles as little as it takes for no two to overlap; where they are too many for the place, it grows.

    >>> two = apart(np.array([[0.0, 0.0], [1.0, 0.0]]), np.array([2.0, 2.0]), gap=1.0)
    >>> bool(two[1, 0] - two[0, 0] >= 5)
    True
    """
    points = np.array(points, dtype=float)
    size = len(points)
    if size < 2:  # noqa: PLR2004 - one circle overlaps nothing
        return points
    needed = np.add.outer(radii, radii) + gap
    np.fill_diagonal(needed, -1.0)
    order = np.subtract.outer(np.arange(size), np.arange(size))
    while True:
        for _ in range(_ROUNDS):
            x, y = (np.subtract.outer(axis, axis) for axis in points.T)
            x = np.where((x == 0) & (y == 0), order * 1e-3, x)  # two on one spot go apart too
            distance = np.hypot(x, y)
            over = needed - distance
            if not (over > 0).any():
                return points
            push = np.where(over > 0, (over + 1e-6) / np.maximum(distance, 1e-9) / 2, 0.0)
            points += np.stack([(x * push).sum(axis=1), (y * push).sum(axis=1)], axis=1)
        middle = points.mean(axis=0)
        points = middle + (points - middle) * _GROWTH


def place(
    keys: Sequence[str],
    weights: Matrix,
    groups: Sequence[int],
    radii: Sequence[float],
    *,
    before: Mapping[str, tuple[float, float]] | None = None,
) -> Points:
    """Give each node a place: groups in areas of their own, neighbours near each other, none over another.

    Args:
        keys: of the nodes; what is random elsewhere comes from them.
        weights: a symmetric matrix of how near nodes are to each other, 0 for none.
        groups: a number for each node.
        radii: of the circles that are drawn.
        before: where some of them stood on the last map; they stay about there.
    """
    if not keys:
        return np.zeros((0, 2))
    group = np.asarray(groups)
    edges = weights.tocoo()
    same = group[edges.row] == group[edges.col]
    edges.data = np.where(same, 3.0, 0.25) * edges.data
    known = {key: at for key in keys if (at := (before or {}).get(key)) is not None}
    if 2 * len(known) > len(keys):
        points = _remembered(keys, edges, known)
    else:
        points = _framed(springs(edges, _by_group(keys, weights, group)))
    return apart(points, np.asarray(radii, dtype=float))


def _by_group(keys: Sequence[str], weights: Matrix, group: NDArray[np.int64]) -> Points:
    """Let the groups find their places first, and begin with each node about where its group is."""
    count = int(group.max()) + 1
    members = np.zeros((count, len(keys)))
    members[group, np.arange(len(keys))] = 1
    between = members @ (weights @ members.T)
    np.fill_diagonal(between, 0)
    scale = between.max(initial=0) or 1.0
    ring = np.arange(count) * 2.399963  # the golden angle: even, whatever their number
    start = 0.5 + np.sqrt(np.arange(count) + 0.5)[:, None] * np.stack([np.cos(ring), np.sin(ring)], axis=1) / (
        2 * np.sqrt(count)
    )
    from_scipy = type(weights)
    homes = springs(from_scipy(between / scale), start)
    return np.asarray(homes[group] + 0.06 * np.array([_random(key) for key in keys]))


def _remembered(keys: Sequence[str], weights: Matrix, known: Mapping[str, tuple[float, float]]) -> Points:
    """Leave each where it was, and let what is new find its place among them."""
    points = np.array([known.get(key, (np.nan, np.nan)) for key in keys], dtype=float)
    there = ~np.isnan(points[:, 0])
    middle = points[there].mean(axis=0)
    sums, total = weights @ np.where(there[:, None], points, 0.0), weights @ there.astype(float)
    for at in np.flatnonzero(~there).tolist():
        near = sums[at] / total[at] if total[at] > 0 else middle
        points[at] = near + 0.03 * HEIGHT * np.array(list(_random(keys[at])))
    return points


def _framed(points: Points) -> Points:
    low, high = np.percentile(points, 1, axis=0), np.percentile(points, 99, axis=0)
    return np.asarray((points - low) / np.maximum(high - low, 1e-9) * [WIDTH, HEIGHT])


def _random(key: str) -> tuple[float, float]:
    """Give two numbers from -1 to 1 that are this key's wherever and whenever it is asked."""
    told = hashlib.blake2b(key.encode(), digest_size=8).digest()
    one, other = int.from_bytes(told[:4], "big"), int.from_bytes(told[4:], "big")
    return one / 2**31 - 1, other / 2**31 - 1
