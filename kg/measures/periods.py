"""Trends of periods that a reader chooses, from the counts by month that `kg analyse` keeps.

They are what `kg.measures.trends` says of the whole graph, without reading it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from kg.measures.adoption import MONTHS
from kg.measures.trends import ALPHA, Periods, Trends, compared

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from kg.model import Label
    from kg.store import Store

KNOWN = """\
MATCH (e:Entity)
WHERE e.months IS NOT NULL
RETURN count(e) AS entities
"""

UNDATED = """\
MATCH (p:Paper)
WHERE p.published IS NULL AND p.stub IS NULL
RETURN count(p) AS papers
"""

COUNTED = """\
MATCH (e:Entity)
WHERE e.months[-1] >= $start AND e.months[0] <= $last
  AND ($labels IS NULL OR any(one IN labels(e) WHERE one IN $labels))
WITH e,
     reduce(sum = 0, at IN range(0, size(e.months) - 1) |
       sum + CASE WHEN $start <= e.months[at] AND e.months[at] < $middle THEN e.month_papers[at] ELSE 0 END) AS before,
     reduce(sum = 0, at IN range(0, size(e.months) - 1) |
       sum + CASE WHEN $middle <= e.months[at] AND e.months[at] <= $last THEN e.month_papers[at] ELSE 0 END) AS recent
WHERE before + recent > 0
RETURN before, recent, count(*) AS entities,
       CASE WHEN before + recent > 1
         THEN collect([e.entity_id, e.name, head([one IN labels(e) WHERE one <> 'Entity'])])
         ELSE [] END AS named
"""


SERIES = """\
UNWIND $entity_ids AS entity_id
MATCH (e:Entity {entity_id: entity_id})
RETURN e.entity_id AS entity_id, coalesce(e.name, e.entity_id) AS name,
       coalesce(e.months, []) AS months, coalesce(e.month_papers, []) AS papers
"""


def series(store: Store, entity_ids: Sequence[str]) -> dict[str, tuple[str, dict[int, int]]]:
    """Return of each entity its name, and how many papers of each month name it; those that do not exist have none."""
    rows = store.read(SERIES, entity_ids=list(entity_ids))
    return {row["entity_id"]: (row["name"], dict(zip(row["months"], row["papers"], strict=True))) for row in rows}


def analysed(store: Store) -> bool:
    """Tell whether the counts by month are there."""
    return bool(store.read(KNOWN)[0]["entities"])


def months(store: Store) -> dict[int, int]:
    """Return how many papers of the graph there are of each month, the first first."""
    found = {row["month"]: row["papers"] for row in store.read(MONTHS)}
    return {month: found[month] for month in sorted(found)}


def periods(store: Store, *, recent: int = 6, before: int = 12, until: int | None = None) -> Periods:
    """Return two periods with their numbers of papers.

    Args:
        store: an open store.
        recent: how many months are recent.
        before: how many months before those they are compared with.
        until: the last month; the last of which the graph has a paper, unless given.
    """
    papers = months(store)
    last = until if until is not None else max(papers, default=0)
    first = last - recent + 1
    return Periods(
        (first - before, first - 1),
        (first, last),
        sum(count for month, count in papers.items() if first - before <= month < first),
        sum(count for month, count in papers.items() if first <= month <= last),
        store.read(UNDATED)[0]["papers"],
    )


def trends_of(store: Store, of: Periods, *, labels: Collection[Label] | None = None, alpha: float = ALPHA) -> Trends:
    """Tell which entities rise and fall between two periods; what a single paper names is tested and not told.

    Args:
        store: an open store, analysed.
        of: the periods.
        labels: types of entities; all, unless given.
        alpha: the share of chance finds that is allowed among those that are called rising or falling.
    """
    rows = store.read(
        COUNTED,
        start=of.before[0],
        middle=of.recent[0],
        last=of.recent[1],
        labels=None if labels is None else sorted(labels),
    )
    found = sorted(
        ((tuple(entity), row["before"], row["recent"]) for row in rows for entity in row["named"]),
        key=lambda one: one[0],
    )
    a = [before for _, before, _ in found]
    b = [late for _, _, late in found]
    for row in rows:
        silent = row["entities"] - len(row["named"])
        a += [row["before"]] * silent
        b += [row["recent"]] * silent
    return compared(
        [(key, name or key, label) for (key, name, label), _, _ in found],
        np.array(a, dtype=np.int64),
        np.array(b, dtype=np.int64),
        of,
        alpha=alpha,
    )
