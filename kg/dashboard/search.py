"""This file is about the search box that every page has: to a paper or an entity from anywhere."""

from __future__ import annotations

import streamlit as st

from kg import queries
from kg.dashboard.adding import offer
from kg.dashboard.answers import answer
from kg.dashboard.failures import telling
from kg.dashboard.links import go, link, node_page
from kg.dashboard.pieces import empty, mark
from kg.dashboard.wording import plain
from kg.identity import ids

MOST_HITS = 12


@telling
def search_box() -> None:
    """Draw the box, and below it what the last search found; an identifier that was just typed leads to its paper."""
    text = st.text_input(
        "Search",
        placeholder="Find a paper, an id, an entity",
        label_visibility="collapsed",
        icon=":material/search:",
        key="find",
        max_chars=500,
        on_change=_typed,
    ).strip()
    typed = st.session_state.pop("find_typed", False)
    if not text:
        return
    paper_id = answer(queries.lookup, text)
    if paper_id is not None and typed:
        go("paper", id=paper_id)
    if paper_id is None and ids.identify(text) is not None:
        empty("The graph does not hold this paper.")
        offer(text)
    hits = answer(queries.search, text, limit=MOST_HITS)
    if not hits and ids.identify(text) is not None:
        return
    if not hits:
        empty("Nothing is called that. Try one word of a title, or a shorter part of the name.")
        return
    items = []
    for hit in hits:
        page = node_page(hit.kind)
        name = link(hit.name, page, id=hit.node_id) if page else link(hit.name, "graph", node=hit.node_id)
        detail = f'<div class="kg-faint">{plain(hit.detail)}</div>' if hit.detail else ""
        items.append(
            f'<li><div class="kg-row"><span class="kg-title kg-small">{mark(hit.kind)}{name}</span>'
            f'<span class="kg-faint">{link("graph", "graph", node=hit.node_id)}</span></div>{detail}</li>'
        )
    st.html(f'<ul class="kg-list kg-hits">{"".join(items)}</ul>')


def _typed() -> None:
    """Remember that the text is new: a reader who goes on from its paper is not brought back to it."""
    st.session_state["find_typed"] = True
