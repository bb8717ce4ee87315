"""What is typical of a group of papers: the entities that they name more than other papers do.

Source: Monroe, B. L., Colaresi, M. P., Quinn, K. M. (2008). Fightin' words: lexical feature selection and evaluation
for identifying the content of political conflict. Political Analysis 16(4), 372-403.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
from scipy import sparse

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from kg.measures.matrix import Namings

PRIOR: Final = 0.1
"""How much of what all papers name is taken for granted of any group."""

PAPERS: Final = 2
"""In so many papers of a group an entity stands at least."""


def typical(namings: Namings, groups: NDArray[np.int64], *, limit: int = 10) -> dict[int, tuple[str, ...]]:
    """Give each group's most typical entities, the most typical first.

    How typical an entity is, is the logarithm of the ratio of its odds in the group and in the other papers, divided by
    its standard error: what stands once in a small group is not typical of it, nor what everybody names. A repository
    is typical of nothing. What speaks against an entity leaves it out.

    Args:
        namings: what papers name.
        groups: the number of each paper's group; 0 where it has none.
        limit: how many to give.

    Example:
        Of four papers two are a group; both of them name x, one names y, and so do the others.

        >>> from kg.measures.matrix import Namings, table
        >>> near, far = np.array([0, 1, 1, 2, 3]), np.array([0, 0, 1, 1, 1])
        >>> said = Namings(tuple("abcd"), ("x", "y"), ("X", "Y"), ("Task", "Task"), table(near, far, (4, 2)))
        >>> typical(said, np.array([1, 1, 0, 0]))
        {1: ('x',)}
    """
    papers = np.flatnonzero(groups)
    if not len(papers) or not len(namings.entities):
        return {}
    count = int(groups.max()) + 1
    member = sparse.csr_array((np.ones(len(papers)), (groups[papers], papers)), shape=(count, len(groups)))
    told = np.array([label != "Repo" for label in namings.labels])
    said = (namings.matrix @ sparse.diags_array(told.astype(np.float64))).tocsr()
    by_group = (member @ said).tocsr()
    of_entity = np.asarray(said.sum(axis=0))
    of_group = np.asarray(by_group.sum(axis=1))
    whole = float(of_entity.sum())
    rows = np.repeat(np.arange(count), np.diff(by_group.indptr))
    here, columns = by_group.data, by_group.indices
    prior, all_prior = PRIOR * of_entity[columns], PRIOR * whole
    inside = here + prior
    outside = of_entity[columns] - here + prior
    odds = np.log(inside / np.maximum(of_group[rows] + all_prior - inside, PRIOR))
    others = np.log(outside / np.maximum(whole - of_group[rows] + all_prior - outside, PRIOR))
    # Where a group names little else, the odds alone would say more than the shares do.
    more = here * (whole - of_group[rows]) > (of_entity[columns] - here) * of_group[rows]
    scores = (odds - others) / np.sqrt(1 / inside + 1 / outside)
    by_group.data = np.where(more & (here >= PAPERS), scores, 0.0)
    found: dict[int, tuple[str, ...]] = {}
    for group in np.unique(groups[papers]).tolist():
        part = slice(by_group.indptr[group], by_group.indptr[group + 1])
        scores, entities = by_group.data[part], by_group.indices[part]
        best = np.lexsort((entities, -scores.round(9)))[:limit]
        if names := tuple(namings.entities[entities[one]] for one in best if scores[one] > 0):
            found[group] = names
    return found
