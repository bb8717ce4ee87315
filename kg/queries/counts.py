"""How much the graph holds."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from kg import schema
from kg.model import LABELS
from kg.queries.records import BuildRecord, Completeness, Overview, RevisionRecord

if TYPE_CHECKING:
    from kg.queries.rows import Row
    from kg.store import Store

# Each count is one look into the store's own statistics, which a count beside a constant is not.
COUNT_NODES = "\nUNION ALL ".join(
    f"MATCH (n:{label}) WITH count(n) AS total RETURN '{label}' AS name, total" for label in ("Paper", *LABELS)
)

COUNT_RELATIONSHIPS = "\nUNION ALL ".join(
    f"MATCH ()-[r:{kind}]->() WITH count(r) AS total RETURN '{kind}' AS name, total"
    for kind in schema.RELATIONSHIP_TYPES
)

COUNT_STUBS = """\
MATCH (p:Paper)
WHERE p.stub
RETURN count(p) AS total
"""

REFERENCES = """\
MATCH (p:Paper)
WHERE p.stub IS NULL AND p.references_known IS NOT NULL
RETURN count(p) AS papers, sum(p.references_known) AS known, sum(p.references_resolved) AS resolved,
       sum(p.sources_disagree) AS disputed
"""

REVISIONS = """\
MATCH (r:Revision)
WITH r
ORDER BY r.revision DESC
LIMIT 10
OPTIONAL MATCH (c:Change {revision: r.revision})
WITH r, c.kind AS kind, sum(size(c.rows)) AS number
RETURN r.revision AS revision, toString(r.at) AS at, r.sources AS sources, collect([kind, number]) AS changes
ORDER BY revision DESC
"""

BUILDS = """\
MATCH (b:Build)
RETURN b{.*, built_at: toString(b.built_at)} AS build
ORDER BY b.current DESC, build.built_at DESC
LIMIT 100
"""

COUNTS = ("papers", "rejected", "entities", "relations", "mentions")


def overview(store: Store) -> Overview:
    """Count papers, entities by label and relationships by type, and list the last hundred builds, newest first."""
    nodes = {row["name"]: row["total"] for row in store.read(COUNT_NODES)}
    stubs = store.read(COUNT_STUBS)[0]["total"]
    references = store.read(REFERENCES)[0]
    return Overview(
        papers=nodes.pop("Paper") - stubs,
        stubs=stubs,
        entities_by_label=nodes,
        relationships_by_type={row["name"]: row["total"] for row in store.read(COUNT_RELATIONSHIPS) if row["total"]},
        builds=tuple(_build(row["build"]) for row in store.read(BUILDS)),
        citing=references["papers"],
        references=Completeness(references["known"], references["resolved"], references["disputed"]),
        revisions=tuple(map(_revision, store.read(REVISIONS))),
    )


def _revision(row: Row) -> RevisionRecord:
    at = dt.datetime.fromisoformat(row["at"][:19] + "+00:00")
    changes = {kind: number for kind, number in row["changes"] if kind}
    return RevisionRecord(row["revision"], at, tuple(row["sources"]), changes)


def _build(row: Row) -> BuildRecord:
    built_at = row["built_at"]
    return BuildRecord(
        build_id=row["build_id"],
        source=row["source"],
        source_hash=row["source_hash"],
        extractor=row["extractor"],
        built_at=dt.datetime.fromisoformat(built_at[:19] + "+00:00") if built_at else None,
        complete=row["complete"],
        counts={name: row[name] for name in COUNTS if name in row},
    )
