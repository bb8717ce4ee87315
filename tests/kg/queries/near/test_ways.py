from __future__ import annotations

from typing import TYPE_CHECKING, Any

import networkx as nx
import pytest

from kg.errors import CallError
from kg.queries.near.ways import ways

if TYPE_CHECKING:
    from kg.store import Store

# From a to d over hub, which seven others name too, and over e, b, f, which few name.
HUB = """\
CREATE (hub:Entity:Metric {entity_id: 'metric:hub', name: 'hub'}),
       (a:Paper {paper_id: 'a', title: 'A'})-[:REPORTS]->(hub), (d:Paper {paper_id: 'd', title: 'D'})-[:REPORTS]->(hub),
       (a)-[:USES]->(e:Entity:Method {entity_id: 'method:e', name: 'E'})<-[:USES]-(b:Paper {paper_id: 'b', title: 'B'}),
       (d)-[:USES]->(:Entity:Method {entity_id: 'method:f', name: 'F'})<-[:INTRODUCES]-(b),
       (:Paper {paper_id: 'alone', title: 'Alone'})
WITH hub
UNWIND range(1, 60) AS number
CREATE (:Paper {paper_id: 'p' + number, title: 'P'})-[:REPORTS]->(hub)
"""


def keys(store: Store, **asked: Any) -> list[list[str]]:
    found = ways(store, "a", "d", seconds=30, **asked)
    return [[node.node_id for node in way.path.nodes] for way in found.ways]


def test_a_longer_way_over_what_few_name_comes_before_one_over_what_everything_names(store: Store) -> None:
    store.write(HUB)
    over_few, over_hub = ["a", "method:e", "b", "method:f", "d"], ["a", "metric:hub", "d"]
    assert keys(store, k=2, weigh="rare") == [over_few, over_hub]
    assert keys(store, k=2, weigh="steps") == [over_hub, over_few]
    assert keys(store, k=1, types=("REPORTS",)) == [over_hub]


def test_edges_keep_the_way_that_they_point(store: Store) -> None:
    store.write(HUB)
    (way,) = ways(store, "a", "d", k=1, seconds=30).ways
    assert [(edge.source, edge.type, edge.target) for edge in way.path.edges] == [
        ("a", "USES", "method:e"),
        ("b", "USES", "method:e"),
        ("b", "INTRODUCES", "method:f"),
        ("d", "USES", "method:f"),
    ]
    (back,) = ways(store, "d", "a", k=1, seconds=30).ways
    assert back.path.nodes == way.path.nodes[::-1]
    assert back.cost == way.cost


def test_the_first_way_is_a_shortest_one_of_the_whole_graph(store: Store) -> None:
    edges = [(n, (n * 7 + step) % 40) for n in range(40) for step in (1, 2)]
    store.write(
        "UNWIND $edges AS e MERGE (a:Paper {paper_id: 'n' + e[0]}) MERGE (b:Paper {paper_id: 'n' + e[1]}) "
        "MERGE (a)-[:CITES]->(b)",
        edges=[list(edge) for edge in edges if edge[0] != edge[1]],
    )
    graph = nx.Graph(edges)
    for end in range(1, 40, 5):
        (way,) = ways(store, "n0", f"n{end}", k=1, weigh="steps", seconds=30).ways
        assert way.cost == nx.shortest_path_length(graph, 0, end)


def test_nothing_joins_what_stands_alone_and_a_node_is_joined_with_itself(store: Store) -> None:
    store.write(HUB)
    assert ways(store, "a", "alone", seconds=30).ways == ()
    assert [way.path.edges for way in ways(store, "a", "a").ways] == [()]


def test_what_makes_no_sense_is_refused(store: Store) -> None:
    store.write(HUB)
    for asked, said in (
        ({"end": "zork"}, 'no node "zork"'),
        ({"k": 0}, "From 1 to 10"),
        ({"k": 99}, "From 1 to 10"),
        ({"types": ("EATS]-() DELETE n //",)}, "no type of relationship"),
        ({"types": ()}, "needs relationships"),
    ):
        with pytest.raises(CallError, match=said):
            ways(store, "a", **{"end": "d"} | asked)


def test_a_search_without_time_says_that_it_was_cut(store: Store) -> None:
    store.write(HUB)
    found = ways(store, "a", "d", k=5, seconds=0.0)
    assert found.cut
    assert len(found.ways) < 5
