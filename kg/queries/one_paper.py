"""One paper, with its mentions and its neighbours."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kg import schema
from kg.corpus import statements
from kg.model import RELATION_TYPES, Organization, Repository
from kg.queries import citations
from kg.queries.cypher import ENTITY_ROW, EVIDENCE, PAPER_ROW, RESULT, TYPES
from kg.queries.records import PaperRelation, PaperView
from kg.queries.rows import completeness, day, entity_row, mentions, paper_row, result_row

if TYPE_CHECKING:
    from kg.queries.rows import Row
    from kg.store import Store

PAPER = """\
MATCH (p:Paper {paper_id: $paper_id})
RETURN p{.paper_id, .comments, .upvotes, .author_count, .url, .venue, .status, .listed,
         .references_known, .references_resolved, .sources_disagree,
         status_sources: coalesce(p.status_sources, []),
         sources: coalesce(p.sources, []),
         field_sources: coalesce(p.field_sources, []),
         merged_by: coalesce(p.merged_by, []),
         cited_by_counts: coalesce(p.cited_by_counts, []),
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

REPOSITORIES = """\
MATCH (:Paper {paper_id: $paper_id})-[r:HAS_CODE]->(e:Repo)
WHERE e.url IS NOT NULL
RETURN e{.url, .stars, .license, .archived, .pushed_at, .description, official: r.official} AS repository
ORDER BY e.url
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
            listed=bool(relation["evidence"]["listed"]),
        )
        for relation in store.read(RELATIONS, paper_id=paper_id)
    ]
    relations.sort(key=lambda one: (RELATION_TYPES.index(one.type), -(one.score or 0), one.entity.name.casefold()))
    return PaperView(
        paper_id=row["paper_id"],
        title=row["title"],
        abstract=row["abstract"],
        published=day(row["published"]),
        comments=row["comments"],
        upvotes=row["upvotes"],
        url=row["url"],
        venue=row["venue"],
        identifiers=tuple(row["ids"]),
        stub=row["stub"],
        status=row["status"],
        status_sources=tuple(row["status_sources"]),
        sources=tuple(row["sources"]),
        field_sources=dict(known.split(": ", 1) for known in row["field_sources"]),
        merged_by=tuple(row["merged_by"]),
        cited_by_counts={source: int(number) for source, number in _pairs(row["cited_by_counts"])},
        completeness=completeness(row),
        repositories=_repositories(store, row),
        authors=tuple(found[0]["authors"]),
        author_count=row["author_count"],
        organization=Organization(**organization) if organization else None,
        relations=tuple(relations),
        results=tuple(map(result_row, store.read(RESULTS, paper_id=paper_id))),
        references=citations.references(store, paper_id),
        citing=citations.citing(store, paper_id),
        neighbours=tuple(
            (paper_row(near["paper"]), near["shared"]) for near in store.read(NEIGHBOURS, paper_id=paper_id)
        ),
    )


def _pairs(said: list[str]) -> list[tuple[str, str]]:
    """Read "openalex: 12"; a file's name may hold a colon itself."""
    return [(name, value) for name, _, value in (one.rpartition(": ") for one in said)]


def _repositories(store: Store, row: Row) -> tuple[Repository, ...]:
    """Give the paper's repositories, each with what its node or a source says of it."""
    listed = statements.decode(row["listed"]).repositories if row["listed"] else ()
    found = {repository.url.rstrip("/").casefold(): repository for repository in listed}
    for known in store.read(REPOSITORIES, paper_id=row["paper_id"]):
        facts = {name: value for name, value in known["repository"].items() if value is not None}
        if "pushed_at" in facts:
            facts["pushed_at"] = str(facts["pushed_at"])
        key = facts["url"].rstrip("/").casefold()
        found[key] = replace(
            found.get(key, Repository(facts["url"])), **{k: v for k, v in facts.items() if v is not None}
        )
    return tuple(found[key] for key in sorted(found))
