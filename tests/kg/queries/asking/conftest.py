"""A small graph for queries that somebody types."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from kg.store import Store

FILL = """
CREATE (a:Paper {paper_id: '2401.00001', title: 'Alpha', published: date('2024-01-02')})
CREATE (b:Paper {paper_id: '2401.00002', title: 'Beta'})
CREATE (m:Entity:Method {entity_id: 'method:alpha', name: 'Alpha', aliases: []})
CREATE (a)-[:INTRODUCES {score: 1.0}]->(m)<-[:USES {score: 0.5}]-(b)
CREATE (b)-[:CITES {sources: ['x']}]->(a)
"""


@pytest.fixture
def filled(store: Store) -> Store:
    store.write(FILL)
    return store
