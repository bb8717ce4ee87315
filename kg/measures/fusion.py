"""Fusion: one ranking made of several."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Mapping, Sequence

    from numpy.typing import NDArray

    Scores = NDArray[np.float64]

CONSTANT: Final = 60
POOL: Final = 150
"""So many of each signal's best are looked at."""
_WORST: Final = 1000

WEIGHTS: Final[dict[str, tuple[float, float]]] = {
    "coupled_references": (1.715, -0.140),
    "co_cited": (0.783, 0.155),
    "pagerank": (0.768, -0.054),
    "text": (0.563, 0.257),
    "references_of_nearest": (0.905, 0.044),
    "popularity": (-0.025, -0.109),
    "authors": (-0.213, 0.200),
    "references_of_authors": (2.105, -0.217),
    "specific_pagerank": (1.123, 0.337),
}
"""Signal to what the root of its share of the best score is worth, and what the logarithm of its rank is.

`python -m bench.recommend --weights` fits these on two corpora, and measures on each what the other alone teaches.
"""


def reciprocal_rank(rankings: Iterable[Sequence[Hashable]], *, constant: int = CONSTANT) -> list[tuple[Any, float]]:
    """Fuse ranked lists: each gives what it holds one over its rank plus a constant; the best first.

    Source: Cormack, Clarke and Büttcher 2009, whose constant is 60. What two lists hold alike comes in the order in
    which it was first seen.

    Example:
        >>> [one for one, score in reciprocal_rank([["a", "b"], ["b", "c"]])]
        ['b', 'a', 'c']
    """
    found: dict[Hashable, float] = {}
    for ranking in rankings:
        for rank, one in enumerate(dict.fromkeys(ranking), start=1):
            found[one] = found.get(one, 0.0) + 1 / (constant + rank)
    return sorted(found.items(), key=lambda pair: -pair[1])


def pool(signals: Mapping[str, Scores], allowed: NDArray[np.bool_], *, count: int = POOL) -> NDArray[np.int64]:
    """Return the candidates of one question, in order: whatever is allowed and among the best of any signal.

    Example:
        >>> pool({"a": np.array([0.0, 2.0, 1.0])}, np.array([True, True, False])).tolist()
        [1]
    """
    found: set[int] = set()
    for scores in signals.values():
        open_ = np.where(allowed, scores, 0.0)
        best = np.argpartition(-open_, count)[:count] if len(open_) > count else np.arange(len(open_))
        found.update(int(one) for one in best if open_[one] > 0)
    return np.array(sorted(found), dtype=np.int64)


def features(scores: Scores, allowed: NDArray[np.bool_], candidates: NDArray[np.int64]) -> Scores:
    """Say how good each candidate is by one signal, whatever its scale: two columns.

    The root of the share that it has of the best score, and minus the logarithm of its rank, which is the last for
    whatever has a score of 0 and never more than a thousand.

    Example:
        >>> features(np.array([4.0, 1.0, 0.0]), np.array([True, True, True]), np.array([0, 1, 2])).round(2).tolist()
        [[1.0, -0.0], [0.5, -0.69], [0.0, -6.91]]
    """
    open_ = np.where(allowed, scores, 0.0)
    best = open_.max(initial=0.0)
    share = np.sqrt(open_[candidates] / best) if best > 0 else np.zeros(len(candidates))
    ordered = np.sort(open_)[::-1]
    rank = np.searchsorted(-ordered, -open_[candidates], side="left")
    last = np.where(open_[candidates] > 0, np.minimum(rank, _WORST), _WORST)
    return np.column_stack([share, -np.log1p(last)])


def table(signals: Mapping[str, Scores], allowed: NDArray[np.bool_], candidates: NDArray[np.int64]) -> Scores:
    """Return the features of all signals beside each other, in the order of the signals."""
    return np.hstack([features(scores, allowed, candidates) for scores in signals.values()])


def fused(
    signals: Mapping[str, Scores],
    allowed: NDArray[np.bool_],
    candidates: NDArray[np.int64],
    *,
    weights: Mapping[str, tuple[float, float]] = WEIGHTS,
) -> Scores:
    """Score the candidates of one question by the weighted sum of their features; the highest is the best."""
    columns = table(signals, allowed, candidates)
    return np.asarray(columns @ np.array([one for name in signals for one in weights[name]]), dtype=float)
