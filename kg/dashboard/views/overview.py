"""Home: the search, what is new, what rises, what is followed, where the graph stands."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Final

import streamlit as st

from kg import queries
from kg.dashboard.home import following, graph_standing
from kg.dashboard.layout.charts import sparkline
from kg.dashboard.layout.failures import telling
from kg.dashboard.layout.links import link
from kg.dashboard.layout.pieces import chip, empty, head, listed, paper_item, section
from kg.dashboard.papers.paper_list import PARAMETERS, narrowing, paper_list
from kg.dashboard.search.box import search_box
from kg.dashboard.session import visit
from kg.dashboard.session.answers import answer, ask
from kg.dashboard.words import changes
from kg.dashboard.words.wording import count, day, plain
from kg.model import score
from kg.queries import news, rising
from kg.queries.standings import newest_records

if TYPE_CHECKING:
    from kg.dashboard.session.visit import Visit
    from kg.queries.records import PaperRow
    from kg.queries.rising import Riser, Rising
    from kg.queries.standings import Record

NEW: Final = 6
BEST: Final = 5


@telling
def show() -> None:
    """Draw the page."""
    overview = answer(queries.overview)
    head("What the papers name")
    if not overview.papers:
        empty("The graph holds no paper yet. Build one with `kg build FILE`, then reload this page.")
        return
    search_box(large=True)
    if any(name in st.query_params for name in PARAMETERS):
        section("Papers")
        paper_list(narrowing("overview"), name="papers")
        return
    here = ask(news.revision)
    before = visit.before(here)
    new, trends = st.columns([3, 2], gap="large")
    with new:
        _new(before)
    with trends:
        _rises()
    best, followed = st.columns([3, 2], gap="large")
    with best:
        _best()
    with followed:
        following.draw(before)
        if overview.revisions:
            section("What changed last")
            graph_standing.revisions(overview)
    section("Where the graph stands")
    graph_standing.tiles(overview)
    graph_standing.builds(overview)


def _new(before: Visit | None) -> None:
    if before is None:
        section("The newest papers", "by the day they were published")
        _papers(answer(news.newest, limit=NEW))
        return
    since = f"since your last visit, {_when(before.at)}"
    section("New", since)
    found = answer(news.since, before.revision, limit=NEW)
    if not found.builds:
        empty("No build has brought anything since. The newest papers of the corpus:")
        _papers(answer(news.newest, limit=NEW))
        return
    told = f"{changes.told(dict(found.changes))}, in {count(found.builds, 'build')}"
    st.html(f'<span class="kg-faint">{plain(told)}. {link("All of it", "log")}</span>')
    _papers(found.papers)


def _papers(rows: tuple[PaperRow, ...]) -> None:
    if not rows:
        empty("No paper came, or nobody says when they were published.")
    listed(paper_item(row) for row in rows)
    st.html(f'<span class="kg-small">{link("All papers, the newest first", "paper")}</span>')


def _when(at: dt.datetime) -> str:
    days = (dt.datetime.now(dt.UTC).date() - at.date()).days
    return {0: "today", 1: "yesterday"}.get(days) or day(at.date())


def _rises() -> None:
    found = answer(rising.rising)
    section("What rises", "in the share of papers that name it")
    if found.months is None:
        empty("What rises was not worked out yet: run `kg analyse`.")
        return
    if not found.rows:
        empty(f"Nothing rises for certain in {found.months}.")
        return
    listed(_riser(one, found) for one in found.rows)
    st.html(f'<span class="kg-faint">{plain(found.months)}; limits at 95%. {link("All trends", "trends")}</span>')


def _riser(one: Riser, found: Rising) -> str:
    now, then = one.papers / max(1, found.papers), one.papers_before / max(1, found.papers_before)
    says = f"{one.name}: its share of each month's papers in the last {len(one.shares)} months"
    more = f"{one.low * 100:+.1f} to {one.high * 100:+.1f} points"
    told = f"{now:.1%} of the recent papers, {then:.1%} before ({more})"
    return (
        f'<li><div class="kg-row">{chip(one.label, one.entity_id, one.name)}{sparkline(one.shares, says)}</div>'
        f'<div class="kg-faint">{plain(told)}</div></li>'
    )


def _best() -> None:
    section("New best results", "better than every number claimed before in the same metric")
    found = answer(newest_records, limit=BEST)
    if not found:
        empty("No paper claims a number that beats one of another paper.")
        return
    listed(map(_record, found))
    st.html(f'<span class="kg-small">{link("All leaderboards", "leaderboards")}</span>')


def _record(one: Record) -> str:
    claim, before = one.claim, one.before
    board = link(claim.benchmark, "leaderboards", benchmark=claim.benchmark_id, metric=one.metric)
    who = f"{plain(claim.subject)} in " if claim.subject else ""
    value = plain(score(claim.value, claim.unit, claim.kind))
    was = f"{score(before.value, before.unit, before.kind)} before, {day(before.published)}"
    return (
        f'<li><div class="kg-title">{value} {plain(one.metric)} on {board}</div>'
        f'<div class="kg-small">{who}{link(claim.title, "paper", id=claim.paper_id)}</div>'
        f'<div class="kg-faint">{plain(f"{day(claim.published)} · {was}")}</div></li>'
    )
