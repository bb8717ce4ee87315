"""The chart of chosen entities over the months: shares of all papers, the compared months marked."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from kg.dashboard.analysis.trend_rows import MOST_TOGETHER
from kg.dashboard.layout.charts import draw
from kg.dashboard.layout.field_colours import PALETTE
from kg.dashboard.layout.links import link
from kg.dashboard.layout.pieces import section
from kg.dashboard.session.answers import answer
from kg.dashboard.words.wording import plain
from kg.measures import periods
from kg.measures.occurrences import month_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.measures.trends import Periods


def chosen() -> tuple[str, ...]:
    """Return the entities that the URL names, and say which of them are too many."""
    named = tuple(dict.fromkeys(filter(None, st.query_params.get_all("entity"))))
    if len(named) > MOST_TOGETHER:
        st.warning(f"The chart shows {MOST_TOGETHER} lines at most: the first of the {len(named):,} in the address.")
    return named[:MOST_TOGETHER]


def chart(entity_ids: Sequence[str], of: Periods) -> None:
    """Draw the share of each month's papers that names each of some entities."""
    import altair as alt  # noqa: PLC0415 - it takes a moment to import, and only a chart needs it

    series = answer(periods.series, tuple(entity_ids))
    papers = answer(periods.months)
    section("Share of the papers of each month")
    if lost := [one for one in entity_ids if one not in series]:
        st.html(f'<p class="kg-empty">The graph names nothing with the id {plain(", ".join(lost))}.</p>')
    if not series:
        return
    names = [name for name, _ in series.values()]
    rows = [
        {
            "month": f"{month_name(month)}-01", "name": name, "share": months.get(month, 0) / papers[month],
            "papers": months.get(month, 0), "of": papers[month],
        }
        for name, months in series.values()
        for month in papers
    ]  # fmt: skip
    stretch = {"from": f"{month_name(of.recent[0])}-01", "to": f"{month_name(of.recent[1] + 1)}-01"}
    recent = (
        alt.Chart(alt.InlineData(values=[stretch])).mark_rect(opacity=0.08, color="gray").encode(x="from:T", x2="to:T")
    )
    legend = alt.Legend(title=None, orient="top", labelLimit=280, symbolType="stroke")
    lines = (
        alt.Chart(alt.InlineData(values=rows))
        .mark_line(point={"size": 22}, strokeWidth=2)
        .encode(
            x=alt.X("month:T", title=None, axis=alt.Axis(format="%Y-%m")),
            y=alt.Y("share:Q", title=None, axis=alt.Axis(format="%")),
            color=alt.Color("name:N", sort=names, legend=legend, scale=alt.Scale(domain=names, range=list(PALETTE))),
            strokeDash=alt.StrokeDash("name:N", sort=names, legend=legend),
            tooltip=[
                alt.Tooltip("name:N", title="Name"),
                alt.Tooltip("month:T", title="Month", format="%Y-%m"),
                alt.Tooltip("share:Q", title="Share", format=".1%"),
                alt.Tooltip("papers:Q", title="Papers"),
                alt.Tooltip("of:Q", title="Of"),
            ],
        )
    )
    draw(
        alt.LayerChart(layer=[recent, lines]).properties(height=260),
        key="trend_chart",
        says=f"Lines of {', '.join(names)}: the share of each month's papers that names them; recent months are grey.",
    )
    query = {name: st.query_params.get_all(name) for name in st.query_params if name != "entity"}
    st.html(f'<span class="kg-faint">{link("Empty the chart", "trends", **query)}</span>')
