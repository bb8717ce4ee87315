"""This file is about charts: Altair in the theme of the pages, and sparklines that fit into a line of text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import streamlit as st

from kg.dashboard.colours import COLOURS
from kg.dashboard.wording import plain

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
    line = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    x, y = points[-1]
    return (
        f'<svg class="kg-spark" role="img" aria-label="{plain(says)}" width="{_WIDTH}" height="{_HEIGHT}">'
        f"<title>{plain(says)}</title>"
        f'<polyline points="{line}" fill="none" stroke="currentColor" stroke-width="1.5"/>'
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="2.2" fill="currentColor"/></svg>'
    )
