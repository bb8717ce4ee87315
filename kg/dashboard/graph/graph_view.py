"""This file is about the drawn graph: force-graph in a component of ours, and what the reader did there."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, get_args

import streamlit as st

from kg.dashboard.bundles import bundle
from kg.dashboard.colours import COLOURS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from streamlit.components.v2.types import ComponentRenderer

    from kg.queries.records import GraphEdge, GraphNode

Size = Literal["degree", "citations", "mentions"]

SIZES: dict[Size, str] = {"degree": "by connections", "citations": "by citations", "mentions": "by mentions"}
"""What the size of a node may follow."""

Deed = Literal["select", "expand", "clear", "legend", "settle"]

_HTML = """
<div class="graph-view">
  <div class="frame">
    <div class="stage"></div>
    <div class="tip" hidden></div>
    <div class="zoom">
      <button type="button" data-deed="in" title="Zoom in" aria-label="Zoom in">+</button>
      <button type="button" data-deed="out" title="Zoom out" aria-label="Zoom out">&minus;</button>
      <button type="button" data-deed="fit" title="Fit into view" aria-label="Fit into view">&#x2922;</button>
    </div>
  </div>
  <div class="legend" role="group" aria-label="Types of nodes: press one to hide or show it"></div>
</div>
"""
_CSS = """
.graph-view { font-family: var(--st-font); color: var(--st-text-color); font-size: 0.875rem; }
.legend { display: flex; flex-wrap: wrap; gap: 0.35rem; margin-top: 0.5rem; }
button { font: inherit; color: inherit; cursor: pointer; background: var(--st-background-color);
  border: 1px solid var(--st-border-color); }
button:hover { background: var(--st-secondary-background-color); }
button:focus-visible { outline: 2px solid var(--st-primary-color); outline-offset: 1px; }
.legend button { display: inline-flex; align-items: center; gap: 0.4rem; padding: 0.15rem 0.65rem;
  border-radius: 1rem; }
.legend button[aria-pressed="false"] { opacity: 0.5; text-decoration: line-through; }
.mark { width: 0.7rem; height: 0.7rem; border-radius: 50%; }
.mark.square { border-radius: 0.15rem; }
.count { opacity: 0.65; font-variant-numeric: tabular-nums; }
.frame { position: relative; border: 1px solid var(--st-border-color); border-radius: var(--st-base-radius, 0.5rem);
  overflow: hidden; }
.stage { width: 100%; cursor: grab; touch-action: none; color: var(--st-text-color);
  background: var(--st-background-color); transition: color 1ms, background-color 1ms; }
.stage canvas { display: block; user-select: none; outline: none; -webkit-tap-highlight-color: transparent; }
.tip { position: absolute; max-width: min(20rem, 70%); padding: 0.35rem 0.6rem; border-radius: 0.4rem; z-index: 2;
  white-space: pre-line; overflow-wrap: anywhere; pointer-events: none; line-height: 1.4;
  background: var(--st-background-color); border: 1px solid var(--st-border-color);
  box-shadow: 0 2px 10px color-mix(in srgb, black 18%, transparent); }
.tip[hidden] { display: none; }
.zoom { position: absolute; right: 0.6rem; bottom: 0.6rem; display: flex; flex-direction: column; gap: 0.25rem; }
.zoom button { width: 2rem; height: 2rem; border-radius: 0.4rem; line-height: 1; font-size: 1rem; padding: 0; }
"""


@dataclass(frozen=True, slots=True)
class GraphEvent:
    """Something that the reader did in the graph, and how the graph lay at that moment.

    Attributes:
        what: a node was selected or expanded, the selection was cleared, the legend was pressed, or the layout settled.
        node_id: the node that it was done to.
        hidden: the kinds that the legend hides.
        positions: where each node lies, by node_id.
        camera: zoom and centre.
    """

    what: Deed
    node_id: str | None
    view: str
    hidden: tuple[str, ...]
    positions: dict[str, tuple[float, float]]
    camera: dict[str, float]


def parse(value: object) -> GraphEvent | None:
    """Read what the browser sent; a browser can send anything, so what makes no sense is no event."""
    if not isinstance(value, dict) or value.get("what") not in get_args(Deed):
        return None
    node_id, hidden, positions, camera = (value.get(name) for name in ("id", "hidden", "positions", "camera"))
    return GraphEvent(
        what=value["what"],
        node_id=node_id if isinstance(node_id, str) else None,
        view=str(value.get("view", "")),
        hidden=tuple(kind for kind in hidden if kind in COLOURS) if isinstance(hidden, list) else (),
        positions=_positions(positions),
        camera=_camera(camera),
    )


@functools.cache
def _component() -> ComponentRenderer:
    return st.components.v2.component("kg_graph_view", html=_HTML, css=_CSS, js=bundle("graph_view"))


def graph_view(
    nodes: Iterable[GraphNode],
    edges: Iterable[GraphEdge],
    *,
    view: str,
    key: str,
    size: Size = "degree",
    height: int = 620,
    selected: str | None = None,
    hidden: Sequence[str] = (),
    positions: dict[str, tuple[float, float]] | None = None,
    camera: dict[str, float] | None = None,
    on_event: Callable[[GraphEvent], None] | None = None,
) -> None:
    """Draw a graph.

    Args:
        nodes: what to draw; the colour follows the kind, and a stub is drawn lighter.
        edges: between the nodes given.
        view: names what is drawn. While it stays, nodes that stay do not move; with another, all starts anew.
        key: tells this graph from another on the page.
        size: what the size of a node follows.
        height: in pixels.
        selected: the node whose details are shown.
        hidden: the kinds that the legend hides.
        positions: where each node lay when the reader last saw the view.
        camera: zoom and centre at that time.
        on_event: called with what the reader does, before the page is drawn again.
    """

    def happened() -> None:
        event = parse(getattr(st.session_state.get(key), "event", None))
        if event is not None and on_event is not None:
            on_event(event)

    data: dict[str, Any] = {
        "view": view,
        "nodes": [_node(node, size) for node in nodes],
        "edges": [{"source": edge.source, "target": edge.target, "type": edge.type} for edge in edges],
        "kinds": [{"kind": kind, "colour": colour} for kind, colour in COLOURS.items()],
        "selected": selected,
        "hidden": list(hidden),
        "positions": [[node_id, x, y] for node_id, (x, y) in (positions or {}).items()],
        "camera": camera or None,
        "height": height,
    }
    _component()(key=key, data=data, on_event_change=happened)


def _node(node: GraphNode, size: Size) -> dict[str, Any]:
    says = [f"{node.kind} known by citations alone" if node.stub else node.kind]
    says += [f"cited by {node.citations:,}"] if node.citations else []
    says += [f"{node.degree:,} connection{'' if node.degree == 1 else 's'}"]
    return {
        "id": node.node_id,
        "kind": node.kind,
        "name": node.name,
        "degree": node.degree,
        "size": getattr(node, size),
        "says": ", ".join(says),
        "stub": node.stub,
    }


def _positions(value: object) -> dict[str, tuple[float, float]]:
    if not isinstance(value, list):
        return {}
    return {
        place[0]: (float(place[1]), float(place[2]))
        for place in value
        if isinstance(place, list) and len(place) == 3 and isinstance(place[0], str) and all(map(_is_number, place[1:]))  # noqa: PLR2004 # id, x and y
    }


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _camera(value: object) -> dict[str, float]:
    if not isinstance(value, dict) or not all(_is_number(value.get(name)) for name in ("zoom", "x", "y")):
        return {}
    return {name: float(value[name]) for name in ("zoom", "x", "y")}
