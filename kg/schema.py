"""This file is about the shape of the graph: labels with their keys, relationship types, constraints and indexes."""

from __future__ import annotations

from typing import Final

from kg.model import LABELS, RELATION_TYPES

KEYS: Final[dict[str, str]] = {
    "Paper": "paper_id",
    "Entity": "entity_id",
    "Author": "author_id",
    "Organization": "organization_id",
    "Build": "build_id",
}
"""Node label to the property that identifies a node; a Method, a Benchmark and their like are each an Entity too."""

NODE_LABELS: Final[tuple[str, ...]] = (*KEYS, *LABELS)

TEXT_RELATIONSHIPS: Final[tuple[str, ...]] = RELATION_TYPES
"""From a paper to an entity, each with the spans of text that say so."""

SOURCED_RELATIONSHIPS: Final[tuple[str, ...]] = ("CITES", "WROTE", "PUBLISHED", "VARIANT_OF")
"""Each with the sources that say so, in `sources`."""

RESULT: Final = "RESULT"
"""From a paper to a benchmark: a number that the paper claims, with the span of text that says so."""

RELATIONSHIP_TYPES: Final[tuple[str, ...]] = (*TEXT_RELATIONSHIPS, RESULT, *SOURCED_RELATIONSHIPS, "BUILDS_ON")

PAPER_TEXT_INDEX: Final = "paper_text"
ENTITY_NAME_INDEX: Final = "entity_name"

LEASE_CONSTRAINT: Final = "CREATE CONSTRAINT lease_key IF NOT EXISTS FOR (n:Lease) REQUIRE n.name IS UNIQUE"
"""Of the nodes by which builds take turns; they are there only while one runs, and are no part of what is drawn."""

CONSTRAINTS: Final[tuple[str, ...]] = (
    *(
        f"CREATE CONSTRAINT {label.lower()}_key IF NOT EXISTS FOR (n:{label}) REQUIRE n.{key} IS UNIQUE"
        for label, key in KEYS.items()
    ),
    LEASE_CONSTRAINT,
)

INDEXES: Final[tuple[str, ...]] = (
    "CREATE INDEX paper_title IF NOT EXISTS FOR (n:Paper) ON (n.title)",
    "CREATE INDEX paper_published IF NOT EXISTS FOR (n:Paper) ON (n.published)",
    "CREATE INDEX entity_name_exact IF NOT EXISTS FOR (n:Entity) ON (n.name)",
    f"CREATE FULLTEXT INDEX {PAPER_TEXT_INDEX} IF NOT EXISTS FOR (n:Paper) ON EACH [n.title, n.abstract]",
    f"CREATE FULLTEXT INDEX {ENTITY_NAME_INDEX} IF NOT EXISTS FOR (n:Entity) ON EACH [n.name, n.aliases]",
)
