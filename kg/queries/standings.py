"""Standings: claims on one benchmark, metric by metric, the best so far, and where papers differ."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from kg.queries import metrics
from kg.queries.claims import all_claims

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Sequence

    from kg.queries.claims import Claim
    from kg.store import Store

_TAKEN_BACK = frozenset({"retracted", "withdrawn"})


@dataclass(frozen=True, slots=True)
class Standing:
    """The scores and differences of one metric on one benchmark.

    Attributes:
        key: what all spellings of the metric share; empty where no metric is said.
        metric: as most papers write it, or None.
        spellings: every way in which they write it, most used first.
        lowest_first: whether a lower score is the better one.
        percent: whether shares and percentages are compared as percentages.
        scores: of systems, the best first.
        differences: of two scores, the largest first.
    """

    key: str
    metric: str | None
    spellings: tuple[str, ...]
    lowest_first: bool
    percent: bool
    scores: tuple[Claim, ...]
    differences: tuple[Claim, ...]

    def value(self, claim: Claim) -> float:
        """Return a claim's number in the unit that the others are compared in."""
        return claim.value * 100 if self.percent and not claim.unit and abs(claim.value) <= 1 else claim.value

    def papers(self) -> int:
        """Count the papers that claim something in this metric."""
        return len({claim.paper_id for claim in (*self.scores, *self.differences)})

    def better(self, one: float, other: float) -> bool:
        """Tell whether one number is better than another."""
        return one < other if self.lowest_first else one > other


@dataclass(frozen=True, slots=True)
class Record:
    """A score that was better than every one before it: by whom the one before was, and how good."""

    claim: Claim
    metric: str
    before: Claim
    lowest_first: bool


def standings(claims: Iterable[Claim]) -> tuple[Standing, ...]:
    """Sort the claims on one benchmark by metric: what most papers measure first, what has no metric last."""
    groups: dict[str, list[Claim]] = {}
    for claim in claims:
        groups.setdefault(metrics.key(claim.metric), []).append(claim)
    made = [_standing(key, found) for key, found in groups.items()]
    return tuple(sorted(made, key=lambda one: (not one.key, -one.papers(), one.key)))


def best_so_far(standing: Standing) -> tuple[tuple[dt.date, float, Claim], ...]:
    """Return the steps of the best own score over time: a day, the value that was the best from then on, and whose."""
    steps: list[tuple[dt.date, float, Claim]] = []
    for day, value, claim in _own(standing):
        if not steps or standing.better(value, steps[-1][1]):
            if steps and steps[-1][0] == day:
                steps.pop()
            steps.append((day, value, claim))
    return tuple(steps)


def conflicts(standing: Standing) -> dict[str, tuple[Claim, ...]]:
    """Return the systems to which papers give different scores, by `subject_key`: one claim for each number of each."""
    by_subject: dict[str, dict[tuple[str, float], Claim]] = {}
    for claim in standing.scores:
        if subject := subject_key(claim):
            by_subject.setdefault(subject, {}).setdefault((claim.paper_id, standing.value(claim)), claim)
    found = {}
    for subject, claims in by_subject.items():
        sets: dict[str, set[float]] = {}
        for paper_id, value in claims:
            sets.setdefault(paper_id, set()).add(value)
        if len(sets) > 1 and not set.intersection(*sets.values()):  # a number that all of them give is agreed on
            found[subject] = tuple(claims.values())
    return found


def subject_key(claim: Claim) -> str:
    """Return what spellings of one system share; empty where no system is named."""
    return "".join(letter for letter in (claim.subject or "").casefold() if letter.isalnum())


def records(claims: Sequence[Claim]) -> tuple[Record, ...]:
    """Return the own scores that beat the best before them on their benchmark and metric, the newest first.

    Args:
        claims: dated scores of many benchmarks whose metrics are said.
    """
    by_benchmark: dict[str, list[Claim]] = {}
    for claim in claims:
        by_benchmark.setdefault(claim.benchmark_id, []).append(claim)
    found: list[Record] = []
    for of_benchmark in by_benchmark.values():
        for standing in standings(of_benchmark):
            steps = best_so_far(standing)
            found += [
                Record(claim, standing.metric or "", before, standing.lowest_first)
                for (_, _, before), (_, _, claim) in pairwise(steps)
                if claim.paper_id != before.paper_id
            ]
    return tuple(sorted(found, key=lambda one: (_day(one.claim), one.claim.paper_id), reverse=True))


def newest_records(store: Store, *, limit: int | None = None) -> tuple[Record, ...]:
    """Return the scores of the whole graph that were better than every one before them, the newest first."""
    return records(all_claims(store))[:limit]


def _day(claim: Claim) -> str:
    return claim.published.isoformat() if claim.published else ""


def _own(standing: Standing) -> list[tuple[dt.date, float, Claim]]:
    """Return the dated own scores by day, of one day the best last, so that it is the one that stands."""
    own = [
        (claim.published, standing.value(claim), claim)
        for claim in standing.scores
        if claim.published and claim.whose == "own" and claim.status not in _TAKEN_BACK
    ]
    return sorted(own, key=lambda one: (one[0], -one[1] if standing.lowest_first else one[1], one[2].paper_id))


def _standing(key: str, claims: Sequence[Claim]) -> Standing:
    written = Counter(claim.metric for claim in claims if claim.metric)
    spellings = tuple(sorted(written, key=lambda name: (-written[name], name)))
    metric = spellings[0] if spellings else None
    lowest = metrics.lower_is_better(metric)
    scores = [claim for claim in claims if claim.kind == "absolute"]
    differences = [claim for claim in claims if claim.kind == "difference"]
    bare = Standing(key, metric, spellings, lowest, any(claim.unit == "%" for claim in scores), (), ())

    def rank(claim: Claim) -> tuple[float, bool, str, int]:
        value = bare.value(claim)
        return (value if lowest else -value, claim.whose == "baseline", claim.paper_id, claim.start or 0)

    ranked = tuple(sorted(scores, key=rank))
    sized = tuple(sorted(differences, key=lambda claim: (-abs(claim.value), claim.paper_id, claim.start or 0)))
    return Standing(key, metric, spellings, lowest, bare.percent, ranked, sized)
