"""The colours of fields on a map: more fields than colours, and no two of one colour side by side.

The palette is near that of the kinds of nodes: any two of it stay apart for a colour-blind reader, side by side as they
lie on a map, and all of it stands out from light and dark. Its test works both out.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

PALETTE: Final[tuple[str, ...]] = (
    "#136cff", "#e37064", "#1e6e7a", "#b88900", "#615ba8", "#11a1bf", "#c13615", "#606947",
)  # fmt: skip


def coloured(middles: Mapping[int, tuple[float, float]]) -> dict[int, str]:
    """Give each field a colour: in their order, that of which the nearest field is farthest.

    Args:
        middles: where the middle of each field lies; the most important first.

    Example:
        >>> some = {number: (float(number), 0.0) for number in range(10)}
        >>> colours = coloured(some)
        >>> len({colours[number] for number in range(8)}), colours[8] != colours[7]
        (8, True)
    """
    given: dict[int, str] = {}
    for field, (x, y) in middles.items():
        nearest = dict.fromkeys(PALETTE, math.inf)
        for other, colour in given.items():
            far = math.dist((x, y), middles[other])
            nearest[colour] = min(nearest[colour], far)
        given[field] = max(PALETTE, key=nearest.__getitem__)  # the first of several
    return given


def middle(places: Iterable[tuple[float, float, float]]) -> tuple[float, float]:
    """Return the middle of circles (x, y, radius), the larger weighing more.

    >>> middle([(0, 0, 1), (4, 0, 3)])
    (3.0, 0.0)
    """
    total = x = y = 0.0
    for at_x, at_y, radius in places:
        total += radius
        x += at_x * radius
        y += at_y * radius
    return (x / total, y / total) if total else (0.0, 0.0)
