"""Gaps: methods that no paper tries on a benchmark which their neighbours are evaluated on.

A method is tried on a benchmark by each paper that uses or introduces the one and evaluates on the other; models count
as methods. Neighbours are methods that are tried on the same benchmarks. A gap may have a good reason that no graph
knows: it is a question, not a finding.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np
from scipy import sparse

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from numpy.typing import NDArray

    from kg.measures.occurrences import Matrix, Occurrences

NEIGHBOURS = 20
"""How many of the nearest are asked."""

LEAST_NEIGHBOURS = 2
"""A benchmark that only one of the neighbours is evaluated on says something of that one."""


@dataclass(frozen=True, slots=True)
class Tried:
    """The matrix of methods by benchmarks.

    Attributes:
        methods: columns of the occurrences that stand in the rows.
        benchmarks: columns of the occurrences that stand in the columns.
        papers: how many papers try a method on a benchmark.
        evaluated: how many papers try a method on anything.
        kin: which methods are variants of each other, so that one says nothing new of the other.
    """

    methods: NDArray[np.int64]
    benchmarks: NDArray[np.int64]
    papers: Matrix
    evaluated: NDArray[np.int64]
    kin: Matrix

    def of_most(self, most: int) -> Tried:
        """Return the part of it of the methods that most papers try."""
        first = np.sort(np.argsort(-self.evaluated, kind="stable")[:most])
        return Tried(
            self.methods[first], self.benchmarks, self.papers[first], self.evaluated[first], self.kin[first][:, first]
        )


@dataclass(frozen=True, slots=True)
class Gap:
    """A method that is never tried on a benchmark, with what speaks for trying.

    Attributes:
        method: column of the occurrences.
        benchmark: column of the occurrences.
        score: which part of the neighbours is evaluated on it, each by its nearness, 0 to 1.
        expected: how many papers would try it if the method were like its neighbours.
        neighbours: (column, papers) of neighbours that are evaluated on it, the nearest first.
        common: columns of benchmarks that make those its neighbours.
    """

    method: int
    benchmark: int
    score: float
    expected: float
    neighbours: tuple[tuple[int, int], ...]
    common: tuple[int, ...]


def tried(occurrences: Occurrences, *, task: str | None = None, least: int = 3) -> Tried:
    """Make the matrix of methods by benchmarks.

    Args:
        occurrences: which papers name which entities.
        task: entity_id of a task that the papers must address.
        least: leave out methods and benchmarks of fewer papers.
    """
    whole = occurrences.with_variants()
    uses, evaluates = whole.naming(("USES", "INTRODUCES")), whole.naming(("EVALUATES_ON", "INTRODUCES"))
    if task is not None:
        column = whole.columns.get(task)
        rows: Any = [] if column is None else np.flatnonzero(whole.naming()[:, [column]].toarray())
        uses, evaluates = uses[rows], evaluates[rows]
    benchmarks = whole.of(["Benchmark"])
    benchmarks = benchmarks[_sum(evaluates[:, benchmarks]) >= least]
    on = evaluates[:, benchmarks]
    evaluating = np.flatnonzero(_sum(on.T) > 0)
    on, uses = on[evaluating], uses[evaluating]
    methods = whole.of(["Method", "Model"])
    evaluated = _sum(uses[:, methods])
    methods, evaluated = methods[evaluated >= least], evaluated[evaluated >= least]
    return Tried(methods, benchmarks, (uses[:, methods].T @ on).tocsr(), evaluated, _kin(occurrences, methods))


def profiles(papers: Matrix) -> Matrix:
    """Return rows of length 1 whose products tell how near they are: log counts, rare columns weighing more.

    A is tried once on both benchmarks, B once on the first, C once on the second: A is as near to each.

    >>> unit = profiles(sparse.csr_matrix([[1, 1], [1, 0], [0, 1]]))
    >>> (unit @ unit.T).toarray().round(3).tolist()
    [[1.0, 0.707, 0.707], [0.707, 1.0, 0.0], [0.707, 0.0, 1.0]]

    Source: G. Salton and M. J. McGill, Introduction to Modern Information Retrieval (1983).
    """
    counts = papers.astype(float).tocsr()
    used = np.asarray((counts > 0).sum(axis=0)).ravel()
    counts.data = np.log1p(counts.data)
    rows = counts @ sparse.diags(np.log1p(counts.shape[0] / np.maximum(1, used)))
    length = np.sqrt(np.asarray(rows.multiply(rows).sum(axis=1)).ravel())
    return (sparse.diags(1 / np.where(length > 0, length, 1)) @ rows).tocsr()


def gaps(
    found: Tried, *, methods: Iterable[int] | None = None, benchmark: int | None = None, neighbours: int = NEIGHBOURS
) -> tuple[Gap, ...]:
    """Return what is never tried though neighbours do, where most papers would be expected first.

    A and B are tried on X, B on Y too: A has a gap at Y, if one neighbour were enough.

    Args:
        found: the matrix.
        methods: columns of the occurrences; all, unless given.
        benchmark: only gaps at this column of the occurrences.
        neighbours: how many of the nearest are asked.
    """
    place = {int(column): at for at, column in enumerate(found.methods)}
    rows = range(len(found.methods)) if methods is None else [place[one] for one in methods if one in place]
    unit = profiles(found.papers)
    all_gaps = [gap for row in rows for gap in _of_row(found, unit, row, neighbours)]
    kept = [gap for gap in all_gaps if benchmark is None or gap.benchmark == benchmark]
    return tuple(sorted(kept, key=lambda gap: (-gap.expected, -gap.score, gap.method, gap.benchmark)))


def _of_row(found: Tried, unit: Matrix, row: int, neighbours: int) -> Iterator[Gap]:
    weights = (unit @ unit[[row]].T).toarray().ravel()
    weights[found.kin[[row]].toarray().ravel() > 0] = 0
    weights[row] = 0
    nearest = np.argsort(-weights, kind="stable")[:neighbours]
    nearest = nearest[weights[nearest] > 0]
    if not nearest.size:
        return
    weight = weights[nearest]
    papers = found.papers[nearest].toarray()
    own = found.papers[[row]].toarray().ravel()
    score = weight @ (papers > 0) / weight.sum()
    rate = weight @ (papers / found.evaluated[nearest][:, None]) / weight.sum()
    open_to = np.flatnonzero((own == 0) & ((papers > 0).sum(axis=0) >= LEAST_NEIGHBOURS))
    for column in open_to.tolist():
        who = np.flatnonzero(papers[:, column])
        common = np.flatnonzero((own > 0) & (papers[who].sum(axis=0) > 0))
        common = common[np.argsort(-(papers[who][:, common] > 0).sum(axis=0), kind="stable")]
        yield Gap(
            method=int(found.methods[row]),
            benchmark=int(found.benchmarks[column]),
            score=float(score[column]),
            expected=float(found.evaluated[row] * rate[column]),
            neighbours=tuple((int(found.methods[nearest[one]]), int(papers[one, column])) for one in who.tolist()),
            common=tuple(int(found.benchmarks[one]) for one in common.tolist()),
        )


@dataclass(frozen=True, slots=True)
class Corner:
    """The part of the matrix that a person looks at: the methods and benchmarks that most papers try.

    Attributes:
        methods: columns of the occurrences, in the rows.
        benchmarks: columns of the occurrences, in the columns.
        papers: row by row, how many papers try the one on the other.
        gaps: (row, column) to the gap, where it is one.
    """

    methods: tuple[int, ...]
    benchmarks: tuple[int, ...]
    papers: tuple[tuple[int, ...], ...]
    gaps: dict[tuple[int, int], Gap] = field(hash=False)


def corner(found: Tried, *, methods: int = 15, benchmarks: int = 12) -> Corner:
    """Return the methods and benchmarks of most papers, with the gaps among them."""
    rows = np.argsort(-_sum(found.papers.T), kind="stable")[:methods]
    columns = np.argsort(-_sum(found.papers), kind="stable")[:benchmarks]
    near, far = found.methods[rows].tolist(), found.benchmarks[columns].tolist()
    row_of, column_of = ({one: at for at, one in enumerate(places)} for places in (near, far))
    return Corner(
        tuple(near),
        tuple(far),
        tuple(tuple(row) for row in found.papers[rows][:, columns].toarray().tolist()),
        {
            (row_of[gap.method], column_of[gap.benchmark]): gap
            for gap in gaps(found, methods=near)
            if gap.benchmark in column_of
        },
    )


def reason(occurrences: Occurrences, gap: Gap, *, some: int = 4) -> str:
    """Say what speaks for closing a gap: who is evaluated there, and what makes them neighbours."""
    names = occurrences.names
    who = ", ".join(
        f"{names[one]} ({papers} {'paper' if papers == 1 else 'papers'})" for one, papers in gap.neighbours[:some]
    )
    more = f" and {len(gap.neighbours) - some} more" if len(gap.neighbours) > some else ""
    return f"{who}{more}; tried like it on {', '.join(names[one] for one in gap.common[:some])}"


def _kin(occurrences: Occurrences, methods: NDArray[np.int64]) -> Matrix:
    """Join methods to what they are variants of, and those of one base to each other."""
    place = {int(column): at for at, column in enumerate(methods)}
    bases: dict[int, set[int]] = {}
    for variant, base in occurrences.variants:
        bases.setdefault(variant, set()).add(base)
    above = {column: _above(column, bases) for column in place}
    tops = sorted({one for found in above.values() for one in found})
    top_place = {one: at for at, one in enumerate(tops)}
    pairs = [(place[column], top_place[one]) for column, found in above.items() for one in found]
    near, far = np.array(pairs, dtype=np.int64).reshape(-1, 2).T
    under = sparse.csr_matrix((np.ones(len(pairs), np.int32), (near, far)), shape=(len(methods), len(tops)))
    return (under @ under.T).tocsr()


def _above(column: int, bases: dict[int, set[int]]) -> set[int]:
    """Return the column with all that it is, step by step, a variant of."""
    found, ahead = {column}, [column]
    while ahead:
        for base in bases.get(ahead.pop(), ()):
            if base not in found:
                found.add(base)
                ahead.append(base)
    return found


def _sum(matrix: Matrix) -> NDArray[np.int64]:
    return np.asarray(matrix.sum(axis=0)).ravel().astype(np.int64)
