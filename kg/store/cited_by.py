"""`cited_by`: on each paper, the number of papers of this graph that cite it.

It is kept in the transaction that writes or deletes CITES, so that it is true whenever anybody reads it; what it costs
is one look at the degree of each paper that is touched. An index over it finds the most cited without counting.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.store.chunks import chunks

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kg.store.store import Run, Store

COUNT = """\
UNWIND $paper_ids AS paper_id
MATCH (p:Paper {paper_id: paper_id})
USING INDEX p:Paper(paper_id)
WITH p, COUNT { (p)<-[:CITES]-() } AS cited_by
WHERE p.cited_by IS NULL OR p.cited_by <> cited_by
SET p.cited_by = cited_by
RETURN count(p) AS changed
"""

CITED = """\
UNWIND $paper_ids AS paper_id
MATCH (p:Paper {paper_id: paper_id})-[:CITES]->(q:Paper)
USING INDEX p:Paper(paper_id)
RETURN DISTINCT q.paper_id AS cited
"""


def count(run: Run, paper_ids: Iterable[str]) -> int:
    """Count again, within a transaction, what cites some papers, and return for how many it was another number."""
    asked = sorted(set(paper_ids))
    return int(run(COUNT, paper_ids=asked)[0]["changed"]) if asked else 0


def cited(run: Run, paper_ids: Sequence[str]) -> set[str]:
    """Return what some papers cite, to be counted again once these are gone."""
    return {row["cited"] for row in run(CITED, paper_ids=list(paper_ids))} if paper_ids else set()


def mend(store: Store, paper_ids: Sequence[str], *, size: int = 20_000) -> int:
    """Count again what cites some papers, and return for how many it was another number: none, but in old graphs."""
    return sum(store.write_all(lambda run, part=part: count(run, part)) for part in chunks(paper_ids, size))  # type: ignore[misc]
