"""Trends of pairs: two entities that a larger or smaller share of the recent papers names together.

A pair may rise because one of the two does; beside it stands how many papers name each.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from scipy import sparse

from kg.measures.trends import ALPHA, Direction, Periods, Trends, changes

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from kg.model import Label
    from kg.store import Store

    Matrix = Any

MOST: Final = 400
"""Pairs are looked for among so many entities, those that most papers of the two periods name."""

LABELS: Final[tuple[Label, ...]] = ("Method", "Benchmark", "Model", "Task")
"""Metrics are named with everything, and a repository is one paper's."""

NAMED = """\
UNWIND $entity_ids AS entity_id
MATCH (e:Entity {entity_id: entity_id})
RETURN entity_id,
       COLLECT {
         MATCH (e)<-[:ADDRESSES|EVALUATES_ON|HAS_CODE|INTRODUCES|REPORTS|USES]-(p:Paper)
         WHERE p.stub IS NULL AND p.published IS NOT NULL
         WITH DISTINCT p, p.published.year * 12 + p.published.month - 1 AS month
         WHERE $start <= month AND month <= $last
         RETURN [id(p), month]
       } AS papers
"""

KIN = """\
UNWIND $entity_ids AS entity_id
MATCH (e:Entity {entity_id: entity_id})-[:VARIANT_OF*1..3]->(base:Entity)
RETURN DISTINCT entity_id, base.entity_id AS base
"""


@dataclass(frozen=True, slots=True)
class PairTrend:
    """How much of the recent papers names two entities together, beside how much of the earlier ones did.

    Attributes:
        first: entity_id, name and label.
        second: of the other.
        before: how many papers of the earlier months name both.
        recent: how many of the later months do.
        share_before: of all papers of the earlier months.
        share_recent: of all papers of the later months.
        low: the lower limit of the difference of the two shares, at 95%.
        high: the upper limit.
        q: the share of chance finds among those at least as clear.
        direction: what may be said of it; pairs of too little data are not told.
    """

    first: tuple[str, str, Label]
    second: tuple[str, str, Label]
    before: int
    recent: int
    share_before: float
    share_recent: float
    low: float
    high: float
    q: float
    direction: Direction


@dataclass(frozen=True, slots=True)
class PairTrends:
    """What rises and falls of pairs, over which months, and of how many entities pairs were looked at."""

    periods: Periods
    entities: int
    rows: tuple[PairTrend, ...]

    def of(self, direction: Direction) -> tuple[PairTrend, ...]:
        """Return those of one direction: what rises or falls for certain by the most first."""
        found = [row for row in self.rows if row.direction == direction]
        return tuple(sorted(found, key=lambda row: (-max(row.low, -row.high), row.first[0], row.second[0])))


def pair_changes(
    named: Matrix,
    late: NDArray[np.bool_],
    papers_before: int,
    papers_recent: int,
    *,
    alpha: float = ALPHA,
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64], NDArray[np.int64], Any]:
    """Compare how many papers of two periods name two columns together, for all pairs that any paper does.

    Of 40 papers before none names both, of 40 recent ones 20 do:

    >>> both = sparse.csr_matrix(np.array([[1, 1]] * 20))
    >>> first, second, before, recent, found = pair_changes(both, np.ones(20, bool), 40, 40)
    >>> int(before[0]), int(recent[0]), found.directions
    (0, 20, ('rising',))

    Args:
        named: papers of both periods by entities, ones and zeros; papers that name none may be missing.
        late: which of them are of the later period.
        papers_before: how many papers the earlier period has in all.
        papers_recent: how many the later one has.
        alpha: the share of chance finds that is allowed among those that are called rising or falling.

    Returns:
        Of each pair the first and the second column, the papers of each period that name both, and what
        `kg.measures.trends.changes` says, over all pairs.
    """
    both = sparse.triu((named.T @ named), k=1).tocoo()
    after = (named[late].T @ named[late]).tocsr()
    order = np.lexsort((both.col, both.row))
    first, second, total = both.row[order], both.col[order], both.data[order].astype(np.int64)
    recent = np.asarray(after[first, second]).ravel().astype(np.int64) if len(first) else total
    found = changes(total - recent, papers_before, recent, papers_recent, alpha=alpha)
    return first, second, total - recent, recent, found


def pair_trends(store: Store, of: Trends, *, most: int = MOST, alpha: float = ALPHA) -> PairTrends:
    """Tell which pairs of entities rise and fall between two periods, variants apart and never with what they vary.

    Args:
        store: an open store, analysed.
        of: the trends of single entities between the same periods.
        most: pairs are looked for among so many entities, those that most papers name.
        alpha: the share of chance finds that is allowed among those that are called rising or falling.
    """
    named = sorted(
        (row for row in of.rows if row.label in LABELS), key=lambda row: (-row.before - row.recent, row.entity_id)
    )[:most]
    entities = {row.entity_id: (row.entity_id, row.name, row.label) for row in named}
    keys = sorted(entities)
    rows = store.read(NAMED, entity_ids=keys, start=of.periods.before[0], last=of.periods.recent[1])
    kin = {(row["entity_id"], row["base"]) for row in store.read(KIN, entity_ids=keys)}
    place = {key: at for at, key in enumerate(keys)}
    month_of = {paper: month for row in rows for paper, month in row["papers"]}
    paper_at = {paper: at for at, paper in enumerate(sorted(month_of))}
    pairs = [(paper_at[paper], place[row["entity_id"]]) for row in rows for paper, _ in row["papers"]]
    at = np.array(pairs, dtype=np.int64).reshape(-1, 2)
    matrix = sparse.csr_matrix((np.ones(len(at), np.int32), (at[:, 0], at[:, 1])), shape=(len(paper_at), len(keys)))
    late = np.array([month_of[paper] >= of.periods.recent[0] for paper in paper_at], dtype=bool)
    first, second, before, recent, found = pair_changes(
        matrix, late, of.periods.papers_before, of.periods.papers_recent, alpha=alpha
    )
    told = []
    for here, (near, far) in enumerate(zip(first.tolist(), second.tolist(), strict=True)):
        one, other = keys[near], keys[far]
        if (one, other) in kin or (other, one) in kin or found.directions[here] == "too little data":
            continue
        told.append(
            PairTrend(
                first=entities[one],
                second=entities[other],
                before=int(before[here]),
                recent=int(recent[here]),
                share_before=float(before[here] / max(1, of.periods.papers_before)),
                share_recent=float(recent[here] / max(1, of.periods.papers_recent)),
                low=float(found.low[here]),
                high=float(found.high[here]),
                q=float(found.q[here]),
                direction=found.directions[here],
            )
        )
    return PairTrends(of.periods, len(keys), tuple(told))
