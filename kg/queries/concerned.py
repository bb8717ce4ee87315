"""What a correction concerns: entities, and what papers say of them, as the graph has it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.model import Entity, Relation
from kg.queries.cypher import EVIDENCE, TYPES
from kg.queries.rows import mentions

if TYPE_CHECKING:
    from collections.abc import Collection

    from kg.store import Store

ENTITIES = """\
MATCH (e:Entity)
WHERE e.entity_id IN $entity_ids
RETURN e.entity_id AS entity_id, e.name AS name, coalesce(e.aliases, []) AS aliases, e.url AS url,
       head([label IN labels(e) WHERE label <> 'Entity']) AS label
ORDER BY entity_id
"""

RELATIONS = f"""\
MATCH (e:Entity)<-[r:{TYPES}]-(p:Paper)
WHERE e.entity_id IN $entity_ids
RETURN p.paper_id AS paper_id, e.entity_id AS entity_id, type(r) AS type, {EVIDENCE} AS evidence
ORDER BY paper_id, entity_id, type
"""


def entities(store: Store, entity_ids: Collection[str]) -> list[Entity]:
    """Return those of some entities that are there."""
    return [
        Entity(row["entity_id"], row["name"], row["label"], tuple(row["aliases"]), row["url"])
        for row in store.read(ENTITIES, entity_ids=sorted(entity_ids))
    ]


def relations(store: Store, entity_ids: Collection[str]) -> list[Relation]:
    """Return what papers say of some entities, with the spans that say so; lists of sources have none."""
    return [
        Relation(
            row["paper_id"],
            row["entity_id"],
            row["type"],
            row["evidence"]["score"] or 0.0,
            mentions(row["evidence"], row["type"]),
        )
        for row in store.read(RELATIONS, entity_ids=sorted(entity_ids))
    ]
