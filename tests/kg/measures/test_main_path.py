"""Tests of kg.measures.main_path: the citations along which most paths go."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

import networkx as nx
import numpy as np
from hypothesis import given

from kg.measures import Citations
from kg.measures.main_path import main_path, traversal
from tests.kg.measures.drawing import both, bounded, onward, pairs


def counted(citations: Citations) -> dict[tuple[int, int], float]:
    found = traversal(citations)
    return {
        (int(cited), int(citing)): float(np.exp(weight))
        for cited, citing, weight in zip(found.cited, found.citing, found.weights, strict=True)
    }


def by_hand(flow: nx.DiGraph[int]) -> Counter[tuple[int, int]]:
    """Every path, walked."""
    walked: Counter[tuple[int, int]] = Counter()
    for source in (node for node, degree in flow.in_degree if not degree):
        for sink in (node for node, degree in flow.out_degree if not degree and node != source):
            for path in nx.all_simple_paths(flow, source, sink):
                walked.update(pairwise(path))
    return walked


@given(pairs)
@bounded
def test_the_weight_of_a_citation_is_how_many_paths_go_along_it(found: set[tuple[str, str]]) -> None:
    citations, _ = both(found)
    group = traversal(citations).group
    # Circles are one group each, as networkx condenses them.
    place = citations.place
    flow: nx.DiGraph[int] = nx.DiGraph(
        (int(group[place[cited]]), int(group[place[citing]]))
        for citing, cited in found
        if group[place[cited]] != group[place[citing]]
    )
    circles = {frozenset(one) for one in nx.strongly_connected_components(both(found)[1])}
    assert {frozenset(key for key in citations.keys if group[place[key]] == one) for one in set(group)} == circles
    counts, wanted = counted(citations), by_hand(flow)
    assert counts.keys() == wanted.keys()
    assert all(abs(counts[edge] - wanted[edge]) < 1e-6 for edge in wanted)


@given(onward)
@bounded
def test_the_path_goes_from_first_to_last_along_what_weighs_most(found: set[tuple[str, str]]) -> None:
    citations, graph = both(found)
    path = main_path(citations)
    if not found:
        assert path == ()
        return
    place, group = citations.place, traversal(citations).group
    weights = {edge: round(weight, 6) for edge, weight in counted(citations).items()}

    def weight(cited: str, citing: str) -> float:
        return weights[int(group[place[cited]]), int(group[place[citing]])]

    assert all((citing, cited) in found for cited, citing in pairwise(path))
    assert not list(graph.successors(path[0]))
    assert not list(graph.predecessors(path[-1]))
    sources = {key for key in graph if not list(graph.successors(key))}
    assert weight(*path[:2]) == max(weight(cited, citing) for citing, cited in found if cited in sources)
    for cited, citing in pairwise(path):
        assert weight(cited, citing) == max(weight(cited, one) for one in graph.predecessors(cited)) or cited == path[0]


def test_a_circle_is_entered_and_left() -> None:
    # b, c and d cite each other in a circle: it is entered at b, which cites a, and left at d, which e cites.
    citations = Citations.of([("b", "a"), ("c", "b"), ("d", "c"), ("b", "d"), ("e", "d")])
    assert main_path(citations) == ("a", "b", "d", "e")


def test_numbers_of_hundreds_of_digits_are_no_obstacle() -> None:
    # Eleven hundred rungs, on each of which the ways fork and meet again: 2 to the 1,100th paths.
    rungs = [
        pair
        for rung in range(1100)
        for pair in (
            (f"{rung:04}b", f"{rung:04}a"),
            (f"{rung:04}c", f"{rung:04}a"),
            (f"{rung + 1:04}a", f"{rung:04}b"),
            (f"{rung + 1:04}a", f"{rung:04}c"),
        )
    ]
    path = main_path(Citations.of(rungs))
    assert len(path) == 2201
    assert path[:3] == ("0000a", "0000b", "0001a")
