"""Hits: what a search found, as a list whose found places are marked."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from kg.dashboard.layout.links import link
from kg.dashboard.layout.pieces import mark
from kg.dashboard.pages import node_page
from kg.dashboard.search.box import marked
from kg.dashboard.session.mine import signs
from kg.dashboard.words.wording import plain

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kg.queries.records import SearchHit


def hit_list(hits: Iterable[SearchHit]) -> None:
    """Draw hits, each leading to its page and to the graph around it."""
    st.html(f'<ul class="kg-list kg-hits">{"".join(map(_item, hits))}</ul>')


def _item(hit: SearchHit) -> str:
    page = node_page(hit.kind)
    name = link(hit.name, page, id=hit.node_id) if page else link(hit.name, "graph", node=hit.node_id)
    if hit.spans:
        name = name.replace(f">{plain(hit.name)}<", f">{marked(hit.name, hit.spans)}<")
    name += signs(hit.node_id) if hit.kind == "Paper" else ""
    beside = [plain(hit.detail), marked(hit.excerpt, hit.excerpt_spans)]
    detail = f'<div class="kg-faint">{": ".join(filter(None, beside))}</div>' if any(beside) else ""
    return (
        f'<li><div class="kg-row"><span class="kg-title">{mark(hit.kind)}{name}</span>'
        f'<span class="kg-faint">{link("graph", "graph", node=hit.node_id)}</span></div>{detail}</li>'
    )
