"""This file is about one paper, with its mentions and its neighbours."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg import schema
from kg.model import RELATION_TYPES, Organization
from kg.queries.cypher import ENTITY_ROW, EVIDENCE, PAPER_ROW, RESULT, TYPES
from kg.queries.records import PaperRelation, PaperView
from kg.queries.rows import day, entity_row, mentions, paper_row, result_row

if TYPE_CHECKING:
    from kg.store import Store

PAPER = """\
MATCH (p:Paper {paper_id: $paper_id})
RETURN p{.paper_id, .comments, .upvotes, .author_count, .url, .venue,
         title: coalesce(p.title, p.paper_id),
         abstract: coalesce(p.abstract, ''),
         published: toString(p.published),
         ids: coalesce(p.ids, []),
         stub: coalesce(p.stub, false)} AS paper,
       COLLECT { MATCH (a:Author)-[w:WROTE]->(p) RETURN a.name ORDER BY w.position } AS authors,
       head([(o:Organization)-[:PUBLISHED]->(p) | o{.organization_id, .name}]) AS organization
"""

RELATIONS = f"""\
MATCH (:Paper {{paper_id: $paper_id}})-[r:{TYPES}]->(e:Entity)
RETURN type(r) AS type, {EVIDENCE} AS evidence, {ENTITY_ROW} AS entity
"""

RESULTS = f"""\
MATCH (p:Paper {{paper_id: $paper_id}})-[r:{schema.RESULT}]->(e:Entity)
WITH p, r, e
ORDER BY r.field DESC, r.start, r.key
RETURN {RESULT} AS result, {PAPER_ROW} AS paper, {ENTITY_ROW} AS entity
"""

CITES = f"""\
MATCH (:Paper {{paper_id: $paper_id}})-[:CITES]->(p:Paper)
WITH p
ORDER BY p.stub IS NOT NULL, p.published DESC, p.paper_id
LIMIT 200
RETURN {PAPER_ROW} AS paper
"""

CITED_BY = f"""\
MATCH (:Paper {{paper_id: $paper_id}})<-[:CITES]-(p:Paper)
WITH p
ORDER BY p.published DESC, p.paper_id
LIMIT 200
RETURN {PAPER_ROW} AS paper
"""

NEIGHBOURS = f"""\
MATCH (self:Paper {{paper_id: $paper_id}})-[:{TYPES}]->(e:Entity)<-[:{TYPES}]-(p:Paper)
WHERE p <> self
WITH p, count(DISTINCT e) AS shared
ORDER BY shared DESC, p.paper_id
LIMIT 10
RETURN {PAPER_ROW} AS paper, shared
"""


def paper(store: Store, paper_id: str) -> PaperView | None:
    """Return everything that the graph knows of a paper, or None where it has no such paper."""
    found = store.read(PAPER, paper_id=paper_id)
    if not found:
        return None
    row, organization = found[0]["paper"], found[0]["organization"]
    relations = [
        PaperRelation(
            entity=entity_row(relation["entity"]),
            type=relation["type"],
            score=relation["evidence"]["score"],
            extractor=relation["evidence"]["extractor"],
            mentions=mentions(relation["evidence"], relation["type"]),
        )
        for relation in store.read(RELATIONS, paper_id=paper_id)
    ]
    relations.sort(key=lambda one: (RELATION_TYPES.index(one.type), -one.score, one.entity.name.casefold()))
    return PaperView(
        paper_id=row["paper_id"],
        title=row["title"],
        abstract=row["abstract"],
        published=day(row["published"]),
        comments=row["comments"],
        upvotes=row["upvotes"],
        url=row["url"],
        venue=row["venue"],
        ids=dict(known.split(":", 1) for known in row["ids"]),
        stub=row["stub"],
        authors=tuple(found[0]["authors"]),
        author_count=row["author_count"],
        organization=Organization(**organization) if organization else None,
        relations=tuple(relations),
        results=tuple(map(result_row, store.read(RESULTS, paper_id=paper_id))),
        cites=tuple(paper_row(cited["paper"]) for cited in store.read(CITES, paper_id=paper_id)),
        cited_by=tuple(paper_row(citing["paper"]) for citing in store.read(CITED_BY, paper_id=paper_id)),
        neighbours=tuple(
            (paper_row(near["paper"]), near["shared"]) for near in store.read(NEIGHBOURS, paper_id=paper_id)
        ),
    )
