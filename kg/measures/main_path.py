"""The main path: the chain of citations by which most of the knowledge of a field came down.

Source: Hummon, N. P., Doreian, P. (1989). Connectivity in a citation network: the development of DNA theory. Social
Networks 11(1), 39-63; the count of paths is that of Batagelj, V. (2003). Efficient algorithms for citation network
analysis. arXiv:cs/0309023.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np
from scipy import sparse
from scipy.sparse import csgraph

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from kg.measures.matrix import Citations


@dataclass(frozen=True, eq=False)
class Traversal:
    """How many paths go along each citation, from a paper that cites nothing to one that nothing cites.

    Attributes:
        cited: place of the cited group.
        citing: place of the citing group.
        weights: natural logarithms of the numbers of paths, which have hundreds of digits in large graphs.
        group: of each paper; papers that cite each other in a circle are one group, all others one each.
    """

    cited: NDArray[np.int64]
    citing: NDArray[np.int64]
    weights: NDArray[np.float64]
    group: NDArray[np.int64]


def traversal(citations: Citations) -> Traversal:
    """Count the paths along each citation: its search path count (SPC).

    Circles of citations have no beginning: the papers of one are taken for one, what they cite among themselves is left
    out, and of several citations between two groups one counts. Where there is no circle, nothing is left out.

    Example:
        Knowledge goes from a to b and c, from both to d, and from d to e: each of the two ways is one path.

        >>> from kg.measures import Citations
        >>> found = traversal(Citations.of([("b", "a"), ("c", "a"), ("d", "b"), ("d", "c"), ("e", "d")]))
        >>> sorted(np.exp(found.weights).round(6).tolist())
        [1.0, 1.0, 1.0, 1.0, 2.0]
    """
    count, group = csgraph.connected_components(citations.matrix, directed=True, connection="strong")
    near = group[np.repeat(np.arange(len(citations)), np.diff(citations.matrix.indptr))]
    far = group[citations.matrix.indices]
    apart = near != far
    # Rows are the cited: the way that knowledge went.
    flow = sparse.csr_array((np.ones(int(apart.sum())), (far[apart], near[apart])), shape=(count, count))
    flow.sum_duplicates()
    back = flow.T.tocsr()
    levels = _levels(flow, back)
    before = _paths(back, levels)
    after = _paths(flow, levels[::-1])
    cited = np.repeat(np.arange(count), np.diff(flow.indptr))
    citing = flow.indices.astype(np.int64)
    return Traversal(cited, citing, before[cited] + after[citing], group.astype(np.int64))


def main_path(citations: Citations) -> tuple[str, ...]:
    """Give the papers of the main path, the oldest first.

    It begins with the citation, among all of papers that cite nothing, along which most paths go, and goes on with the
    one along which most go from there, until nothing cites the last paper. Where two have the same number, the paper
    with the first key goes on. Of papers that cite each other in a circle, those stand on it by which it comes and
    goes. One implementation serves any size.

    Example:
        Knowledge goes from a to b, from b to c and d, from both to e; f builds on a alone. All ways lead over b, and
        two of them, over c and over d, are one path each: the first key goes on.

        >>> from kg.measures import Citations
        >>> pairs = [("b", "a"), ("c", "b"), ("d", "b"), ("e", "c"), ("e", "d"), ("f", "a")]
        >>> main_path(Citations.of(pairs))
        ('a', 'b', 'c', 'e')
    """
    found = traversal(citations)
    if not len(found.weights):
        return ()
    count = int(found.group.max()) + 1
    first = np.full(count, len(citations))
    np.minimum.at(first, found.group, np.arange(len(citations)))  # the first key of each group
    is_source = np.ones(count, dtype=np.bool_)
    is_source[found.citing] = False
    # The heaviest first; what is equal but for rounding is equal.
    heaviest = np.lexsort((first[found.citing], first[found.cited], -found.weights.round(9)))
    best = next(one for one in heaviest.tolist() if is_source[found.cited[one]])
    order = heaviest[np.argsort(found.cited[heaviest], kind="stable")]
    starts = np.searchsorted(found.cited[order], np.arange(count + 1))
    groups = [int(found.cited[best]), int(found.citing[best])]
    while starts[groups[-1]] < starts[groups[-1] + 1]:
        groups.append(int(found.citing[order[starts[groups[-1]]]]))
    return _papers(citations, found.group, groups)


def _papers(citations: Citations, group: NDArray[np.int64], groups: list[int]) -> tuple[str, ...]:
    """Give the papers by which a path through groups comes and goes."""
    path: list[int] = []
    for older, younger in pairwise(groups):
        members = np.flatnonzero(group == younger)
        into = citations.matrix[members, :].tocoo()
        ends = [
            (int(cited), int(members[row]))
            for row, cited in zip(*(one.tolist() for one in into.coords), strict=True)
            if group[cited] == older
        ]
        cited, citing = min(ends, key=lambda end: (end[0] not in path[-1:], end))
        path += [one for one in (cited, citing) if one not in path[-1:]]
    return tuple(citations.keys[one] for one in path)


def _levels(flow: Any, back: Any) -> list[NDArray[np.int64]]:
    """Give the groups in an order in which all that one builds on stands on levels before it."""
    waiting = np.diff(back.indptr).astype(np.int64)
    level = np.flatnonzero(waiting == 0)
    levels = []
    while len(level):
        levels.append(level)
        reached = flow[level, :].indices
        np.subtract.at(waiting, reached, 1)
        level = np.unique(reached[waiting[reached] == 0])
    return levels


def _paths(into: Any, levels: list[NDArray[np.int64]]) -> NDArray[np.float64]:
    """Give the logarithm of how many paths lead to each group, by the matrix of what leads there."""
    paths = np.zeros(into.shape[0])
    for level in levels:
        rows = into[level, :]
        some = np.diff(rows.indptr) > 0
        if some.any():
            paths[level[some]] = np.logaddexp.reduceat(paths[rows.indices], rows.indptr[:-1][some])
    return paths
