"""Lists of papers: each condition narrows, alone and with every other one."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING, Any

import pytest

from kg import queries

if TYPE_CHECKING:
    from kg.store import Store

FILL = """
CREATE (m:Entity:Method {entity_id: 'method:m', name: 'M'}), (b:Entity:Benchmark {entity_id: 'benchmark:b', name: 'B'}),
       (o:Organization {organization_id: 'o', name: 'Lab'})
WITH m, b, o
UNWIND range(0, 15) AS n
CREATE (p:Paper {paper_id: toString(n), title: CASE WHEN n % 2 = 1 THEN 'tokens' ELSE 'images' END, sources: ['x']})
FOREACH (_ IN CASE WHEN n / 2 % 2 = 1 THEN [1] END | CREATE (p)-[:USES]->(m), (p)-[:INTRODUCES]->(m))
FOREACH (_ IN CASE WHEN n / 4 % 2 = 1 THEN [1] END | CREATE (o)-[:PUBLISHED]->(p))
FOREACH (_ IN CASE WHEN n / 8 % 2 = 1 THEN [1] END | CREATE (p)-[:EVALUATES_ON]->(b))
"""

CONDITIONS: list[dict[str, Any]] = [
    {"text": "token"},
    {"entity_id": "method:m"},
    {"organization": "Lab"},
    {"labels": ("Benchmark",)},
]


@pytest.mark.parametrize("chosen", list(product([False, True], repeat=4)))
def test_conditions_narrow_a_list_together(chosen: tuple[bool, ...], store: Store) -> None:
    store.write(FILL)
    store.prepare()  # the full-text index has seen them all
    asked: dict[str, Any] = {}
    for condition, wanted in zip(CONDITIONS, chosen, strict=True):
        asked |= condition if wanted else {}
    page = queries.papers(store, order="title", limit=16, **asked)
    expected = {str(n) for n in range(16) if all(n >> bit & 1 for bit, wanted in enumerate(chosen) if wanted)}
    assert {row.paper_id for row in page.rows} == expected
    assert page.total == len(page.rows) == len(expected)
