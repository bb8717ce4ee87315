from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kg.errors import CallError
from kg.queries import path

if TYPE_CHECKING:
    from kg.store import Store

CHAIN = """\
CREATE (a:Paper {paper_id: 'a', title: 'A'})-[:USES]->(e:Entity:Method {entity_id: 'method:e', name: 'E'}),
       (b:Paper {paper_id: 'b', title: 'B'})-[:INTRODUCES]->(e), (b)-[:CITES]->(c:Paper {paper_id: 'c', stub: true}),
       (o:Organization {organization_id: 'o', name: 'O'})-[:PUBLISHED]->(c), (:Paper {paper_id: 'alone'})
"""


def test_a_path_tells_each_edge_as_it_points(store: Store) -> None:
    store.write(CHAIN)
    found = path(store, "a", "o")
    assert found is not None
    assert [node.node_id for node in found.nodes] == ["a", "method:e", "b", "c", "o"]
    assert [(edge.source, edge.type, edge.target) for edge in found.edges] == [
        ("a", "USES", "method:e"),
        ("b", "INTRODUCES", "method:e"),
        ("b", "CITES", "c"),
        ("o", "PUBLISHED", "c"),
    ]
    back = path(store, "o", "a")
    assert back is not None
    assert back.nodes == found.nodes[::-1]


def test_a_node_is_joined_with_itself_and_nothing_with_what_stands_alone(store: Store) -> None:
    store.write(CHAIN)
    found = path(store, "a", "a")
    assert found is not None
    assert (len(found.nodes), found.edges) == (1, ())
    assert path(store, "a", "alone") is None
    assert path(store, "a", "c", types=("CITES",)) is None


def test_an_unknown_node_or_type_is_refused(store: Store) -> None:
    store.write(CHAIN)
    with pytest.raises(CallError, match='no node "zork"'):
        path(store, "a", "zork")
    with pytest.raises(CallError, match="no type of relationship"):
        path(store, "a", "c", types=("CITES]-() DELETE n //",))
