"""Charts: Altair in the theme of the pages, and sparklines that fit into a line of text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import streamlit as st

from kg.dashboard.layout.colours import COLOURS
from kg.dashboard.words.wording import plain

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import altair as alt

RELATION_COLOURS: dict[str, str] = {
    "INTRODUCES": COLOURS["Method"],
    "EVALUATES_ON": COLOURS["Benchmark"],
    "USES": COLOURS["Metric"],
    "HAS_CODE": COLOURS["Repo"],
}
"""Of the relations from a paper to an entity, wherever a chart tells them apart."""

_WIDTH, _HEIGHT = 96, 20
_THICK, _DOT = 0.8, 2.6


def draw(chart: alt.Chart | alt.LayerChart, *, key: str, says: str, on_select: Callable[[], None] | None = None) -> Any:
    """Draw a chart over the width of its place.

    Args:
        chart: what to draw.
        key: tells this chart from another on the page; its selection lies under it in the session's state.
        says: in a sentence what it shows, for whoever does not see it.
        on_select: called when the reader selects in it, before the page is drawn again.

    Returns:
        What is selected.
    """
    return st.altair_chart(chart, width="stretch", key=key, alt=says, on_select=on_select or "ignore")


def sparkline(values: Sequence[float], says: str, *, top: float | None = None) -> str:
    """Return HTML: values in their order as a thin line, the last of them a dot; `says` tells it in words.

    Lines with the same `top` are on one scale; a line is as high as its greatest value unless told.

    Example:
        >>> sparkline([], "nothing")
        ''
    """
    if not values:
        return ""
    top = top or max(*values, 0.0) or 1.0
    step = (_WIDTH - 6) / max(len(values) - 1, 1)
    points = [(3 + step * number, _HEIGHT - 3 - (_HEIGHT - 6) * value / top) for number, value in enumerate(values)]
    x, y = points[-1]
    # Streamlit takes SVG out of HTML: the line is the part of a box that is left when the rest is cut away.
    over = [(x, y - _THICK) for x, y in points]
    dot = [(x, y - _DOT), (x + _DOT, y), (x, y + _DOT)]
    under = [(x, y + _THICK) for x, y in reversed(points)]
    outline = ", ".join(f"{x:.1f}px {y:.1f}px" for x, y in (*over, *dot, *under))
    size = f"width: {_WIDTH}px; height: {_HEIGHT}px"
    return (
        f'<span class="kg-spark" role="img" aria-label="{plain(says)}" title="{plain(says)}" '
        f'style="{size}; clip-path: polygon({outline})"></span>'
    )
