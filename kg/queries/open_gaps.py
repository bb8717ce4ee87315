"""Gaps as a reader looks through them: what was never tried, what is missing, whose alone it is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg import schema
from kg.queries.cypher import CITED_BY, PAPER_ROW, TYPES
from kg.queries.rows import paper_row

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.queries.records import PaperRow
    from kg.store import Store

UNTRIED = """\
MATCH (g:Gap)
WHERE $entity_id IS NULL OR g.method = $entity_id OR g.benchmark = $entity_id
WITH g ORDER BY g.gap
WITH collect(g) AS found
WITH size(found) AS total, found[$skip..$skip + $limit] AS shown
UNWIND CASE WHEN shown = [] THEN [null] ELSE shown END AS g
OPTIONAL MATCH (m:Entity {entity_id: g.method})
OPTIONAL MATCH (b:Entity {entity_id: g.benchmark})
RETURN total, g.gap AS gap, g.method AS method, g.benchmark AS benchmark, g.score AS score, g.expected AS expected,
       coalesce(m.name, g.method) AS method_name, coalesce(b.name, g.benchmark) AS benchmark_name,
       head([label IN labels(m) WHERE label <> 'Entity']) AS label,
       g.neighbours AS neighbours, g.neighbour_papers AS neighbour_papers, g.common AS common
"""

NAMES = """\
UNWIND $entity_ids AS entity_id
MATCH (e:Entity {entity_id: entity_id})
RETURN entity_id, coalesce(e.name, entity_id) AS name
"""

TRYING = f"""\
UNWIND $pairs AS pair
MATCH (b:Entity {{entity_id: pair.benchmark}})
CALL {{
  WITH pair
  UNWIND pair.neighbours AS neighbour
  MATCH (:Entity {{entity_id: neighbour}})<-[:{schema.VARIANT}*0..2]-(near:Entity)
  RETURN collect(DISTINCT near) AS nears
}}
CALL {{
  WITH b, nears
  MATCH (p:Paper)-[:EVALUATES_ON|INTRODUCES]->(b)
  WHERE any(near IN [(p)-[:USES|INTRODUCES]->(e:Entity) | e] WHERE near IN nears)
  WITH DISTINCT p
  ORDER BY p.published IS NULL, p.published DESC, p.paper_id
  RETURN collect({{paper_id: p.paper_id, title: coalesce(p.title, p.paper_id)}}) AS found
}}
RETURN pair.gap AS gap, found[0..$some] AS papers, size(found) AS total
"""

BOOK = """\
OPTIONAL MATCH (a:Analysis {measure: 'gaps'})
RETURN a IS NOT NULL AS known, coalesce(a.gaps, 0) AS found, coalesce(a.kept, 0) AS kept,
       coalesce(a.methods, 0) AS methods, coalesce(a.benchmarks, 0) AS benchmarks,
       coalesce(a.each_method, 0) AS each_method
"""

MISSING = f"""\
UNWIND $paper_ids AS paper_id
MATCH (mine:Paper {{paper_id: paper_id}})-[:CITES]->(p:Paper)
WHERE NOT p.paper_id IN $paper_ids
WITH p, collect(DISTINCT mine) AS mine
WHERE size(mine) >= $least
WITH p, mine
ORDER BY size(mine) DESC, {CITED_BY.format(node="p")} DESC, p.paper_id
WITH collect({{p: p, mine: mine}}) AS found
WITH size(found) AS total, found[$skip..$skip + $limit] AS shown
UNWIND CASE WHEN shown = [] THEN [null] ELSE shown END AS one
WITH total, one.p AS p, one.mine AS mine
RETURN total, CASE WHEN p IS NULL THEN null ELSE {PAPER_ROW} END AS paper, size(mine) AS by,
       [m IN mine[0..$some] | {{paper_id: m.paper_id, title: coalesce(m.title, m.paper_id)}}] AS mine
"""

ONE_ORGANIZATION = f"""\
MATCH (o:Organization)-[:PUBLISHED]->(p:Paper)-[:EVALUATES_ON|INTRODUCES]->(b:Benchmark)
WITH b, collect(DISTINCT o)[0..2] AS owners, count(DISTINCT p) AS papers
WHERE size(owners) = 1 AND papers >= $least
WITH b, owners[0] AS o, papers
WHERE NOT EXISTS {{
  MATCH (b)<-[:{TYPES}]-(other:Paper)
  WHERE other.stub IS NULL AND NOT EXISTS {{ (other)<-[:PUBLISHED]-(o) }}
}}
WITH b, o, papers
ORDER BY papers DESC, b.name, b.entity_id
WITH collect({{b: b, o: o, papers: papers}}) AS found
WITH size(found) AS total, found[$skip..$skip + $limit] AS shown
UNWIND CASE WHEN shown = [] THEN [null] ELSE shown END AS one
WITH total, one.b AS b, one.o AS o, one.papers AS papers
RETURN total, b.entity_id AS entity_id, coalesce(b.name, b.entity_id) AS name,
       o.organization_id AS organization_id, coalesce(o.name, o.organization_id) AS organization, papers,
       COLLECT {{
         MATCH (b)<-[:EVALUATES_ON|INTRODUCES]-(p:Paper)
         WITH DISTINCT p
         ORDER BY p.published IS NULL, p.published DESC, p.paper_id
         LIMIT $some
         RETURN {{paper_id: p.paper_id, title: coalesce(p.title, p.paper_id)}}
       }} AS shown
"""

SOME = 3
"""So many papers stand beside a gap."""

_PAGE = 20


@dataclass(frozen=True, slots=True)
class Named:
    """A node by its id and its name."""

    node_id: str
    name: str


@dataclass(frozen=True, slots=True)
class GapRow:
    """A method that no paper tries on a benchmark, with what speaks for trying.

    Attributes:
        score: which part of its neighbours is tried there, each by its nearness, 0 to 1.
        expected: how many papers would try it if it were like them.
        neighbours: those tried there, with how many papers do, the nearest first.
        common: benchmarks that make them neighbours.
        papers: the newest that try a neighbour there.
        total: how many do.
    """

    gap: int
    method: Named
    label: str
    benchmark: Named
    score: float
    expected: float
    neighbours: tuple[tuple[Named, int], ...]
    common: tuple[Named, ...]
    papers: tuple[Named, ...]
    total: int


@dataclass(frozen=True, slots=True)
class GapPage:
    """A slice of a list of gaps, and how many there are in all."""

    rows: tuple[GapRow, ...]
    total: int


@dataclass(frozen=True, slots=True)
class GapBook:
    """What `kg analyse` looked at: None of it is known before."""

    known: bool
    found: int
    kept: int
    methods: int
    benchmarks: int
    each_method: int


@dataclass(frozen=True, slots=True)
class MissingRow:
    """A paper that some of a set cite and that is not in it; `mine` are some of these, `by` how many they are."""

    paper: PaperRow
    by: int
    mine: tuple[Named, ...]


@dataclass(frozen=True, slots=True)
class MissingPage:
    """A slice of a list of missing papers, and how many there are in all."""

    rows: tuple[MissingRow, ...]
    total: int


@dataclass(frozen=True, slots=True)
class OwnRow:
    """A benchmark that only papers of one organisation name, and some of these papers."""

    benchmark: Named
    organization: Named
    papers: int
    shown: tuple[Named, ...]


@dataclass(frozen=True, slots=True)
class OwnPage:
    """A slice of a list of such benchmarks, and how many there are in all."""

    rows: tuple[OwnRow, ...]
    total: int


def gap_book(store: Store) -> GapBook:
    """Return what is known of how gaps were looked for."""
    return GapBook(**store.read(BOOK)[0])


def untried(store: Store, *, entity_id: str | None = None, skip: int = 0, limit: int = _PAGE) -> GapPage:
    """Return gaps that `kg analyse` left, where most papers would be expected first.

    Args:
        store: an open store.
        entity_id: only gaps of this method, model or benchmark.
        skip: leave out so many.
        limit: at most so many.
    """
    rows = store.read(UNTRIED, entity_id=entity_id, skip=max(0, skip), limit=max(0, limit))
    found = [row for row in rows if row["gap"] is not None]
    pairs = [{"gap": row["gap"], "benchmark": row["benchmark"], "neighbours": row["neighbours"]} for row in found]
    named = sorted({one for row in found for one in (*row["neighbours"], *row["common"])})
    names = {row["entity_id"]: row["name"] for row in store.read(NAMES, entity_ids=named)}
    trying = {row["gap"]: row for row in store.read(TRYING, pairs=pairs, some=SOME)} if limit <= 2 * _PAGE else {}
    return GapPage(
        tuple(
            GapRow(
                gap=row["gap"],
                method=Named(row["method"], row["method_name"]),
                label=row["label"] or "Method",
                benchmark=Named(row["benchmark"], row["benchmark_name"]),
                score=row["score"],
                expected=row["expected"],
                neighbours=tuple(
                    (Named(one, names.get(one, one)), papers)
                    for one, papers in zip(row["neighbours"], row["neighbour_papers"], strict=True)
                ),
                common=tuple(Named(one, names.get(one, one)) for one in row["common"]),
                papers=_named(trying.get(row["gap"], {}).get("papers", ())),
                total=trying.get(row["gap"], {}).get("total", 0),
            )
            for row in found
        ),
        rows[0]["total"] if rows else 0,
    )


def missing(
    store: Store, paper_ids: Sequence[str], *, least: int = 2, skip: int = 0, limit: int = _PAGE
) -> MissingPage:
    """Return papers that some of a set cite and that are not in it, those that most cite first.

    Args:
        store: an open store.
        paper_ids: the set.
        least: how many of it cite them.
        skip: leave out so many.
        limit: at most so many.
    """
    rows = store.read(
        MISSING,
        paper_ids=list(dict.fromkeys(paper_ids)),
        least=least,
        skip=max(0, skip),
        limit=max(0, limit),
        some=SOME,
    )
    found = [row for row in rows if row["paper"] is not None]
    return MissingPage(
        tuple(MissingRow(paper_row(row["paper"]), row["by"], _named(row["mine"])) for row in found),
        rows[0]["total"] if rows else 0,
    )


def of_one_organization(store: Store, *, least: int = 2, skip: int = 0, limit: int = _PAGE) -> OwnPage:
    """Return benchmarks that papers of one organisation name and nobody else's, those of most papers first.

    Args:
        store: an open store.
        least: how many papers of the organisation evaluate on them or introduce them.
        skip: leave out so many.
        limit: at most so many.
    """
    rows = store.read(ONE_ORGANIZATION, least=least, skip=max(0, skip), limit=max(0, limit), some=SOME)
    found = [row for row in rows if row["entity_id"] is not None]
    return OwnPage(
        tuple(
            OwnRow(
                Named(row["entity_id"], row["name"]), Named(row["organization_id"], row["organization"]), row["papers"],
                _named(row["shown"]),
            )
            for row in found
        ),
        rows[0]["total"] if rows else 0,
    )  # fmt: skip


def _named(rows: Sequence[dict[str, str]]) -> tuple[Named, ...]:
    return tuple(Named(row["paper_id"], row["title"]) for row in rows)
