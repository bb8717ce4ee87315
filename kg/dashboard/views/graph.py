"""This file is about the graph page: the drawn graph, and beside it the node that the reader chose."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, get_args

import streamlit as st

from kg import queries
from kg.dashboard.answers import answer
from kg.dashboard.completeness import brief
from kg.dashboard.failures import telling
from kg.dashboard.graph.exploration import DEFAULT_NODES, SLOW_NODES, Exploration, Scene, scene
from kg.dashboard.graph.graph_view import SIZES, GraphEvent, Size, graph_view
from kg.dashboard.links import link
from kg.dashboard.pieces import chips, empty, facts, head, mark
from kg.dashboard.wording import count, plain

if TYPE_CHECKING:
    from kg.queries.records import EntityRow, GraphNode

LIMITS = (100, 250, DEFAULT_NODES, 1000, SLOW_NODES, 5000)
KEY = "graph"


@telling
def show() -> None:
    """Draw the page."""
    start = st.query_params.get("node")
    title, *controls = st.columns([3, 1] if start else [3, 1, 1], vertical_alignment="bottom")
    limit = DEFAULT_NODES
    with title:
        head("Graph")
    size: Size = controls[0].selectbox(
        "Size of a node",
        get_args(Size),
        format_func=lambda size: f"Size {SIZES[size]}",
        key="size",
        bind="query-params",
        label_visibility="collapsed",
    )
    if not start:
        with controls[1]:
            limit = st.selectbox(
                "How many nodes",
                LIMITS,
                index=LIMITS.index(DEFAULT_NODES),
                format_func=lambda number: f"{number:,} nodes at most",
                key="limit",
                bind="query-params",
                label_visibility="collapsed",
            )
    if limit > SLOW_NODES:
        st.warning(f"More than {SLOW_NODES:,} nodes take long to draw and to move.", icon=":material/speed:")
    _explore(limit, size)


@st.fragment
@telling
def _explore(limit: int, size: Size) -> None:
    """Draw the graph and what is beside it: a click runs only this again."""
    exploration = Exploration.read(st.query_params, limit=limit)
    drawn = scene(exploration)
    if not drawn.nodes:
        if exploration.start:
            empty(f"The graph holds no node with the id {exploration.start}. Search for one at the left.")
            st.html(link("Show the whole graph", "graph"))
        else:
            empty("The graph is empty. Build it with `kg build FILE`, then reload this page.")
        return
    st.html(_told(exploration, drawn))
    # Whatever an expansion adds to the page stands below the graph, or it would push the graph down.
    canvas, aside = st.columns([3, 1], gap="medium")
    remembered = _remembered(exploration.view)
    with canvas:
        graph_view(
            drawn.nodes,
            drawn.edges,
            view=exploration.view,
            key=KEY,
            size=size,
            selected=exploration.selected,
            hidden=exploration.hidden,
            positions=remembered.get("positions"),
            camera=remembered.get("camera"),
            on_event=lambda event: _happened(event, limit),
        )
        if exploration.expanded:
            st.html(_told_of_expansions(exploration, drawn))
    with aside:
        _beside(exploration, drawn)


def _told(exploration: Exploration, drawn: Scene) -> str:
    start = drawn.node(exploration.start)
    around = f"Around {plain(start.name)}. " if start else ""
    ways = f" {link('Show the whole graph', 'graph')}" if start else ""
    return f'<div class="kg-faint" role="status">{around}{plain(drawn.sentences[0])}{ways}</div>'


def _told_of_expansions(exploration: Exploration, drawn: Scene) -> str:
    query = {"node": exploration.start} if exploration.start else {}
    sentences = " ".join(drawn.sentences[-3:] if len(drawn.sentences) > 3 else drawn.sentences[1:])  # noqa: PLR2004 # the latest
    undo = link("Undo the expansions", "graph", **query)
    return f'<div class="kg-faint" role="status">{plain(sentences)} {undo}</div>'


def _happened(event: GraphEvent, limit: int) -> None:
    """Keep how the graph lies, and bring what the reader did into the URL."""
    before = Exploration.read(st.query_params, limit=limit)
    if event.view != before.view:
        return  # the last word of a graph that is no longer shown
    remembered = _remembered(before.view)
    remembered.update(positions=event.positions, camera=event.camera)
    _write(before.after(event))


def _write(exploration: Exploration) -> None:
    """Bring the URL up to date, at one step of the browser's history."""
    query = exploration.query()
    if any(values != st.query_params.get_all(name) for name, values in query.items()):
        st.query_params.update(query)


def _remembered(view: str) -> dict[str, Any]:
    """Return where this view's nodes lay when the reader last saw them; the session keeps the last few views."""
    views: dict[str, dict[str, Any]] = st.session_state.setdefault("graph_layouts", {})
    remembered = views.pop(view, {})
    views[view] = remembered
    while len(views) > 8:  # noqa: PLR2004 # some megabytes at most
        del views[next(iter(views))]
    return remembered


def _beside(exploration: Exploration, drawn: Scene) -> None:
    node = drawn.node(exploration.selected)
    if node is None:
        st.html(
            '<p class="kg-faint">Click a node for its details; double-click it for its neighbours. '
            "The buttons below the graph hide and show a type.</p>"
        )
        _most_connected(exploration, drawn)
        return
    _details(node)
    done = node.node_id in exploration.expanded
    st.button(
        "Show its neighbours",
        disabled=done,
        help="They are shown already." if done else "The same as a double-click.",
        width="stretch",
        icon=":material/hub:",
        on_click=_write,
        args=(exploration.expand(node.node_id),),
    )


def _most_connected(exploration: Exploration, drawn: Scene) -> None:
    top = sorted(drawn.nodes, key=lambda node: -node.degree)[:8]
    items = "".join(
        f'<li><div class="kg-row"><span class="kg-small">{mark(node.kind)}{_choice(exploration, node)}</span>'
        f'<span class="kg-number kg-faint">{node.degree:,}</span></div></li>'
        for node in top
    )
    st.html(f'<div class="kg-small"><b>Most connections</b></div><ul class="kg-list">{items}</ul>')


def _choice(exploration: Exploration, node: GraphNode) -> str:
    """Return a link that shows the same graph, with a node chosen."""
    return link(node.name, "graph", **replace(exploration, selected=node.node_id).query())


def _details(node: GraphNode) -> None:
    degree = count(node.degree, "connection")
    lines = [
        f'<div class="kg-small">{mark(node.kind)}{node.kind} <span class="kg-faint">· {degree}</span></div>',
    ]
    named: tuple[EntityRow, ...] = ()
    more = ""
    if node.kind == "Paper":
        paper = answer(queries.paper, node.node_id)
        name = link(node.name, "paper", id=node.node_id)
        if paper is not None:
            entities = {relation.entity.entity_id: relation.entity for relation in paper.relations}
            named = tuple(entities.values())[:12]
            excerpt = paper.abstract[:280].rsplit(" ", 1)[0] + "…" if len(paper.abstract) > 280 else paper.abstract  # noqa: PLR2004
            said = brief(paper.citing.total, paper.completeness)
            more = f'<div class="kg-faint">{plain(said)}</div>' if said else ""
            more += f'<p class="kg-small">{plain(excerpt)}</p>' if excerpt else ""
    elif node.kind in {"Author", "Organization"}:
        name = plain(node.name)
    else:
        entity = answer(queries.entity, node.node_id, limit=6)
        name = link(node.name, "entity", id=node.node_id)
        if entity is not None:
            aliases = [alias for alias in entity.aliases if alias != entity.name][:5]
            more = f'<p class="kg-faint">Also written {plain(", ".join(aliases))}</p>' if aliases else ""
            papers = {relation.paper.paper_id: relation.paper for relation in entity.relations}
            more += "".join(
                f'<li><div class="kg-title kg-small">{link(row.title, "paper", id=row.paper_id)}</div>'
                f'<div class="kg-faint">{plain(facts(row))}</div></li>'
                for row in papers.values()
            )
            more = more.replace("<li>", '<ul class="kg-list"><li>', 1) + ("</ul>" if papers else "")
    lines.append(f'<div class="kg-title" style="margin:0.3rem 0">{name}</div>{more}')
    st.html("".join(lines) + (chips(named) if named else ""))
    st.html(f'<span class="kg-small">{link("Start the graph from here", "graph", node=node.node_id)}</span>')
