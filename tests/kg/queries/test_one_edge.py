from __future__ import annotations

import itertools
from collections import Counter
from typing import TYPE_CHECKING

import pytest

from kg import queries
from kg.errors import CallError
from kg.queries.cypher import TYPES

if TYPE_CHECKING:
    from kg.store import Store


def test_an_edge_says_where_the_text_says_so(graph: Store) -> None:
    some = queries.whole(graph, limit=200)
    evaluated = next(edge for edge in some.edges if edge.type == "EVALUATES_ON")
    found = queries.edge(graph, evaluated.source, evaluated.type, evaluated.target)

    assert found is not None
    assert (found.source.node_id, found.target.node_id) == (evaluated.source, evaluated.target)
    assert found.mentions
    for mention in found.mentions:
        text = found.title if mention.field == "title" else found.abstract
        assert text[mention.start : mention.end] == mention.surface


def test_what_is_no_edge_is_none_and_what_is_no_type_is_refused(graph: Store) -> None:
    assert queries.edge(graph, "nothing", "USES", "nobody") is None
    with pytest.raises(CallError, match="'LIKES' is no type"):
        queries.edge(graph, "nothing", "LIKES", "nobody")


def test_shared_papers_are_counted_once_each(graph: Store) -> None:
    ids = [row.entity_id for row in queries.top_entities(graph, limit=300)]
    counted: Counter[tuple[str, str]] = Counter()
    for row in graph.read(
        f"MATCH (p:Paper)-[:{TYPES}]->(e:Entity) WHERE e.entity_id IN $ids "
        "RETURN p.paper_id AS p, collect(DISTINCT e.entity_id) AS named",
        ids=ids,
    ):
        counted.update(itertools.combinations(sorted(row["named"]), 2))
    found = {(one.source, one.target): one.count for one in queries.shared_papers(graph, ids)}

    assert found == dict(counted)
    (pair, number), *_ = counted.most_common(1)
    assert len(queries.naming_both(graph, *pair, limit=999)) == number
