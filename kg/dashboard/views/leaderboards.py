"""Leaderboards: the benchmarks on which papers claim numbers, and a board for a metric of one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

from kg.dashboard.analysis import board
from kg.dashboard.layout import offers
from kg.dashboard.layout.failures import telling
from kg.dashboard.layout.links import link
from kg.dashboard.layout.paging import paged
from kg.dashboard.layout.parameters import check, choice
from kg.dashboard.layout.pieces import empty, head, section
from kg.dashboard.session.answers import answer
from kg.dashboard.words.wording import count, day, plain
from kg.identity import forms
from kg.queries import claims, metrics
from kg.queries.standings import conflicts, standings

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.queries.claims import Benchmark
    from kg.queries.standings import Standing

UNSAID: Final = "unsaid"
"""In the URL, the metric of numbers whose metric no text says."""
COLUMNS: Final = ("Benchmark", "Papers", "Numbers", "Metrics", "Newest")
_FEW: Final = 3
_SORTS: Final = frozenset(f"{sign}{column}" for column in board.COLUMNS for sign in ("", "-"))


@telling
def show() -> None:
    """Draw the page."""
    benchmark_id = st.query_params.get("benchmark", "").strip()
    if benchmark_id:
        _one(benchmark_id)
    else:
        _index()


def _index() -> None:
    head("Leaderboards", below=plain(_coverage()))
    found = answer(claims.benchmarks)
    if not found:
        empty("No paper of the graph claims a number on a benchmark: build more papers, with their abstracts.")
        return
    text = st.text_input(
        "Find a benchmark",
        placeholder="Find a benchmark",
        label_visibility="collapsed",
        icon=":material/search:",
        key="q",
        bind="query-params",
        max_chars=200,
    ).strip()
    wanted = _squeezed(text)
    rows = [one for one in found if any(wanted in _squeezed(name) for name in (one.name, *one.aliases))]
    if not rows:
        empty("No benchmark on which a number is claimed is called so.")
        return
    if st.session_state.get("boards", text) != text:
        st.session_state["page"] = 1
    st.session_state["boards"] = text
    paged(
        len(rows),
        lambda skip, limit: _benchmarks(rows[skip : skip + limit]),
        key="page",
        noun=("benchmark", "benchmarks"),
        ordered="claimed on by most papers first",
        on_a_page=30,
    )
    table = (
        {
            "id": one.entity_id,
            "benchmark": one.name,
            "papers": one.papers,
            "numbers": one.claims,
            "metrics": "; ".join(one.metrics),
            "newest": one.last or "",
        }
        for one in rows
    )
    offers.rows(table, key="benchmarks", name="benchmarks")


def _coverage() -> str:
    """Say of how many papers the boards know anything."""
    known = answer(claims.coverage)
    if not known.papers:
        return "The graph holds no paper yet."
    said = f"{known.claiming:,} of {count(known.papers, 'paper')} claim a number in their abstract"
    listed = f", and sources list results of {known.listed:,}" if known.listed else ""
    return f"{said}{listed}. Numbers that stand in tables alone are not here."


def _benchmarks(rows: Sequence[Benchmark]) -> None:
    lines = "".join(
        f"<tr><td>{link(one.name, 'leaderboards', benchmark=one.entity_id)}</td><td>{one.papers:,}</td>"
        f'<td>{one.claims:,}</td><td><span class="kg-faint">{plain(_metrics(one.metrics))}</span></td>'
        f'<td><span class="kg-faint kg-nowrap">{plain(day(one.last))}</span></td></tr>'
        for one in rows
    )
    heads = "".join(f'<th scope="col">{title}</th>' for title in COLUMNS)
    st.html(
        f'<div class="kg-scroll"><table class="kg-table"><thead><tr>{heads}</tr></thead><tbody>{lines}</tbody>'
        "</table></div>"
    )


def _metrics(names: Sequence[str]) -> str:
    apart = list({metrics.key(name): name for name in sorted(names)}.values())
    more = f" and {len(apart) - _FEW} more" if len(apart) > _FEW else ""
    return ", ".join(apart[:_FEW]) + more


def _squeezed(text: str) -> str:
    return forms.squeezed(forms.form(text))


def _one(benchmark_id: str) -> None:
    found = answer(claims.on_benchmark, benchmark_id)
    back = link("All leaderboards", "leaderboards")
    if not found:
        head("Leaderboards", below=back)
        empty(f"No number is claimed on {benchmark_id}, or the graph does not hold it.")
        return
    boards = {one.key or UNSAID: one for one in standings(found)}
    about = link("what the graph knows of it", "entity", id=benchmark_id)
    papers = count(len({claim.paper_id for claim in found}), "paper")
    head(
        plain(found[0].benchmark),
        below=f"{count(len(found), 'number')} claimed by {papers} · {about} · {back}",
    )
    st.html(f'<span class="kg-faint">{plain(_coverage())}</span>')
    asked = st.query_params.get("metric")
    if asked is not None and asked not in boards and metrics.key(asked) in boards:
        st.query_params["metric"] = metrics.key(asked)  # another spelling of one that is here
    labels = {key: f"{one.metric or 'metric not said'}, {count(one.papers(), 'paper')}" for key, one in boards.items()}
    first = next(iter(boards))
    key = choice("Metric", labels, key="metric", default=first)
    _board(boards[key], benchmark_id, key)


def _board(standing: Standing, benchmark_id: str, key: str) -> None:
    if len(standing.spellings) > 1:
        spellings = plain(", ".join(standing.spellings))
        st.html(f'<span class="kg-faint">One metric in several spellings: {spellings}.</span>')
    for switch in ("baselines", "differences"):
        check(switch, ("true", "false"), what="a switch")
    left, right = st.columns(2)
    baselines = left.toggle("Baselines", value=True, key="baselines", bind="query-params")
    differences = right.toggle("Differences of two scores", key="differences", bind="query-params")
    check("sort", _SORTS, what="a column")
    asked = st.query_params.get("sort")
    by = asked if asked in _SORTS else "value"
    scores = board.ordered(standing, (one for one in standing.scores if baselines or one.whose == "own"), by)

    def turn(title: str, column: str) -> str:
        view = {"benchmark": benchmark_id, "metric": key, "sort": column}
        view |= {} if baselines else {"baselines": "false"}
        view |= {"differences": "true"} if differences else {}
        return link(title, "leaderboards", **view)

    if not scores and not differences:
        hidden = len(standing.scores), len(standing.differences)
        empty(f"No score is claimed like that: {hidden[0]} of baselines and {hidden[1]} differences are hidden.")
    undated = sum(1 for claim in scores if not claim.published)
    if board.over_time(standing, scores, key=f"over time {key}") and undated:
        st.html(f'<span class="kg-faint">{count(undated, "score")} of no known day not drawn.</span>')
    differing = conflicts(standing)
    paged(
        len(scores),
        lambda skip, limit: board.table(scores[skip : skip + limit], by=by, differing=differing, turn=turn),
        key="page",
        noun=("score", "scores"),
        ordered=_better(standing),
    )
    if differences:
        section("Differences", "between two scores, the largest first")
        if not standing.differences:
            empty("No paper claims a difference in this metric.")
        paged(
            len(standing.differences),
            lambda skip, limit: board.table(standing.differences[skip : skip + limit]),
            key="differences_page",
            noun=("difference", "differences"),
        )
    shown = [*scores, *(standing.differences if differences else ())]
    offers.rows((board.row(standing, one) for one in shown), key="board", name="leaderboard")


def _better(standing: Standing) -> str:
    if not standing.key:
        return "no metric is said, so that the order says little"
    return "the lowest is the best" if standing.lowest_first else "the highest is the best"
