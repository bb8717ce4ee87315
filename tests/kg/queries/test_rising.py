"""What rises, on six papers of two months, counted by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kg.queries.rising import BEFORE, RECENT, rising
from kg.store import Store, connect

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.store.local import Connection

GRAPH = """\
CREATE (zorb:Entity:Method {entity_id: 'method:zorb', name: 'Zorb', trend: 'rising', trend_papers: 3,
                            trend_papers_before: 1, trend_low: 0.1, trend_high: 0.6})
CREATE (big:Entity:Method {entity_id: 'method:zorb-big', name: 'Zorb Big', trend: 'uncertain'})-[:VARIANT_OF]->(zorb)
CREATE (quux:Entity:Task {entity_id: 'task:quux', name: 'Quux', trend: 'rising', trend_papers: 2,
                          trend_papers_before: 0, trend_low: 0.2, trend_high: 0.5})
CREATE (:Entity:Task {entity_id: 'task:down', name: 'Down', trend: 'falling', trend_low: -0.5, trend_high: -0.1})
WITH zorb, big, quux
UNWIND [[2025, 6], [2025, 6], [2026, 1], [2026, 1], [2026, 1], [2026, 1]] AS day
WITH zorb, big, quux, collect(day) AS days
UNWIND range(0, size(days) - 1) AS number
CREATE (p:Paper {paper_id: 'p' + number, published: date({year: days[number][0], month: days[number][1], day: 3})})
FOREACH (_ IN CASE WHEN number IN [0, 2, 3] THEN [1] END | CREATE (p)-[:USES]->(zorb))
FOREACH (_ IN CASE WHEN number IN [3, 4] THEN [1] END | CREATE (p)-[:USES]->(big))
FOREACH (_ IN CASE WHEN number IN [4, 5] THEN [1] END | CREATE (p)-[:ADDRESSES]->(quux))
"""


@pytest.fixture(scope="module")
def graph(server: Connection) -> Iterator[Store]:
    """Six papers; nothing is analysed yet."""
    with connect(server.url, user=server.user, password=server.password) as opened:
        opened.clear()
        opened.write(GRAPH)
        yield opened


def test_what_rises_stands_by_its_lower_limit_with_its_share_of_each_month(graph: Store) -> None:
    assert rising(graph).months is None
    graph.write("CREATE (:Analysis {measure: 'trends', months: 'these against those'})")
    found = rising(graph)

    assert (found.months, found.papers, found.papers_before) == ("these against those", 4, 2)
    assert [one.name for one in found.rows] == ["Quux", "Zorb"]
    zorb = found.rows[1]
    assert len(zorb.shares) == RECENT + BEFORE
    assert zorb.shares[-1] == 3 / 4  # papers 2, 3 and 4: a paper that names it and its variant counts once
    assert zorb.shares[-8] == 1 / 2
    assert sum(zorb.shares) == 3 / 4 + 1 / 2
    assert [one.name for one in rising(graph, limit=1).rows] == ["Quux"]
