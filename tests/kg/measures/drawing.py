"""Small graphs drawn at random, on which a measure is compared with its definition."""

from __future__ import annotations

from typing import TYPE_CHECKING

import networkx as nx
from hypothesis import settings
from hypothesis import strategies as st

from kg.measures import Citations

if TYPE_CHECKING:
    from collections.abc import Iterator

KEYS = "abcdefgh"

pairs = st.sets(
    st.tuples(st.sampled_from(KEYS), st.sampled_from(KEYS)).filter(lambda pair: pair[0] != pair[1]), max_size=20
)
"""Citations among eight papers, circles among them."""

onward = st.sets(
    st.tuples(st.sampled_from(KEYS), st.sampled_from(KEYS)).filter(lambda pair: pair[0] > pair[1]), max_size=20
)
"""Citations of earlier letters only."""

bounded = settings(max_examples=60, deadline=None)


def both(found: set[tuple[str, str]]) -> tuple[Citations, nx.DiGraph[str]]:
    """The same graph for us and for networkx."""
    graph: nx.DiGraph[str] = nx.DiGraph()
    graph.add_nodes_from(KEYS)
    graph.add_edges_from(sorted(found))
    return Citations.of(found, papers=KEYS), graph


def couples() -> Iterator[tuple[str, str]]:
    """Every two papers."""
    return ((one, other) for one in KEYS for other in KEYS if one < other)
