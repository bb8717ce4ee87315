"""Comparing a few papers, or a few entities: the same facts of each, to stand side by side."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from kg import schema
from kg.queries.cypher import CITED_BY, ENTITY_ROW, PAPER_ROW, RESULT, TYPES
from kg.queries.rows import entity_row, paper_row, result_row

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.queries.records import EntityRow, PaperRow, ResultRow
    from kg.store import Store

PAPERS: Final = f"""\
UNWIND $ids AS id
MATCH (p:Paper {{paper_id: id}})
USING INDEX p:Paper(paper_id)
RETURN {PAPER_ROW} AS paper, coalesce(p.published.year, p.year) AS year,
       [(o:Organization)-[:PUBLISHED]->(p) | o.name] AS organizations,
       [(p)-[r:{TYPES}]->(e:Entity) | [type(r), {ENTITY_ROW}]] AS relations,
       COLLECT {{ MATCH (p)-[:CITES]->(q:Paper) RETURN q.paper_id }} AS references
"""

RESULTS_OF_PAPERS: Final = f"""\
MATCH (p:Paper)-[r:{schema.RESULT}]->(e:Entity)
WHERE p.paper_id IN $ids AND r.kind = 'absolute'
RETURN {RESULT} AS result, {PAPER_ROW} AS paper, {ENTITY_ROW} AS entity
ORDER BY e.name, r.metric
"""

COMMON: Final = f"""\
UNWIND $ids AS id
MATCH (:Paper {{paper_id: id}})-[:CITES]->(p:Paper)
WITH p, collect(id) AS citing
WHERE size(citing) > 1
ORDER BY size(citing) DESC, {CITED_BY.format(node="p")} DESC, p.paper_id
LIMIT 50
RETURN {PAPER_ROW} AS paper, citing
"""

ENTITIES: Final = f"""\
UNWIND $ids AS id
MATCH (e:Entity {{entity_id: id}})
USING INDEX e:Entity(entity_id)
RETURN {ENTITY_ROW} AS entity, e.trend AS trend,
       COLLECT {{
         MATCH (e)<-[:{TYPES}]-(:Paper)-[:EVALUATES_ON]->(b:Benchmark) WHERE b <> e
         WITH b, count(*) AS papers ORDER BY papers DESC, b.entity_id LIMIT 200
         RETURN [b.entity_id, b.name, papers]
       }} AS benchmarks,
       COLLECT {{
         MATCH (e)<-[:{TYPES}]-(:Paper)-[:ADDRESSES]->(t:Task) WHERE t <> e
         WITH t, count(*) AS papers ORDER BY papers DESC, t.entity_id LIMIT 60
         RETURN [t.entity_id, t.name, papers]
       }} AS tasks,
       [(v:Entity)-[:VARIANT_OF]->(e) | [v.entity_id, v.name]] AS variants
"""

INTRODUCERS: Final = """\
UNWIND $ids AS id
MATCH (e:Entity {entity_id: id})<-[:INTRODUCES]-(p:Paper)
WITH id, p
ORDER BY p.published IS NULL, p.published, p.paper_id
RETURN id, collect([p.paper_id, coalesce(p.title, p.paper_id)]) AS papers
"""

BY_MONTH: Final = f"""\
UNWIND $ids AS id
MATCH (e:Entity {{entity_id: id}})<-[:{TYPES}]-(p:Paper)
WHERE p.published IS NOT NULL
WITH DISTINCT id, p
RETURN id, p.published.year * 12 + p.published.month - 1 AS month, count(*) AS papers
"""

NUMBERS: Final = f"""\
MATCH (e:Entity)<-[r:{schema.RESULT}]-(p:Paper)
WHERE e.entity_id IN $benchmarks AND r.kind = 'absolute'
  AND any(name IN $names WHERE toLower(coalesce(r.subject, '')) = name)
RETURN {RESULT} AS result, {PAPER_ROW} AS paper, {ENTITY_ROW} AS entity
"""

Near = tuple[str, str, int]
"""Of what stands beside an entity: entity_id, name, and how many papers name both."""


@dataclass(frozen=True, slots=True)
class ComparedPaper:
    """One paper of a comparison: `relations` are by type, what it names; `references` are paper_ids."""

    paper: PaperRow
    year: int | None
    organizations: tuple[str, ...]
    relations: dict[str, tuple[EntityRow, ...]]
    references: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ComparedPapers:
    """Papers side by side.

    Attributes:
        papers: in the order asked for.
        results: numbers that they claim.
        common: papers that several of them cite, and which of them do.
    """

    papers: tuple[ComparedPaper, ...]
    results: tuple[ResultRow, ...]
    common: tuple[tuple[PaperRow, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class ComparedEntity:
    """One entity of a comparison.

    Attributes:
        entity: which.
        trend: rising, falling, steady or uncertain; None where the graph was never analysed.
        introducers: (paper_id, title), the earliest first.
        months: month, counted from the year 0, to how many papers name it.
        benchmarks: on which papers that name it report.
        tasks: which papers that name it address.
        variants: (entity_id, name).
        numbers: what papers claim for it on benchmarks.
    """

    entity: EntityRow
    trend: str | None
    introducers: tuple[tuple[str, str], ...]
    months: dict[int, int]
    benchmarks: tuple[Near, ...]
    tasks: tuple[Near, ...]
    variants: tuple[tuple[str, str], ...]
    numbers: tuple[ResultRow, ...]


def compared_papers(store: Store, ids: Sequence[str]) -> ComparedPapers:
    """Return papers side by side; an id that the graph does not have is left out."""
    asked = list(ids)
    found = {row["paper"]["paper_id"]: row for row in store.read(PAPERS, ids=asked)}
    papers = []
    for key in asked:
        if key not in found:
            continue
        row = found[key]
        relations: dict[str, list[EntityRow]] = {}
        for type_, entity in row["relations"]:
            relations.setdefault(type_, []).append(entity_row(entity))
        papers.append(
            ComparedPaper(
                paper_row(row["paper"]),
                row["year"],
                tuple(row["organizations"]),
                {type_: tuple(sorted(some, key=lambda one: one.name.casefold())) for type_, some in relations.items()},
                tuple(row["references"]),
            )
        )
    results = tuple(result_row(row) for row in store.read(RESULTS_OF_PAPERS, ids=asked))
    common = tuple((paper_row(row["paper"]), tuple(row["citing"])) for row in store.read(COMMON, ids=asked))
    return ComparedPapers(tuple(papers), results, common)


def compared_entities(store: Store, ids: Sequence[str]) -> tuple[ComparedEntity, ...]:
    """Return entities side by side; an id that the graph does not have is left out."""
    asked = list(ids)
    found = {row["entity"]["entity_id"]: row for row in store.read(ENTITIES, ids=asked)}
    introducers = {row["id"]: row["papers"] for row in store.read(INTRODUCERS, ids=asked)}
    months: dict[str, dict[int, int]] = {}
    for row in store.read(BY_MONTH, ids=asked):
        months.setdefault(row["id"], {})[row["month"]] = row["papers"]
    rows = {key: entity_row(row["entity"]) for key, row in found.items()}
    names = {key: {name.lower() for name in (row.name, *row.aliases)} for key, row in rows.items()}
    benchmarks = sorted({near[0] for row in found.values() for near in row["benchmarks"]})
    claimed = [
        result_row(row)
        for row in store.read(NUMBERS, benchmarks=benchmarks, names=sorted(set().union(*names.values())))
    ]
    return tuple(
        ComparedEntity(
            entity=rows[key],
            trend=found[key]["trend"],
            introducers=tuple((paper_id, title) for paper_id, title in introducers.get(key, ())),
            months=months.get(key, {}),
            benchmarks=tuple((one, name, papers) for one, name, papers in found[key]["benchmarks"]),
            tasks=tuple((one, name, papers) for one, name, papers in found[key]["tasks"]),
            variants=tuple((one, name) for one, name in sorted(found[key]["variants"], key=lambda pair: pair[1])),
            numbers=tuple(one for one in claimed if (one.subject or "").lower() in names[key]),
        )
        for key in asked
        if key in found
    )
