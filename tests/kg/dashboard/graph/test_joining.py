from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kg.dashboard.graph.joining import joined, strongest
from kg.queries.records import GraphEdge, GraphNode, Shared

if TYPE_CHECKING:
    from kg.queries.records import Kind


def node(node_id: str, kind: Kind) -> GraphNode:
    return GraphNode(node_id, kind, node_id, 1)


NODES = {
    one.node_id: one
    for one in (node("p", "Paper"), node("q", "Paper"), node("r", "Paper"), node("m", "Method"), node("t", "Task"))
}
EDGES = [
    GraphEdge("p", "m", "USES"),
    GraphEdge("q", "m", "USES"),
    GraphEdge("r", "m", "INTRODUCES"),
    GraphEdge("p", "t", "ADDRESSES"),
    GraphEdge("q", "t", "ADDRESSES"),
]


@pytest.mark.parametrize(
    ("hidden", "shared"),
    [
        ({"Method"}, {("p", "q"): 1, ("p", "r"): 1, ("q", "r"): 1}),
        ({"Method", "Task"}, {("p", "q"): 2, ("p", "r"): 1, ("q", "r"): 1}),
        ({"Task"}, {("p", "q"): 1}),
        (set(), {}),
    ],
)
def test_what_is_hidden_joins_what_it_joined(hidden: set[str], shared: dict[tuple[str, str], int]) -> None:
    shown = {node_id for node_id, one in NODES.items() if one.kind not in hidden}

    assert {(one.source, one.target): one.count for one in joined(NODES, EDGES, shown, hidden)} == shared


def test_a_hub_does_not_join_everything_with_everything() -> None:
    joins = [Shared("hub", f"n{number}", 50 - number) for number in range(9)]
    joins += [Shared(f"n{one}", f"n{other}", 1) for one in range(9) for other in range(one + 1, 9)]
    kept = strongest(joins)

    assert kept[:9] == tuple(joins[:9])  # of each, the strongest join is kept
    assert len(kept) < len(joins)
