"""The drawn graph: force-graph in a component of ours."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Literal

import streamlit as st

from kg.dashboard.bundles import bundle
from kg.dashboard.graph.events import GraphEvent, parse
from kg.dashboard.layout.colours import COLOURS
from kg.dashboard.words.relations import FORWARD

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

    from streamlit.components.v2.types import ComponentRenderer

    from kg.queries.records import GraphEdge, GraphNode, Shared

__all__ = ["SIZES", "Dates", "GraphEvent", "Size", "graph_view"]

Size = Literal["degree", "citations", "mentions"]

SIZES: dict[Size, str] = {"degree": "by connections", "citations": "by citations", "mentions": "by mentions"}
"""What the size of a node may follow."""

_PEOPLE: Final = COLOURS["Author"]
_EDGES: Final[dict[str, tuple[str | None, list[int], bool]]] = {
    "INTRODUCES": (COLOURS["Method"], [], False),
    "USES": (COLOURS["Model"], [], False),
    "EVALUATES_ON": (COLOURS["Benchmark"], [], False),
    "RESULT": (COLOURS["Benchmark"], [1, 3], False),
    "ADDRESSES": (COLOURS["Task"], [], False),
    "REPORTS": (COLOURS["Metric"], [], False),
    "HAS_CODE": (COLOURS["Repo"], [], False),
    "CITES": (None, [], True),
    "BUILDS_ON": (None, [6, 4], True),
    "VARIANT_OF": (None, [2, 3], True),
    "WROTE": (_PEOPLE, [2, 3], False),
    "PUBLISHED": (COLOURS["Organization"], [2, 3], False),
    "AFFILIATED_WITH": (_PEOPLE, [6, 4], True),
}
"""Of each relationship, in the order of every legend: its colour (None for the text's own), its dashes, and whether its
direction must be seen, where both ends may be of one kind."""


@dataclass(frozen=True, slots=True)
class Dates:
    """How many papers there are of each month, and the months that are shown."""

    months: Sequence[tuple[str, int]] = ()
    since: str | None = None
    until: str | None = None


@functools.cache
def _component() -> ComponentRenderer:
    here = Path(__file__).parent
    html, css = ((here / f"graph_view.{kind}").read_text(encoding="utf-8") for kind in ("html", "css"))
    return st.components.v2.component("kg_graph_view", html=html, css=css, js=bundle("graph_view"))


def graph_view(
    nodes: Iterable[GraphNode],
    edges: Iterable[GraphEdge],
    *,
    view: str,
    key: str,
    size: Size = "degree",
    height: int | None = 620,
    selected: str | None = None,
    hidden: Sequence[str] = (),
    positions: dict[str, tuple[float, float]] | None = None,
    camera: dict[str, float] | None = None,
    on_event: Callable[[GraphEvent], None] | None = None,
    joins: Iterable[Shared] = (),
    loose: Collection[str] = (),
    without: Sequence[str] = (),
    pinned: Sequence[str] = (),
    always: Sequence[str] = (),
    chosen: Sequence[str] = (),
    edge: tuple[str, str, str] | None = None,
    dates: Dates | None = None,
    colours: Mapping[str, str] | None = None,
    colour_key: Sequence[tuple[str, str]] = (),
    steps: tuple[int, int] = (0, 0),
    stamp: int = 0,
) -> None:
    """Draw a graph.

    Args:
        nodes: what to draw; the colour follows the kind, and a stub is drawn lighter.
        edges: between the nodes given.
        view: names what is drawn. While it stays, nodes that stay do not move; with another, all starts anew.
        key: tells this graph from another on the page.
        size: what the size of a node follows.
        height: in pixels; None for as much as the window has.
        selected: the node whose details are shown.
        hidden: the kinds that the legend hides.
        positions: where each node lay when the reader last saw the view.
        camera: zoom and centre at that time.
        on_event: called with what the reader does, before the page is drawn again; without it nothing can be expanded,
            removed or undone.
        joins: what nodes share that is not drawn.
        loose: the nodes that nothing joins any more, which are not drawn.
        without: the types of relationships that the legend hides.
        pinned: the nodes that stay where they are.
        always: more nodes that no legend hides.
        chosen: the nodes that are chosen together.
        edge: the relationship whose evidence is shown.
        dates: what the histogram under the graph shows.
        colours: node to colour where it does not follow the kind.
        colour_key: these colours in words.
        steps: how many can be undone, and done again.
        stamp: comes back with each event, and so tells what the reader had seen.
    """

    def happened() -> None:
        event = parse(getattr(st.session_state.get(key), "event", None))
        if event is not None and on_event is not None:
            on_event(event)

    dates = dates or Dates()
    data: dict[str, Any] = {
        "view": view,
        "nodes": [_node(node, size, (colours or {}).get(node.node_id)) for node in nodes],
        "edges": [
            *({"source": edge.source, "target": edge.target, "type": edge.type} for edge in edges),
            *({"source": one.source, "target": one.target, "type": "SHARED", "count": one.count} for one in joins),
        ],
        "kinds": [{"kind": kind, "colour": colour} for kind, colour in COLOURS.items()],
        "relations": [
            {"type": kind, "verb": FORWARD[kind], "colour": colour, "dash": dash, "arrow": arrow}
            for kind, (colour, dash, arrow) in _EDGES.items()
        ],
        "selected": selected,
        "hidden": list(hidden),
        "without": list(without),
        "loose": sorted(loose),
        "pinned": list(pinned),
        "always": list(always),
        "chosen": list(chosen),
        "edge": list(edge) if edge else None,
        "months": [list(one) for one in dates.months],
        "since": dates.since,
        "until": dates.until,
        "key": [{"says": says, "colour": colour} for says, colour in colour_key],
        "steps": list(steps),
        "stamp": stamp,
        "alive": on_event is not None,
        "positions": [[node_id, x, y] for node_id, (x, y) in (positions or {}).items()],
        "camera": camera or None,
        "height": height,
    }
    _component()(key=key, data=data, on_event_change=happened)


def _node(node: GraphNode, size: Size, colour: str | None) -> dict[str, Any]:
    says = [f"{node.kind} known by citations alone" if node.stub else node.kind]
    says += [str(node.year)] if node.year else []
    says += [f"cited by {node.citations:,}"] if node.citations else []
    says += [f"{node.degree:,} connection{'' if node.degree == 1 else 's'}"]
    counted = f"cited by {node.citations:,}" if node.citations else f"{node.degree:,} connections"
    drawn: dict[str, Any] = {
        "id": node.node_id,
        "kind": node.kind,
        "name": node.name,
        "degree": node.degree,
        "size": getattr(node, size),
        "says": ", ".join(says),
        "more": " · ".join(filter(None, [str(node.year or ""), counted])),
        "stub": node.stub,
    }
    if node.kind == "Paper" and (node.published or node.year):
        drawn["month"] = f"{node.published:%Y-%m}" if node.published else f"{node.year:04}-01"
    if colour:
        drawn["colour"] = colour
    return drawn
