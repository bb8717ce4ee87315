"""The builds that the graph remembers: when, from what, by which extractor, and with what result."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Final

from kg import schema

if TYPE_CHECKING:
    from kg.store.store import Store

TEXT: Final = (*schema.TEXT_RELATIONSHIPS, schema.RESULT)
"""The relationships that a build counts as what texts say."""

BEGIN_BUILD = """\
MERGE (b:Build {build_id: $build_id})
ON CREATE SET b.source = $source, b.source_hash = $source_hash, b.extractor = $extractor,
              b.complete = false, b.current = false
"""

END_BUILD = """\
MATCH (b:Build {build_id: $build_id})
SET b.built_at = CASE WHEN b.complete AND b.current THEN b.built_at ELSE datetime() END,
    b.complete = true, b.current = true, b += $counts
WITH b
MATCH (older:Build {source: b.source})
WHERE older <> b
SET older.current = false
"""


def build_id(source: str, source_hash: str, extractor: str) -> str:
    """Return the key of a build: the same source, content and extractor make the same build."""
    return hashlib.sha256(f"{source}\0{source_hash}\0{extractor}".encode()).hexdigest()[:16]


def begin(store: Store, *, source: str, source_hash: str, extractor: str) -> str:
    """Note that a build has begun, and return its key; until `end`, it is not complete."""
    key = build_id(source, source_hash, extractor)
    store.write(BEGIN_BUILD, build_id=key, source=source, source_hash=source_hash, extractor=extractor)
    return key


def end(store: Store, key: str, *, counts: dict[str, int]) -> None:
    """Note that a build is complete and what the source now stands for; one that changed nothing keeps its time."""
    store.write(END_BUILD, build_id=key, counts=counts)
