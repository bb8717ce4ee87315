"""Former keys: an entity that people merged or retyped is found by the keys that it had before."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.store import Store

THERE = """\
UNWIND $entity_ids AS entity_id
MATCH (e:Entity {entity_id: entity_id})
RETURN entity_id
"""

SURVIVORS = """\
MATCH (e:Entity)
WHERE any(former IN e.former_ids WHERE former IN $entity_ids)
UNWIND e.former_ids AS former
WITH former, min(e.entity_id) AS entity_id
WHERE former IN $entity_ids
RETURN former, entity_id
"""


def survivor(store: Store, entity_id: str) -> str | None:
    """Return the key of the entity that a former key leads to now; None where it was never one."""
    return _survivors(store, [entity_id]).get(entity_id) if entity_id else None


def survivors(store: Store, entity_ids: Sequence[str]) -> dict[str, str]:
    """Return those of some keys that no entity has any more, each with the key of what it leads to now."""
    there = {row["entity_id"] for row in store.read(THERE, entity_ids=list(entity_ids))} if entity_ids else set()
    gone = [one for one in entity_ids if one not in there]
    return _survivors(store, gone) if gone else {}


def _survivors(store: Store, entity_ids: Sequence[str]) -> dict[str, str]:
    return {row["former"]: row["entity_id"] for row in store.read(SURVIVORS, entity_ids=list(entity_ids))}
