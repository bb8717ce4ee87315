"""The graph page: the drawn graph, and beside it what the reader chose there."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from kg.dashboard.graph import controls, steps
from kg.dashboard.graph.beside import node_chosen, nothing_chosen
from kg.dashboard.graph.colouring import COLOURINGS, Colour, Colouring, colouring
from kg.dashboard.graph.edge_evidence import edge_chosen
from kg.dashboard.graph.exploration import DEFAULT_NODES, SLOW_NODES, Exploration, nonsense
from kg.dashboard.graph.graph_view import SIZES, Dates, Size, graph_view
from kg.dashboard.graph.named_views import named_views
from kg.dashboard.graph.scene import Scene, scene
from kg.dashboard.graph.table import table
from kg.dashboard.graph.together import several_chosen
from kg.dashboard.layout.failures import telling
from kg.dashboard.layout.links import link
from kg.dashboard.layout.pieces import empty, head
from kg.dashboard.map import atlas
from kg.dashboard.words.wording import plain

if TYPE_CHECKING:
    from kg.dashboard.graph.events import GraphEvent
    from kg.queries.drawing import Order

LIMITS = (100, 250, DEFAULT_NODES, 1000, SLOW_NODES, 5000)
ORDER_NAMES: dict[Order, str] = {
    "connections": "Most connections",
    "citations": "Most cited papers",
    "pagerank": "PageRank",
    "betweenness": "Betweenness",
    "newest": "Newest papers",
    "mentions": "Most named entities",
}
KEY = "graph"
SEVERAL = 2


@telling
def show() -> None:
    """Draw the page."""
    if atlas.first_view("Graph"):  # the map, where the URL asks for no node
        return
    head("Graph")
    start = bool(st.query_params.get("node") or st.query_params.get("only"))
    controls.told([*nonsense(st.query_params), *_wrong("size", SIZES), *_wrong("colour", COLOURINGS)])
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        size, colour, limit = _controls(start=start)
    if limit > SLOW_NODES:
        st.warning(f"More than {SLOW_NODES:,} nodes take long to draw and to move.", icon=":material/speed:")
    _explore(size, colour)


def _controls(*, start: bool) -> tuple[Size, Colour, int]:
    """Draw what the graph is ranked, sized and coloured by; each control stands in the URL."""
    limit = DEFAULT_NODES
    if not start:
        controls.choice(
            "Ranked by", tuple(ORDER_NAMES), key="order", default="connections", says=lambda one: ORDER_NAMES[one]
        )
        limit = controls.choice(
            "How many nodes",
            LIMITS,
            key="limit",
            default=DEFAULT_NODES,
            says=lambda number: f"{number:,} nodes",
            other=Exploration.read(st.query_params).limit,
        )
    size = controls.choice(
        "Size of a node", tuple(SIZES), key="size", default="degree", says=lambda one: f"Size {SIZES[one]}"
    )
    colour = controls.choice(
        "Colour of a node",
        tuple(COLOURINGS),
        key="colour",
        default="kind",
        says=lambda one: f"Colour {COLOURINGS[one]}",
    )
    controls.switch(
        "Authors", key="people", note="Authors and organisations: in the ranking, and in what a node brings."
    )
    named_views({name: st.query_params.get_all(name) for name in st.query_params})
    return size, colour, limit


def _wrong(name: str, values: dict[Size, str] | dict[Colour, str]) -> list[str]:
    said = st.query_params.get(name)
    return [f"There is no {name}={said}: {name} is one of {', '.join(values)}."] if said and said not in values else []


@st.fragment
@telling
def _explore(size: Size, colour: Colour) -> None:
    """Draw the graph and what is beside it: a deed in it runs only this again."""
    exploration = Exploration.read(st.query_params)
    drawn = scene(exploration)
    if not drawn.nodes:
        _nothing(exploration)
        return
    coloured = colouring(drawn.shown, drawn.edges, colour)
    st.html(_told(exploration, drawn))
    # Whatever a deed adds to the page stands below the graph, or it would push the graph down.
    with st.container(key="graph_room"):
        canvas, aside = st.columns([3, 1], gap="medium")
    with canvas:
        _draw(exploration, drawn, size, coloured)
        if since := [drawn.left_out, coloured.says, *drawn.sentences[1:][-3:]]:
            st.html(f'<div class="kg-faint" role="status">{plain(" ".join(filter(None, since)))}</div>')
    with aside:
        chosen, rows = st.tabs(["Chosen", f"Table ({len(drawn.shown):,})"], key="graph_beside", on_change="rerun")
        if rows.open:
            with rows:
                table(drawn)
        else:
            with chosen:
                _beside(exploration, drawn)


def _draw(exploration: Exploration, drawn: Scene, size: Size, coloured: Colouring) -> None:
    remembered = steps.layout(exploration.view)
    graph_view(
        drawn.nodes,
        drawn.edges,
        view=exploration.view,
        key=KEY,
        size=size,
        height=None,
        selected=exploration.selected,
        hidden=exploration.hidden,
        positions=remembered.get("positions"),
        camera=remembered.get("camera"),
        on_event=_happened,
        joins=drawn.joins,
        loose=drawn.loose,
        without=exploration.without,
        pinned=exploration.pinned,
        always=[exploration.start] if exploration.start else [],
        chosen=exploration.chosen,
        edge=exploration.edge,
        dates=Dates(drawn.months, exploration.since, exploration.until),
        colours=coloured.by_node,
        colour_key=coloured.key,
        steps=steps.note(exploration),
        stamp=steps.stamp(),
    )


def _nothing(exploration: Exploration) -> None:
    if exploration.start:
        empty(f"The graph holds no node with the id {exploration.start}. Search for one at the left.")
        st.html(link("Show the whole graph", "graph", show="nodes"))
    elif exploration.only:
        empty("The graph holds none of the nodes that this address names.")
        st.html(link("Show the whole graph", "graph", show="nodes"))
    elif exploration.order in {"pagerank", "betweenness"}:
        empty(f"No paper of this graph has a {exploration.order} yet: run `kg analyse`, then reload this page.")
    else:
        empty("The graph is empty. Build it with `kg build FILE`, then reload this page.")


def _told(exploration: Exploration, drawn: Scene) -> str:
    start = drawn.node(exploration.start)
    around = f"Around {plain(start.name)}. " if start else ""
    whole = f" {link('Show the whole graph', 'graph', show='nodes')}" if start or exploration.only else ""
    return f'<div class="kg-faint" role="status">{around}{plain(drawn.sentences[0])}{whole}</div>'


def _happened(event: GraphEvent) -> None:
    """Keep how the graph lies, and bring what the reader did into the URL."""
    before = steps.written_since(event.stamp) or Exploration.read(st.query_params)
    if event.view != before.view:
        return  # the last word of a graph that is no longer shown
    steps.note(before)  # a quick reader is here before the last step was drawn
    remembered = steps.layout(before.view)
    remembered["positions"] = {**remembered.get("positions", {}), **event.positions}
    remembered["camera"] = event.camera
    stepped = {"undo": steps.undone, "redo": steps.redone}.get(event.what)
    after = stepped(before) if stepped else before.after(event)
    if after.view != before.view and (after.only or before.only) and not steps.layout(after.view):
        steps.layout(after.view).update(remembered)  # what is kept stays where it is
    _write(after)


def _write(exploration: Exploration) -> None:
    """Bring the URL up to date, at one step of the browser's history."""
    query = exploration.query()
    steps.wrote(exploration)
    if any(values != st.query_params.get_all(name) for name, values in query.items()):
        st.query_params.update(query)


def _beside(exploration: Exploration, drawn: Scene) -> None:
    chosen = [node for node in map(drawn.node, exploration.chosen) if node]
    node = chosen[0] if len(chosen) == 1 else drawn.node(exploration.selected)
    if exploration.edge:
        edge_chosen(exploration.edge, drawn)
    elif len(chosen) >= SEVERAL:
        several_chosen(exploration, chosen, _write)
    elif node:
        node_chosen(exploration, node, _write)
    else:
        nothing_chosen(exploration, drawn)
