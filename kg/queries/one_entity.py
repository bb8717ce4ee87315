"""One entity, with the papers that introduce, use and evaluate on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg import schema
from kg.queries.cypher import ENTITY_ROW, EVIDENCE, PAPER_ROW, RESULT, TYPES
from kg.queries.finding.full_text import any_of
from kg.queries.former import survivor
from kg.queries.records import EntityRelation, EntityView
from kg.queries.rows import entity_row, mentions, paper_row, result_row

if TYPE_CHECKING:
    from kg.queries.records import EntityRow
    from kg.store import Store

ENTITY = f"""\
MATCH (e:Entity {{entity_id: $entity_id}})
RETURN {ENTITY_ROW} AS entity, e.url AS url,
       coalesce(e.corrected_by, []) AS corrected_by, coalesce(e.corrected_at, []) AS corrected_at,
       COUNT {{ (e)<-[:{TYPES}]-() }} AS total
"""

PAPERS = f"""\
MATCH (:Entity {{entity_id: $entity_id}})<-[r:{TYPES}]-(p:Paper)
WITH r, p
ORDER BY CASE type(r) WHEN 'INTRODUCES' THEN 0 WHEN 'HAS_CODE' THEN 1 WHEN 'EVALUATES_ON' THEN 2 ELSE 3 END,
         p.published IS NULL, p.published DESC, p.paper_id
LIMIT $limit
RETURN type(r) AS type, {EVIDENCE} AS evidence, coalesce(p.abstract, '') AS abstract, {PAPER_ROW} AS paper
"""

RESULTS = f"""\
MATCH (e:Entity {{entity_id: $entity_id}})<-[r:{schema.RESULT}]-(p:Paper)
WITH p, r, e
ORDER BY p.published IS NULL, p.published DESC, p.paper_id, r.field DESC, r.start, r.key
LIMIT $limit
RETURN {RESULT} AS result, {PAPER_ROW} AS paper, {ENTITY_ROW} AS entity
"""

VARIANTS = f"""\
MATCH (:Entity {{entity_id: $entity_id}})<-[:VARIANT_OF]-(e:Entity)
RETURN {ENTITY_ROW} AS entity
ORDER BY entity.papers DESC, entity.name
LIMIT 100
"""

VARIANT_OF = f"""\
MATCH (:Entity {{entity_id: $entity_id}})-[:VARIANT_OF]->(e:Entity)
RETURN {ENTITY_ROW} AS entity
ORDER BY entity.name
"""


NAMESAKES = f"""\
CALL db.index.fulltext.queryNodes('{schema.ENTITY_NAME_INDEX}', $query, {{limit: 200}}) YIELD node AS e
WHERE e.entity_id <> $entity_id AND any(name IN [e.name] + coalesce(e.aliases, []) WHERE toLower(name) IN $names)
RETURN {ENTITY_ROW} AS entity
ORDER BY entity.papers DESC, entity.entity_id
LIMIT 20
"""
_MOST_NAMES = 20
_MOST_RESULTS = 500


def entity(store: Store, entity_id: str, *, limit: int = 100) -> EntityView | None:
    """Return an entity with at most `limit` of the papers that name it, or None where the graph has no such entity.

    A key that it had before it was merged or retyped leads to it too.
    """
    found = store.read(ENTITY, entity_id=entity_id)
    if not found:
        now = survivor(store, entity_id)
        return None if now is None else entity(store, now, limit=limit)
    row = entity_row(found[0]["entity"])
    relations = tuple(
        EntityRelation(
            paper=paper_row(relation["paper"]),
            abstract=relation["abstract"],
            type=relation["type"],
            score=relation["evidence"]["score"],
            extractor=relation["evidence"]["extractor"],
            mentions=mentions(relation["evidence"], relation["type"]),
            listed=bool(relation["evidence"]["listed"]),
        )
        for relation in store.read(PAPERS, entity_id=entity_id, limit=limit)
    )
    return EntityView(
        entity_id=row.entity_id,
        name=row.name,
        label=row.label,
        aliases=row.aliases,
        url=found[0]["url"],
        relations=relations,
        results=tuple(map(result_row, store.read(RESULTS, entity_id=entity_id, limit=_MOST_RESULTS))),
        total=found[0]["total"],
        variants=tuple(entity_row(variant["entity"]) for variant in store.read(VARIANTS, entity_id=entity_id)),
        variant_of=tuple(entity_row(base["entity"]) for base in store.read(VARIANT_OF, entity_id=entity_id)),
        namesakes=_namesakes(store, row),
        corrected=tuple(zip(found[0]["corrected_by"], map(str, found[0]["corrected_at"]), strict=False)),
    )


def _namesakes(store: Store, row: EntityRow) -> tuple[EntityRow, ...]:
    """Find the entities that some paper calls by a name of this one."""
    names = sorted({name.lower() for name in (row.name, *row.aliases)}, key=lambda name: (len(name), name))[
        :_MOST_NAMES
    ]
    query = any_of(names)
    if query is None:
        return ()
    found = store.read(NAMESAKES, entity_id=row.entity_id, names=names, query=query)
    return tuple(entity_row(one["entity"]) for one in found)
