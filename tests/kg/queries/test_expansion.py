from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kg import queries
from kg.queries.expansion import LIMITS, ONE_WAY, is_way
from kg.schema import RELATIONSHIP_TYPES

if TYPE_CHECKING:
    from kg.store import Store


def hub(store: Store) -> str:
    return queries.top_entities(store, limit=1)[0].entity_id


def test_every_relationship_of_the_table_is_one() -> None:
    assert all(is_way(way) for way in LIMITS)
    assert {way[1:] for way in LIMITS} < set(RELATIONSHIP_TYPES)


def test_an_entity_brings_papers_each_relationship_within_its_limit(graph: Store) -> None:
    near = queries.expansion(graph, hub(graph))

    assert near.nodes
    assert {node.kind for node in near.nodes} <= {"Paper", "Method", "Benchmark", "Model", "Task", "Metric", "Repo"}
    totals = dict(queries.ways(graph, hub(graph)))
    for way in near.ways:
        assert way.shown == min(LIMITS[way.name], way.total)
        assert way.total == totals[way.name]


def test_what_is_known_is_neither_brought_nor_counted(graph: Store) -> None:
    first = queries.expansion(graph, hub(graph))
    known = tuple(node.node_id for node in first.nodes)
    rest = queries.expansion(graph, hub(graph), known=known)

    assert not {node.node_id for node in rest.nodes} & set(known)
    assert sum(way.total for way in rest.ways) < sum(way.total for way in first.ways)


def test_one_relationship_alone_brings_more_of_it(graph: Store) -> None:
    way, total = queries.ways(graph, hub(graph))[0]
    near = queries.expansion(graph, hub(graph), way=way)

    assert [one.name for one in near.ways] == [way]
    assert len(near.nodes) == min(ONE_WAY, total)


def test_organisations_and_authors_come_where_they_are_asked_for(graph: Store) -> None:
    (row,) = graph.read("MATCH (p:Paper)<-[:PUBLISHED]-() RETURN p.paper_id AS id ORDER BY id LIMIT 1")
    alone = queries.expansion(graph, row["id"])
    people = queries.expansion(graph, row["id"], people=True)

    assert "Organization" not in {node.kind for node in alone.nodes}
    assert "Organization" in {node.kind for node in people.nodes}
    assert all(node.kind not in {"Author", "Organization"} for node in queries.whole(graph, limit=9999).nodes)


@pytest.mark.parametrize("order", ["citations", "newest", "mentions", "pagerank"])
def test_the_whole_graph_is_ranked_as_asked(graph: Store, order: queries.drawing.Order) -> None:
    nodes = queries.whole(graph, limit=50, order=order).nodes
    ranks = {
        "citations": [node.citations for node in nodes],
        "newest": [node.published.toordinal() for node in nodes if node.published],
        "mentions": [node.mentions for node in nodes],
        "pagerank": [],  # nobody analysed the sample
    }[order]

    assert ranks == sorted(ranks, reverse=True)
    assert bool(nodes) == (order != "pagerank")
