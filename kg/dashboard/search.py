"""This file is about the search box that every page has: to a paper or an entity from anywhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from kg import queries
from kg.dashboard.adding import offer
from kg.dashboard.answers import answer
from kg.dashboard.failures import telling
from kg.dashboard.links import go, link
from kg.dashboard.mine import signs
from kg.dashboard.pages import node_page
from kg.dashboard.pieces import empty, mark
from kg.dashboard.wording import plain
from kg.identity import ids

if TYPE_CHECKING:
    from collections.abc import Iterable

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
    found = answer(queries.find, text, limit=MOST_HITS)
    if not found.hits and ids.identify(text) is not None:
        return
    for sentence in found.remarks:
        empty(sentence)
    if not found.hits:
        return
    items = []
    for hit in found.hits:
        page = node_page(hit.kind)
        name = link(hit.name, page, id=hit.node_id) if page else link(hit.name, "graph", node=hit.node_id)
        if hit.spans:
            name = name.replace(f">{plain(hit.name)}<", f">{_marked(hit.name, hit.spans)}<")
        name += signs(hit.node_id) if hit.kind == "Paper" else ""
        beside = [plain(hit.detail), _marked(hit.excerpt, hit.excerpt_spans)]
        detail = f'<div class="kg-faint">{": ".join(filter(None, beside))}</div>' if any(beside) else ""
        items.append(
            f'<li><div class="kg-row"><span class="kg-title kg-small">{mark(hit.kind)}{name}</span>'
            f'<span class="kg-faint">{link("graph", "graph", node=hit.node_id)}</span></div>{detail}</li>'
        )
    st.html(f'<ul class="kg-list kg-hits">{"".join(items)}</ul>')


def _marked(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """Return HTML: a text with its places marked."""
    pieces, done = [], 0
    for start, end in spans:
        pieces += [plain(text[done:start]), f"<mark>{plain(text[start:end])}</mark>"]
        done = end
    return "".join([*pieces, plain(text[done:])])


def _typed() -> None:
    """Remember that the text is new: a reader who goes on from its paper is not brought back to it."""
    st.session_state["find_typed"] = True
