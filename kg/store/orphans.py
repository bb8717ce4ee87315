"""Orphans: people, organisations and stubs that nothing speaks of any longer."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kg.store.store import Store

ORPHANS = {
    "Author": "NOT EXISTS { (n)-[:WROTE]->() }",
    "Organization": "NOT EXISTS { (n)-[:PUBLISHED]->() } AND NOT EXISTS { (n)<-[:AFFILIATED_WITH]-() }",
    "Paper": "n.stub AND n.sources IS NULL AND NOT EXISTS { (n)<-[:CITES]-() }",
}

DROP = """\
MATCH (n:{label})
WHERE {orphan}
WITH n LIMIT 10000
DETACH DELETE n
RETURN count(*) AS dropped
"""
"""No orphan cites: its `cited_by` is 0, and nobody else's is another number without it."""


def drop(store: Store) -> None:
    """Delete what nothing speaks of any longer."""
    for label, orphan in ORPHANS.items():
        while store.write(DROP.format(label=label, orphan=orphan))[0]["dropped"]:
            pass
