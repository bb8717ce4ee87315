"""Chance: how often a table of two by two would come out so by itself, and many tables at once.

Of `total` papers, `first` name one thing, `second` another, `both` name both. The tests ask how likely that many
together are where the two have nothing to do with each other.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from scipy.special import gammaln, xlogy

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    Floats = NDArray[np.float64]

_NEGLIGIBLE = 1e-16
"""What a term of a sum may be, as a part of the sum, to be left out with all that follow it."""


def more_by_chance(both: ArrayLike, first: ArrayLike, second: ArrayLike, total: ArrayLike) -> Floats:
    """Return the probability of at least `both` together by chance: Fisher's exact test, one side.

    Of 4 papers two name A, and the same two name B: of the 6 ways to choose two of four, one is that good.

    >>> round(float(more_by_chance(2, 2, 2, 4)), 4)
    0.1667

    Source: R. A. Fisher, On the interpretation of chi-squared from contingency tables, JRSS 85 (1922).
    """
    return _tail(*_floats(both, first, second, total))


def fewer_by_chance(both: ArrayLike, first: ArrayLike, second: ArrayLike, total: ArrayLike) -> Floats:
    """Return the probability of at most `both` together by chance: the other side.

    >>> round(float(fewer_by_chance(0, 2, 2, 4)), 4)
    0.1667
    """
    k, a, b, n = _floats(both, first, second, total)
    return _tail(a - k, a, n - b, n)


def by_chance(both: ArrayLike, first: ArrayLike, second: ArrayLike, total: ArrayLike) -> Floats:
    """Return the probability of a table as odd as this by chance, to either side: twice the smaller one, at most 1.

    >>> round(float(by_chance(2, 2, 2, 4)), 4), float(by_chance(1, 2, 2, 4))
    (0.3333, 1.0)

    Source: M. P. Fay, Confidence intervals that match Fisher's exact or Blaker's exact tests, Biostatistics 11 (2010),
    the central test.
    """
    sides = more_by_chance(both, first, second, total), fewer_by_chance(both, first, second, total)
    return np.asarray(np.minimum(1.0, 2 * np.minimum(*sides)))


def likelihood_ratio(both: ArrayLike, first: ArrayLike, second: ArrayLike, total: ArrayLike) -> Floats:
    """Return G squared: how much better two shares explain the table than one does; about 3.84 is 5% by chance.

    Two things that always come together in half of 4 papers: 2 times (2 ln 2 + 2 ln 2).

    >>> round(float(likelihood_ratio(2, 2, 2, 4)), 3)
    5.545

    Source: T. Dunning, Accurate methods for the statistics of surprise and coincidence, Computational Linguistics 19
    (1993).
    """
    k, a, b, n = _floats(both, first, second, total)
    cells = np.stack([k, a - k, b - k, n - a - b + k])
    of_first, of_second = np.stack([a, a, n - a, n - a]), np.stack([b, n - b, b, n - b])
    expected = of_first * of_second / np.maximum(n, 1)
    return np.asarray(
        np.maximum(0.0, 2 * (xlogy(cells, cells) - xlogy(cells, np.maximum(expected, 1e-300))).sum(axis=0))
    )


def smallest_by_chance(first: ArrayLike, second: ArrayLike, total: ArrayLike) -> Floats:
    """Return the smallest `by_chance` that any table with these margins can have: more than 5% is too little data.

    Three papers of 100, half of them recent, can say nothing: all three recent has 12%, and so have two sides 24%.

    >>> round(float(smallest_by_chance(3, 50, 100)), 2)
    0.24

    Source: R. E. Tarone, A modified Bonferroni method for discrete data, Biometrics 46 (1990).
    """
    a, b, n = _floats(first, second, total)
    most, least = np.minimum(a, b), np.maximum(0.0, a + b - n)
    return np.minimum(by_chance(most, a, b, n), by_chance(least, a, b, n))


def benjamini_hochberg(p: ArrayLike, *, tests: int | None = None) -> Floats:
    """Return q: the share of chance finds among all that are at least as clear as this one.

    Args:
        p: probabilities by chance.
        tests: how many were made, where those not given are all 1; as many as are given, unless said.

    >>> [round(float(q), 3) for q in benjamini_hochberg([0.01, 0.04, 0.03, 0.5])]
    [0.04, 0.053, 0.053, 0.5]

    Source: Y. Benjamini and Y. Hochberg, Controlling the false discovery rate, JRSS B 57 (1995).
    """
    given = np.asarray(p, dtype=float)
    order = np.argsort(given, kind="stable")
    ranks = np.arange(1, len(given) + 1)
    scaled = given[order] * max(tests or 0, len(given)) / ranks
    found = np.empty_like(given)
    found[order] = np.minimum(1.0, np.minimum.accumulate(scaled[::-1])[::-1])
    return found


def _floats(*given: ArrayLike) -> tuple[Floats, ...]:
    return tuple(np.array(one, dtype=float) for one in np.broadcast_arrays(*given))


def _choose(n: Floats, k: Floats) -> Floats:
    return np.asarray(gammaln(n + 1) - gammaln(k + 1) - gammaln(n - k + 1))


def _tail(k: Floats, a: Floats, b: Floats, n: Floats) -> Floats:
    """Sum the hypergeometric distribution from k upwards, for many tables at once.

    From the mean upwards each term is smaller than the one before, so that a few of them are all that count; below it
    the other side is summed and taken from 1.
    """
    shape = k.shape
    k, a, b, n = (np.atleast_1d(one) for one in (k, a, b, n))
    above = k > a * b / np.maximum(n, 1)
    found = np.empty(k.shape)
    found[above] = _upper(k[above], a[above], b[above], n[above])
    below = ~above
    # At least k of B among A's is not: at least a - k + 1 of not-B among A's.
    found[below] = 1 - _upper(a[below] - k[below] + 1, a[below], n[below] - b[below], n[below])
    return np.clip(found, 0.0, 1.0).reshape(shape)


def _upper(k: Floats, a: Floats, b: Floats, n: Floats) -> Floats:
    k = np.maximum(k, np.maximum(0.0, a + b - n))
    there = k <= np.minimum(a, b)
    total = np.zeros(k.shape)
    at = np.flatnonzero(there)
    k, a, b, n = k[at], a[at], b[at], n[at]
    first: Any = np.exp(_choose(a, k) + _choose(n - a, b - k) - _choose(n, b))
    factor, ratio = np.ones(at.size), np.ones(at.size)
    total_factor = np.ones(at.size)
    live = np.arange(at.size)
    while live.size:
        one = k[live]
        ratio = (a[live] - one) * (b[live] - one) / ((one + 1) * (n[live] - a[live] - b[live] + one + 1))
        factor[live] *= ratio
        total_factor[live] += factor[live]
        k[live] += 1
        live = live[factor[live] > _NEGLIGIBLE * total_factor[live]]
    total[at] = first * total_factor
    return total
