"""Adoption as a chart: months as bars stacked by relation or by variant, as numbers or shares."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import altair as alt
import streamlit as st

from kg.dashboard.layout import charts
from kg.dashboard.layout.parameters import choice, put
from kg.dashboard.layout.pieces import empty, explained, section
from kg.dashboard.session.answers import answer
from kg.dashboard.words.relations import FORWARD
from kg.dashboard.words.wording import count
from kg.measures.adoption import adoption

if TYPE_CHECKING:
    from kg.measures.adoption import Adoption

MEASURES: Final = {"papers": "papers", "share": "share of papers"}
STACKS: Final = {"relation": "by relation", "variant": "by variant"}
MOST_PARTS: Final = 8
OTHERS: Final = "others"
CHART: Final = "adoption"
HEIGHT: Final = 220


def adoption_chart(entity_id: str, name: str, *, has_variants: bool, restarts: str = "page") -> None:
    """Draw how an entity was taken up; a month that is pressed becomes the parameter `when` of the page."""
    section("Adoption", "papers that name it, month by month")
    measured, stacked = st.columns(2)
    with measured:
        measure = choice("Measure", MEASURES, key="measure", default="papers", segments=True, restarts=())
    stack = "relation"
    if has_variants:
        with stacked:
            stack = choice("Stacked", STACKS, key="stack", default="relation", segments=True, restarts=())
    found = answer(adoption, entity_id, apart=stack == "variant")
    if not found.months:
        empty("No paper that names it has a day on which it was published.")
        return
    first, last = month_name(found.months[0].month), month_name(found.months[-1].month)
    papers = sum(month.papers for month in found.months)
    says = f"{count(papers, 'paper')} with a day that name {name} or a variant of it, from {first} to {last}."
    drawn = _chart(found, share=measure == "share")
    charts.draw(drawn, key=CHART, says=says, on_select=lambda: _pressed(restarts))
    what = explained("share of papers", "Share of papers") if measure == "share" else explained("adoption", "Adoption")
    st.html(f'<div class="kg-faint">{what}. Press a month to list its papers.</div>')


def month_name(month: int) -> str:
    """Write a month that is counted from the year 0.

    Example:
        >>> month_name(24312)
        '2026-01'
    """
    year, of_year = divmod(month, 12)
    return f"{year}-{of_year + 1:02}"


def _chart(found: Adoption, *, share: bool) -> alt.Chart:
    kept = list(found.parts[:MOST_PARTS]) if len(found.parts) > MOST_PARTS + 1 else list(found.parts)
    called = {part: found.names.get(part) or FORWARD.get(part, part) for part in kept}
    colours = {called[part]: charts.RELATION_COLOURS[part] for part in kept if part in charts.RELATION_COLOURS}
    rows = []
    for month in found.months:
        parts: dict[str, int] = {}
        for part, papers in month.parts.items():
            parts[called.get(part, OTHERS)] = parts.get(called.get(part, OTHERS), 0) + papers
        rows += [
            {
                "month": month_name(month.month),
                "part": part,
                "papers": papers,
                "value": papers / month.corpus if share and month.corpus else papers,
                "corpus": month.corpus,
                "share": month.share,
            }
            for part, papers in (parts or {called[kept[0]]: 0}).items()
        ]
    if len(colours) == len(found.parts):
        scale = alt.Scale(domain=list(colours), range=list(colours.values()))
    else:
        scale = alt.Scale(domain=[*dict.fromkeys(called.values()), *([OTHERS] if len(kept) < len(found.parts) else [])])
    step = max(1, len(found.months) // 12)
    ticks = [month_name(month.month) for month in found.months[::step]]
    picked = alt.selection_point(name="month", fields=["month"], on="click", toggle=False)
    scaled = alt.Axis(format=".1%") if share else alt.Axis(format="d", tickMinStep=1)
    value = alt.Y("value:Q", title=None, axis=scaled)
    chart: alt.Chart = (
        alt.Chart(alt.InlineData(values=rows))
        .mark_bar(cursor="pointer")
        .encode(
            x=alt.X("month:O", title=None, axis=alt.Axis(values=ticks, labelAngle=0)),
            y=value,
            color=alt.Color("part:N", title=None, scale=scale, legend=alt.Legend(orient="top", columns=3)),
            opacity=alt.condition(picked, alt.value(1.0), alt.value(0.45)),
            tooltip=[
                alt.Tooltip("month:O", title="month"),
                alt.Tooltip("part:N", title="what"),
                alt.Tooltip("papers:Q", title="papers"),
                alt.Tooltip("corpus:Q", title="papers of the month in all"),
                alt.Tooltip("share:Q", title="of which name it", format=".1%"),
            ],
        )
        .add_params(picked)
        .properties(height=HEIGHT)
    )
    return chart


def _pressed(restarts: str) -> None:
    """Keep the month that was pressed; pressed beside the bars, the list is of all months."""
    state = st.session_state.get(CHART)
    points = (state.get("selection") or {}).get("month") if state else None
    put("when", points[0]["month"] if points else "", restarts)
