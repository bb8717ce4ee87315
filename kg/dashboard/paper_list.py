"""This file is about the list of papers: those that match, in an order, page by page, all of it in the URL."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal, get_args

import streamlit as st

from kg import queries
from kg.dashboard import offers
from kg.dashboard.answers import answer
from kg.dashboard.links import link
from kg.dashboard.paging import ON_A_PAGE, paged
from kg.dashboard.parameters import check, choice
from kg.dashboard.pieces import chip, empty, listed, paper_item
from kg.model import LABELS, Label

if TYPE_CHECKING:
    from kg.queries.records import PaperPage

Order = Literal["published", "upvotes", "citations", "comments", "entities", "title"]

ORDERS: Final[dict[str, str]] = {
    "published": "newest first",
    "upvotes": "most upvotes",
    "citations": "most cited in the graph",
    "comments": "most comments",
    "entities": "most entities",
    "title": "by title",
}
PARAMETERS: Final = ("q", "has", "entity", "order", "page")
_MOST_EXPORTED: Final = 10_000

Narrowed = tuple[str, tuple[Label, ...], str | None, Order]


def paper_list() -> None:
    """Draw the list and what narrows it."""
    words, sort = st.columns([2.4, 1])
    text = words.text_input(
        "Search the papers",
        placeholder="Words of a title or an abstract",
        label_visibility="collapsed",
        icon=":material/search:",
        key="q",
        bind="query-params",
        max_chars=200,
    ).strip()
    check("has", LABELS, what="a type of entity")
    labels: list[Label] = st.pills(
        "That name a",
        LABELS,
        selection_mode="multi",
        key="has",
        bind="query-params",
        help="Papers that name at least one entity of each type chosen.",
    )
    with sort:
        chosen = choice("order", ORDERS, label="Order", what="an order of papers", default="published")
    order: Order = next((one for one in get_args(Order) if one == chosen), "published")
    narrowed = (text, tuple(labels), _entity(), order)
    if st.session_state.get("narrowed", narrowed) != narrowed:
        st.session_state["page"] = 1  # another list begins at its beginning
    st.session_state["narrowed"] = narrowed
    total = _page(narrowed, 0, 1).total
    if not total:
        empty("No paper is like that. Take a filter away, or search for fewer words.")
        return
    offers.papers(
        lambda: [row.paper_id for row in _page(narrowed, 0, _MOST_EXPORTED).rows],
        min(total, _MOST_EXPORTED),
        key="listed",
    )
    paged(
        total,
        lambda skip, limit: listed(paper_item(row) for row in _page(narrowed, skip, limit).rows),
        key="page",
        noun=("paper", "papers"),
        ordered=ORDERS[order],
        on_a_page=ON_A_PAGE,
    )


def _entity() -> str | None:
    """Return the entity that the URL asks for, and draw it with a link that lets it go; one that is none is said."""
    asked = st.query_params.get("entity", "").strip()
    if not asked:
        return None
    found = answer(queries.entity, asked, limit=0)
    if found is None:
        empty(f"entity={asked[:100]} in the address is no entity's id, and is passed over: search for its name above.")
        return None
    rest: dict[str, list[str]] = {
        key: st.query_params.get_all(key) for key in PARAMETERS if key in st.query_params and key != "entity"
    }
    st.html(
        f'<div class="kg-chips"><span class="kg-faint">that name</span>{chip(found.label, asked, found.name)}'
        f'<span class="kg-small">{link("any entity", "overview", **(rest or {"order": ["published"]}))}</span></div>'
    )
    return asked


def _page(narrowed: Narrowed, skip: int, limit: int) -> PaperPage:
    text, labels, entity_id, order = narrowed
    return answer(queries.papers, text=text, labels=labels, entity_id=entity_id, order=order, skip=skip, limit=limit)
