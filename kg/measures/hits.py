"""Hubs and authorities: papers that cite what matters, and papers that such papers cite.

Source: Kleinberg, J. M. (1999). Authoritative sources in a hyperlinked environment. Journal of the ACM 46(5), 604-632.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from kg.measures.matrix import Citations

MOST_STEPS: Final = 5000
"""Where the two strongest groups of papers are nearly of one strength, the scores still move at 1e-9 by then."""


class Hits(NamedTuple):
    """The scores of each paper; the hubs' sum is 1, and so is the authorities'."""

    hubs: NDArray[np.float64]
    authorities: NDArray[np.float64]


def hits(citations: Citations, *, tolerance: float = 1e-12) -> Hits:
    """Give each paper's score as a hub and as an authority.

    A paper's authority is the sum of the hub scores of the papers that cite it; its hub score is the sum of the
    authorities that it cites. Both start alike and are worked out in turn until the sum of all changes is under the
    tolerance. One implementation serves any size. Where nothing is cited, all scores are 0.

    Args:
        citations: the graph.
        tolerance: what the scores may still move, all together.

    Example:
        Both b and c cite a, and c cites d too: with authorities (a, d), the steps are (2a + d, a + d), whose ratio
        goes to 1 : 0.618; c is the better hub by (1 + 0.618) : 1.

        >>> from kg.measures import Citations
        >>> found = hits(Citations.of([("b", "a"), ("c", "a"), ("c", "d")]))
        >>> found.authorities.round(3).tolist()
        [0.618, 0.0, 0.0, 0.382]
        >>> found.hubs.round(3).tolist()
        [0.0, 0.382, 0.618, 0.0]
    """
    size = len(citations)
    if not citations.edges:
        return Hits(np.zeros(size), np.zeros(size))
    forth, back = citations.matrix.astype(np.float64), citations.backwards.astype(np.float64)
    authorities = np.full(size, 1 / size)
    for _ in range(MOST_STEPS):
        moved = back @ (forth @ authorities)
        moved /= moved.sum()
        change = float(np.abs(moved - authorities).sum())
        authorities = moved
        if change <= tolerance:
            break
    authorities[authorities < tolerance] = 0  # it was still on its way there
    hubs = forth @ authorities
    return Hits(hubs / hubs.sum(), authorities)
