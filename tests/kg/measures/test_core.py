"""Tests of kg.measures.core: the greatest core that a paper is in."""

from __future__ import annotations

import networkx as nx
from hypothesis import given

from kg.measures import Citations
from kg.measures.core import cores
from tests.kg.measures.drawing import KEYS, both, bounded, pairs


@given(pairs)
@bounded
def test_it_is_the_core_number_without_directions(found: set[tuple[str, str]]) -> None:
    citations, graph = both(found)
    assert dict(zip(KEYS, cores(citations).tolist(), strict=True)) == nx.core_number(nx.Graph(graph))


def test_a_graph_of_nothing_has_no_cores() -> None:
    assert cores(Citations.of([])).tolist() == []
