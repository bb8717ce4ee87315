"""Communities: groups of papers that cite each other more than they cite others.

Source: Traag, V. A., Waltman, L., van Eck, N. J. (2019). From Louvain to Leiden: guaranteeing well-connected
communities. Scientific Reports 9, 5233; what is made as large as possible is the modularity of Newman, M. E. J.,
Girvan, M. (2004). Finding and evaluating community structure in networks. Physical Review E 69, 026113.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import networkit
import numpy as np
from scipy import sparse
from scipy.sparse import csgraph

from kg.measures.undirected import neighbours, repeatably, undirected

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from kg.measures.matrix import Citations

    Numbers = NDArray[np.int64]

SMALLEST: Final = 5
ROUNDS: Final = 5


def communities(
    citations: Citations,
    *,
    before: Numbers | None = None,
    highest: int = 0,
    smallest: int = SMALLEST,
    resolution: float = 1.0,
) -> Numbers:
    """Give the number of each paper's community; 0 where it has none.

    Directions do not count. Every community is in one piece. The same graph has the same communities; where it changed
    a little, a community keeps its number: it takes that of the one before with which it shares most papers, if these
    are more than half of either. networkit's Leiden serves any size.

    Args:
        citations: the graph.
        before: the numbers that its papers had; 0 where they had none.
        highest: the highest number that ever was, so that none comes back for another community.
        smallest: a group of fewer papers is no community.
        resolution: the higher, the more and the smaller communities.

    Example:
        Two triangles joined by one citation are two communities.

        >>> from kg.measures import Citations
        >>> pairs = [("b", "a"), ("c", "a"), ("c", "b"), ("d", "c"), ("e", "d"), ("f", "d"), ("f", "e")]
        >>> communities(Citations.of(pairs), smallest=3).tolist()
        [1, 1, 1, 2, 2, 2]
        >>> communities(Citations.of(pairs), before=np.array([7, 7, 7, 0, 3, 3]), smallest=3).tolist()
        [7, 7, 7, 3, 3, 3]
    """
    size = len(citations)
    if not citations.edges:
        return np.zeros(size, dtype=np.int64)
    with repeatably():
        leiden = networkit.community.ParallelLeiden(
            undirected(citations), iterations=ROUNDS, randomize=False, gamma=resolution
        )
        leiden.run()
        found = np.array(leiden.getPartition().getVector(), dtype=np.int64)
    groups = _in_one_piece(neighbours(citations), found)
    sizes = np.bincount(groups)
    groups[sizes[groups] < smallest] = -1
    return matched(groups, np.zeros(size, dtype=np.int64) if before is None else before, highest)


def _in_one_piece(matrix: Any, found: Numbers) -> Numbers:
    """Divide groups that hang together by papers of other groups alone."""
    edges = matrix.tocoo()
    near, far = edges.coords
    inside = found[near] == found[far]
    kept = sparse.csr_array((np.ones(int(inside.sum())), (near[inside], far[inside])), shape=matrix.shape)
    _, pieces = csgraph.connected_components(kept, directed=False)
    return np.asarray(pieces, dtype=np.int64)


def matched(groups: Numbers, before: Numbers, highest: int = 0) -> Numbers:
    """Give groups the numbers of those before that they are, and new ones, by size, to the others.

    Args:
        groups: of each paper; -1 where it has none.
        before: number of each paper; 0 where it had none.
        highest: the highest number that ever was.

    Example:
        >>> matched(np.array([0, 0, 0, 1, 1, -1]), np.array([4, 4, 5, 5, 5, 4])).tolist()
        [4, 4, 4, 5, 5, 0]
    """
    numbers = np.zeros(int(groups.max(initial=-1)) + 2, dtype=np.int64)  # the last is that of no group: 0
    both = (groups >= 0) & (before > 0)
    pairs, overlaps = np.unique(np.stack((groups[both], before[both])), axis=1, return_counts=True)
    sizes, olds = np.bincount(groups[groups >= 0]), np.bincount(before)
    taken: set[int] = set()
    for at in np.lexsort((pairs[0], pairs[1], -overlaps)):
        group, number = int(pairs[0, at]), int(pairs[1, at])
        enough = 2 * overlaps[at] > min(sizes[group], olds[number])
        if enough and not numbers[group] and number not in taken:
            numbers[group] = number
            taken.add(number)
    fresh = max(highest, int(before.max(initial=0)))
    there, firsts = np.unique(groups[groups >= 0], return_index=True)
    for at in np.lexsort((firsts, -sizes[there])):
        if not numbers[there[at]]:
            fresh += 1
            numbers[there[at]] = fresh
    return numbers[groups]
