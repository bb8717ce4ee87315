"""Rows of trends: a table of what rises and falls, and the same as plain values."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import streamlit as st

from kg.dashboard.layout.charts import sparkline
from kg.dashboard.layout.links import link
from kg.dashboard.layout.pieces import mark
from kg.dashboard.session.answers import answer
from kg.dashboard.words.wording import count, plain
from kg.measures import periods
from kg.measures.occurrences import month_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kg.measures.pair_trends import PairTrend
    from kg.measures.trends import Periods, Trend

MOST_TOGETHER = 6
"""So many lines a chart holds that a reader can tell apart."""


def percent(share: float, *, signed: bool = False) -> str:
    """Write a share.

    >>> percent(0.0312), percent(0.0312, signed=True), percent(-0.002, signed=True)
    ('3.1%', '+3.1', '-0.2')
    """
    return f"{100 * share:+.1f}" if signed else f"{100 * share:.1f}%"


def entities(rows: Sequence[Trend], of: Periods, picked: Sequence[str]) -> None:
    """Draw entities with their shares, the interval, and a line of their months."""
    series = answer(periods.series, tuple(row.entity_id for row in rows))
    papers = answer(periods.months)
    span = range(of.before[0], of.recent[1] + 1)
    lines = []
    for row in rows:
        _, months = series.get(row.entity_id, (row.name, {}))
        shares = [months.get(month, 0) / papers[month] for month in span if papers.get(month)]
        says = f"{row.name}: share of the papers of each month from {month_name(span[0])} to {month_name(span[-1])}"
        name = f"{mark(row.label)}{link(row.name, 'entity', id=row.entity_id)}"
        lines.append(
            f"<tr><td>{name}</td><td>{row.label}</td><td>{sparkline(shares, says)}</td>{_numbers(row)}"
            f"<td>{_compare(row.entity_id, picked)}</td></tr>"
        )
    _table(("Name", "Type", "By month", *_COLUMNS, "Chart"), lines)


def pairs(rows: Sequence[PairTrend]) -> None:
    """Draw pairs with their shares and the interval."""
    lines = []
    for row in rows:
        names = " with ".join(
            f"{mark(label)}{link(name, 'entity', id=key)}" for key, name, label in (row.first, row.second)
        )
        path = link("Both drawn", "graph", node=row.first[0], expand=row.second[0])
        lines.append(f"<tr><td>{names}</td>{_numbers(row)}<td>{path}</td></tr>")
    _table(("Pair", *_COLUMNS, "Drawn"), lines)


def line(row: Trend) -> dict[str, Any]:
    """Return an entity's trend as plain values."""
    return {"entity_id": row.entity_id, "name": row.name, "type": row.label} | _values(row)


def pair_line(row: PairTrend) -> dict[str, Any]:
    """Return a pair's trend as plain values."""
    return {
        "first_id": row.first[0], "first": row.first[1], "second_id": row.second[0], "second": row.second[1],
    } | _values(row)  # fmt: skip


def _values(row: Trend | PairTrend) -> dict[str, Any]:
    return {
        "direction": row.direction, "papers": row.recent, "share": round(row.share_recent, 6),
        "papers_before": row.before, "share_before": round(row.share_before, 6), "low": round(row.low, 6),
        "high": round(row.high, 6), "q": row.q,
    }  # fmt: skip


_COLUMNS = ("Recent", "Before", "Points, 95%", "q")


def _numbers(row: Trend | PairTrend) -> str:
    q = "" if row.q is None else f"{row.q:.1g}" if row.q < 0.001 else f"{row.q:.3f}"  # noqa: PLR2004 # as people write it
    return (
        f'<td class="kg-number">{percent(row.share_recent)} <span class="kg-faint">{row.recent:,}</span></td>'
        f'<td class="kg-number">{percent(row.share_before)} <span class="kg-faint">{row.before:,}</span></td>'
        f'<td class="kg-number">{percent(row.low, signed=True)} to {percent(row.high, signed=True)}</td>'
        f'<td class="kg-number">{q}</td>'
    )


def _compare(entity_id: str, picked: Sequence[str]) -> str:
    """Return a link that puts an entity into the chart, or takes it out."""
    query = {name: values for name in st.query_params if (values := st.query_params.get_all(name)) and name != "entity"}
    if entity_id in picked:
        return link("Take out", "trends", **query, entity=[one for one in picked if one != entity_id])
    if len(picked) >= MOST_TOGETHER:
        return f'<span class="kg-faint">{count(MOST_TOGETHER, "line")} at most</span>'
    return link("Chart it", "trends", **query, entity=[*picked, entity_id])


def _table(columns: Iterable[str], lines: Iterable[str]) -> None:
    named = "".join(f'<th scope="col">{plain(column)}</th>' for column in columns)
    st.html(
        f'<div class="kg-scroll" tabindex="0"><table class="kg-table"><thead><tr>{named}</tr></thead>'
        f"<tbody>{''.join(lines)}</tbody></table></div>"
    )
