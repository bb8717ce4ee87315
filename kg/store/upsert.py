"""This file is about writing a build's rows: by key, nodes before relationships, and always with the same end.

What the rows no longer say of their papers goes; what another source says stays.
Hints name the index: a plan that was made for a small graph would scan a large one for each row.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from kg import schema

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kg.batch import GraphBatch, Row
    from kg.store.store import Run, Store

_TYPES = "|".join(schema.TEXT_RELATIONSHIPS)

STORED_PAPERS = """\
UNWIND $paper_ids AS paper_id
MATCH (p:Paper {paper_id: paper_id})
USING INDEX p:Paper(paper_id)
RETURN paper_id, coalesce(p.sources, []) AS sources, coalesce(p.abstract, '') <> '' AS has_abstract
"""

UPSERT_PAPERS = """\
UNWIND $rows AS row
MERGE (p:Paper {paper_id: row.paper_id})
SET p += row.properties, p.sources = row.sources
REMOVE p.stub
"""

UPSERT_ENTITIES = """\
UNWIND $rows AS row
MERGE (e:Entity {{entity_id: row.entity_id}})
SET e:{label}, e.name = coalesce(e.name, row.name), e.url = coalesce(row.url, e.url)
"""

DROP_TEXT = f"""\
UNWIND $rows AS row
MATCH (p:Paper {{paper_id: row.paper_id}})-[r:{_TYPES}]->(e:Entity)
USING INDEX p:Paper(paper_id)
WHERE NOT type(r) + ' ' + e.entity_id IN row.keep
DELETE r
RETURN DISTINCT e.entity_id AS entity_id
"""

UPSERT_TEXT = """\
UNWIND $rows AS row
MATCH (p:Paper {{paper_id: row.paper_id}})
USING INDEX p:Paper(paper_id)
MATCH (e:Entity {{entity_id: row.entity_id}})
USING INDEX e:Entity(entity_id)
MERGE (p)-[r:{type}]->(e)
SET r = row.properties
"""

DROP_RESULTS = f"""\
UNWIND $rows AS row
MATCH (p:Paper {{paper_id: row.paper_id}})-[r:{schema.RESULT}]->(e:Entity)
USING INDEX p:Paper(paper_id)
WHERE NOT e.entity_id + ' ' + r.key IN row.keep
DELETE r
"""

UPSERT_RESULTS = f"""\
UNWIND $rows AS row
MATCH (p:Paper {{paper_id: row.paper_id}})
USING INDEX p:Paper(paper_id)
MATCH (e:Entity {{entity_id: row.entity_id}})
USING INDEX e:Entity(entity_id)
MERGE (p)-[r:{schema.RESULT} {{key: row.properties.key}}]->(e)
SET r = row.properties
"""

UPSERT_SOURCED = """\
UNWIND $rows AS row
MATCH (p:{near} {{{near_key}: row.paper_id}})
USING INDEX p:{near}({near_key})
MERGE (n:{far} {{{far_key}: row.other}})
{on_node}
MERGE {pattern}
SET r += row.properties,
    r.sources = [s IN coalesce(r.sources, []) WHERE s < $source] + $source
                + [s IN coalesce(r.sources, []) WHERE s > $source]
"""

DROP_SOURCED = """\
UNWIND $rows AS row
MATCH (p:{near} {{{near_key}: row.paper_id}})
USING INDEX p:{near}({near_key})
WITH row, p
MATCH {pattern}
WHERE $source IN r.sources AND NOT n.{far_key} IN row.keep
SET r.sources = [source IN r.sources WHERE source <> $source]
WITH r
WHERE size(r.sources) = 0
DELETE r
"""


class Sourced(NamedTuple):
    """How a relationship type whose sources are kept is written."""

    far: str
    pattern: str
    on_node: str
    near: str = "Paper"

    def text(self, template: str) -> str:
        """Fill a template with this type's labels, keys and pattern."""
        return template.format(
            near=self.near,
            near_key=schema.KEYS[self.near],
            far=self.far,
            far_key=schema.KEYS[self.far],
            pattern=self.pattern,
            on_node=self.on_node,
        )


SOURCED = {
    "CITES": Sourced("Paper", "(p)-[r:CITES]->(n)", "ON CREATE SET n.stub = true"),
    "WROTE": Sourced("Author", "(n)-[r:WROTE]->(p)", "SET n.name = coalesce(n.name, row.name)"),
    "PUBLISHED": Sourced("Organization", "(n)-[r:PUBLISHED]->(p)", "SET n.name = row.name"),
    "VARIANT_OF": Sourced("Entity", "(p)-[r:VARIANT_OF]->(n)", "", near="Entity"),
}


def entities(store: Store, rows_by_label: dict[str, list[Row]], *, size: int = 2000) -> None:
    """Write the entities of a build, label by label."""
    for label, rows in rows_by_label.items():
        statement = UPSERT_ENTITIES.format(label=label)
        for start in range(0, len(rows), size):
            store.write(statement, rows=rows[start : start + size])


def variants(store: Store, pairs: Sequence[tuple[str, str]], entity_ids: Sequence[str], *, source: str) -> None:
    """Write which entity is a variant of which, and drop what this source said before of `entity_ids`."""
    rows = [{"paper_id": variant, "other": base, "properties": {}} for variant, base in pairs]
    store.write_all(lambda run: _sourced(run, "VARIANT_OF", rows, entity_ids, source))


def papers(store: Store, batch: GraphBatch, *, source: str) -> set[str]:
    """Write a batch in one transaction, and return the entity_ids that papers of it named before and no longer do."""
    return store.write_all(lambda run: _papers(run, batch, source))


def _papers(run: Run, batch: GraphBatch, source: str) -> set[str]:
    stored = {row["paper_id"]: row for row in run(STORED_PAPERS, paper_ids=batch.paper_ids)}
    rows, silent = [], set()
    for paper in batch.papers:
        paper_id, properties = paper["paper_id"], paper["properties"]
        before = stored.get(paper_id, {"sources": [], "has_abstract": False})
        shared = any(other != source for other in before["sources"])
        if shared:  # what this source does not know, another may
            properties = {key: value for key, value in properties.items() if value is not None}
            if before["has_abstract"] and not paper["has_abstract"]:
                silent.add(paper_id)  # the stored text says more, and the stored spans count in it
                properties = {key: value for key, value in properties.items() if key not in {"title", "abstract"}}
        sources = sorted({*before["sources"], source})
        rows.append({"paper_id": paper_id, "properties": properties, "sources": sources})
    run(UPSERT_PAPERS, rows=rows)

    keep: dict[str, list[str]] = {paper_id: [] for paper_id in batch.paper_ids if paper_id not in silent}
    for kind, relations in batch.text.items():
        for relation in relations:
            if relation["paper_id"] in keep:
                keep[relation["paper_id"]].append(f"{kind} {relation['entity_id']}")
    dropped = run(DROP_TEXT, rows=[{"paper_id": paper_id, "keep": kept} for paper_id, kept in keep.items()])
    for kind, relations in batch.text.items():
        run(UPSERT_TEXT.format(type=kind), rows=[row for row in relations if row["paper_id"] in keep])

    _results(run, [row for row in batch.results if row["paper_id"] in keep], keep)
    for kind, relations in batch.sourced.items():
        _sourced(run, kind, relations, batch.paper_ids, source)
    return {row["entity_id"] for row in dropped}


def _results(run: Run, rows: list[Row], paper_ids: Iterable[str]) -> None:
    keep: dict[str, list[str]] = {paper_id: [] for paper_id in paper_ids}
    for row in rows:
        keep[row["paper_id"]].append(f"{row['entity_id']} {row['properties']['key']}")
    run(DROP_RESULTS, rows=[{"paper_id": paper_id, "keep": kept} for paper_id, kept in keep.items()])
    if rows:
        run(UPSERT_RESULTS, rows=rows)


def _sourced(run: Run, kind: str, rows: list[dict[str, Any]], keys: Sequence[str], source: str) -> None:
    keep: dict[str, list[str]] = {key: [] for key in keys}
    for row in rows:
        keep.setdefault(row["paper_id"], []).append(row["other"])
    kept = [{"paper_id": key, "keep": others} for key, others in keep.items()]
    run(SOURCED[kind].text(DROP_SOURCED), rows=kept, source=source)
    if rows:
        run(SOURCED[kind].text(UPSERT_SOURCED), rows=rows, source=source)
