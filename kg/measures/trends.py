"""Trends: entities that a larger or a smaller share of the recent papers names than before.

A share is of all papers of its months, so that a corpus which grows raises nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

import numpy as np

from kg.measures.occurrences import UNDATED, Matrix, Occurrences, month_name
from kg.measures.shares import newcombe
from kg.measures.significance import benjamini_hochberg, by_chance, smallest_by_chance
from kg.model import RELATION_TYPES

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from numpy.typing import ArrayLike, NDArray

    from kg.model import Label, RelationType

Direction = Literal["rising", "falling", "uncertain", "too little data"]
"""Uncertain is what chance may have done; of too little data, chance may have done all that there could be."""

ALPHA: Final = 0.05
"""The share of chance finds that is allowed among those that are called rising or falling."""


@dataclass(frozen=True, slots=True)
class Periods:
    """Two stretches of months, one after the other; months are numbered since the year 0, both ends inclusive.

    Attributes:
        before: the first and the last month of the earlier one.
        recent: of the later one.
        papers_before: how many papers of the corpus it holds.
        papers_recent: how many the later one holds.
        undated: papers of which nobody gave a day, so that they are in neither.
    """

    before: tuple[int, int]
    recent: tuple[int, int]
    papers_before: int
    papers_recent: int
    undated: int = 0

    def __str__(self) -> str:
        """Say it in one line."""
        if not self.papers_before + self.papers_recent:
            return f"no paper has a day in these months ({self.undated:,} have none at all)"
        (a, b), (c, d) = self.before, self.recent
        return (
            f"{month_name(c)} to {month_name(d)} ({self.papers_recent:,} papers) "
            f"against {month_name(a)} to {month_name(b)} ({self.papers_before:,})"
        )


@dataclass(frozen=True, slots=True)
class Trend:
    """How much of the recent papers names an entity, beside how much of the earlier ones did.

    Attributes:
        before: how many papers of the earlier months name it.
        recent: how many of the later months do.
        share_before: of all papers of the earlier months.
        share_recent: of all papers of the later months.
        low: the lower limit of the difference of the two shares, at 95%.
        high: the upper limit.
        q: the share of chance finds among those at least as clear; None where there is too little data.
        direction: what may be said of it.
    """

    entity_id: str
    name: str
    label: Label
    before: int
    recent: int
    share_before: float
    share_recent: float
    low: float
    high: float
    q: float | None
    direction: Direction

    @property
    def difference(self) -> float:
        """How far the two shares are apart."""
        return self.share_recent - self.share_before


@dataclass(frozen=True, slots=True)
class Trends:
    """What rises and falls, the clearest first, and over which months."""

    periods: Periods
    rows: tuple[Trend, ...]

    def of(self, direction: Direction) -> tuple[Trend, ...]:
        """Return those of one direction: what rises or falls for certain by the most first."""
        found = [row for row in self.rows if row.direction == direction]
        return tuple(sorted(found, key=lambda row: (-max(row.low, -row.high), row.name.casefold(), row.entity_id)))


@dataclass(frozen=True, slots=True, eq=False)
class Changes:
    """Of many shares at once: limits of their differences, q (1 where nothing was tested), and what may be said."""

    low: NDArray[np.float64]
    high: NDArray[np.float64]
    q: NDArray[np.float64]
    testable: NDArray[np.bool_]
    directions: tuple[Direction, ...]


def changes(
    before: ArrayLike, papers_before: int, recent: ArrayLike, papers_recent: int, *, alpha: float = ALPHA
) -> Changes:
    """Compare shares of two periods, many at once.

    Of 100 papers before, 2 name A, 10 name B, none names C; of 100 recent ones 20, 10 and 2 do. C could not be told
    from chance even if all that name it were recent.

    >>> changes([2, 10, 0], 100, [20, 10, 2], 100).directions
    ('rising', 'uncertain', 'too little data')

    Source: limits by Newcombe (1998), chance by Fisher's exact test, many at once by Benjamini and Hochberg (1995) over
    those that could differ at all (Tarone 1990).
    """
    a, b = np.asarray(before, dtype=np.int64), np.asarray(recent, dtype=np.int64)
    total = papers_before + papers_recent
    low, high = newcombe(b, papers_recent, a, papers_before)
    testable = smallest_by_chance(a + b, papers_recent, total) <= alpha
    q = np.ones(len(a))
    q[testable] = benjamini_hochberg(by_chance(b[testable], (a + b)[testable], papers_recent, total))
    up = b * papers_before > a * papers_recent
    directions: list[Direction] = []
    for can, sure, rises in zip(testable, q <= alpha, up, strict=True):
        sided: Direction = "rising" if rises else "falling"
        directions.append("too little data" if not can else sided if sure else "uncertain")
    return Changes(low, high, q, testable, tuple(directions))


def trends(
    occurrences: Occurrences,
    *,
    recent: int = 6,
    before: int = 12,
    until: int | None = None,
    labels: Collection[Label] | None = None,
    relations: Collection[RelationType] = RELATION_TYPES,
    apart: bool = False,
    alpha: float = ALPHA,
) -> Trends:
    """Tell which entities rise and fall.

    Args:
        occurrences: which papers name which entities.
        recent: how many months are recent.
        before: how many months before those they are compared with.
        until: the last month; the last of which the corpus has a paper, unless given.
        labels: types of entities; all, unless given.
        relations: what counts as naming.
        apart: leave variants apart; else who names a variant names what it is a variant of too.
        alpha: the share of chance finds that is allowed among those that are called rising or falling.
    """
    dated = occurrences.months[occurrences.months != UNDATED]
    last = until if until is not None else int(dated.max(initial=0))
    first = last - recent + 1
    months = occurrences.months
    late = (months >= first) & (months <= last) & (months != UNDATED)
    early = (months >= first - before) & (months < first) & (months != UNDATED)
    periods = Periods(
        (first - before, first - 1), (first, last), int(early.sum()), int(late.sum()), len(months) - len(dated)
    )
    named: Matrix = (occurrences if apart else occurrences.with_variants()).naming(relations)
    in_early, in_late = (np.asarray(named[rows].sum(axis=0)).ravel().astype(int) for rows in (early, late))
    wanted = np.ones(len(in_early), bool)
    if labels is not None:
        wanted = np.isin(np.arange(len(in_early)), occurrences.of(labels))
    columns = np.flatnonzero(wanted & (in_early + in_late > 0)).tolist()
    found = [(occurrences.entity_ids[one], occurrences.names[one], occurrences.labels[one]) for one in columns]
    return compared(found, in_early[columns], in_late[columns], periods, alpha=alpha)


def compared(
    entities: Sequence[tuple[str, str, Label]],
    before: NDArray[np.int64],
    recent: NDArray[np.int64],
    periods: Periods,
    *,
    alpha: float = ALPHA,
) -> Trends:
    """Tell which entities rise and fall by how many papers of each period name them.

    Args:
        entities: entity_id, name, label.
        before: of each, how many papers of the earlier period name it; there may be more counts than entities, of some
            that are tested with the others and not told.
        recent: of the later one.
        periods: how many papers there are in all.
        alpha: the share of chance finds that is allowed among those that are called rising or falling.
    """
    found = changes(before, periods.papers_before, recent, periods.papers_recent, alpha=alpha)
    rows = (
        Trend(
            entity_id=entity_id,
            name=name,
            label=label,
            before=int(before[at]),
            recent=int(recent[at]),
            share_before=float(before[at] / max(1, periods.papers_before)),
            share_recent=float(recent[at] / max(1, periods.papers_recent)),
            low=float(found.low[at]),
            high=float(found.high[at]),
            q=float(found.q[at]) if found.testable[at] else None,
            direction=found.directions[at],
        )
        for at, (entity_id, name, label) in enumerate(entities)
    )
    return Trends(periods, tuple(rows))
