"""The version that a graph says its shape is of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg import schema

if TYPE_CHECKING:
    from kg.store.store import Store

LOOK = """\
OPTIONAL MATCH (s:Schema {name: 'graph'})
RETURN s.version AS version, EXISTS { (:Paper) } AS papers
"""

STAMP = """\
MERGE (s:Schema {name: 'graph'})
SET s.version = $version
"""


def version(store: Store) -> int:
    """Return the version of a graph's shape; one that holds no paper and says none is of today's."""
    row = store.read(LOOK)[0]
    if row["version"] is not None:
        return int(row["version"])
    return 0 if row["papers"] else schema.VERSION


def stamp(store: Store, number: int = schema.VERSION) -> None:
    """Say of which version a graph's shape is."""
    if store.read(LOOK)[0]["version"] != number:
        store.write(STAMP, version=number)
