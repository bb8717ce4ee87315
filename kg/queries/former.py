"""Former keys: an entity that people merged or retyped is found by the keys that it had before."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kg.store import Store

SURVIVOR = """\
MATCH (e:Entity)
WHERE $entity_id IN e.former_ids
RETURN e.entity_id AS entity_id
ORDER BY entity_id
LIMIT 1
"""


def survivor(store: Store, entity_id: str) -> str | None:
    """Return the key of the entity that a former key leads to now; None where it was never one."""
    rows = store.read(SURVIVOR, entity_id=entity_id) if entity_id else []
    return str(rows[0]["entity_id"]) if rows else None
