"""A task's page, or a topic's in words: what its papers report on, what rises in it, its parts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from kg import queries
from kg.dashboard.entities import topic_view
from kg.dashboard.layout.actions import ways
from kg.dashboard.layout.failures import telling
from kg.dashboard.layout.links import link
from kg.dashboard.layout.parameters import words
from kg.dashboard.layout.pieces import chip, chips, empty, head, listed, mark, section
from kg.dashboard.library.follow_button import follow_button
from kg.dashboard.library.set_button import set_button
from kg.dashboard.search.picker import finder
from kg.dashboard.session.answers import answer
from kg.dashboard.words.wording import count, plain
from kg.model import LABELS
from kg.queries.topic import topic, within

if TYPE_CHECKING:
    from kg.queries.records import EntityView, Kind, SearchHit

MOST_TASKS = 24
TASKS: tuple[Kind, ...] = ("Task",)


@telling
def show() -> None:
    """Draw the page of the task that the URL names, of words, or the choice of one."""
    entity_id, text = st.query_params.get("id", ""), st.query_params.get("q", "").strip()
    entity = answer(queries.entity, entity_id, limit=0) if entity_id else None
    if entity is not None:
        _task(entity)
    elif entity_id:
        _unknown(entity_id)
    else:
        _words(text)


def _task(entity: EntityView) -> None:
    st.set_page_config(page_title=entity.name)
    found = answer(topic, entity_id=entity.entity_id)
    named = f'<span class="kg-faint">{count(len(found.paper_ids), "paper")}</span>'
    everything = link("All that is known of it", "entity", id=entity.entity_id)
    below = f'{mark(entity.label)}{entity.label} {named} <div class="kg-small">{everything}</div>'
    head(plain(entity.name), below=f"{below}{ways(entity.entity_id)}")
    with st.container(horizontal=True, key="actions"):  # what a reader does with it: one line each
        follow_button(entity.entity_id, entity.label, entity.name)
        set_button(found.paper_ids, "topic")
    if not found.paper_ids:
        empty("No paper of this graph works on it.")
        return
    left, aside = st.columns([2, 1], gap="large")
    with left:
        topic_view.reported(found)
        topic_view.papers(found, name="papers")
    with aside:
        parts = answer(within, entity.entity_id, entity.name)
        section("Tasks within it", "by their names")
        if parts:
            st.html(chips(parts))
        else:
            empty("No other task has its name in its own.")
        topic_view.in_use(found)


def _words(text: str) -> None:
    head("What do papers on a topic report on?")
    text = words("Topic", key="q", placeholder="Words of a topic, such as: code agents")
    if not text:
        _tasks()
        return
    found = answer(topic, text=text)
    if not found.paper_ids:
        empty("No paper holds these words. Search for fewer words, or choose a task.")
        _tasks()
        return
    st.html(
        f'<p class="kg-faint">{count(len(found.paper_ids), "paper")} with these words in title, abstract or names.</p>'
    )
    left, aside = st.columns([2, 1], gap="large")
    with left:
        topic_view.reported(found)
        topic_view.papers(found, name="papers")
    with aside:
        tasks = answer(queries.search, text, limit=MOST_TASKS, kinds=TASKS)
        if tasks:
            section("Tasks of these words")
            st.html(f'<div class="kg-chips">{"".join(chip(hit.kind, hit.node_id, hit.name) for hit in tasks)}</div>')
        topic_view.in_use(found)


def _tasks() -> None:
    rows = answer(queries.top_entities, "Task", limit=MOST_TASKS)
    section("Tasks", "those that most papers address")
    if not rows:
        empty("The graph holds no task yet. Build one with `kg build FILE`, then reload this page.")
        return
    finder("Find a task", _take, key="task", kinds=TASKS)
    st.html(chips(rows))


def _take(hit: SearchHit) -> None:
    st.query_params.from_dict({"id": hit.node_id})


def _unknown(entity_id: str) -> None:
    head("Task")
    empty(f"The graph holds no task with the id {entity_id}. These are nearest to it.")
    text = entity_id.partition(":")[2].replace("-", " ") or entity_id
    hits = answer(queries.search, text, limit=MOST_TASKS, kinds=LABELS)
    listed(f"<li>{chip(hit.kind, hit.node_id, hit.name)}</li>" for hit in hits)
    _tasks()
