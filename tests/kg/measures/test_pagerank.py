"""Tests of kg.measures.pagerank: as the linear equations that define it say, however large the graph."""

from __future__ import annotations

import networkx as nx
import numpy as np
import pytest
from hypothesis import given

from kg.errors import CallError
from kg.measures import Citations
from kg.measures.pagerank import pagerank
from tests.kg.measures.drawing import KEYS, both, bounded, pairs


def solved(graph: nx.DiGraph[str], start: np.ndarray, damping: float = 0.85) -> np.ndarray:
    """The same by solving the equations."""
    size = len(KEYS)
    moves = nx.to_numpy_array(graph, nodelist=list(KEYS))
    out = moves.sum(axis=1)
    chances = np.where(out[:, None] > 0, moves / np.maximum(out, 1)[:, None], start[None, :])
    return np.asarray(np.linalg.solve(np.eye(size) - damping * chances.T, (1 - damping) * start))


@given(pairs)
@bounded
def test_it_solves_its_equations(found: set[tuple[str, str]]) -> None:
    citations, graph = both(found)
    ranks = pagerank(citations)
    assert np.abs(ranks - solved(graph, np.full(8, 1 / 8))).sum() < 1e-11
    assert ranks.sum() == pytest.approx(1, abs=1e-12)


@given(pairs)
@bounded
def test_a_reader_can_start_again_at_some_papers(found: set[tuple[str, str]]) -> None:
    citations, graph = both(found)
    start = np.array([3, 1, 0, 0, 0, 0, 0, 0], dtype=np.float64)
    assert np.abs(pagerank(citations, restart=start) - solved(graph, start / 4)).sum() < 1e-11


def test_the_error_does_not_grow_with_the_graph() -> None:
    rng = np.random.default_rng(4)
    size = 5000
    pairs = {(f"{one:05}", f"{int(one * rng.random() ** 2):05}") for one in range(1, size) for _ in range(4)}
    citations = Citations.of(pairs)
    exact = pagerank(citations, tolerance=1e-15)
    assert np.abs(pagerank(citations) - exact).sum() < 1e-12
    found = nx.pagerank(nx.DiGraph(sorted(pairs)))
    careless = np.array([found[key] for key in citations.keys])
    assert np.abs(careless - exact).sum() > 1e-7  # what networkx takes for an error of 1e-6 a node


def test_wrong_weights_are_a_wrong_call() -> None:
    citations = Citations.of([("b", "a")])
    for weights in ([1.0], [0.0, 0.0], [-1.0, 2.0]):
        with pytest.raises(CallError, match="give 2 weights"):
            pagerank(citations, restart=np.array(weights))
    with pytest.raises(CallError, match="damping"):
        pagerank(citations, damping=1)
    assert pagerank(Citations.of([])).shape == (0,)
