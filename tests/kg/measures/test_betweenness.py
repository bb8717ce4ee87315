"""Tests of kg.measures.betweenness: exact where it can be, and within its error where it is sampled."""

from __future__ import annotations

import networkit
import networkx as nx
import numpy as np
from hypothesis import given

from kg.measures import Citations
from kg.measures.betweenness import betweenness
from tests.kg.measures.drawing import KEYS, both, bounded, pairs


@given(pairs)
@bounded
def test_it_is_the_share_of_shortest_paths(found: set[tuple[str, str]]) -> None:
    citations, graph = both(found)
    exact = betweenness(citations)
    wanted = nx.betweenness_centrality(nx.Graph(graph))
    assert np.allclose(exact.values, [wanted[key] for key in KEYS])
    assert (exact.error, exact.samples) == (0, 0)


def test_a_sample_is_within_its_error_and_the_same_every_time() -> None:
    graph = nx.barabasi_albert_graph(300, 2, seed=1)
    citations = Citations.of((f"{max(pair):03}", f"{min(pair):03}") for pair in graph.edges)
    exact = betweenness(citations).values
    threads = networkit.getMaxNumberOfThreads()
    sampled = betweenness(citations, error=0.02, exact=0)
    assert (sampled.error, sampled.doubt) == (0.02, 0.1)
    assert sampled.samples > 100
    assert 0 < np.abs(sampled.values - exact).max() <= 0.02
    assert (betweenness(citations, error=0.02, exact=0).values == sampled.values).all()
    assert networkit.getMaxNumberOfThreads() == threads


def test_between_two_papers_there_is_nobody() -> None:
    assert betweenness(Citations.of([("b", "a")])).values.tolist() == [0, 0]
