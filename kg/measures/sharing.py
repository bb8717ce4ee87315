"""How many neighbours two papers share, which co-citation and bibliographic coupling both count.

All pairs at once can be many times the graph: what is asked is worked out some rows at a time.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.measures.matrix import Citations

ROWS = 4096


class Pair(NamedTuple):
    """Another paper, and how many papers both cite, or are cited by."""

    paper_id: str
    shared: int


def of_one(citations: Citations, matrix: Any, paper_id: str, limit: int) -> tuple[Pair, ...]:
    """Give the papers that share most with one; most first, and by key where it is the same number."""
    row = citations.place.get(paper_id)
    if row is None:
        return ()
    shared = (matrix[[row], :] @ matrix.T).tocoo()
    found = [
        Pair(citations.keys[column], int(count))
        for column, count in zip(shared.coords[1].tolist(), shared.data.tolist(), strict=True)
        if column != row
    ]
    return tuple(sorted(found, key=lambda pair: (-pair.shared, pair.paper_id))[:limit])


def of_all(matrix: Any, at_least: int) -> Iterator[tuple[int, Any]]:
    """Give the first row and the counts of one block of rows after another; each pair stands in both its rows."""
    other = matrix.T.tocsr()
    for start in range(0, matrix.shape[0], ROWS):
        counts = (matrix[start : start + ROWS, :] @ other).tocsr()
        rows = np.repeat(np.arange(counts.shape[0]), np.diff(counts.indptr))
        counts.data[(counts.indices == rows + start) | (counts.data < at_least)] = 0
        counts.eliminate_zeros()
        yield start, counts
