"""Tests of kg.measures.paths: the shortest ways between two papers, and the next ones."""

from __future__ import annotations

import itertools
import math
from typing import get_args

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import CallError
from kg.measures import Citations
from kg.measures.paths import Weight, paths
from tests.kg.measures.drawing import both, bounded, pairs


@given(pairs, st.sampled_from(get_args(Weight)))
@bounded
def test_they_are_the_shortest_of_all_paths(found: set[tuple[str, str]], weight: Weight) -> None:
    citations, directed = both(found)
    graph = nx.Graph(directed)

    def cost(path: tuple[str, ...]) -> float:
        if weight == "steps":
            return len(path) - 1
        return sum(
            (math.log2(1 + graph.degree(one)) + math.log2(1 + graph.degree(other))) / 2
            for one, other in itertools.pairwise(path)
        )

    wanted = sorted(cost(tuple(path)) for path in nx.all_simple_paths(graph, "a", "h"))
    given_ = paths(citations, "a", "h", k=6, weight=weight)
    assert [path.cost for path in given_] == pytest.approx(wanted[:6])
    assert len({path.papers for path in given_}) == len(given_)
    for path in given_:
        assert (path.papers[0], path.papers[-1]) == ("a", "h")
        assert len(set(path.papers)) == len(path.papers)
        assert nx.is_path(graph, path.papers)
        assert path.cost == pytest.approx(cost(path.papers))


def test_a_paper_is_at_itself() -> None:
    assert paths(Citations.of([("b", "a")]), "a", "a", k=3) == ((("a",), 0.0),)


def test_a_paper_that_is_not_there_is_a_wrong_call() -> None:
    with pytest.raises(CallError, match="no paper 'x'"):
        paths(Citations.of([("b", "a")]), "x", "a")
    with pytest.raises(CallError, match="k of 1 or more"):
        paths(Citations.of([("b", "a")]), "b", "a", k=0)
