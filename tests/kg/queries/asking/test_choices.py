"""Tests of kg.queries.asking.choices."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kg.queries.asking.choices import choices

if TYPE_CHECKING:
    from kg.store import Store


@pytest.fixture
def small(store: Store) -> Store:
    store.write(
        "CREATE (p:Paper {paper_id: 'p', title: 'On Retrieval', cited_by: 3}), (:Paper {paper_id: 'q', cited_by: 9}),"
        " (p)-[:ADDRESSES]->(:Entity:Task {entity_id: 'task:retrieval', name: 'retrieval', aliases: []}),"
        " (p)-[:USES]->(:Entity:Method {entity_id: 'method:retrieval-x', name: 'Retrieval-X', aliases: []}),"
        " (:Author {author_id: 'a', name: 'Ada'})-[:WROTE]->(p), (:Organization {organization_id: 'o', name: 'Org'})"
    )
    store.prepare()
    store.read("CALL db.index.fulltext.awaitEventuallyConsistentIndexRefresh()")
    return store


def test_a_search_gives_nodes_of_the_kind_alone(small: Store) -> None:
    assert [one.node_id for one in choices(small, "Task", "retrieval")] == ["task:retrieval"]
    assert {one.node_id for one in choices(small, "Entity", "retrieval")} == {"task:retrieval", "method:retrieval-x"}
    assert [one.node_id for one in choices(small, "Paper", "retrieval")] == ["p"]


@pytest.mark.parametrize(("sort", "first"), [("Paper", "q"), ("Author", "a"), ("Organization", "o")])
def test_without_a_search_the_best_known_come_first(small: Store, sort: str, first: str) -> None:
    assert choices(small, sort)[0].node_id == first  # type: ignore[arg-type]


def test_the_usual_one_comes_first_where_the_graph_has_it(small: Store) -> None:
    assert [one.node_id for one in choices(small, "Paper", usual="p")] == ["p", "q"]
    assert [one.node_id for one in choices(small, "Paper", usual="gone")] == ["q", "p"]
