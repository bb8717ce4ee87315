"""PageRank: how often a reader who follows citations at random comes to a paper.

Source: Page, L., Brin, S., Motwani, R., Winograd, T. (1999). The PageRank citation ranking: bringing order to the web.
Stanford InfoLab 1999-66. For papers: Chen, P., Xie, H., Maslov, S., Redner, S. (2007). Finding scientific gems with
Google's PageRank algorithm. Journal of Informetrics 1(1), 8-15.

The iteration stops where the whole error is under the tolerance. `networkx.pagerank` stops at the number of nodes times
its tolerance: at 311,488 papers and the 1e-6 that stands there unless it is told otherwise, that is an error of up to
0.3 of a sum of 1, and only half of its first hundred papers are the first hundred.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from kg.errors import CallError

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from kg.measures.matrix import Citations


def pagerank(
    citations: Citations,
    *,
    damping: float = 0.85,
    tolerance: float = 1e-12,
    restart: NDArray[np.float64] | None = None,
) -> NDArray[np.float64]:
    """Give the share of time that a random reader spends on each paper; all of them together are 1.

    The reader follows a reference of the paper at hand with probability `damping`, each with the same; else, and where
    there is none, starts again anywhere. One implementation serves any size: a sparse matrix, multiplied until nothing
    moves.

    Args:
        citations: the graph.
        damping: the probability that the reader goes on.
        tolerance: what the sum of all errors is at most.
        restart: where the reader starts again, by weights; anywhere alike unless given. With it the measure is near
            to some papers: personalised PageRank.

    Raises:
        CallError: the weights are none.

    Example:
        With damping 0.5 a reader comes to b only by starting again: always from a, which cites nothing, and every
        other time from b, so that x_b = (x_a + x_b / 2) / 2; with x_a + x_b = 1, x_b is 0.4.

        >>> from kg.measures import Citations
        >>> pagerank(Citations.of([("b", "a")]), damping=0.5).round(9).tolist()
        [0.6, 0.4]
    """
    size = len(citations)
    if not size:
        return np.zeros(0)
    start = _shares(restart, size)
    out = np.diff(citations.matrix.indptr).astype(np.float64)
    dangling = out == 0
    into = citations.backwards.astype(np.float64)
    share = np.divide(damping, out, out=np.zeros(size), where=~dangling)
    ranks = start
    # Each step takes the error down by the damping at least, from 2 at most.
    for _ in range(_steps(damping, tolerance)):
        moved = into @ (ranks * share)
        moved += (1 - damping + damping * ranks[dangling].sum()) * start
        error = float(np.abs(moved - ranks).sum()) * damping / (1 - damping)
        ranks = moved
        if error <= tolerance:
            break
    return np.asarray(ranks / ranks.sum())


def _shares(restart: NDArray[np.float64] | None, size: int) -> NDArray[np.float64]:
    if restart is None:
        return np.full(size, 1 / size)
    if restart.shape != (size,) or not (restart >= 0).all() or not restart.sum() > 0:
        raise CallError(f"The reader has nowhere to start again: give {size} weights, one of them above 0.")
    return np.asarray(restart / restart.sum(), dtype=np.float64)


def _steps(damping: float, tolerance: float) -> int:
    if not 0 <= damping < 1 or not tolerance > 0:
        raise CallError("The damping is at least 0 and less than 1, and the tolerance more than 0.")
    return 2 if damping == 0 else math.ceil(math.log(tolerance * (1 - damping) / 2) / math.log(damping)) + 2
