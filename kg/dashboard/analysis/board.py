"""A board: the numbers claimed in one metric on one benchmark, as a chart and as a table."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import streamlit as st

from kg.dashboard.layout import charts
from kg.dashboard.layout.colours import COLOURS
from kg.dashboard.layout.highlight import Highlight, highlighted
from kg.dashboard.layout.links import link
from kg.dashboard.words.sentences import sentence
from kg.dashboard.words.wording import day, plain
from kg.model import score
from kg.queries.standings import best_so_far, subject_key

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from kg.queries.claims import Claim
    from kg.queries.standings import Standing

FEWEST_FOR_A_CHART: Final = 3
COLUMNS: Final = {"value": "Result", "system": "Whose", "paper": "Paper", "published": "Published"}
"""What a table can be sorted by, and what stands above it."""


def ordered(standing: Standing, claims: Iterable[Claim], by: str) -> list[Claim]:
    """Return claims by a column, the best, the newest or the first in the alphabet first; "-" before it turns it."""
    keys: dict[str, Callable[[Claim], Any]] = {
        "value": lambda claim: standing.value(claim) * (1 if standing.lowest_first else -1),
        "system": lambda claim: (claim.subject is None, (claim.subject or "").casefold()),
        "paper": lambda claim: claim.title.casefold(),
        "published": lambda claim: -(claim.published.toordinal() if claim.published else 0),
    }
    return sorted(claims, key=keys[by.lstrip("-")], reverse=by.startswith("-"))


def table(
    claims: Sequence[Claim],
    *,
    by: str = "",
    differing: Mapping[str, Sequence[Claim]] | None = None,
    turn: Callable[[str, str], str] | None = None,
) -> None:
    """Draw claims as rows, each with its sentence.

    Args:
        claims: the rows.
        by: the column that they are sorted by.
        differing: systems to which papers give different numbers.
        turn: gives a column's title as a link to the same table sorted by it; without it they are plain.
    """
    heads = "".join(
        f'<th scope="col"{_sorted(column, by)}>'
        f"{turn(title, f'-{column}' if by == column else column) if turn else plain(title)}{_arrow(column, by)}</th>"
        for column, title in COLUMNS.items()
    )
    rows = "".join(_row(claim, (differing or {}).get(subject_key(claim), ())) for claim in claims)
    st.html(
        f'<div class="kg-scroll"><table class="kg-table kg-board"><thead><tr>{heads}'
        f'<th scope="col">Where it is said</th></tr></thead><tbody>{rows}</tbody></table></div>'
    )


def provenance(claim: Claim) -> str:
    """Say whose number it is."""
    if claim.surface is None:
        return "an archive of results, listed by a source"
    return f"claimed in its {claim.field}"


def over_time(standing: Standing, claims: Iterable[Claim], *, key: str) -> bool:
    """Draw dated scores over time with the line of the best so far; tell whether there are enough of them."""
    import altair as alt  # noqa: PLC0415 - takes a moment, and only a benchmark's page needs it

    dated = [claim for claim in claims if claim.published]
    if len(dated) < FEWEST_FOR_A_CHART:
        return False
    points = [
        {
            "day": f"{claim.published}",
            "value": standing.value(claim),
            "paper": claim.title,
            "whose": "its own" if claim.whose == "own" else "a baseline",
            "system": claim.subject or "",
            "said": score(claim.value, claim.unit, claim.kind),
        }
        for claim in dated
    ]
    steps = best_so_far(standing)
    last = max(f"{claim.published}" for claim in dated)
    line = [{"day": f"{when}", "value": value} for when, value, _ in steps]
    if line and line[-1]["day"] != last:
        line.append({"day": last, "value": line[-1]["value"]})
    title = standing.metric or "metric not said"
    x = alt.X("day:T", title=None, axis=alt.Axis(format="%b %Y", tickCount=8, labelOverlap=True))
    y = alt.Y("value:Q", title=f"{title}{', %' if standing.percent else ''}", scale=alt.Scale(zero=False))
    scores = (
        alt.Chart(alt.InlineData(values=points))
        .mark_point(filled=True, size=55, opacity=0.85)
        .encode(
            x=x,
            y=y,
            color=alt.Color(
                "whose:N",
                title=None,
                scale=alt.Scale(domain=["its own", "a baseline"], range=[COLOURS["Method"], COLOURS["Paper"]]),
                legend=alt.Legend(orient="top"),
            ),
            shape=alt.Shape(
                "whose:N",
                title=None,
                scale=alt.Scale(domain=["its own", "a baseline"], range=["circle", "diamond"]),
                legend=alt.Legend(orient="top"),
            ),
            tooltip=[
                alt.Tooltip("said:N", title=title),
                alt.Tooltip("system:N", title="system"),
                alt.Tooltip("paper:N", title="paper"),
                alt.Tooltip("day:T", title="published"),
            ],
        )
    )
    best = (
        alt.Chart(alt.InlineData(values=line))
        .mark_line(interpolate="step-after", strokeWidth=1.5, color=COLOURS["Benchmark"])
        .encode(x=x, y=y)
    )
    says = "No paper claims a dated score of its own."
    if steps:
        (first, low, _), (newest, high, _) = steps[0], steps[-1]
        says = f"The best {title} so far went from {low:g} ({day(first)}) to {high:g} ({day(newest)})."
    charts.draw((best + scores).properties(height=260), key=key, says=says)
    return True


def row(standing: Standing, claim: Claim) -> dict[str, Any]:
    """Return a claim as a row of a file."""
    first, last = _sentence(claim)
    return {
        "benchmark": claim.benchmark,
        "metric": standing.metric or "",
        "metric_as_written": claim.metric or "",
        "value": claim.value,
        "unit": claim.unit,
        "kind": claim.kind,
        "whose": claim.whose,
        "system": claim.subject or "",
        "paper_id": claim.paper_id,
        "title": claim.title,
        "published": claim.published or "",
        "number": provenance(claim),
        "sentence": (claim.text or "")[first:last],
    }


def _row(claim: Claim, others: Sequence[Claim]) -> str:
    whose = plain(claim.subject or ("this paper" if claim.whose == "own" else "a baseline"))
    baseline = ' <span class="kg-faint">baseline</span>' if claim.whose == "baseline" else ""
    status = f' <span class="kg-flag">{plain(claim.status)}</span>' if claim.status else ""
    return (
        f"<tr><td><b>{plain(score(claim.value, claim.unit, claim.kind))}</b></td><td>{whose}{baseline}"
        f"{_conflict(claim, others)}</td>"
        f"<td>{link(claim.title, 'paper', id=claim.paper_id)}{status}</td>"
        f'<td><span class="kg-faint">{plain(day(claim.published)) or "no day known"}</span></td>'
        f'<td><span class="kg-faint">{plain(provenance(claim))}</span>{_quote(claim)}</td></tr>'
    )


def _conflict(claim: Claim, others: Sequence[Claim]) -> str:
    """Mark a system to which other papers give other numbers, and say which."""
    differing = [one for one in others if one.paper_id != claim.paper_id and one.value != claim.value]
    if not differing:
        return ""
    numbers = ", ".join(f"{score(one.value, one.unit, one.kind)} in {one.title}" for one in differing)
    return f' <span class="kg-flag kg-quieter" title="{plain(numbers)}">papers differ</span>'


def _quote(claim: Claim) -> str:
    if not claim.text or claim.start is None or claim.end is None:
        return ""
    first, last = _sentence(claim)
    marks = [Highlight(claim.start, claim.end, "Benchmark", "the words that claim it")]
    return f'<div class="kg-quote kg-small">{highlighted(claim.text, marks, start=first, end=last)}</div>'


def _sentence(claim: Claim) -> tuple[int, int]:
    if not claim.text or claim.start is None or claim.end is None:
        return 0, 0
    return sentence(claim.text, claim.start, claim.end)


def _sorted(column: str, by: str) -> str:
    if by.lstrip("-") != column:
        return ""
    return f' aria-sort="{"descending" if by.startswith("-") else "ascending"}"'


def _arrow(column: str, by: str) -> str:
    if by.lstrip("-") != column:
        return ""
    return f' <span aria-hidden="true">{"↑" if by.startswith("-") else "↓"}</span>'
