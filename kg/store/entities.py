"""Writing what texts name: entities, relations with their evidence, results, variants, BUILDS_ON.

Each paper and each entity keeps a hash of what was written of it, so that only what differs is written again.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from kg import schema
from kg.errors import StoreError
from kg.store import analyses, relationships
from kg.store.chunks import chunks

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from kg.store.store import Run, Store

Row = dict[str, Any]

_TYPES = "|".join(schema.TEXT_RELATIONSHIPS)

STORED_ENTITIES = """\
MATCH (e:Entity)
RETURN e.entity_id AS entity_id, e.digest AS digest
"""

STORED_SOME = """\
UNWIND $entity_ids AS entity_id
MATCH (e:Entity {entity_id: entity_id})
USING INDEX e:Entity(entity_id)
RETURN entity_id, e.digest AS digest
"""

INTRODUCED = """\
UNWIND $paper_ids AS paper_id
MATCH (p:Paper {paper_id: paper_id})-[:INTRODUCES]->(e:Entity)
USING INDEX p:Paper(paper_id)
RETURN DISTINCT e.entity_id AS entity_id
"""

USERS = """\
UNWIND $entity_ids AS entity_id
MATCH (e:Entity {entity_id: entity_id})<-[:USES|EVALUATES_ON]-(p:Paper)
USING INDEX e:Entity(entity_id)
RETURN DISTINCT p.paper_id AS paper_id
"""

BASES = """\
UNWIND $paper_ids AS paper_id
MATCH (p:Paper {paper_id: paper_id})-[:USES|EVALUATES_ON]->(e:Entity)
USING INDEX p:Paper(paper_id)
WITH DISTINCT paper_id, e
MATCH (e)<-[:INTRODUCES]-(base:Paper)
WITH paper_id, e, collect(base.paper_id) AS bases
WHERE size(bases) = 1 AND bases[0] <> paper_id
RETURN paper_id AS builder, bases[0] AS base, collect(e.entity_id) AS via
"""

CREATE_ENTITIES = """\
UNWIND $rows AS row
CREATE (e:Entity:{label} {{entity_id: row.entity_id}})
SET e += row.properties
"""

UPSERT_ENTITIES = """\
UNWIND $rows AS row
MERGE (e:Entity {{entity_id: row.entity_id}})
SET e:{label}, e += row.properties
"""

DROP_ENTITIES = """\
UNWIND $entity_ids AS entity_id
MATCH (e:Entity {entity_id: entity_id})
USING INDEX e:Entity(entity_id)
DETACH DELETE e
"""

DROP_TEXT = f"""\
UNWIND $rows AS row
MATCH (p:Paper {{paper_id: row.paper_id}})-[r:{_TYPES}]->(e:Entity)
USING INDEX p:Paper(paper_id)
WHERE NOT type(r) + ' ' + e.entity_id IN row.keep
DELETE r
"""

_BETWEEN = """\
UNWIND $rows AS row
MATCH (p:Paper {{paper_id: row.paper_id}})
USING INDEX p:Paper(paper_id)
UNWIND row.said AS said
MATCH (e:Entity {{entity_id: said.entity_id}})
USING INDEX e:Entity(entity_id)
"""

NAMED = f"""\
UNWIND $entity_ids AS entity_id
MATCH (e:Entity {{entity_id: entity_id}})
USING INDEX e:Entity(entity_id)
WHERE EXISTS {{ (:Paper)-[:{_TYPES}]->(e) }}
RETURN entity_id
"""

UPSERT_TEXT = f"""\
{_BETWEEN}MERGE (p)-[r:{{type}}]->(e)
SET r = said.properties
RETURN count(r) AS written
"""

CREATE_TEXT = f"""\
{_BETWEEN}CREATE (p)-[r:{{type}}]->(e)
SET r = said.properties
RETURN count(r) AS written
"""

DROP_RESULTS = f"""\
UNWIND $rows AS row
MATCH (p:Paper {{paper_id: row.paper_id}})-[r:{schema.RESULT}]->(e:Entity)
USING INDEX p:Paper(paper_id)
WHERE NOT e.entity_id + ' ' + r.key IN row.keep
DELETE r
"""

UPSERT_RESULTS = f"""\
{_BETWEEN.format()}MERGE (p)-[r:{schema.RESULT} {{key: said.properties.key}}]->(e)
SET r = said.properties
RETURN count(r) AS written
"""

REMEMBER = """\
UNWIND $rows AS row
MATCH (p:Paper {paper_id: row.paper_id})
USING INDEX p:Paper(paper_id)
SET p.text_digest = row.digest
RETURN count(p) AS written
"""

STORED_BUILDS_ON = """\
MATCH (builder:Paper)-[r:BUILDS_ON]->(base:Paper)
RETURN builder.paper_id AS builder, base.paper_id AS base, r.via AS via
"""

STORED_BUILDS_ON_OF = """\
UNWIND $paper_ids AS paper_id
MATCH (builder:Paper {paper_id: paper_id})-[r:BUILDS_ON]->(base:Paper)
USING INDEX builder:Paper(paper_id)
RETURN paper_id AS builder, base.paper_id AS base, r.via AS via
"""

UPSERT_BUILDS_ON = """\
UNWIND $rows AS row
MATCH (builder:Paper {paper_id: row.builder})
USING INDEX builder:Paper(paper_id)
MATCH (base:Paper {paper_id: row.base})
USING INDEX base:Paper(paper_id)
MERGE (builder)-[r:BUILDS_ON]->(base)
SET r.via = row.via
RETURN count(r) AS written
"""

DROP_BUILDS_ON = """\
UNWIND $rows AS row
MATCH (builder:Paper {paper_id: row.builder})-[r:BUILDS_ON]->(base:Paper {paper_id: row.base})
USING INDEX builder:Paper(paper_id)
DELETE r
"""


def upsert(store: Store, rows_by_label: Mapping[str, Sequence[Row]]) -> None:
    """Write entities that are new or changed: rows of `entity_id` and `properties`, among them `digest`."""
    _upsert(store, rows_by_label, store.read(STORED_ENTITIES))


def upsert_some(store: Store, rows_by_label: Mapping[str, Sequence[Row]]) -> None:
    """Do the same without reading of any others."""
    entity_ids = [row["entity_id"] for rows in rows_by_label.values() for row in rows]
    if entity_ids:
        _upsert(store, rows_by_label, store.read(STORED_SOME, entity_ids=entity_ids))


def _upsert(store: Store, rows_by_label: Mapping[str, Sequence[Row]], stored: Sequence[Row]) -> None:
    before = {row["entity_id"]: row["digest"] for row in stored}
    for label, rows in rows_by_label.items():
        changed = [row for row in rows if before.get(row["entity_id"]) != row["properties"]["digest"]]
        for chunk in chunks([row for row in changed if row["entity_id"] not in before]):
            store.write_all(partial(_make, label=label, rows=chunk))
        for chunk in chunks([row for row in changed if row["entity_id"] in before]):
            store.write(UPSERT_ENTITIES.format(label=label), rows=chunk)


def _make(run: Run, *, label: str, rows: Sequence[Row]) -> None:
    run((UPSERT_ENTITIES if run.again else CREATE_ENTITIES).format(label=label), rows=rows)


def drop_others(store: Store, kept: set[str]) -> None:
    """Delete every entity that nothing names any longer."""
    drop(store, {row["entity_id"] for row in store.read(STORED_ENTITIES)} - kept)


def drop(store: Store, entity_ids: Collection[str]) -> None:
    """Delete entities."""
    for chunk in chunks(sorted(entity_ids)):
        store.write(DROP_ENTITIES, entity_ids=chunk)


def relations(store: Store, papers: Sequence[Row], *, fresh: Collection[str] = ()) -> None:
    """Write what some papers say, in one transaction.

    Args:
        store: an open store.
        papers: of each its `paper_id`, `digest`, `relations` (type to rows) and `results` (rows); a row has `paper_id`,
            `entity_id` and `properties`.
        fresh: papers of which nothing was ever written, by paper_id.

    Raises:
        StoreError: a paper or an entity is not there.
    """

    def write(run: Run) -> None:
        new = [] if run.again else [paper for paper in papers if paper["paper_id"] in fresh]
        known = {paper["paper_id"] for paper in new}
        old = [paper for paper in papers if paper["paper_id"] not in known]
        analyses.outdate(run)
        _drop(run, old)
        for kind in schema.TEXT_RELATIONSHIPS:
            _said(run, CREATE_TEXT.format(type=kind), new, kind)
            _said(run, UPSERT_TEXT.format(type=kind), old, kind)
        _remember(run, papers)

    store.write_all(write)


def _drop(run: Run, papers: Sequence[Row]) -> None:
    """Delete what some papers said and do not say now."""
    keep, keep_results = [], []
    for paper in papers:
        kept = [f"{kind} {row['entity_id']}" for kind, rows in paper["relations"].items() for row in rows]
        keep.append({"paper_id": paper["paper_id"], "keep": kept})
        keys = [f"{row['entity_id']} {row['properties']['key']}" for row in paper["results"]]
        keep_results.append({"paper_id": paper["paper_id"], "keep": keys})
    if papers:
        run(DROP_TEXT, rows=keep)
        run(DROP_RESULTS, rows=keep_results)


def _said(run: Run, statement: str, papers: Sequence[Row], kind: str) -> None:
    """Write what some papers say by relationships of a type."""
    rows = [{"paper_id": one["paper_id"], "said": said} for one in papers if (said := one["relations"].get(kind))]
    _all(run, statement, rows, sum(len(row["said"]) for row in rows))


def _remember(run: Run, papers: Sequence[Row]) -> None:
    rows = [{"paper_id": paper["paper_id"], "said": paper["results"]} for paper in papers if paper["results"]]
    _all(run, UPSERT_RESULTS, rows, sum(len(row["said"]) for row in rows))
    _all(run, REMEMBER, [{"paper_id": paper["paper_id"], "digest": paper["digest"]} for paper in papers])


def _all(run: Run, statement: str, rows: Sequence[Row], count: int | None = None) -> None:
    """Write rows, each of which, or all that `count` says, must find what it is about."""
    if not rows:
        return
    (row,) = run(statement, rows=rows)
    wanted = len(rows) if count is None else count
    if row["written"] != wanted:
        raise StoreError(
            f"{wanted - row['written']} papers or entities that were written before are no longer in the graph: "
            "another program changed it meanwhile; run the same command again."
        )


def variants(store: Store, pairs: Sequence[tuple[str, str]], entity_ids: Sequence[str]) -> None:
    """Bring the variants among some entities to be exactly `pairs` of (variant, base)."""
    wanted: relationships.Wanted = {}
    for variant, base in pairs:
        wanted.setdefault(variant, {})[base] = {}
    relationships.bring(store, schema.VARIANT, entity_ids, wanted, {})


def change_variants(store: Store, new: Collection[tuple[str, str]], gone: Collection[tuple[str, str]]) -> None:
    """Bring the variants of those entities of which some pairs of (variant, base) are new or gone to what they are."""
    some = sorted({variant for variant, _ in (*new, *gone)})
    if some:
        stored = {
            (near, far) for near, found in relationships.stored(store, schema.VARIANT, some).items() for far in found
        }
        variants(store, sorted((stored - set(gone)) | set(new)), some)


def named(store: Store, entity_ids: Collection[str]) -> set[str]:
    """Return those of some entities that a paper names."""
    if not entity_ids:
        return set()
    return {row["entity_id"] for row in store.read(NAMED, entity_ids=sorted(entity_ids))}


def introduced(store: Store, paper_ids: Collection[str]) -> set[str]:
    """Return the entities that some papers introduce."""
    return {row["entity_id"] for row in store.read(INTRODUCED, paper_ids=sorted(paper_ids))}


def users(store: Store, entity_ids: Collection[str]) -> set[str]:
    """Return the papers that use, or evaluate on, some entities."""
    return {row["paper_id"] for row in store.read(USERS, entity_ids=sorted(entity_ids))}


def builds_on(store: Store, wanted: Mapping[tuple[str, str], list[str]]) -> None:
    """Bring the inferred relationships between papers to be exactly `wanted`: (builder, base) to entity_ids."""
    _builds_on(store, wanted, store.read(STORED_BUILDS_ON))


def infer_builds_on(store: Store, builders: Collection[str]) -> None:
    """Bring what some papers build on to what follows from the relations that are in the graph."""
    some = sorted(builders)
    if some:
        wanted = {(row["builder"], row["base"]): sorted(row["via"]) for row in store.read(BASES, paper_ids=some)}
        _builds_on(store, wanted, store.read(STORED_BUILDS_ON_OF, paper_ids=some))


def _builds_on(store: Store, wanted: Mapping[tuple[str, str], list[str]], rows_before: Sequence[Row]) -> None:
    stored = {(row["builder"], row["base"]): row["via"] for row in rows_before}
    changed = [pair for pair, via in wanted.items() if stored.get(pair) != via]
    rows = [{"builder": builder, "base": base, "via": wanted[builder, base]} for builder, base in changed]
    for chunk in chunks(rows):
        store.write_all(partial(_all, statement=UPSERT_BUILDS_ON, rows=chunk))
    for gone in chunks([pair for pair in stored if pair not in wanted]):
        store.write(DROP_BUILDS_ON, rows=[{"builder": builder, "base": base} for builder, base in gone])
