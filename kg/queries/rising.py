"""What rises: entities that a larger share of recent papers names, as `kg analyse` left them.

Their shares month by month are counted anew, a paper once however many variants it names.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from kg.measures.adoption import MONTHS
from kg.queries.cypher import TYPES

if TYPE_CHECKING:
    from kg.model import Label
    from kg.store import Store

RECENT: Final = 6
"""Months that are recent, and those before that they are compared with, as `kg analyse` takes them."""
BEFORE: Final = 12

RISING: Final = """\
MATCH (e:Entity)
WHERE e.trend = 'rising'
RETURN e.entity_id AS entity_id, e.name AS name, head([label IN labels(e) WHERE label <> 'Entity']) AS label,
       e.trend_papers AS papers, e.trend_papers_before AS papers_before, e.trend_low AS low, e.trend_high AS high
ORDER BY e.trend_low DESC, e.entity_id
LIMIT $limit
"""

ANALYSED: Final = """\
MATCH (a:Analysis {measure: 'trends'})
RETURN a.months AS months
"""

BY_MONTH: Final = f"""\
UNWIND $entity_ids AS entity_id
MATCH (e:Entity {{entity_id: entity_id}})<-[:VARIANT_OF*0..5]-(named:Entity)
WITH DISTINCT entity_id, named
MATCH (named)<-[:{TYPES}]-(p:Paper)
WHERE p.published IS NOT NULL AND p.stub IS NULL
RETURN entity_id, p.published.year * 12 + p.published.month - 1 AS month, count(DISTINCT p) AS papers
"""


@dataclass(frozen=True, slots=True)
class Riser:
    """An entity that rises.

    Attributes:
        papers: recent ones that name it.
        papers_before: those of the months before.
        low: the lower limit of the difference of the two shares, at 95%.
        high: the upper limit.
        shares: of each month's papers, of the last eighteen months.
    """

    entity_id: str
    name: str
    label: Label
    papers: int
    papers_before: int
    low: float
    high: float
    shares: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Rising:
    """What rises, for certain by the most first.

    Attributes:
        months: which months were compared with which, in words; None where `kg analyse` has not worked it out.
        papers: of the recent months.
        papers_before: of the months before.
    """

    months: str | None
    papers: int
    papers_before: int
    rows: tuple[Riser, ...]


def rising(store: Store, *, limit: int = 6) -> Rising:
    """Return what rises."""
    months = next((row["months"] for row in store.read(ANALYSED)), None)
    if months is None:
        return Rising(None, 0, 0, ())
    corpus = {row["month"]: row["papers"] for row in store.read(MONTHS)}
    last = max(corpus, default=0)
    window = range(last - RECENT - BEFORE + 1, last + 1)
    found = store.read(RISING, limit=limit)
    named = {
        (row["entity_id"], row["month"]): row["papers"]
        for row in (store.read(BY_MONTH, entity_ids=[one["entity_id"] for one in found]) if found else ())
    }

    def shares(entity_id: str) -> tuple[float, ...]:
        return tuple(named.get((entity_id, month), 0) / max(1, corpus.get(month, 0)) for month in window)

    return Rising(
        months,
        sum(corpus.get(month, 0) for month in window[BEFORE:]),
        sum(corpus.get(month, 0) for month in window[:BEFORE]),
        tuple(Riser(**row, shares=shares(row["entity_id"])) for row in found),
    )
