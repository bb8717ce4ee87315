"""A topic: papers that address a task, or hold some words, and what they report on, use and bring.

It answers "what do papers on code agents report on": the benchmarks with the latest numbers, the methods and models
with how many of these papers name them now and before.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from kg import schema
from kg.queries.cypher import ENTITY_ROW, PAPER_ROW, RESULT
from kg.queries.finding.full_text import matching
from kg.queries.rows import entity_row, paper_row, result_row

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.queries.records import EntityRow, PaperRow, ResultRow
    from kg.store import Store

MOST_PAPERS: Final = 5000
MOST_BENCHMARKS: Final = 40
NUMBERS: Final = 3
"""Of each benchmark so many papers' claims are shown, the latest first."""

ADDRESSING: Final = f"""\
MATCH (e:Entity {{entity_id: $entity_id}})<-[:ADDRESSES|USES|INTRODUCES]-(p:Paper)
WHERE p.stub IS NULL
WITH DISTINCT p
ORDER BY p.published IS NULL, p.published DESC, p.paper_id
LIMIT {MOST_PAPERS}
RETURN p.paper_id AS paper_id
"""

HOLDING: Final = f"""\
CALL db.index.fulltext.queryNodes('{schema.PAPER_TEXT_INDEX}', $query, {{limit: {MOST_PAPERS}}}) YIELD node AS p
WITH p
WHERE p.stub IS NULL
RETURN p.paper_id AS paper_id
"""

BENCHMARKS: Final = f"""\
UNWIND $paper_ids AS paper_id
MATCH (p:Paper {{paper_id: paper_id}})-[r:EVALUATES_ON|{schema.RESULT}|INTRODUCES]->(e:Benchmark)
USING INDEX p:Paper(paper_id)
WITH e, count(DISTINCT CASE WHEN type(r) <> 'INTRODUCES' THEN p END) AS on_it,
     count(DISTINCT CASE WHEN type(r) = 'INTRODUCES' THEN p END) AS new,
     count(DISTINCT CASE WHEN r.whose = 'own' AND r.kind = 'absolute' THEN p END) AS numbers,
     max(toString(p.published)) AS last
ORDER BY on_it DESC, numbers DESC, new DESC, e.entity_id
LIMIT {MOST_BENCHMARKS}
RETURN {ENTITY_ROW} AS entity, on_it, new, numbers, last,
       COLLECT {{
         MATCH (p:Paper)-[r:{schema.RESULT}]->(e)
         WHERE p.paper_id IN $paper_ids AND r.whose = 'own' AND r.kind = 'absolute'
         WITH p, r
         ORDER BY p.published IS NULL, p.published DESC, p.paper_id, r.start
         LIMIT {NUMBERS}
         RETURN {{result: {RESULT}, paper: {PAPER_ROW}}}
       }} AS latest
"""

NAMED: Final = f"""\
UNWIND $paper_ids AS paper_id
MATCH (p:Paper {{paper_id: paper_id}})-[:USES|INTRODUCES]->(e:Method|Model)
USING INDEX p:Paper(paper_id)
WITH DISTINCT p, e
WITH e, count(*) AS papers, sum(CASE WHEN p.published >= date($since) THEN 1 ELSE 0 END) AS recent
WHERE papers > 1
ORDER BY recent DESC, papers DESC, e.entity_id
LIMIT $limit
RETURN {ENTITY_ROW} AS entity, papers, recent, e.trend AS trend
"""

SINCE: Final = """\
UNWIND $paper_ids AS paper_id
MATCH (p:Paper {paper_id: paper_id})
USING INDEX p:Paper(paper_id)
WHERE p.published IS NOT NULL
WITH max(p.published) AS last, collect(p.published) AS days
RETURN toString(last - duration({months: 6})) AS since,
       size([day IN days WHERE day >= last - duration({months: 6})]) AS recent, size(days) AS dated
"""

WITHIN: Final = f"""\
CALL db.index.fulltext.queryNodes('{schema.ENTITY_NAME_INDEX}', $query, {{limit: 400}}) YIELD node AS e
WITH e
WHERE e:Task AND e.entity_id <> $entity_id AND toLower(e.name) CONTAINS toLower($name)
RETURN {ENTITY_ROW} AS entity
ORDER BY entity.papers DESC, entity.name
LIMIT 30
"""


@dataclass(frozen=True, slots=True)
class Reported:
    """A benchmark that papers of a topic report on.

    Attributes:
        benchmark: which.
        papers: how many of the topic's papers report on it.
        introduced_by: how many of them introduce it.
        numbers: how many of them claim a number on it.
        last: the day of the last of them, in ISO 8601.
        latest: their latest claims, the newest first.
    """

    benchmark: EntityRow
    papers: int
    introduced_by: int
    numbers: int
    last: str | None
    latest: tuple[ResultRow, ...]


@dataclass(frozen=True, slots=True)
class InUse:
    """A method or a model that papers of a topic use or introduce: how many, and how many since `Topic.since`."""

    entity: EntityRow
    papers: int
    recent: int
    trend: str | None


@dataclass(frozen=True, slots=True)
class Topic:
    """What the papers of a topic are about.

    Attributes:
        paper_ids: its papers; of a task the newest first, of words the likeliest first; at most `MOST_PAPERS`.
        benchmarks: what they report on, those that most papers report on first.
        in_use: methods and models, those that most recent papers name first.
        since: the day from which a paper is recent: six months before the last paper of the topic.
        recent: how many papers are.
        dated: how many have a day at all.
    """

    paper_ids: tuple[str, ...]
    benchmarks: tuple[Reported, ...]
    in_use: tuple[InUse, ...]
    since: str | None
    recent: int
    dated: int


def topic(store: Store, *, entity_id: str | None = None, text: str = "", limit: int = 24) -> Topic:
    """Tell what the papers that address a task, or that hold some words, report on and use.

    Args:
        store: the store to ask.
        entity_id: the task, or any other entity that papers address, use or introduce.
        text: words of title, abstract or authors, where there is no entity.
        limit: how many methods and models.
    """
    if entity_id is not None:
        found = store.read(ADDRESSING, entity_id=entity_id)
    else:
        query = matching(text)
        found = store.read(HOLDING, query=query) if query else []
    paper_ids = [row["paper_id"] for row in found]
    return about(store, paper_ids, limit=limit)


def about(store: Store, paper_ids: Sequence[str], *, limit: int = 24) -> Topic:
    """Tell what some papers report on and use."""
    asked = list(paper_ids)
    if not asked:
        return Topic((), (), (), None, 0, 0)
    days = store.read(SINCE, paper_ids=asked)[0]
    benchmarks = tuple(
        Reported(
            benchmark=entity_row(row["entity"]),
            papers=row["on_it"],
            introduced_by=row["new"],
            numbers=row["numbers"],
            last=row["last"],
            latest=tuple(result_row(one | {"entity": row["entity"]}) for one in row["latest"]),
        )
        for row in store.read(BENCHMARKS, paper_ids=asked)
    )
    since = days["since"]
    named = store.read(NAMED, paper_ids=asked, since=since or "9999-01-01", limit=limit)
    in_use = tuple(InUse(entity_row(row["entity"]), row["papers"], row["recent"], row["trend"]) for row in named)
    return Topic(tuple(asked), benchmarks, in_use, since, days["recent"], days["dated"])


def within(store: Store, entity_id: str, name: str) -> tuple[EntityRow, ...]:
    """Return the tasks whose names say that they are part of a task: "agentic code generation" of "code generation"."""
    query = matching(name)
    if query is None:
        return ()
    words = " AND ".join(f'"{word}"' for word in name.replace('"', " ").replace("\\", " ").split())
    return tuple(entity_row(row["entity"]) for row in store.read(WITHIN, query=words, entity_id=entity_id, name=name))


ROWS: Final = f"""\
UNWIND $paper_ids AS paper_id
MATCH (p:Paper {{paper_id: paper_id}})
USING INDEX p:Paper(paper_id)
RETURN {PAPER_ROW} AS paper
"""


def paper_rows(store: Store, paper_ids: Sequence[str]) -> tuple[PaperRow, ...]:
    """Return papers as a list shows them, in the order given."""
    return tuple(paper_row(row["paper"]) for row in store.read(ROWS, paper_ids=list(paper_ids)))
