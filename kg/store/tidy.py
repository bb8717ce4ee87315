"""This file is about what a build leaves behind: papers that are gone, names that follow the text, edges inferred."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from kg import schema
from kg.store.upsert import SOURCED, STORED_PAPERS

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from kg.store.store import Run, Store

_TYPES = "|".join(schema.TEXT_RELATIONSHIPS)
_CHUNK = 2000

T = TypeVar("T")

PAPERS_OF_SOURCE = """\
MATCH (p:Paper)
WHERE $source IN p.sources
RETURN p.paper_id AS paper_id
"""

ENTITIES_OF_PAPERS = f"""\
UNWIND $paper_ids AS paper_id
MATCH (p:Paper {{paper_id: paper_id}})-[:{_TYPES}]->(e:Entity)
USING INDEX p:Paper(paper_id)
RETURN DISTINCT e.entity_id AS entity_id
"""

LEAVE_SOURCE = """\
UNWIND $paper_ids AS paper_id
MATCH (p:Paper {paper_id: paper_id})
USING INDEX p:Paper(paper_id)
SET p.sources = [source IN p.sources WHERE source <> $source]
"""

DROP_RELATIONSHIPS = """\
UNWIND $paper_ids AS paper_id
MATCH (p:Paper {{paper_id: paper_id}})
USING INDEX p:Paper(paper_id)
WITH p
MATCH {pattern}
WHERE $source IN r.sources
SET r.sources = [source IN r.sources WHERE source <> $source]
WITH r
WHERE size(r.sources) = 0
DELETE r
"""

BECOME_STUB = f"""\
UNWIND $paper_ids AS paper_id
MATCH (p:Paper {{paper_id: paper_id}})
USING INDEX p:Paper(paper_id)
WHERE size(p.sources) = 0 AND EXISTS {{ (p)<-[:CITES]-() }}
SET p = {{paper_id: paper_id, stub: true}}
WITH p
MATCH (p)-[r:{_TYPES}|{schema.RESULT}]->()
DELETE r
"""

STUBS = """\
UNWIND $paper_ids AS paper_id
MATCH (p:Paper {paper_id: paper_id, stub: true})
USING INDEX p:Paper(paper_id)
RETURN paper_id
"""

DROP_PAPERS = """\
UNWIND $paper_ids AS paper_id
MATCH (p:Paper {paper_id: paper_id})
USING INDEX p:Paper(paper_id)
WHERE size(p.sources) = 0
DETACH DELETE p
"""

ORPHANS = {
    "Entity": f"NOT EXISTS {{ (n)<-[:{_TYPES}]-() }} AND NOT EXISTS {{ (n)<-[:VARIANT_OF]-() }}",
    "Author": "NOT EXISTS { (n)-[:WROTE]->() }",
    "Organization": "NOT EXISTS { (n)-[:PUBLISHED]->() }",
    "Paper": "n.stub AND NOT EXISTS { (n)<-[:CITES]-() }",
}

DROP_ORPHANS = """\
MATCH (n:{label})
WHERE {orphan}
WITH n LIMIT 10000
DETACH DELETE n
RETURN count(*) AS dropped
"""

NAME_ENTITIES = f"""\
UNWIND $entity_ids AS entity_id
MATCH (e:Entity {{entity_id: entity_id}})<-[r:{_TYPES}]-(:Paper)
USING INDEX e:Entity(entity_id)
WITH e, r.entity_name AS name, count(*) AS times
ORDER BY times DESC, name
WITH e, collect(name)[0] AS name
SET e.name = name
"""

ALIAS_ENTITIES = f"""\
UNWIND $entity_ids AS entity_id
MATCH (e:Entity {{entity_id: entity_id}})<-[r:{_TYPES}]-(:Paper)
USING INDEX e:Entity(entity_id)
UNWIND r.aliases + [r.entity_name] AS alias
WITH DISTINCT e, alias
ORDER BY alias
WITH e, collect(alias) AS aliases
SET e.aliases = [alias IN aliases WHERE alias <> e.name]
"""

WANTED_BUILDS_ON = """\
MATCH (e:Entity)
WHERE COUNT { (e)<-[:INTRODUCES]-() } = 1
MATCH (builder:Paper)-[:USES|EVALUATES_ON]->(e)<-[:INTRODUCES]-(base:Paper)
WHERE builder <> base
WITH DISTINCT builder, base, e
ORDER BY e.entity_id
RETURN builder.paper_id AS builder, base.paper_id AS base, collect(e.entity_id) AS via
"""

STORED_BUILDS_ON = """\
MATCH (builder:Paper)-[r:BUILDS_ON]->(base:Paper)
RETURN builder.paper_id AS builder, base.paper_id AS base, r.via AS via
"""

UPSERT_BUILDS_ON = """\
UNWIND $rows AS row
MATCH (builder:Paper {paper_id: row.builder})
USING INDEX builder:Paper(paper_id)
MATCH (base:Paper {paper_id: row.base})
USING INDEX base:Paper(paper_id)
MERGE (builder)-[r:BUILDS_ON]->(base)
SET r.via = row.via
"""

DROP_BUILDS_ON = """\
UNWIND $rows AS row
MATCH (builder:Paper {paper_id: row.builder})-[r:BUILDS_ON]->(base:Paper {paper_id: row.base})
USING INDEX builder:Paper(paper_id)
DELETE r
"""


def gone(store: Store, listed: Collection[str], *, source: str) -> tuple[int, set[str]]:
    """Take leave of the papers that `source` listed once and lists no longer.

    A paper that no source lists goes, or becomes a stub where another cites it.

    Returns:
        how many papers left the source, and the entity_ids that they named.
    """
    listed = set(listed)
    stored = [row["paper_id"] for row in store.read(PAPERS_OF_SOURCE, source=source)]
    leaving = [paper_id for paper_id in stored if paper_id not in listed]
    touched: set[str] = set()
    for chunk in _chunks(leaving):
        touched |= store.write_all(lambda run, chunk=chunk: _leave(run, chunk, source))  # type: ignore[misc] # the default binds the chunk
    return len(leaving), touched


def _leave(run: Run, paper_ids: Sequence[str], source: str) -> set[str]:
    touched = {row["entity_id"] for row in run(ENTITIES_OF_PAPERS, paper_ids=paper_ids)}
    run(LEAVE_SOURCE, paper_ids=paper_ids, source=source)
    for kind in ("CITES", "WROTE", "PUBLISHED"):
        run(DROP_RELATIONSHIPS.format(pattern=SOURCED[kind].pattern), paper_ids=paper_ids, source=source)
    run(BECOME_STUB, paper_ids=paper_ids)
    left = [row["paper_id"] for row in run(STORED_PAPERS, paper_ids=paper_ids) if not row["sources"]]
    stubs = {row["paper_id"] for row in run(STUBS, paper_ids=left)}
    run(DROP_PAPERS, paper_ids=[paper_id for paper_id in left if paper_id not in stubs])
    return touched


def orphans(store: Store) -> None:
    """Delete entities, authors, organisations and stubs that nothing speaks of any longer."""
    for label, orphan in ORPHANS.items():
        statement = DROP_ORPHANS.format(label=label, orphan=orphan)
        while store.write(statement)[0]["dropped"]:
            pass  # a variant that went may have been the last that kept its base


def names(store: Store, entity_ids: Iterable[str]) -> None:
    """Give entities the name that most papers give them, and every other one as an alias."""
    for chunk in _chunks(sorted(entity_ids)):
        store.write(NAME_ENTITIES, entity_ids=chunk)
        store.write(ALIAS_ENTITIES, entity_ids=chunk)


def builds_on(store: Store) -> None:
    """Infer which paper builds on which: it uses, or evaluates on, what the other alone introduced."""
    wanted = {(row["builder"], row["base"]): row["via"] for row in store.read(WANTED_BUILDS_ON)}
    stored = {(row["builder"], row["base"]): row["via"] for row in store.read(STORED_BUILDS_ON)}
    changed = [pair for pair, via in wanted.items() if stored.get(pair) != via]
    for chunk in _chunks(changed):
        rows = [{"builder": builder, "base": base, "via": wanted[builder, base]} for builder, base in chunk]
        store.write(UPSERT_BUILDS_ON, rows=rows)
    for chunk in _chunks([pair for pair in stored if pair not in wanted]):
        store.write(DROP_BUILDS_ON, rows=[{"builder": builder, "base": base} for builder, base in chunk])


def _chunks(items: Sequence[T]) -> Iterator[Sequence[T]]:
    for start in range(0, len(items), _CHUNK):
        yield items[start : start + _CHUNK]
