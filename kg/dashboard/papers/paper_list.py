"""Lists of papers that a reader narrows by words and year, orders, pages to the end, and exports."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final, cast

import streamlit as st

from kg import queries
from kg.dashboard.layout import offers
from kg.dashboard.layout.links import link
from kg.dashboard.layout.paging import ON_A_PAGE, paged
from kg.dashboard.layout.parameters import check, choice, words
from kg.dashboard.layout.pieces import chip, empty, listed, paper_item
from kg.dashboard.library.set_button import set_button
from kg.dashboard.session.answers import answer, ask
from kg.model import LABELS, Label
from kg.queries import listing
from kg.queries.listing import Narrowed

if TYPE_CHECKING:
    from kg.queries.listing import Order
    from kg.queries.records import PaperPage

ORDERS: dict[str, str] = {
    "published": "newest first",
    "citations": "most cited in the graph",
    "upvotes": "most upvotes",
    "entities": "most entities",
    "title": "by title",
}
ANY_YEAR = "any"
PARAMETERS: Final = ("q", "has", "entity", "year", "order", "page")
"""What the URL says of a list."""


def paper_list(narrowed: Narrowed, *, name: str, searched: bool = True) -> None:
    """Draw the list.

    Args:
        narrowed: what its papers are like, before the reader narrows it further.
        name: of the files that it is taken away as.
        searched: whether there is a box for words of titles and abstracts.
    """
    known = answer(listing.years, narrowed)
    columns = st.columns([2, 1, 1] if searched else [1, 1, 2])
    if searched:
        with columns[0]:
            narrowed = replace(
                narrowed,
                text=words("Search the papers", key="q", placeholder="Words of a title, an abstract or an author"),
            )
    with columns[1 if searched else 0]:
        years = {ANY_YEAR: "any year"} | {str(year): f"{year} ({papers:,})" for year, papers in known.items()}
        year = choice("Year", years, key="year", default=ANY_YEAR)
    with columns[2 if searched else 1]:
        order = cast("Order", choice("Order", ORDERS, key="order", default="published"))
    narrowed = replace(narrowed, year=None if year == ANY_YEAR else int(year))
    total = _page(narrowed, order, 0, 1).total
    if not total:
        empty("No paper is like that. Search for fewer words, or in any year.")
        return
    with st.container(horizontal=True):
        offers.papers(lambda: ask(listing.paper_ids, narrowed, order), total, key="list", name=name)
        set_button(lambda: ask(listing.paper_ids, narrowed, order), "list", total=total)
    paged(
        total,
        lambda skip, limit: listed(paper_item(row) for row in _page(narrowed, order, skip, limit).rows),
        key="page",
        noun=("paper", "papers"),
        ordered=ORDERS[order],
        on_a_page=ON_A_PAGE,
    )


def narrowing(page: str) -> Narrowed:
    """Let the reader ask for papers that name a type of entity, or the entity that the URL names; return the two.

    Args:
        page: the page that the list stands on.
    """
    check("has", LABELS, what="a type of entity")
    labels: list[Label] = st.pills(
        "That name a",
        LABELS,
        selection_mode="multi",
        key="has",
        bind="query-params",
        help="Papers that name at least one entity of each type chosen.",
    )
    return Narrowed(labels=tuple(labels), entity_id=_entity(page))


def _entity(page: str) -> str | None:
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
        f'<div class="kg-chips"><span class="kg-faint">that name</span>{chip(found.label, found.entity_id, found.name)}'
        f'<span class="kg-small">{link("any entity", page, **(rest or {"order": ["published"]}))}</span></div>'
    )
    return found.entity_id  # the URL may say a key that it had before a correction


def _page(narrowed: Narrowed, order: Order, skip: int, limit: int) -> PaperPage:
    return answer(
        queries.papers,
        text=narrowed.text,
        labels=narrowed.labels,
        entity_id=narrowed.entity_id,
        organization=narrowed.organization,
        author_id=narrowed.author_id,
        year=narrowed.year,
        order=order,
        skip=skip,
        limit=limit,
    )
