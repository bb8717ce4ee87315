"""What stands beside the graph: the node that the reader chose, or the most connected ones."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import streamlit as st

from kg import queries
from kg.dashboard.graph.scene import verb
from kg.dashboard.layout.links import link
from kg.dashboard.layout.pieces import chips, facts, mark
from kg.dashboard.pages import node_page
from kg.dashboard.session.answers import answer
from kg.dashboard.words.completeness import brief
from kg.dashboard.words.wording import count, plain
from kg.queries.expansion import ONE_WAY

if TYPE_CHECKING:
    from collections.abc import Callable

    from kg.dashboard.graph.exploration import Exploration
    from kg.dashboard.graph.scene import Scene
    from kg.queries.records import GraphNode

_EXCERPT = 280


def nothing_chosen(exploration: Exploration, drawn: Scene) -> None:
    """Draw what can be done, and the most connected nodes."""
    st.html(
        '<p class="kg-faint">Click a node for its details, an edge for the sentence that says so; double-click a node '
        "for its neighbours. Ctrl and click, or Shift and drag, choose several. The buttons below the graph hide and "
        "show types and relationships. On a touch screen one finger scrolls the page and two move the graph.</p>"
    )
    top = sorted(drawn.shown, key=lambda node: -node.degree)[:8]
    items = "".join(
        f'<li><div class="kg-row"><span class="kg-small">{mark(node.kind)}{_choice(exploration, node)}</span>'
        f'<span class="kg-number kg-faint">{node.degree:,}</span></div></li>'
        for node in top
    )
    st.html(f'<div class="kg-small"><b>Most connections</b></div><ul class="kg-list">{items}</ul>')


def node_chosen(exploration: Exploration, node: GraphNode, go: Callable[[Exploration], None]) -> None:
    """Draw a node, and its neighbours by relationship, each with how many there are."""
    _details(node)
    done = node.node_id in exploration.expanded
    st.button(
        "Show its neighbours",
        key="expand_chosen",
        disabled=done,
        help="They are shown already." if done else "The same as a double-click.",
        width="stretch",
        icon=":material/hub:",
        on_click=go,
        args=(exploration.expand(node.node_id),),
    )
    ways = answer(queries.ways, node.node_id)
    if ways:
        with st.expander("Expand by relation"):
            st.caption(f"Up to {ONE_WAY} more with each press, the most cited papers and most named entities first.")
            for way, total in ways:
                st.button(
                    f"{verb(way)} ({total:,})",
                    key=f"way {way}",
                    width="stretch",
                    on_click=go,
                    args=(exploration.expand(node.node_id, way),),
                )
    st.html(f'<span class="kg-small">{link("Start the graph from here", "graph", node=node.node_id)}</span>')


def _choice(exploration: Exploration, node: GraphNode) -> str:
    """Return a link that shows the same graph, with a node chosen."""
    chosen = replace(exploration, selected=node.node_id, chosen=(), edge=None)
    show = {} if exploration.start or exploration.only else {"show": "nodes"}
    return link(node.name, "graph", **show, **chosen.query())


def _details(node: GraphNode) -> None:
    said = " · ".join(filter(None, [node.kind, str(node.year or ""), count(node.degree, "connection")]))
    page = node_page(node.kind)
    name = link(node.name, page, id=node.node_id) if page else plain(node.name)
    more, named = "", ""
    if node.kind == "Paper":
        more, named = _of_paper(node.node_id)
    elif page:
        more = _of_entity(node.node_id) if page == "entity" else ""
    st.html(
        f'<div class="kg-small">{mark(node.kind)}<span class="kg-faint">{plain(said)}</span></div>'
        f'<div class="kg-title" style="margin:0.3rem 0">{name}</div>{more}{named}'
    )


def _of_paper(paper_id: str) -> tuple[str, str]:
    paper = answer(queries.paper, paper_id)
    if paper is None:
        return "", ""
    entities = {relation.entity.entity_id: relation.entity for relation in paper.relations}
    text = paper.abstract
    excerpt = text[:_EXCERPT].rsplit(" ", 1)[0] + "…" if len(text) > _EXCERPT else text
    said = brief(paper.citing.total, paper.completeness)
    more = f'<div class="kg-faint">{plain(said)}</div>' if said else ""
    more += f'<p class="kg-small">{plain(excerpt)}</p>' if excerpt else ""
    return more, chips(tuple(entities.values())[:12]) if entities else ""


def _of_entity(entity_id: str) -> str:
    entity = answer(queries.entity, entity_id, limit=6)
    if entity is None:
        return ""
    aliases = [alias for alias in entity.aliases if alias != entity.name][:5]
    more = f'<p class="kg-faint">Also written {plain(", ".join(aliases))}</p>' if aliases else ""
    papers = {relation.paper.paper_id: relation.paper for relation in entity.relations}
    items = "".join(
        f'<li><div class="kg-title kg-small">{link(row.title, "paper", id=row.paper_id)}</div>'
        f'<div class="kg-faint">{plain(facts(row))}</div></li>'
        for row in papers.values()
    )
    return more + (f'<ul class="kg-list">{items}</ul>' if items else "")
