"""What papers of a topic report on and use, as tables: of a task, or of words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from kg.dashboard.layout import offers
from kg.dashboard.layout.links import link
from kg.dashboard.layout.paging import paged
from kg.dashboard.layout.pieces import chip, empty, explained, listed, paper_item, section, table
from kg.dashboard.session.answers import answer
from kg.dashboard.words.wording import count, day, plain
from kg.model import score
from kg.queries.rows import day as read_day
from kg.queries.topic import paper_rows

if TYPE_CHECKING:
    from kg.queries.records import ResultRow
    from kg.queries.topic import InUse, Reported, Topic

MOST_CLAIMS = 2


def reported(topic: Topic) -> None:
    """Draw the benchmarks that the papers report on, with the latest numbers."""
    on_it = [one for one in topic.benchmarks if one.papers]
    section("What they report on", f"the benchmarks of {count(len(topic.paper_ids), 'paper')}")
    if not on_it:
        empty("None of these papers says in its title or abstract on which benchmark it reports.")
        return
    claims = explained("claimed", "Latest claimed")
    table(("Benchmark", "Papers", "Latest paper", claims), [_benchmark(one) for one in on_it])
    offers.rows(
        (
            {
                "benchmark": one.benchmark.name,
                "entity_id": one.benchmark.entity_id,
                "papers": one.papers,
                "papers with a number": one.numbers,
                "latest paper": one.last or "",
                "latest claimed": "; ".join(map(_told, one.latest)),
            }
            for one in on_it
        ),
        key="reported",
        name="benchmarks",
    )
    new = [one for one in topic.benchmarks if one.introduced_by]
    if new:
        section("Benchmarks that they introduce")
        drawn = "".join(chip("Benchmark", one.benchmark.entity_id, one.benchmark.name) for one in new)
        st.html(f'<div class="kg-chips">{drawn}</div>')


def in_use(topic: Topic) -> None:
    """Draw the methods and models, those that most of the latest papers name first."""
    since = day(read_day(topic.since))
    section("Methods and models in it", f"those most named since {since} first" if since else "")
    if not topic.in_use:
        empty("No method and no model is named by more than one of these papers.")
        return
    listed(_named(one, topic) for one in topic.in_use)


def papers(topic: Topic, *, name: str) -> None:
    """Draw the papers themselves."""
    section("Its papers")
    offers.papers(lambda: topic.paper_ids, len(topic.paper_ids), key="topic", name=name)
    paged(
        len(topic.paper_ids),
        lambda skip, limit: listed(paper_item(row) for row in answer(paper_rows, topic.paper_ids[skip : skip + limit])),
        key="page",
        noun=("paper", "papers"),
    )


def _benchmark(one: Reported) -> list[str]:
    name = chip("Benchmark", one.benchmark.entity_id, one.benchmark.name)
    claims = "".join(f'<div class="kg-small">{_claim(row)}</div>' for row in one.latest[:MOST_CLAIMS])
    boards = link("leaderboard", "leaderboards", "kg-faint", benchmark=one.benchmark.entity_id) if one.numbers else ""
    return [
        name,
        f"{one.papers:,}",
        f'<span class="kg-nowrap">{plain(day(read_day(one.last)))}</span>',
        f"{claims}{boards}",
    ]


def _claim(row: ResultRow) -> str:
    value = f"<b>{plain(score(row.value, row.unit, row.kind))}</b> {plain(row.metric or '')}"
    by = plain(row.subject or "")
    paper = link(row.paper.title, "paper", id=row.paper.paper_id)
    return f'{value} {by} <span class="kg-faint">in {paper}, {plain(day(row.paper.published))}</span>'


def _told(row: ResultRow) -> str:
    return " ".join(filter(None, [score(row.value, row.unit, row.kind), row.metric, row.subject, row.paper.paper_id]))


def _named(one: InUse, topic: Topic) -> str:
    name = chip(one.entity.label, one.entity.entity_id, one.entity.name)
    trend = explained(one.trend) if one.trend in {"rising", "falling"} else ""
    said = [f"{one.recent:,} of the {count(topic.recent, 'recent paper')}", f"{one.papers:,} in all"]
    if _rises(one, topic):
        said.append("more than before")
    told = f'<div class="kg-faint">{plain(" · ".join(said))}</div>'
    return f'<li><div class="kg-row">{name}<span class="kg-faint">{trend}</span></div>{told}</li>'


def _rises(one: InUse, topic: Topic) -> bool:
    """Tell whether its share of the recent papers is above its share of those before; of one paper nothing is told."""
    before = topic.dated - topic.recent
    if not before or not topic.recent or one.recent < 2:  # noqa: PLR2004
        return False
    return one.recent / topic.recent > (one.papers - one.recent) / before
