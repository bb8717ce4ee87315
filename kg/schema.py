"""The shape of the graph: labels with their keys, relationship types, constraints and indexes."""

from __future__ import annotations

from typing import Final

from kg.model import LABELS, RELATION_TYPES

VERSION: Final = 1
"""Of the graph's shape. A graph says its own; `kg.store.migrations` brings an older one here, a step a version."""

KEYS: Final[dict[str, str]] = {
    "Paper": "paper_id",
    "Entity": "entity_id",
    "Author": "author_id",
    "Organization": "organization_id",
    "Build": "build_id",
}
"""Node label to the property that identifies a node; a Method, a Benchmark and their like are each an Entity too."""

BOOKS: Final[dict[str, str]] = {
    "Statement": "statement_id",
    "Identifier": "identifier",
    "Revision": "revision",
    "Follow": "follow",
    "Lease": "name",
    "Naming": "name",
    "Analysis": "measure",
    "Community": "community",
    "Field": "field",
    "Gap": "gap",
    "Schema": "name",
}
"""Labels of the graph's own books, which no relationship touches: what sources said, which identifier is whose, and
which communities papers are of."""

NODE_LABELS: Final[tuple[str, ...]] = (*KEYS, *LABELS)

TEXT_RELATIONSHIPS: Final[tuple[str, ...]] = RELATION_TYPES
"""From a paper to an entity, each with the spans of text that say so, or the `sources` that do."""

SOURCED_RELATIONSHIPS: Final[tuple[str, ...]] = ("CITES", "WROTE", "PUBLISHED", "AFFILIATED_WITH")
"""Each with the sources that say so, in `sources`."""

VARIANT: Final = "VARIANT_OF"
"""From an entity to another: names say so."""

RESULT: Final = "RESULT"
"""From a paper to a benchmark: a number that the paper claims, with the span of text or the source that says so."""

RELATIONSHIP_TYPES: Final[tuple[str, ...]] = (
    *TEXT_RELATIONSHIPS, RESULT, *SOURCED_RELATIONSHIPS, VARIANT, "BUILDS_ON",
)  # fmt: skip

PAPER_TEXT_INDEX: Final = "paper_text"
ENTITY_NAME_INDEX: Final = "entity_name"
AUTHOR_NAME_INDEX: Final = "author_name"
ORGANIZATION_NAME_INDEX: Final = "organization_name"

SEARCHED: Final[tuple[str, ...]] = ("forms", "byline")
"""Properties that a search reads and nobody else; `kg.identity.forms` makes them of the others."""
_SEARCHED: Final = ", ".join(f"n.{name}" for name in SEARCHED)

LEASE_CONSTRAINT: Final = "CREATE CONSTRAINT lease_key IF NOT EXISTS FOR (n:Lease) REQUIRE n.name IS UNIQUE"

CONSTRAINTS: Final[tuple[str, ...]] = tuple(
    f"CREATE CONSTRAINT {label.lower()}_key IF NOT EXISTS FOR (n:{label}) REQUIRE n.{key} IS UNIQUE"
    for label, key in (KEYS | BOOKS).items()
)

INDEXES: Final[tuple[str, ...]] = (
    "CREATE INDEX paper_title IF NOT EXISTS FOR (n:Paper) ON (n.title)",
    "CREATE INDEX paper_cited_by IF NOT EXISTS FOR (n:Paper) ON (n.cited_by)",
    "CREATE INDEX paper_published IF NOT EXISTS FOR (n:Paper) ON (n.published)",
    "CREATE INDEX paper_map IF NOT EXISTS FOR (n:Paper) ON (n.map_x)",
    "CREATE INDEX entity_name_exact IF NOT EXISTS FOR (n:Entity) ON (n.name)",
    "CREATE INDEX entity_map IF NOT EXISTS FOR (n:Entity) ON (n.map_x)",
    "CREATE INDEX organization_name_exact IF NOT EXISTS FOR (n:Organization) ON (n.name)",
    "CREATE INDEX author_name_key IF NOT EXISTS FOR (n:Author) ON (n.name_key)",
    "CREATE INDEX statement_paper IF NOT EXISTS FOR (n:Statement) ON (n.paper_id)",
    "CREATE INDEX statement_source IF NOT EXISTS FOR (n:Statement) ON (n.source)",
    "CREATE INDEX statement_title IF NOT EXISTS FOR (n:Statement) ON (n.title_key)",
    "CREATE INDEX change_revision IF NOT EXISTS FOR (n:Change) ON (n.revision)",
    "CREATE INDEX identifier_paper IF NOT EXISTS FOR (n:Identifier) ON (n.paper_id)",
    f"CREATE FULLTEXT INDEX {PAPER_TEXT_INDEX} IF NOT EXISTS FOR (n:Paper) ON EACH [n.title, n.abstract, {_SEARCHED}]",
    f"CREATE FULLTEXT INDEX {ENTITY_NAME_INDEX} IF NOT EXISTS FOR (n:Entity) ON EACH [n.name, n.aliases, n.forms]",
    f"CREATE FULLTEXT INDEX {AUTHOR_NAME_INDEX} IF NOT EXISTS FOR (n:Author) ON EACH [n.name, n.forms, n.ids]",
    f"CREATE FULLTEXT INDEX {ORGANIZATION_NAME_INDEX} IF NOT EXISTS FOR (n:Organization) ON EACH [n.name, n.forms]",
)

FILLS: Final[dict[str, str]] = {
    "paper_cited_by": """\
MATCH (p:Paper)
WHERE p.cited_by IS NULL
CALL { WITH p SET p.cited_by = COUNT { (p)<-[:CITES]-() } } IN TRANSACTIONS OF 10000 ROWS
""",
}
"""Index to the statement that gives older nodes the property that it is over, before it is made."""
