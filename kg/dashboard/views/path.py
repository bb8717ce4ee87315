"""The ways between two things: each a row with verbs, and the sentences that say so."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, cast

import streamlit as st

from kg import queries, schema
from kg.dashboard.graph import path_view
from kg.dashboard.layout import offers
from kg.dashboard.layout.failures import telling
from kg.dashboard.layout.links import link
from kg.dashboard.layout.parameters import choice
from kg.dashboard.layout.pieces import empty, explained, head, section
from kg.dashboard.search.picker import picker
from kg.dashboard.session.answers import answer
from kg.dashboard.words.relations import FORWARD
from kg.dashboard.words.wording import count
from kg.queries.edge_evidence import edge_evidence
from kg.queries.near.ways import MOST_WAYS, ways

if TYPE_CHECKING:
    from kg.queries.near.ways import Way, Weigh
    from kg.queries.records import GraphNode

MAKERS: Final = ("WROTE", "PUBLISHED", "AFFILIATED_WITH")
WALKED: Final = tuple(kind for kind in schema.RELATIONSHIP_TYPES if kind != schema.RESULT)
USUAL: Final = tuple(kind for kind in WALKED if kind not in MAKERS)
"""Two papers of one person are joined by that person before anything else: people are walked where that is asked."""
WEIGHTS: Final = {"rare": "over what few name", "steps": "with the fewest steps"}
NUMBERS: Final = {str(number): count(number, "way") for number in range(1, MOST_WAYS + 1)}
USUAL_NUMBER: Final = "3"


@telling
def show() -> None:
    """Draw the choice of both ends, and the ways between them."""
    head("Path")
    if not answer(queries.papers, limit=1).total:
        empty("The graph holds no paper yet. Build one with `kg build FILE`, then reload this page.")
        return
    left, right = st.columns(2)
    with left:
        start = picker("From", key="from", placeholder="A paper, a method, an author ...")
    with right:
        end = picker("To", key="to", placeholder="A paper, a method, an author ...")
    if start is None or end is None:
        empty("Choose two things: papers, entities, authors or organisations. What joins them is drawn as a row.")
        return
    if start == end:
        empty("Both ends are the same. Choose another for one of them.")
        return
    columns = st.columns([1, 1, 2], vertical_alignment="bottom")
    with columns[0]:
        weigh = cast("Weigh", choice("Which first", WEIGHTS, key="weigh", default="rare", restarts=()))
    with columns[1]:
        k = int(choice("How many", NUMBERS, key="k", default=USUAL_NUMBER, restarts=()))
    with columns[2]:
        types = _walked(start, end)
    st.html(f'<div class="kg-faint">{explained("rarity", "Why a longer way may be the better one")}</div>')
    _ways(start, end, k=k, weigh=weigh, types=types)


def _walked(start: GraphNode, end: GraphNode) -> tuple[str, ...]:
    """Draw the choice of relationships, and return them."""
    makers = {"Author", "Organization"} & {start.kind, end.kind}
    usual = WALKED if makers else USUAL
    asked = st.query_params.get_all("via")
    unknown = [kind for kind in asked if kind not in WALKED]
    if unknown:
        empty(f'"{unknown[0][:60]}" is no relationship; via may be {", ".join(WALKED)}.')
    chosen = [kind for kind in WALKED if kind in asked] or list(usual)
    st.session_state["via_choice"] = chosen
    with st.popover(f"Along {len(chosen)} of {len(WALKED)} relationships", width="stretch"):
        st.pills(
            "Relationships that a way may go along",
            WALKED,
            selection_mode="multi",
            format_func=lambda kind: FORWARD[kind],
            key="via_choice",
            on_change=_keep,
            args=(usual,),
        )
    return tuple(chosen)


def _keep(usual: tuple[str, ...]) -> None:
    chosen = [kind for kind in WALKED if kind in st.session_state["via_choice"]]
    if chosen and tuple(chosen) != usual:
        st.query_params["via"] = chosen
    else:
        st.query_params.pop("via", None)


def _ways(start: GraphNode, end: GraphNode, *, k: int, weigh: Weigh, types: tuple[str, ...]) -> None:
    found = answer(ways, start.node_id, end.node_id, k=k, weigh=weigh, types=types)
    if not found.ways:
        more = " Let it go along more relationships, such as who wrote what." if set(types) < set(WALKED) else ""
        what = "No way was found in the time that there is." if found.cut else "Nothing joins them."
        empty(f"{what}{more}")
        return
    if found.cut:
        empty("The search was ended before all was looked at: there may be other ways as good as these.")
    edges = tuple(dict.fromkeys(edge for way in found.ways for edge in way.path.edges))
    known = answer(edge_evidence, edges)
    for number, way in enumerate(found.ways, start=1):
        section(f"Way {number}", _cost(way, weigh))
        st.html(path_view.row(way.path))
        ids = [node.node_id for node in way.path.nodes]
        st.html(f'<div class="kg-small">{link("Open in the graph", "graph", node=ids)}</div>')
        with st.expander("What says so", expanded=number == 1):
            st.html(path_view.said(way.path, known))
    offers.rows(_file(found.ways), key="ways", name="paths")
    st.html(
        f'<div class="kg-faint">{count(found.looked_at, "node")} of the graph lay near enough to be looked at.</div>'
    )


def _cost(way: Way, weigh: Weigh) -> str:
    steps = count(len(way.path.edges), "step")
    return steps if weigh == "steps" else f"{steps}, cost {way.cost:.1f}"


def _file(found: tuple[Way, ...]) -> list[dict[str, object]]:
    return [
        {"way": number, "step": at, "from": edge.source, "relationship": edge.type, "to": edge.target}
        for number, way in enumerate(found, start=1)
        for at, edge in enumerate(way.path.edges, start=1)
    ]
