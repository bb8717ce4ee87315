"""Metrics: how well marked spans agree with annotated ones, and what a score is worth.

A span is right when start, end and label are all those of an annotated one. Precision is the share of the marked spans
that are right, recall the share of the annotated ones that were marked, F1 their harmonic mean; "micro" means that all
passages are counted together.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np

from training.corpora.passages import UNKNOWN, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from numpy.typing import NDArray

DRAWS: Final = 1_000
_SEED: Final = 20_170_806


class Counts(NamedTuple):
    """Spans that were marked rightly, marked wrongly, and not marked.

    >>> Counts(right=3, wrong=1, missed=3).f1
    0.6
    """

    right: int = 0
    wrong: int = 0
    missed: int = 0

    @property
    def precision(self) -> float:
        """The share of the marked spans that are right; 0 where nothing was marked."""
        return self.right / max(1, self.right + self.wrong)

    @property
    def recall(self) -> float:
        """The share of the annotated spans that were marked; 0 where there is none."""
        return self.right / max(1, self.right + self.missed)

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        return 2 * self.right / max(1, 2 * self.right + self.wrong + self.missed)


class Interval(NamedTuple):
    """A figure, and between what it lies in 95 of 100 draws of passages."""

    value: float
    low: float
    high: float


class Bin(NamedTuple):
    """The spans whose scores lie in `low` to `high`: how many, their mean score, the share of them that is right."""

    low: float
    high: float
    size: int
    score: float
    right: float


def compare(gold: Iterable[Span], marked: Iterable[Span]) -> Counts:
    """Count one passage; what touches a span that one may mark or not is not counted.

    >>> gold = [Span(0, 4, "Task"), Span(9, 12, "Metric")]
    >>> compare(gold, [Span(0, 4, "Task"), Span(9, 12, "Task")])
    Counts(right=1, wrong=1, missed=1)
    """
    wanted, free = _known(gold)
    given = {span for span in marked if not any(span.start < one.end and one.start < span.end for one in free)}
    return Counts(len(wanted & given), len(given - wanted), len(wanted - given))


def total(counts: Iterable[Counts]) -> Counts:
    """Count all passages together.

    >>> total([Counts(1, 1, 1), Counts(2, 0, 0)])
    Counts(right=3, wrong=1, missed=1)
    """
    return Counts(*(sum(column) for column in zip(*counts, strict=True))) if (counts := list(counts)) else Counts()


def of_label(label: str, spans: Iterable[Span]) -> list[Span]:
    """Give the spans of one label, and those that one may mark or not."""
    return [span for span in spans if span.label in (label, UNKNOWN)]


def interval(runs: Sequence[Sequence[Counts]], *, draws: int = DRAWS, seed: int = _SEED) -> Interval:
    """Give the F1, the mean of the runs', with its bootstrap 95% interval.

    Passages are drawn with replacement, as many as there are, and all runs are counted on the same draw; the interval
    lies between the 2.5th and the 97.5th percentile of the draws (Efron and Tibshirani, An Introduction to the
    Bootstrap, 1993, chapter 13).

    Args:
        runs: for each run of a trained pipeline, the counts of each passage.
        draws: how many samples are drawn.
        seed: of the draws.

    >>> interval([[Counts(1, 0, 0)] * 5])
    Interval(value=1.0, low=1.0, high=1.0)
    """
    if not runs or not runs[0]:
        return Interval(0.0, 0.0, 0.0)
    tables = np.array([[tuple(counts) for counts in run] for run in runs], dtype=np.float64)
    passages = tables.shape[1]
    chosen = np.random.default_rng(seed).multinomial(passages, np.full(passages, 1 / passages), size=draws)
    drawn = np.einsum("dp,rpc->drc", chosen.astype(np.float64), tables)
    low, high = np.percentile(_f1(drawn).mean(axis=1), (2.5, 97.5))
    return Interval(float(_f1(tables.sum(axis=1)).mean()), float(low), float(high))


def reliability(scores: Sequence[float], right: Sequence[bool], *, bins: int = 10) -> list[Bin]:
    """Sort scores into bins of equal width and say of each how often it was right.

    Source: Guo, Pleiss, Sun and Weinberger, On Calibration of Modern Neural Networks, ICML 2017, section 2.

    >>> table = reliability([0.1, 0.6, 0.9, 1.0], [False, True, True, False], bins=2)
    >>> [(one.low, one.size, one.right) for one in table]
    [(0.0, 1, 0.0), (0.5, 3, 0.6666666666666666)]
    """
    return list(_bins(np.asarray(scores, dtype=np.float64), np.asarray(right, dtype=np.float64), bins))


def calibration_error(table: Sequence[Bin]) -> float:
    """Give the expected calibration error: how far score and share of right ones lie apart, on the average span.

    Source: Guo, Pleiss, Sun and Weinberger, On Calibration of Modern Neural Networks, ICML 2017, equation 3.

    >>> calibration_error([Bin(0.0, 0.5, 1, 0.25, 0.0), Bin(0.5, 1.0, 3, 0.75, 1.0)])
    0.25
    """
    size = sum(one.size for one in table)
    return sum(one.size * abs(one.score - one.right) for one in table) / max(1, size)


def _known(gold: Iterable[Span]) -> tuple[set[Span], list[Span]]:
    gold = list(gold)
    return {span for span in gold if span.label != UNKNOWN}, [span for span in gold if span.label == UNKNOWN]


def _f1(counts: NDArray[Any]) -> NDArray[np.float64]:
    """Give the F1 along the last axis, which holds right, wrong and missed."""
    right, errors = counts[..., 0], counts[..., 1] + counts[..., 2]
    whole: NDArray[np.float64] = 2 * right + errors
    shares: NDArray[np.float64] = np.divide(2 * right, whole, out=np.zeros_like(whole), where=whole > 0)
    return shares


def _bins(scores: NDArray[np.float64], right: NDArray[np.float64], bins: int) -> Iterator[Bin]:
    place = np.minimum((scores * bins).astype(np.int64), bins - 1)
    for number in range(bins):
        inside = place == number
        size = int(inside.sum())
        mean, share = (float(scores[inside].mean()), float(right[inside].mean())) if size else (0.0, 0.0)
        yield Bin(number / bins, (number + 1) / bins, size, mean, share)
