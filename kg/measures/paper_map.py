"""The map of papers: joined where they share what they cite and what cites them, in communities.

Bibliographic coupling knows new papers, co-citation knows old ones; an edge is as strong as both together.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from scipy import sparse

from kg.measures.field_map import ashore, circles, modularity, near_of, strongest_of
from kg.measures.layout import place

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from kg.measures.matrix import Citations

    Matrix = Any

MOST: Final = 800
"""How many papers a person can take in, and a layout can place, where every pair pushes each other."""

LEAST: Final = 2
"""One shared reference may be a textbook."""


@dataclass(frozen=True, slots=True)
class PaperPlace:
    """One paper on the map.

    Attributes:
        near: (paper_id, weight) of those that it is joined to; each edge stands at one of its ends.
        group: the number of its community; 0 where it has none.
    """

    paper_id: str
    x: float
    y: float
    radius: float
    group: int
    near: tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True)
class PaperMap:
    """The map: places by links, the most first.

    Attributes:
        linked: how many papers, of those whose text is known, cite or are cited at all.
        modularity: how much more of the edges' weight lies within communities than by chance, -0.5 to 1.
    """

    places: tuple[PaperPlace, ...]
    linked: int
    modularity: float


def fused(citations: Citations, rows: NDArray[np.int64], *, least: int = LEAST) -> Matrix:
    """Return how near some papers are: the mean of the cosines of coupling and of co-citation.

    Both c and d cite a and b: c and d are coupled as closely as can be, a and b are cited together as often as can be.

    >>> from kg.measures import Citations
    >>> found = Citations.of([("c", "a"), ("c", "b"), ("d", "a"), ("d", "b")])
    >>> fused(found, np.arange(4)).toarray().round(2).tolist()
    [[0.0, 0.5, 0.0, 0.0], [0.5, 0.0, 0.0, 0.0], [0.0, 0.0, 0.0, 0.5], [0.0, 0.0, 0.5, 0.0]]

    Args:
        citations: the graph.
        rows: of the papers.
        least: leave out pairs that share fewer references, and pairs that fewer papers cite.

    Source: M. M. Kessler (1963) and H. Small (1973), each with the cosine of G. Salton and D. Bergmark (1979).
    """
    total = sparse.csr_matrix((len(rows), len(rows)))
    for matrix in (citations.matrix, citations.backwards):
        part = sparse.csr_matrix(matrix[rows])
        shared = (part @ part.T).tocoo()
        size = np.sqrt(np.maximum(1, np.diff(part.indptr)).astype(float))
        kept = (shared.row != shared.col) & (shared.data >= least)
        row, column = shared.row[kept], shared.col[kept]
        weight = shared.data[kept] / (size[row] * size[column]) / 2
        total = total + sparse.csr_matrix((weight, (row, column)), shape=total.shape)
    return total.tocsr()


def paper_map(
    citations: Citations,
    groups: NDArray[np.int64],
    *,
    most: int = MOST,
    before: Mapping[str, tuple[float, float]] | None = None,
) -> PaperMap:
    """Draw the map of the papers that most citations touch.

    Args:
        citations: the graph.
        groups: the number of each paper's community; 0 where it has none.
        most: how many papers, those that cite most and are cited by most; a paper known by its id alone is none.
        before: where papers stood on the last map, so that they stay about there.
    """
    cited = np.bincount(citations.matrix.indices, minlength=len(citations)).astype(np.int64)
    links = cited + np.diff(citations.matrix.indptr)
    known = np.flatnonzero((links > 0) & ~citations.stubs)
    rows = known[np.lexsort((known, -links[known]))][: 2 * most]
    edges = strongest_of(fused(citations, rows))
    for _ in range(2):  # out with what is near nothing, then with what has lost its neighbours
        held = ashore(edges)[:most]
        rows = rows[held]
        edges = strongest_of(fused(citations, rows))
    held = ashore(edges)
    rows, edges = rows[held], edges[held][:, held]
    keys = [citations.keys[row] for row in rows.tolist()]
    _, compact = np.unique(groups[rows], return_inverse=True)
    radii = circles(cited[rows] + 1)
    points = place(keys, edges, compact.tolist(), radii.tolist(), before=before)
    near = near_of(keys, edges)
    places = tuple(
        PaperPlace(key, float(x), float(y), float(radii[at]), int(groups[rows[at]]), near.get(at, ()))
        for at, (key, (x, y)) in enumerate(zip(keys, points, strict=True))
    )
    return PaperMap(places, len(known), modularity(edges, compact))
