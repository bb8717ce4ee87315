"""What the graph still lacks: papers that services were not asked of, repositories without facts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kg.store.chunks import chunks

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from kg.store.store import Store

LISTED = """\
MATCH (p:Paper)
WHERE p.stub IS NULL
RETURN p.paper_id AS paper_id, coalesce(p.asked, []) AS asked
ORDER BY size(asked), p.published DESC, paper_id
"""

ASKED = """\
UNWIND $paper_ids AS paper_id
MATCH (p:Paper {paper_id: paper_id})
USING INDEX p:Paper(paper_id)
RETURN paper_id, coalesce(p.asked, []) AS asked
"""

REMEMBER = """\
UNWIND $rows AS row
MATCH (p:Paper {paper_id: row.paper_id})
USING INDEX p:Paper(paper_id)
SET p.asked = row.asked
"""

STUBS_AROUND = """\
UNWIND $paper_ids AS paper_id
MATCH (p:Paper {{paper_id: paper_id}}){pattern}(q:Paper)
USING INDEX p:Paper(paper_id)
WHERE q.stub
WITH DISTINCT q
RETURN q.paper_id AS paper_id, coalesce(q.ids, []) AS ids, coalesce(q.cited_by, 0) AS cited,
       coalesce(toString(q.published), toString(q.year), '') AS date
ORDER BY cited DESC, date DESC, paper_id
"""

REPOSITORIES = """\
UNWIND $paper_ids AS paper_id
MATCH (p:Paper {paper_id: paper_id})-[:HAS_CODE]->(r:Repo)
USING INDEX p:Paper(paper_id)
WHERE r.url CONTAINS 'github.com'
RETURN DISTINCT r.entity_id AS entity_id, r.url AS url, r.facts_at AS facts_at
ORDER BY facts_at IS NOT NULL, entity_id
"""

KEEP_FACTS = """\
UNWIND $rows AS row
MATCH (r:Entity {entity_id: row.entity_id})
SET r += row.properties
"""


def listed(store: Store) -> dict[str, list[str]]:
    """Return each paper that is more than a stub, with the questions asked of it; the least asked come first."""
    return {row["paper_id"]: row["asked"] for row in store.read(LISTED)}


def asked(store: Store, paper_ids: Sequence[str]) -> dict[str, list[str]]:
    """Return the questions already asked of some papers."""
    return {row["paper_id"]: row["asked"] for part in chunks(paper_ids) for row in store.read(ASKED, paper_ids=part)}


def remember(store: Store, asked_of: Mapping[str, Iterable[str]]) -> None:
    """Keep which questions were asked of papers."""
    rows = [{"paper_id": paper_id, "asked": sorted(questions)} for paper_id, questions in asked_of.items()]
    for part in chunks(rows):
        store.write(REMEMBER, rows=part)


def stubs_around(store: Store, paper_ids: Sequence[str], *, references: bool, citations: bool) -> list[dict[str, Any]]:
    """Return the stubs that some papers cite, or that cite them; those that most papers of the graph cite first."""
    pattern = "-[:CITES]-" if references and citations else "-[:CITES]->" if references else "<-[:CITES]-"
    return store.read(STUBS_AROUND.format(pattern=pattern), paper_ids=list(paper_ids))


def repositories(store: Store, paper_ids: Sequence[str]) -> list[dict[str, Any]]:
    """Return the repositories of some papers at GitHub, those without facts first."""
    return store.read(REPOSITORIES, paper_ids=list(paper_ids))


def keep_facts(store: Store, rows: Sequence[Mapping[str, Any]]) -> None:
    """Keep facts of repositories: rows of `entity_id` and `properties`."""
    for part in chunks(rows):
        store.write(KEEP_FACTS, rows=[dict(row) for row in part])
