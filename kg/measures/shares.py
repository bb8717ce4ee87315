"""Shares: k of n, within which limits the true share lies, and how far two shares are apart."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

Z = 1.959964
"""Two-sided 95% of the normal distribution."""


def wilson(count: ArrayLike, total: ArrayLike, *, z: float = Z) -> tuple[NDArray[Any], NDArray[Any]]:
    """Return the limits of Wilson's score interval for a share `count` / `total`; of nothing it is all from 0 to 1.

    Unlike count / total plus or minus its standard error, it stays within 0 and 1 and is right for small counts too.

    >>> low, high = wilson(1, 10)
    >>> round(float(low), 3), round(float(high), 3)
    (0.018, 0.404)

    Source: E. B. Wilson, Probable inference, the law of succession, and statistical inference, JASA 22 (1927).
    """
    k, n = np.asarray(count, dtype=float), np.asarray(total, dtype=float)
    there = np.maximum(n, 1)
    share = k / there
    middle = share + z * z / (2 * there)
    reach = z * np.sqrt(share * (1 - share) / there + z * z / (4 * there * there))
    scale = 1 + z * z / there
    low, high = (middle - reach) / scale, (middle + reach) / scale
    low, high = np.where(k == 0, 0.0, low), np.where(k == n, 1.0, high)  # exactly, whatever rounding says
    return np.where(n > 0, low, 0.0), np.where(n > 0, high, 1.0)


def newcombe(
    count: ArrayLike, total: ArrayLike, other_count: ArrayLike, other_total: ArrayLike, *, z: float = Z
) -> tuple[NDArray[Any], NDArray[Any]]:
    """Return the limits of the difference count / total minus other_count / other_total.

    It is made of the two shares' Wilson limits, so that it never leaves -1 and 1. Newcombe's own example:

    >>> low, high = newcombe(56, 70, 48, 80)
    >>> round(float(low), 4), round(float(high), 4)
    (0.0524, 0.3339)

    Source: R. G. Newcombe, Interval estimation for the difference between independent proportions: comparison of
    eleven methods, Statistics in Medicine 17 (1998), method 10.
    """
    low, high = wilson(count, total, z=z)
    other_low, other_high = wilson(other_count, other_total, z=z)
    share = np.asarray(count, dtype=float) / np.maximum(total, 1)
    other = np.asarray(other_count, dtype=float) / np.maximum(other_total, 1)
    difference = share - other
    return (
        difference - np.sqrt((share - low) ** 2 + (other_high - other) ** 2),
        difference + np.sqrt((high - share) ** 2 + (other - other_low) ** 2),
    )
