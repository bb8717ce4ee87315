"""Views that a reader named: each is the page's address, kept on the shelf, opened by a link."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import parse_qs

import streamlit as st

from kg.dashboard.layout.links import link
from kg.dashboard.layout.pieces import empty
from kg.dashboard.pages import address
from kg.dashboard.session.reader import shelf
from kg.dashboard.session.rights import demand_writing, read_only

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

PAGE = "graph"


def named_views(now: Mapping[str, Sequence[str]]) -> None:
    """Offer to name the view, and list those that were named."""
    with st.popover("Views", icon=":material/bookmarks:", key="views_popover"):
        if read_only():
            st.caption("This dashboard is read-only: no view can be named here.")
        else:
            with st.form("name_view", clear_on_submit=True, border=False):
                name = st.text_input("Name of this view", key="view_name")
                if st.form_submit_button("Save", icon=":material/bookmark_add:") and name.strip():
                    save(name.strip(), now)
        kept = shelf().all("view")
        if not kept:
            empty("No view was named yet.")
        for name, where in kept.items():
            _row(name, str(where))


def save(name: str, query: Mapping[str, Sequence[str]]) -> None:
    """Keep the page's address under a name."""
    demand_writing()
    said = {key: list(values) for key, values in query.items() if values}
    shelf().put("view", name, address(PAGE, **said))


def forget(name: str) -> None:
    """Forget a view."""
    demand_writing()
    shelf().remove("view", name)


def _row(name: str, where: str) -> None:
    page, _, query = where.partition("?")
    with st.container(horizontal=True, vertical_alignment="center"):
        st.html(link(name, page, **parse_qs(query)))
        if not read_only():
            st.button(
                "Delete", key=f"forget {name}", icon=":material/delete:", on_click=forget, args=(name,), type="tertiary"
            )
