"""The dashboard's entry: the page set-up, which store, and the navigation.

Run it with `kg dashboard`, or with `streamlit run app.py`; the variable KG_STORE names the store.
"""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from kg.dashboard.layout.failures import told
from kg.dashboard.layout.links import follow
from kg.dashboard.layout.look import dress
from kg.dashboard.layout.navigation import menu
from kg.dashboard.search.box import search_box
from kg.dashboard.session.current_keys import keep_current
from kg.dashboard.session.sign_in import account
from kg.dashboard.views import (
    author,
    compare,
    curate,
    cypher,
    entity,
    field_map,
    gaps,
    graph,
    imports,
    leaderboards,
    library,
    log,
    organization,
    overview,
    paper,
    path,
    search,
    task,
    trends,
)  # fmt: skip

ICON = Path(cypher.__file__).parents[1] / "icon.svg"  # an emoji or a symbol would come from somebody's server

st.set_page_config(page_title="paper-kg", page_icon=str(ICON), layout="wide")
st.logo(str(ICON.with_name("logo.svg")), icon_image=str(ICON), size="large")

PAGES = {
    "": [st.Page(overview.show, title="Home", icon=":material/home:", url_path="home", default=True)],
    "Explore": [
        st.Page(field_map.show, title="Map", icon=":material/map:", url_path="map"),
        st.Page(graph.show, title="Graph", icon=":material/hub:", url_path="graph"),
        st.Page(paper.show, title="Papers", icon=":material/article:", url_path="paper"),
        st.Page(entity.show, title="Entities", icon=":material/label:", url_path="entity"),
        st.Page(task.show, title="Topics", icon=":material/topic:", url_path="task"),
        st.Page(author.show, title="Authors", icon=":material/person:", url_path="author"),
        st.Page(organization.show, title="Organizations", icon=":material/apartment:", url_path="organization"),
        st.Page(compare.show, title="Compare", icon=":material/compare_arrows:", url_path="compare"),
        st.Page(path.show, title="Path", icon=":material/route:", url_path="path"),
    ],
    "The field": [
        st.Page(leaderboards.show, title="Leaderboards", icon=":material/leaderboard:", url_path="leaderboards"),
        st.Page(trends.show, title="Trends", icon=":material/trending_up:", url_path="trends"),
        st.Page(gaps.show, title="Gaps", icon=":material/join_inner:", url_path="gaps"),
        st.Page(log.show, title="Log", icon=":material/history:", url_path="log"),
    ],
    "Yours": [
        st.Page(library.show, title="Library", icon=":material/bookmarks:", url_path="library"),
        st.Page(curate.show, title="Curate", icon=":material/rule:", url_path="curate"),
        st.Page(imports.show, title="Import", icon=":material/library_add:", url_path="import"),
    ],
    "Ask": [st.Page(cypher.show, title="Cypher", icon=":material/terminal:", url_path="cypher")],
}

# Streamlit serves the default page at the root alone; links to it by its name are to lead there too.
BY_NAME = st.Page(overview.show, title="Home", url_path="overview")
FOUND = st.Page(search.show, title="Search", url_path="search")  # the box leads there
page = st.navigation([*(one for pages in PAGES.values() for one in pages), BY_NAME, FOUND], position="hidden")
with told():
    dress()
    with st.sidebar:
        search_box()
        menu(PAGES, PAGES[""][0] if page == BY_NAME else page)
        account()
    follow()
    keep_current()
    page.run()
