"""What resolution said the last time, kept so that only what it says otherwise is written."""

from __future__ import annotations

import json
from collections import defaultdict
from typing import TYPE_CHECKING, Any, Final

from kg.model import RELATION_TYPES, Entity, Relation, Resolution

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Collection, Iterable, Mapping

    from kg.corpus.change import Change
    from kg.corpus.known import Known
    from kg.model import Extraction, Mention, RelationType

    Row = tuple[str, RelationType, float, list[int]]
    """The entity, type and score of a relation, and which of the paper's mentions say so."""

TABLES: Final = (
    "CREATE TABLE IF NOT EXISTS entity (entity_id TEXT PRIMARY KEY, entity TEXT NOT NULL) WITHOUT ROWID",
    "CREATE TABLE IF NOT EXISTS relation (paper_id TEXT PRIMARY KEY, relations TEXT NOT NULL) WITHOUT ROWID",
    "CREATE TABLE IF NOT EXISTS variant (variant TEXT, base TEXT, PRIMARY KEY (variant, base)) WITHOUT ROWID",
)
EMPTY: Final = ("DELETE FROM entity", "DELETE FROM relation", "DELETE FROM variant")
_ENTITIES: Final = "SELECT entity_id, entity FROM entity"
_RELATIONS: Final = "SELECT paper_id, relations FROM relation"
_RELATIONS_OF: Final = "SELECT relations FROM relation WHERE paper_id = ?"
_VARIANTS: Final = "SELECT variant, base FROM variant"
_DROP_ENTITY: Final = "DELETE FROM entity WHERE entity_id = ?"
_KEEP_ENTITY: Final = "INSERT OR REPLACE INTO entity (entity_id, entity) VALUES (?, ?)"
_DROP_RELATIONS: Final = "DELETE FROM relation WHERE paper_id = ?"
_KEEP_RELATIONS: Final = "INSERT OR REPLACE INTO relation (paper_id, relations) VALUES (?, ?)"
_DROP_VARIANT: Final = "DELETE FROM variant WHERE variant = ? AND base = ?"
_KEEP_VARIANT: Final = "INSERT OR REPLACE INTO variant (variant, base) VALUES (?, ?)"


def keep(
    file: sqlite3.Connection,
    change: Change,
    *,
    kept: Mapping[str, Known],
    new: Mapping[str, Known],
    gone: Collection[str],
) -> None:
    """Write what is said otherwise now.

    Args:
        file: the index.
        change: what is said otherwise.
        kept: the papers beside the changed ones of which other relations may be said.
        new: papers that came or changed.
        gone: papers that were replaced or removed.
    """
    file.executemany(_DROP_ENTITY, [(entity_id,) for entity_id in change.gone_entities])
    file.executemany(_KEEP_ENTITY, [(entity.entity_id, _entity(entity)) for entity in change.entities])
    file.executemany(_DROP_VARIANT, change.gone_variants)
    file.executemany(_KEEP_VARIANT, change.variants)
    rows: dict[str, dict[tuple[str, RelationType], Row]] = {paper_id: {} for paper_id in (*gone, *new)}
    for paper_id in change.paper_ids - rows.keys():
        stored: list[Row] = [row for (text,) in file.execute(_RELATIONS_OF, (paper_id,)) for row in json.loads(text)]
        rows[paper_id] = {(row[0], row[1]): row for row in stored}
    for paper_id, entity_id, kind in change.gone_relations:
        rows[paper_id].pop((entity_id, kind), None)
    by_paper: dict[str, list[Relation]] = defaultdict(list)
    for relation in change.after.relations:
        if relation.paper_id in rows:
            by_paper[relation.paper_id].append(relation)
    for paper_id, relations in by_paper.items():
        places = _places((new.get(paper_id) or kept[paper_id]).extraction.mentions)
        for one in relations:
            row: Row = (one.entity_id, one.type, one.score, [places[mention] for mention in one.mentions])
            rows[paper_id][one.entity_id, one.type] = row
    file.executemany(_DROP_RELATIONS, [(paper_id,) for paper_id, found in rows.items() if not found])
    written = [(paper_id, json.dumps(list(found.values()))) for paper_id, found in rows.items() if found]
    file.executemany(_KEEP_RELATIONS, written)


def resolution(file: sqlite3.Connection, papers: Mapping[str, Extraction]) -> Resolution:
    """Read all that is said.

    Args:
        file: the index.
        papers: all of them, by paper_id.
    """
    return Resolution(
        tuple(entities(file)),
        tuple(relations(file, papers)),
        tuple(variants(file)),
    )


def entities(file: sqlite3.Connection) -> list[Entity]:
    """Read all entities, by their ids."""
    found = []
    for entity_id, text in file.execute(_ENTITIES):
        name, label, aliases, url = json.loads(text)
        found.append(Entity(entity_id, name, label, tuple(aliases), url))
    return sorted(found, key=lambda entity: entity.entity_id)


def variants(file: sqlite3.Connection) -> list[tuple[str, str]]:
    """Read all pairs of variant and base, in their order."""
    return sorted(file.execute(_VARIANTS).fetchall())


def papers_naming(file: sqlite3.Connection, entity_ids: set[str]) -> set[str]:
    """Find the papers that say something of one of some entities."""
    return {
        paper_id for paper_id, text in file.execute(_RELATIONS) if any(row[0] in entity_ids for row in json.loads(text))
    }


def relations(
    file: sqlite3.Connection, papers: Mapping[str, Extraction], some: Collection[str] | None = None
) -> list[Relation]:
    """Read what is said of all papers, or of some."""
    rows: Iterable[tuple[str, str]] = (
        file.execute(_RELATIONS)
        if some is None
        else ((paper_id, text) for paper_id in some for (text,) in file.execute(_RELATIONS_OF, (paper_id,)))
    )
    found = []
    for paper_id, text in rows:
        mentions = papers[paper_id].mentions
        for entity_id, kind, score, places in json.loads(text):
            found.append(Relation(paper_id, entity_id, kind, score, tuple([mentions[place] for place in places])))
    ranks = {kind: rank for rank, kind in enumerate(RELATION_TYPES)}
    return sorted(found, key=lambda one: (one.paper_id, one.entity_id, ranks[one.type]))


def _entity(entity: Entity) -> str:
    found: list[Any] = [entity.name, entity.label, entity.aliases, entity.url]
    return json.dumps(found)


def _places(mentions: tuple[Mention, ...]) -> dict[Mention, int]:
    """Map each mention to where it stands; the first one where two are equal."""
    places: dict[Mention, int] = {}
    for place, mention in enumerate(mentions):
        places.setdefault(mention, place)
    return places
