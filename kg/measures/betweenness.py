"""Betweenness: on how many of the shortest paths between other papers a paper lies.

Source: Freeman, L. C. (1977). A set of measures of centrality based on betweenness. Sociometry 40(1), 35-41. Exact as
in Brandes, U. (2001). A faster algorithm for betweenness centrality. Journal of Mathematical Sociology 25(2), 163-177;
sampled as in Borassi, M., Natale, E. (2019). KADABRA is an ADaptive Algorithm for Betweenness via Random
Approximation. ACM Journal of Experimental Algorithmics 24, 1.2, which stops as soon as the bound of Riondato, M.,
Kornaropoulos, E. M. (2016), Fast approximation of betweenness centrality through sampling, Data Mining and Knowledge
Discovery 30, 438-475, or a better one holds.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import networkit
import numpy as np

from kg.measures.undirected import repeatably, undirected

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from kg.measures.matrix import Citations

EXACT: Final = 20_000_000
"""Up to so many papers times edges (2,000 by 10,000), all paths are looked at: a second or two."""

ERROR: Final = 0.01
DOUBT: Final = 0.1


class Betweenness(NamedTuple):
    """The share of pairs of other papers between which a paper stands, from 0 to 1.

    Attributes:
        values: of each paper.
        error: with probability `1 - doubt`, no value is further from the true one; 0 where all paths were looked at.
        doubt: see above.
        samples: how many paths were looked at; 0 stands for all.
    """

    values: NDArray[np.float64]
    error: float
    doubt: float
    samples: int


def betweenness(citations: Citations, *, error: float = ERROR, doubt: float = DOUBT, exact: int = EXACT) -> Betweenness:
    """Give the betweenness of each paper; directions do not count, and no two papers without a path.

    A pair that several shortest paths join counts for a paper by the share of these that go through it. Small graphs
    are worked out exactly, large ones from paths drawn at random. networkit does both.

    Args:
        citations: the graph.
        error: how far a sampled value may be off.
        doubt: the probability that one of them is further off.
        exact: up to how many papers times edges all paths are looked at.

    Example:
        In the chain a - b - c - d, b stands between a and c, and a and d: two of the three pairs of others.

        >>> from kg.measures import Citations
        >>> betweenness(Citations.of([("b", "a"), ("c", "b"), ("d", "c")])).values.round(3).tolist()
        [0.0, 0.667, 0.667, 0.0]
    """
    size = len(citations)
    if size < 3:  # noqa: PLR2004 - there is no pair of others
        return Betweenness(np.zeros(size), 0.0, 0.0, 0)
    with repeatably():
        drawn = undirected(citations)
        if size * citations.edges <= exact:
            whole = networkit.centrality.Betweenness(drawn).run().scores()
            return Betweenness(np.array(whole) / ((size - 1) * (size - 2)), 0.0, 0.0, 0)
        sampled = networkit.centrality.KadabraBetweenness(drawn, error, doubt, deterministic=True)
        sampled.run()
        values = np.array(sampled.scores())
    # networkit gives twice the share of all pairs; what is asked is the share of
    # pairs of others. Its error is halved likewise, so that the bound is more than kept.
    values *= size / (size - 2) / 2
    return Betweenness(values, error, doubt, int(sampled.getNumberOfIterations()))
