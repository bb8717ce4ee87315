"""The map page: the field at a glance, as entities or as papers, and a way into each part of it."""

from __future__ import annotations

import streamlit as st

from kg import queries
from kg.dashboard.layout.failures import telling
from kg.dashboard.layout.links import link
from kg.dashboard.layout.paging import first_page
from kg.dashboard.layout.pieces import chips, empty, head, section
from kg.dashboard.map import atlas
from kg.dashboard.session.answers import answer


@telling
def show() -> None:
    """Draw the page."""
    title, control = st.columns([3, 1], vertical_alignment="bottom")
    with title:
        head("Map")
    with control:
        of = st.segmented_control(
            "A map of",
            atlas.OF,
            default=atlas.OF[0],
            required=True,
            key="of",
            bind="query-params",
            on_change=_another,
            label_visibility="collapsed",
        )
    if of == "papers":
        atlas.draw("papers")
        return
    if answer(queries.field_map).places:
        atlas.draw("entities")
        return
    empty(atlas.NOT_ANALYSED)
    section("What most papers name", "until there is a map")
    most = answer(queries.top_entities, limit=40)
    if most:
        st.html(chips(most))
        st.html(link("The same as a drawn graph", "graph", show="nodes"))
    else:
        empty("The graph is empty. Build it with `kg build FILE`, then reload this page.")


def _another() -> None:
    """The fields of one map are none of the other's."""
    for name in ("field", "month", "span"):
        st.query_params.pop(name, None)
    first_page("map_page")
