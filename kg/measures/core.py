"""Cores: parts of the graph in which every paper is joined with at least k of the same part.

Source: Seidman, S. B. (1983). Network structure and minimum degree. Social Networks 5(3), 269-287. Computed as in
Batagelj, V., Zaversnik, M. (2003). An O(m) algorithm for cores decomposition of networks. arXiv:cs/0310049.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import networkit
import numpy as np

from kg.measures.undirected import repeatably, undirected

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from kg.measures.matrix import Citations


def cores(citations: Citations) -> NDArray[np.int64]:
    """Give the greatest k for which each paper is in the k-core; directions do not count. networkit serves any size.

    Example:
        The papers a, b and c all cite each other once, and d cites c alone: the triangle is a 2-core.

        >>> from kg.measures import Citations
        >>> cores(Citations.of([("b", "a"), ("c", "a"), ("c", "b"), ("d", "c")])).tolist()
        [2, 2, 2, 1]
    """
    if not len(citations):
        return np.zeros(0, dtype=np.int64)
    with repeatably():
        return np.array(networkit.centrality.CoreDecomposition(undirected(citations)).run().scores()).astype(np.int64)
