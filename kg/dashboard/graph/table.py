"""The nodes of the graph as a table, with the file that a reader takes away."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import streamlit as st

from kg.dashboard.layout import offers

if TYPE_CHECKING:
    from kg.dashboard.graph.scene import Scene


def table(drawn: Scene) -> None:
    """Draw the nodes that the graph shows, most connected first."""
    rows: list[dict[str, Any]] = [
        {
            "name": node.name,
            "type": node.kind,
            "year": node.year,
            "connections": node.degree,
            "cited by": node.citations,
            "id": node.node_id,
        }
        for node in sorted(drawn.shown, key=lambda node: (-node.degree, node.node_id))
    ]
    st.dataframe(rows, hide_index=True, width="stretch", height=440, key="graph_table")
    offers.rows(rows, key="graph_rows", name="graph")
