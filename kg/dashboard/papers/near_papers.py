"""The papers near a paper, each with why it is near."""

from __future__ import annotations

import streamlit as st

from kg.dashboard.layout.failures import telling
from kg.dashboard.layout.pieces import empty, explained, listed, paper_item, section
from kg.dashboard.session.answers import answer
from kg.dashboard.words.wording import plain
from kg.queries.near.similar import similar_papers

MOST = 10


@st.fragment
@telling
def near(paper_id: str) -> None:
    """Draw them."""
    section("Papers near it")
    st.html(f'<div class="kg-faint">{explained("near papers", "How near is meant")}</div>')
    found = answer(similar_papers, paper_id, limit=MOST)
    if not found:
        empty("No other paper names what it names, cites what it cites, or has its words.")
        return
    listed(
        paper_item(
            one.paper,
            instead=one.reasons[0],
            below="".join(f'<div class="kg-faint">{plain(reason)}</div>' for reason in one.reasons[1:]),
        )
        for one in found
    )
