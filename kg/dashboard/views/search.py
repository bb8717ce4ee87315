"""The page of a search: everything that was found, group by group, each to its end."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

from kg import queries
from kg.dashboard.jobs.adding import offer
from kg.dashboard.layout import offers
from kg.dashboard.layout.failures import telling
from kg.dashboard.layout.links import link
from kg.dashboard.layout.paging import paged
from kg.dashboard.layout.parameters import choice
from kg.dashboard.layout.pieces import empty, head, section
from kg.dashboard.search.box import TITLES
from kg.dashboard.search.hits import hit_list
from kg.dashboard.session.answers import answer
from kg.dashboard.words.wording import count
from kg.identity import ids
from kg.queries.finding.suggestions import GROUPS, Group, group

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.queries.records import SearchHit

MOST_HITS: Final = 300
FIRST: Final = 5
NOUNS: Final[dict[Group, tuple[str, str]]] = {
    "papers": ("paper", "papers"),
    "entities": ("entity", "entities"),
    "authors": ("author", "authors"),
    "organizations": ("organization", "organizations"),
}


@telling
def show() -> None:
    """Draw the page."""
    head("Search")
    text = st.text_input(
        "Search for",
        placeholder="Words of a title, a name in any spelling, a person, an identifier",
        label_visibility="collapsed",
        icon=":material/search:",
        key="q",
        bind="query-params",
        max_chars=500,
    ).strip()
    if not text:
        empty("Nothing is searched for yet: type a name, words of a title, a person or an identifier.")
        return
    found = answer(queries.find, text, limit=MOST_HITS)
    groups = _grouped(found.hits)
    if ids.identify(text) is not None and not groups:
        empty("The graph does not hold this paper.")
        offer(text)
        return
    for sentence in found.remarks:
        empty(sentence)
    if not groups:
        return
    labels: dict[str, str] = {name: f"{TITLES[name]} {len(hits):,}" for name, hits in groups.items()}
    labels |= {name: f"{TITLES[name]} 0" for name in GROUPS if name not in groups}
    chosen = choice("Group of hits", {"": "all"} | labels, key="in", default="", segments=True)
    if len(found.hits) >= MOST_HITS:
        empty(f"These are the best {MOST_HITS}: more words find fewer.")
    for name in GROUPS:
        if name == chosen:
            _all(text, name, groups.get(name, []))
            return
    for name, hits in groups.items():
        section(TITLES[name])
        hit_list(hits[:FIRST])
        if len(hits) > FIRST:
            st.html(f'<div class="kg-small">{link(_everyone(name, hits), "search", q=text, **{"in": name})}</div>')


def _everyone(name: Group, hits: Sequence[SearchHit]) -> str:
    return f"All {count(len(hits), *NOUNS[name])}"


def _grouped(hits: Sequence[SearchHit]) -> dict[Group, list[SearchHit]]:
    """Return group to hits, the group of the best hit first."""
    groups: dict[Group, list[SearchHit]] = {}
    for hit in hits:
        groups.setdefault(group(hit.kind), []).append(hit)
    return groups


def _all(text: str, name: Group, hits: Sequence[SearchHit]) -> None:
    if not hits:
        empty(f"Nothing of what was found is one of the {NOUNS[name][1]}.")
        return
    if st.session_state.get("searched", (text, name)) != (text, name):
        st.session_state["page"] = 1  # another list begins at its beginning
    st.session_state["searched"] = (text, name)
    if name == "papers":
        offers.papers(lambda: [hit.node_id for hit in hits], len(hits), key="found")
    else:
        rows = ({"id": hit.node_id, "kind": hit.kind, "name": hit.name, "detail": hit.detail} for hit in hits)
        offers.rows(rows, key="found", name=name)
    paged(
        len(hits),
        lambda skip, limit: hit_list(hits[skip : skip + limit]),
        key="page",
        noun=NOUNS[name],
        ordered="best first",
    )
