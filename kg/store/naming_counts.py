"""How much some papers name, counted in the graph."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg import schema

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.store.store import Store

_TYPES = "|".join(schema.TEXT_RELATIONSHIPS)

RELATIONSHIPS = f"""\
UNWIND $paper_ids AS paper_id
MATCH (p:Paper {{paper_id: paper_id}})-[r:{_TYPES}|{schema.RESULT}]->(:Entity)
USING INDEX p:Paper(paper_id)
RETURN type(r) AS type, count(r) AS found
"""

VARIANTS = f"""\
UNWIND $paper_ids AS paper_id
MATCH (p:Paper {{paper_id: paper_id}})-[:{_TYPES}]->(e:Entity)
USING INDEX p:Paper(paper_id)
WITH DISTINCT e
MATCH (e)-[r:{schema.VARIANT}]->(:Entity)
RETURN count(r) AS found
"""

ENTITIES = f"""\
UNWIND $paper_ids AS paper_id
MATCH (p:Paper {{paper_id: paper_id}})-[:{_TYPES}]->(e:Entity)
USING INDEX p:Paper(paper_id)
WITH DISTINCT e
OPTIONAL MATCH (e)-[:{schema.VARIANT}]->(base:Entity)
WITH collect(e) + collect(base) AS both
UNWIND both AS one
WITH DISTINCT one
UNWIND labels(one) AS label
WITH label
WHERE label <> 'Entity'
RETURN label, count(*) AS found
"""


def relationships(store: Store, paper_ids: Sequence[str]) -> dict[str, int]:
    """Return type to how many relationships say what papers name, their variants' among them."""
    found = {row["type"]: row["found"] for row in store.read(RELATIONSHIPS, paper_ids=list(paper_ids))}
    found[schema.VARIANT] = store.read(VARIANTS, paper_ids=list(paper_ids))[0]["found"]
    return {kind: count for kind, count in sorted(found.items()) if count}


def entities(store: Store, paper_ids: Sequence[str]) -> dict[str, int]:
    """Return label to how many entities papers name, with what these are variants of."""
    rows = store.read(ENTITIES, paper_ids=list(paper_ids))
    return dict(sorted((row["label"], row["found"]) for row in rows))
