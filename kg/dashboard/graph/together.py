"""Nodes that are chosen together: a path between two, a set of papers, and what is done to all."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from kg.dashboard.layout.links import link
from kg.dashboard.layout.pieces import mark
from kg.dashboard.session.reader import shelf
from kg.dashboard.session.rights import demand_writing, read_only
from kg.dashboard.words.wording import count, in_markdown, plain

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from kg.dashboard.graph.exploration import Exploration
    from kg.queries.records import GraphNode

_SHOWN = 12
_TWO = 2


def several_chosen(exploration: Exploration, nodes: Sequence[GraphNode], go: Callable[[Exploration], None]) -> None:
    """Draw the nodes that are chosen, and what can be done with them."""
    ids = tuple(node.node_id for node in nodes)
    items = "".join(
        f'<li><span class="kg-small">{mark(node.kind)}{plain(node.name)}</span></li>' for node in nodes[:_SHOWN]
    )
    more = f'<li class="kg-faint">and {len(nodes) - _SHOWN:,} more</li>' if len(nodes) > _SHOWN else ""
    st.html(f'<div class="kg-small"><b>{len(nodes):,} chosen</b></div><ul class="kg-list kg-tight">{items}{more}</ul>')
    if len(nodes) == _TWO:
        path = link("Path between the two", "path", **{"from": ids[0], "to": ids[1]})
        st.html(f'<span class="kg-small">{path}</span>')
    _button("Expand all", ":material/hub:", go, exploration.expand_all(ids))
    _button("Keep only these", ":material/filter_center_focus:", go, exploration.keep(ids))
    _button("Remove them", ":material/visibility_off:", go, exploration.remove(ids))
    _set_of([node.node_id for node in nodes if node.kind == "Paper"])


def _button(label: str, icon: str, go: Callable[[Exploration], None], then: Exploration) -> None:
    st.button(label, key=f"together {label}", icon=icon, width="stretch", on_click=go, args=(then,))


def _set_of(paper_ids: list[str]) -> None:
    """Offer to keep the papers among them as a set."""
    if not paper_ids:
        return
    if read_only():
        st.caption("This dashboard is read-only: no set can be kept here.")
        return
    with st.form("make_set", clear_on_submit=True, border=False):
        name = st.text_input(f"Set of {count(len(paper_ids), 'paper')}", placeholder="Name of the set", key="set_name")
        kept = st.form_submit_button("Add to the set", width="stretch", icon=":material/bookmark_add:")
    if kept and name.strip():
        keep_set(name.strip(), paper_ids)
        st.success(f"{count(len(paper_ids), 'paper')} in {in_markdown(name.strip())}", icon=":material/check:")


def keep_set(name: str, paper_ids: Sequence[str]) -> None:
    """Add papers to a set of the reader's; one of that name is made where there is none."""
    demand_writing()
    before = shelf().get("set", name) or {}
    papers = dict.fromkeys([*before.get("papers", ()), *paper_ids])
    shelf().put("set", name, {**before, "papers": list(papers)})
