"""Likeness: entities of one type that the same papers name, with what the two have in common.

A paper that names sixty things says little of any two of them: it counts by the logarithm of how rare a column it has.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from scipy import sparse

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from kg.measures.occurrences import Matrix, Occurrences


@dataclass(frozen=True, slots=True)
class Shared:
    """What two entities have in common: how many, and the first few, the most telling first."""

    total: int
    some: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Alike:
    """An entity that is like another, with reasons.

    Attributes:
        similarity: 0 (no paper names both) to 1 (the same papers name both).
        papers: paper_ids of those that name both.
        benchmarks: entity_ids of the benchmarks that are named beside either.
    """

    entity_id: str
    name: str
    similarity: float
    papers: Shared
    benchmarks: Shared

    def reasons(self) -> str:
        """Say what the two have in common."""
        papers = f"{self.papers.total:,} {'paper names' if self.papers.total == 1 else 'papers name'} both"
        if not self.benchmarks.total:
            return papers
        return f"{papers}; {self.benchmarks.total:,} benchmarks in common: {', '.join(self.benchmarks.some)}"


def weighed(matrix: Matrix) -> Matrix:
    """Weigh each row by the inverse document frequency of naming: log(1 + columns / named), and make columns unit.

    >>> two = weighed(sparse.csr_matrix([[1, 1], [1, 0]])).toarray()
    >>> [round(float(one), 3) for one in two[:, 0]]  # log 2 : log 3, scaled to length 1
    [0.534, 0.846]

    Source: G. Salton and M. J. McGill, Introduction to Modern Information Retrieval (1983), with papers as the terms.
    """
    named = np.asarray(matrix.sum(axis=1)).ravel()
    idf = np.log1p(matrix.shape[1] / np.maximum(1, named))
    rows = sparse.diags(idf) @ matrix
    length = np.sqrt(np.asarray(rows.multiply(rows).sum(axis=0)).ravel())
    return (rows @ sparse.diags(1 / np.where(length > 0, length, 1))).tocsc()


def cosine(matrix: Matrix, column: int) -> NDArray[np.float64]:
    """Return how like each column is to one: the cosine of their weighed papers.

    Papers 1 and 2 name A and B, paper 3 A and C, each the same number, so that all papers count the same: A and B
    share 2 of 3 and 2, hence 2 / sqrt(3 * 2).

    >>> found = cosine(sparse.csr_matrix([[1, 1, 0], [1, 1, 0], [1, 0, 1]]), 0)
    >>> [round(float(one), 3) for one in found]
    [1.0, 0.816, 0.577]
    """
    unit = weighed(matrix)
    return np.asarray((unit.T @ unit[:, [column]]).todense()).ravel()


def alike(
    occurrences: Occurrences, entity_id: str, *, limit: int = 10, least: int = 2, examples: int = 5
) -> tuple[Alike, ...]:
    """Return the entities of the same type that are named where this one is, the most alike first, with reasons.

    Args:
        occurrences: which papers name which entities.
        entity_id: the entity; one that nobody knows is like nothing.
        limit: at most so many.
        least: leave out those that fewer papers name together with it.
        examples: how many papers and benchmarks of each to tell.
    """
    column = occurrences.columns.get(entity_id)
    if column is None:
        return ()
    named = occurrences.naming()
    own = named[:, [column]]
    both: Any = np.asarray((named.T @ own).todense()).ravel()
    near = cosine(named, column)
    same = occurrences.of([occurrences.labels[column]])
    found = [at for at in same.tolist() if at != column and both[at] >= least]
    found.sort(key=lambda at: (-near[at], occurrences.entity_ids[at]))
    found = found[:limit]
    benchmarks = occurrences.of(["Benchmark"])
    beside = (named[:, benchmarks].T @ named[:, [column, *found]]).toarray()
    rare = np.asarray(named[:, benchmarks].sum(axis=0)).ravel()
    rows = np.flatnonzero(own.toarray().ravel())
    width = np.asarray(named.sum(axis=1)).ravel()
    told = []
    for place, at in enumerate(found, start=1):
        papers = rows[named[rows][:, [at]].toarray().ravel() > 0]
        papers = papers[np.argsort(width[papers], kind="stable")]
        common = np.minimum(beside[:, 0], beside[:, place])
        common[benchmarks == at] = 0
        common[benchmarks == column] = 0
        some = np.flatnonzero(common)
        some = some[np.lexsort((some, rare[some], -common[some]))]
        told.append(
            Alike(
                occurrences.entity_ids[at],
                occurrences.names[at],
                float(near[at]),
                Shared(len(papers), tuple(occurrences.paper_ids[row] for row in papers[:examples])),
                Shared(len(some), tuple(occurrences.names[benchmarks[one]] for one in some[:examples])),
            )
        )
    return tuple(told)
