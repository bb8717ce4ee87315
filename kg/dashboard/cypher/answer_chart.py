"""An answer as a chart: which columns can be drawn against which, and how."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Literal

import altair as alt
import streamlit as st

from kg.dashboard.cypher import parameters
from kg.dashboard.cypher.answer_table import is_numeric, named
from kg.dashboard.layout import charts
from kg.dashboard.layout.colours import COLOURS
from kg.dashboard.layout.pieces import empty
from kg.dashboard.words.wording import count

if TYPE_CHECKING:
    from kg.queries.records import Answer

Sort = Literal["number", "time", "name"]
KINDS: Final = {"bar": "Bars", "line": "Line", "scatter": "Points"}
MOST_BARS: Final = 60
MOST_POINTS: Final = 5_000
_LONGEST: Final = 60
_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}(T[\d:.]+(Z|[+-]\d{2}:\d{2})?(\[.*\])?)?\Z")


@dataclass(frozen=True, slots=True)
class Plot:
    """What is drawn: a kind of chart, and two columns by their places."""

    kind: str
    x: int
    y: int


def sorts(got: Answer) -> list[Sort]:
    """Say of what sort each column is."""
    return [_sort([row[at] for row in got.rows]) for at in range(len(got.columns))]


def usual(of: list[Sort]) -> Plot | None:
    """Choose what is drawn first, or None where no column holds numbers.

    >>> usual(["name", "number"]), usual(["name"])
    (Plot(kind='bar', x=0, y=1), None)
    >>> usual(["number", "time"]), usual(["number", "number"])
    (Plot(kind='line', x=1, y=0), Plot(kind='scatter', x=0, y=1))
    """
    numbers = [at for at, sort in enumerate(of) if sort == "number"]
    if not numbers:
        return None
    for sort, kind in (("time", "line"), ("name", "bar")):
        if sort in of:
            return Plot(kind, of.index(sort), numbers[0])
    return Plot("scatter", numbers[0], numbers[1]) if len(numbers) > 1 else Plot("bar", numbers[0], numbers[0])


def draw(got: Answer) -> None:
    """Draw the chart with controls of its kind and columns."""
    of = sorts(got)
    first = usual(of)
    if first is None:
        empty("A chart needs a column of numbers, and this answer has none: return a count, a year or another number.")
        return
    columns = {name: name for name in got.columns}
    numbers = {name: name for name, sort in zip(got.columns, of, strict=True) if sort == "number"}
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        kind = parameters.word("Kind of chart", KINDS, key="chart", usual=first.kind)
        x = parameters.word("Across", columns, key="x", usual=got.columns[first.x], picker="list")
        y = parameters.word("Value", numbers, key="y", usual=got.columns[first.y], picker="list")
    plot = Plot(kind, got.columns.index(x), got.columns.index(y))
    rows = points(got, plot)
    most = MOST_BARS if plot.kind == "bar" else MOST_POINTS
    if len(rows) > most:
        st.caption(f"Showing the first {most:,} of {count(len(rows), 'row')}.")
    charts.draw(
        chart(rows[:most], plot, of[plot.x], (x, y)),
        key="answer_chart",
        says=f"{KINDS[plot.kind]} of {y} against {x}, {count(min(len(rows), most), 'row')}.",
    )


def points(got: Answer, plot: Plot) -> list[dict[str, Any]]:
    """Return what is drawn, row by row; a row without a number has no place."""
    found = []
    for row in got.rows:
        across, value = row[plot.x], row[plot.y]
        if value is None or across is None:
            continue
        found.append(
            {"across": across if isinstance(across, int | float) else named(across)[:_LONGEST], "value": value}
        )
    return found


def chart(rows: list[dict[str, Any]], plot: Plot, sort: Sort, titles: tuple[str, str]) -> alt.Chart:
    """Return the chart; columns go by names of our own, which no name of a reader's can break."""
    across, value = titles
    base = alt.Chart(alt.InlineData(values=rows))
    colour = COLOURS["Method"]
    tips = [
        alt.Tooltip("across", type="nominal", title=across),
        alt.Tooltip("value", type="quantitative", title=value),
    ]
    if plot.kind == "bar" and sort != "time":
        bars: alt.Chart = base.mark_bar(color=colour).encode(
            y=alt.Y("across", type="nominal", sort=None, title=across, axis=alt.Axis(labelLimit=260)),
            x=alt.X("value", type="quantitative", title=value),
            tooltip=tips,
        ).properties(height=max(120, 24 * len({row["across"] for row in rows})))  # fmt: skip
        return bars
    types: dict[Sort, Literal["quantitative", "temporal", "nominal"]] = {
        "number": "quantitative",
        "time": "temporal",
        "name": "nominal",
    }
    marked = {
        "bar": base.mark_bar(color=colour),
        "line": base.mark_line(color=colour, point=True),
        "scatter": base.mark_circle(color=colour, size=60, opacity=0.75),
    }[plot.kind]
    order = None if sort == "name" else alt.Undefined
    drawn: alt.Chart = marked.encode(
        x=alt.X("across", type=types[sort], title=across, sort=order),
        y=alt.Y("value", type="quantitative", title=value),
        tooltip=tips,
    ).properties(height=360)
    return drawn


def _sort(values: list[Any]) -> Sort:
    if is_numeric(values):
        return "number"
    known = [value for value in values if value is not None]
    return "time" if known and all(isinstance(one, str) and _DAY.match(one) for one in known) else "name"
