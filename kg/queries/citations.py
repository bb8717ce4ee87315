"""Citations: what a paper cites and what cites it, ranked, each with the sentences that do.

Papers whose title is known come first, then those that most papers of the graph cite, then the newest.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.queries.cypher import CITED_BY, PAPER_ROW
from kg.queries.records import Citations
from kg.queries.rows import citation

if TYPE_CHECKING:
    from kg.queries.records import Citation
    from kg.store import Store

_RANKED = f"""\
WITH p, r
ORDER BY p.stub IS NOT NULL, {CITED_BY.format(node="p")} DESC, p.published IS NULL, p.published DESC, p.paper_id
SKIP $skip
LIMIT $limit
RETURN {PAPER_ROW} AS paper, r.contexts AS contexts, r.intents AS intents, r.sources AS sources
"""

REFERENCES = f"""\
MATCH (:Paper {{paper_id: $paper_id}})-[r:CITES]->(p:Paper)
{_RANKED}"""

CITING = f"""\
MATCH (:Paper {{paper_id: $paper_id}})<-[r:CITES]-(p:Paper)
{_RANKED}"""

COUNT = """\
MATCH (p:Paper {paper_id: $paper_id})
RETURN COUNT { (p)-[:CITES]->() } AS references, COUNT { (p)<-[:CITES]-() } AS citing
"""

MOST = 50


def references(store: Store, paper_id: str, *, skip: int = 0, limit: int = MOST) -> Citations:
    """Return the papers that a paper cites, ranked, and how many there are."""
    total = _total(store, "references", paper_id)
    return Citations(_rows(store, REFERENCES, paper_id, skip, limit), total)


def citing(store: Store, paper_id: str, *, skip: int = 0, limit: int = MOST) -> Citations:
    """Return the papers that cite a paper, ranked; their number is its citation count."""
    total = _total(store, "citing", paper_id)
    return Citations(_rows(store, CITING, paper_id, skip, limit), total)


def _total(store: Store, which: str, paper_id: str) -> int:
    return next((row[which] for row in store.read(COUNT, paper_id=paper_id)), 0)


def _rows(store: Store, statement: str, paper_id: str, skip: int, limit: int) -> tuple[Citation, ...]:
    return tuple(map(citation, store.read(statement, paper_id=paper_id, skip=max(0, skip), limit=max(0, limit))))
