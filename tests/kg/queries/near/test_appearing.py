from __future__ import annotations

from typing import TYPE_CHECKING

from kg.queries.near.appearing import appears_with

if TYPE_CHECKING:
    from kg.store import Store

GRAPH = """\
CREATE (m:Entity:Method {entity_id: 'm', name: 'M'}), (near:Entity:Benchmark {entity_id: 'near', name: 'Near'}),
       (everywhere:Entity:Benchmark {entity_id: 'everywhere', name: 'Everywhere'}),
       (once:Entity:Benchmark {entity_id: 'once', name: 'Once'})
WITH m, near, everywhere, once
UNWIND range(1, 3) AS number
CREATE (p:Paper {paper_id: 'p' + number}), (p)-[:USES]->(m), (p)-[:EVALUATES_ON]->(near),
       (p)-[:EVALUATES_ON]->(everywhere)
WITH DISTINCT everywhere, once, collect(p) AS papers
FOREACH (p IN papers[0..1] | CREATE (p)-[:EVALUATES_ON]->(once))
WITH everywhere
UNWIND range(1, 20) AS number
CREATE (:Paper {paper_id: 'q' + number})-[:EVALUATES_ON]->(everywhere)
"""


def test_what_is_named_with_everything_comes_after_what_is_named_with_it_alone(store: Store) -> None:
    store.write(GRAPH)
    assert [(row.name, both) for row, both in appears_with(store, "m")] == [("Near", 3), ("Everywhere", 3)]
    assert appears_with(store, "nothing") == ()
