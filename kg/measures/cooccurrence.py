"""Co-occurrence: entities that more papers name together than chance would have it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy import sparse

from kg.measures.significance import benjamini_hochberg, likelihood_ratio, more_by_chance

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from kg.measures.occurrences import Matrix, Occurrences
    from kg.model import Label


@dataclass(frozen=True, slots=True, eq=False)
class Pairs:
    """Pairs of columns that papers name together, parallel arrays; of each pair the smaller column is the first.

    Attributes:
        first: columns.
        second: columns.
        papers: how many name both.
        expected: how many would by chance.
        pmi: pointwise mutual information in bits: log2 of papers / expected.
        npmi: the same from -1 (never together) over 0 (as by chance) to 1 (always together).
        g2: Dunning's likelihood ratio.
        p: Fisher's probability of so many or more by chance.
        q: the same, controlled over all pairs that were looked at, those that no paper names together too.
    """

    first: NDArray[np.int64]
    second: NDArray[np.int64]
    papers: NDArray[np.int64]
    expected: NDArray[np.float64]
    pmi: NDArray[np.float64]
    npmi: NDArray[np.float64]
    g2: NDArray[np.float64]
    p: NDArray[np.float64]
    q: NDArray[np.float64]

    def __len__(self) -> int:
        return len(self.first)


@dataclass(frozen=True, slots=True)
class Companion:
    """An entity that papers name together with another; the numbers are those of `Pairs`."""

    entity_id: str
    name: str
    label: Label
    papers: int
    expected: float
    npmi: float
    g2: float
    q: float


def companions(
    occurrences: Occurrences, entity_id: str, *, least: int = 3, most_chance: float = 0.05
) -> tuple[Companion, ...]:
    """Return what papers name together with an entity more often than by chance, the clearest first.

    Args:
        occurrences: which papers name which entities.
        entity_id: the entity; one that nobody knows has no companions.
        least: leave out entities that fewer papers name.
        most_chance: the share of chance finds that is allowed among all pairs of the corpus that are as clear.
    """
    column = occurrences.columns.get(entity_id)
    if column is None:
        return ()
    found = cooccurrence(occurrences.naming(), least=least)
    here = np.flatnonzero(((found.first == column) | (found.second == column)) & (found.q <= most_chance))
    here = here[np.lexsort((found.first[here] + found.second[here], -found.g2[here]))]
    told = []
    for at in here.tolist():
        other = int(found.first[at] + found.second[at]) - column
        told.append(
            Companion(
                occurrences.entity_ids[other],
                occurrences.names[other],
                occurrences.labels[other],
                int(found.papers[at]),
                float(found.expected[at]),
                float(found.npmi[at]),
                float(found.g2[at]),
                float(found.q[at]),
            )
        )
    return tuple(told)


def together(matrix: Matrix) -> Matrix:
    """Count for each two columns the rows that have both; the diagonal counts the rows of each.

    >>> together(sparse.csr_matrix([[1, 1, 0], [1, 1, 1], [1, 0, 0]])).toarray().tolist()
    [[3, 2, 1], [2, 2, 1], [1, 1, 1]]
    """
    return (matrix.T @ matrix).tocsr()


def cooccurrence(matrix: Matrix, *, least: int = 3, least_together: int = 2) -> Pairs:
    """Return the pairs of entities that papers name together, with how surprising each is.

    Of four papers two name A and B, none names one alone: 1 by chance, so twice as often, and one bit.

    >>> found = cooccurrence(sparse.csr_matrix([[1, 1], [1, 1], [0, 0], [0, 0]]), least=1)
    >>> [float(one[0]) for one in (found.papers, found.expected, found.pmi, found.npmi)]
    [2.0, 1.0, 1.0, 1.0]
    >>> round(float(found.p[0]), 4)
    0.1667

    Args:
        matrix: papers by entities, ones and zeros.
        least: leave out entities that fewer papers name.
        least_together: leave out pairs that fewer papers name together; they count as looked at.

    Source: K. W. Church and P. Hanks, Word association norms, mutual information, and lexicography, Computational
    Linguistics 16 (1990); the normal form: G. Bouma, Normalized (pointwise) mutual information in collocation
    extraction, GSCL 2009.
    """
    papers = matrix.shape[0]
    frequency = np.asarray(matrix.sum(axis=0)).ravel().astype(np.int64)
    kept = np.flatnonzero(frequency >= max(1, least))
    upper = sparse.triu(together(matrix[:, kept]), k=1).tocoo()
    some = upper.data >= max(1, least_together)
    first, second, both = kept[upper.row[some]], kept[upper.col[some]], upper.data[some].astype(np.int64)
    a, b = frequency[first].astype(float), frequency[second].astype(float)
    expected = a * b / max(1, papers)
    pmi = np.log2(both / expected)
    rarity = -np.log2(both / max(1, papers))
    p = more_by_chance(both, a, b, papers)
    return Pairs(
        first=first.astype(np.int64),
        second=second.astype(np.int64),
        papers=both,
        expected=expected,
        pmi=pmi,
        # What all papers name together is no surprise, and has no scale.
        npmi=np.where(rarity > 0, pmi / np.where(rarity > 0, rarity, 1), 0.0),
        g2=likelihood_ratio(both, a, b, papers),
        p=p,
        q=benjamini_hochberg(p, tests=len(kept) * (len(kept) - 1) // 2),
    )
