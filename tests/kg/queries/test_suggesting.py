from __future__ import annotations

from typing import TYPE_CHECKING

from kg.queries import suggestions

if TYPE_CHECKING:
    from kg.store import Store

GRAPH = """\
CREATE (seed:Paper {paper_id: 'seed', title: 'Seed'}), (near:Paper {paper_id: 'near', title: 'Near'}),
       (named:Paper {paper_id: 'named', title: 'Named'}), (far:Paper {paper_id: 'far', title: 'Far'}),
       (one:Paper {paper_id: 'one', stub: true}), (two:Paper {paper_id: 'two', stub: true}),
       (both:Paper {paper_id: 'both', title: 'Both'}), (e:Entity:Method {entity_id: 'method:e', name: 'E'})
CREATE (seed)-[:CITES]->(one), (seed)-[:CITES]->(two), (near)-[:CITES]->(one), (near)-[:CITES]->(two),
       (both)-[:CITES]->(seed), (both)-[:CITES]->(near), (seed)-[:USES]->(e), (named)-[:INTRODUCES]->(e)
"""


def test_what_shares_most_comes_first_with_its_reasons(store: Store) -> None:
    store.write(GRAPH)
    found = suggestions(store, ["seed"])
    assert [(one.paper.paper_id, one.score) for one in found] == [
        ("near", 6.0), ("both", 2.0), ("one", 2.0), ("two", 2.0), ("named", 1.0),
    ]  # fmt: skip
    assert found[0].reasons == ("2 common references", "cited together 1 time")
    assert [one.reasons for one in found[1:]] == [("cites",), ("is cited",), ("is cited",), ("shares E",)]


def test_the_papers_asked_for_are_not_recommended(store: Store) -> None:
    store.write(GRAPH)
    found = {one.paper.paper_id for one in suggestions(store, ["seed", "near", "seed"])}
    assert not found & {"seed", "near", "far"}
    assert suggestions(store, ["no such paper"]) == suggestions(store, []) == ()
    assert len(suggestions(store, ["seed"], limit=2)) == 2
