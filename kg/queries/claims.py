"""Claims: the numbers that papers claim, from the whole graph or on one benchmark, as lean rows.

How a board is laid out from them, and which of them were new best, is `kg.queries.standings`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Literal

from kg import schema
from kg.queries.rows import day

if TYPE_CHECKING:
    import datetime as dt

    from kg.model import Field
    from kg.store import Store

_CLAIM: Final = """\
p.paper_id AS paper_id, coalesce(p.title, p.paper_id) AS title, toString(p.published) AS published,
       p.status AS status, b.entity_id AS benchmark_id, b.name AS benchmark, r.value AS value,
       coalesce(r.unit, '') AS unit, r.metric AS metric, r.whose AS whose, r.subject AS subject, r.kind AS kind,
       r.field AS field, r.start AS start, r.end AS end, r.surface AS surface"""

ON_BENCHMARK: Final = f"""\
MATCH (b:Entity {{entity_id: $benchmark_id}})<-[r:{schema.RESULT}]-(p:Paper)
RETURN {_CLAIM}, CASE r.field WHEN 'title' THEN p.title WHEN 'abstract' THEN p.abstract END AS text
ORDER BY p.published, p.paper_id, r.key
"""

ALL: Final = f"""\
MATCH (b:Benchmark)<-[r:{schema.RESULT}]-(p:Paper)
WHERE r.kind = 'absolute' AND r.metric IS NOT NULL AND p.published IS NOT NULL
RETURN {_CLAIM}, null AS text
ORDER BY p.published, p.paper_id, r.key
"""

BENCHMARKS: Final = f"""\
MATCH (b:Benchmark)<-[r:{schema.RESULT}]-(p:Paper)
WITH b, count(r) AS claims, count(DISTINCT p) AS papers, collect(DISTINCT r.metric) AS metrics,
     max(p.published) AS last
RETURN b.entity_id AS entity_id, b.name AS name, coalesce(b.aliases, []) AS aliases, claims, papers, metrics,
       toString(last) AS last
ORDER BY papers DESC, claims DESC, name, entity_id
"""

COVERAGE: Final = f"""\
CALL {{ MATCH (p:Paper) WHERE p.stub IS NULL RETURN count(p) AS papers, count(nullif(p.abstract, '')) AS read }}
CALL {{ MATCH (p:Paper)-[r:{schema.RESULT}]->()
       WHERE p.stub IS NULL
       RETURN count(DISTINCT CASE WHEN r.field = 'abstract' THEN p END) AS claiming,
              count(DISTINCT CASE WHEN r.surface IS NULL THEN p END) AS listed }}
RETURN papers, read, claiming, listed
"""


@dataclass(frozen=True, slots=True)
class Claim:
    """A number that a paper claims on a benchmark, or that a source lists for it.

    Attributes:
        text: what the claim stands in, from `start` to `end`; None where a source lists it, or where it was not asked.
    """

    paper_id: str
    title: str
    published: dt.date | None
    status: str | None
    benchmark_id: str
    benchmark: str
    value: float
    unit: str
    metric: str | None
    whose: Literal["own", "baseline"]
    subject: str | None
    kind: Literal["absolute", "difference"]
    field: Field | None
    start: int | None
    end: int | None
    surface: str | None
    text: str | None = None


@dataclass(frozen=True, slots=True)
class Benchmark:
    """A benchmark on which results are claimed: how many, by how many papers, in which metrics, and when last."""

    entity_id: str
    name: str
    aliases: tuple[str, ...]
    claims: int
    papers: int
    metrics: tuple[str, ...]
    last: dt.date | None


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many papers there are, have an abstract, claim a number in it, and have one listed by a source."""

    papers: int
    read: int
    claiming: int
    listed: int


def on_benchmark(store: Store, benchmark_id: str) -> tuple[Claim, ...]:
    """Return every number that is claimed on a benchmark, the oldest first, with the text that claims it."""
    return tuple(map(_claim, store.read(ON_BENCHMARK, benchmark_id=benchmark_id)))


def all_claims(store: Store) -> tuple[Claim, ...]:
    """Return every dated score whose metric is said, of all benchmarks, the oldest first."""
    return tuple(map(_claim, store.read(ALL)))


def benchmarks(store: Store) -> tuple[Benchmark, ...]:
    """Return the benchmarks on which results are claimed, by most papers first."""
    return tuple(
        Benchmark(
            row["entity_id"],
            row["name"],
            tuple(row["aliases"]),
            row["claims"],
            row["papers"],
            tuple(row["metrics"]),
            day(row["last"]),
        )
        for row in store.read(BENCHMARKS)
    )


def coverage(store: Store) -> Coverage:
    """Count the papers that claim a number."""
    return Coverage(**store.read(COVERAGE)[0])


def _claim(row: dict[str, Any]) -> Claim:
    return Claim(**{**row, "published": day(row["published"])})
