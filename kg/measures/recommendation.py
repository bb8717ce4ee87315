"""Citation recommendation: which papers a paper, or a set of papers, should cite besides.

Each signal scores every paper of the graph for each of several questions at once. A question is what is known of a list
of references: the papers of it that are known, the paper whose list it is where the graph has it (its own row tells
nothing new of itself and is left out), and how near the text is to each paper's. `kg.measures.fusion` makes one ranking
of them.

Shapes: `cites` is n by n, a row cites a column where there is a 1; `known` is k by n, sparse; `own` names a row for
each question, -1 where the graph has none; `cited` is how many papers cite each of the n, and counted in `cites` unless
given (a part of a graph knows fewer citations than the whole); what comes back is k by n, dense.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np
from scipy import sparse

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Scores = NDArray[np.float64]
    Counts = NDArray[np.int64]

NEAREST: Final = 50
DAMPING: Final = 0.85
STEPS: Final = 15
"""The sixteenth step of the walk moves less than a tenth of what the restart holds, and no rank of the first fifty."""


def coupled_references(cites: Any, known: Any, own: Counts, *, cited: Scores | None = None) -> Scores:
    """Score what papers cite that share references with the list, each as much as it is coupled with it.

    A shared reference counts for one over how many papers cite it, and a paper for one over the root of how long its
    own list is. Source: bibliographic coupling, Kessler 1963; the weights are those of resource allocation, Zhou, Lü
    and Zhang 2009.

    Example:
        Paper 0 cites 2 and 3, paper 1 cites 2 alone; whoever cites 2 may want 3:

        >>> cites = sparse.csr_array([[0, 0, 1, 1], [0, 0, 1, 0], [0, 0, 0, 0], [0, 0, 0, 0]])
        >>> coupled_references(cites, sparse.csr_array([[0, 0, 1, 0]]), np.array([1])).round(3).tolist()
        [[0.0, 0.0, 0.354, 0.354]]

        0 shares one reference, which two papers cite (1/2), and its list has two (1/√2).
    """
    coupled = _sharing(cites, known, own, 1 / _at_least_one(_cited(cites, cited)))
    listed = _at_least_one(np.asarray(cites.sum(axis=1), dtype=float).ravel())
    return _dense(coupled @ sparse.diags_array(1 / np.sqrt(listed)) @ cites)


def co_cited(cites: Any, known: Any, own: Counts, *, cited: Scores | None = None) -> Scores:
    """Score papers by how often they are cited together with those of the list.

    The sum of Salton's cosines: citations of both over the root of the product of their citation counts.
    Source: co-citation, Small 1973.

    Example:
        >>> cites = sparse.csr_array([[0, 0, 1, 1], [0, 0, 1, 0], [0, 0, 0, 0], [0, 0, 0, 0]])
        >>> co_cited(cites, sparse.csr_array([[0, 0, 1, 0]]), np.array([1])).round(3).tolist()
        [[0.0, 0.0, 0.5, 0.707]]

        2 and 3 are cited together once, by paper 0; 2 is cited twice and 3 once: 1/√2.
    """
    weights = 1 / np.sqrt(_at_least_one(_cited(cites, cited)))
    return _dense(_sharing(cites, known, own, weights) @ cites @ sparse.diags_array(weights))


def personalised_pagerank(
    cites: Any, known: Any, own: Counts, *, damping: float = DAMPING, steps: int = STEPS
) -> Scores:
    """Score papers by how often a reader comes by who follows citations both ways and starts again at the list.

    He starts at the paper itself, and where the graph has none at the papers of the list. The scores of a question sum
    to one. Source: topic-sensitive PageRank, Haveliwala 2002.

    Example:
        Paper 0 cites 1; who starts at 0 and begins again half of the time spends two thirds there:

        >>> cites = sparse.csr_array([[0, 1], [0, 0]])
        >>> none = sparse.csr_array((1, 2))
        >>> personalised_pagerank(cites, none, np.array([0]), damping=0.5, steps=40).round(3).tolist()
        [[0.667, 0.333]]
    """
    joined = (cites + cites.T).astype(float)
    degree = np.asarray(joined.sum(axis=1)).ravel()
    move = (sparse.diags_array(1 / _at_least_one(degree)) @ joined).T.tocsr()
    alone = degree == 0
    start = _dense(known)
    start[own >= 0] = 0
    start[np.flatnonzero(own >= 0), own[own >= 0]] = 1
    totals = start.sum(axis=1, keepdims=True)
    start = (start / np.where(totals > 0, totals, 1)).T
    at = start.copy()
    for _ in range(steps):
        stuck = at[alone].sum(axis=0)  # nowhere to go: he starts again
        at = damping * (move @ at + start * stuck) + (1 - damping) * start
    return np.ascontiguousarray(at.T)


def references_of_nearest(cites: Any, texts: Scores, own: Counts, *, count: int = NEAREST) -> Scores:
    """Score what the papers cite whose texts are nearest, each as much as it is near.

    Args:
        cites: which paper cites which.
        texts: how near each paper's text is, k by n; what is 0 or less is not near.
        own: the papers that ask.
        count: so many papers are near.

    Example:
        >>> cites = sparse.csr_array([[0, 0, 1], [0, 0, 0], [0, 0, 0]])
        >>> references_of_nearest(cites, np.array([[0.8, 0.5, 0.0]]), np.array([-1])).tolist()
        [[0.0, 0.0, 0.8]]
    """
    return _dense(nearest(texts, own, count=count) @ cites)


def nearest(texts: Scores, own: Counts, *, count: int = NEAREST) -> Any:
    """Keep of each row of similarities the highest that are above 0, without the paper's own; a sparse array."""
    found = np.maximum(texts, 0)
    found[np.flatnonzero(own >= 0), own[own >= 0]] = 0
    if found.shape[1] > count:
        low = np.argpartition(-found, count, axis=1)[:, count:]
        np.put_along_axis(found, low, 0, axis=1)
    return sparse.csr_array(found)


def specific(pagerank: Scores, cites: Any, *, cited: Scores | None = None) -> Scores:
    """Divide how often a reader comes by a paper by the root of how many citations lead there or away.

    Everybody comes by what all cite; this is what he comes by because of where he started.

    Example:
        >>> specific(np.array([[0.4, 0.6]]), sparse.csr_array([[0, 1], [0, 0]])).tolist()
        [[0.4, 0.6]]
    """
    degree = _cited(cites, cited) + np.asarray(cites.sum(axis=1), dtype=float).ravel()
    return np.asarray(pagerank / np.sqrt(_at_least_one(degree)), dtype=float)


def references_of_authors(cites: Any, authors: Scores) -> Scores:
    """Score what the other papers of the list's authors cite, each as often as authors are the same.

    Example:
        >>> references_of_authors(sparse.csr_array([[0, 0, 1], [0, 0, 1], [0, 0, 0]]), np.array([[2, 1, 0]])).tolist()
        [[0.0, 0.0, 3.0]]
    """
    return _dense(sparse.csr_array(authors) @ cites)


def popularity(cites: Any, questions: int, *, cited: Scores | None = None) -> Scores:
    """Score papers by the logarithm of their citation count, the same for every question.

    Example:
        >>> popularity(sparse.csr_array([[0, 1], [0, 0]]), 1).round(3).tolist()
        [[0.0, 0.693]]
    """
    return np.tile(np.log1p(_cited(cites, cited)), (questions, 1))


def signals(
    cites: Any,
    known: Any,
    own: Counts,
    texts: Scores,
    *,
    authors: Scores | None = None,
    cited: Scores | None = None,
) -> dict[str, Scores]:
    """Return every signal by its name, for all questions.

    Args:
        cites: which paper cites which, n by n.
        known: the lists of references, k by n.
        own: the paper whose list it is, or -1.
        texts: how near each paper's text is, k by n.
        authors: how many authors each paper shares with the one that asks, k by n; nobody knows unless given.
        cited: how many papers cite each.
    """
    by_authors = np.zeros(texts.shape) if authors is None else authors
    walked = personalised_pagerank(cites, known, own)
    return {
        "coupled_references": coupled_references(cites, known, own, cited=cited),
        "co_cited": co_cited(cites, known, own, cited=cited),
        "pagerank": walked,
        "text": np.maximum(texts, 0),
        "references_of_nearest": references_of_nearest(cites, texts, own),
        "popularity": popularity(cites, len(own), cited=cited),
        "authors": by_authors,
        "references_of_authors": references_of_authors(cites, by_authors),
        "specific_pagerank": specific(walked, cites, cited=cited),
    }


def allowed(known: Any, own: Counts, years: NDArray[Any], newest: NDArray[Any]) -> NDArray[np.bool_]:
    """Say which papers may be recommended: not the paper itself, nothing of its list, and nothing newer than it.

    Args:
        known: the lists.
        own: the papers that ask.
        years: of all papers; 0 where it is not known, which is never too new.
        newest: for each question the last year that may be; 0 for any.

    Example:
        >>> known = sparse.csr_array([[1, 0, 0, 0]])
        >>> allowed(known, np.array([1]), np.array([2000, 2001, 2002, 0]), np.array([2001])).tolist()
        [[False, False, False, True]]
    """
    may = (years[None, :] <= newest[:, None]) | (newest[:, None] == 0)
    rows, columns = known.nonzero()
    may[rows, columns] = False
    may[np.flatnonzero(own >= 0), own[own >= 0]] = False
    return np.asarray(may, dtype=np.bool_)


def _sharing(cites: Any, known: Any, own: Counts, weights: Scores) -> Any:
    """Return how much each paper shares with each list; the paper whose list it is shares nothing with it."""
    shared = (known @ sparse.diags_array(weights) @ cites.T).tocoo()
    others = shared.col != own[shared.row]
    return sparse.csr_array(
        (shared.data[others], (shared.row[others], shared.col[others])), shape=shared.shape, dtype=float
    )


def _cited(cites: Any, cited: Scores | None) -> Scores:
    return np.asarray(cites.sum(axis=0), dtype=float).ravel() if cited is None else cited


def _at_least_one(values: Scores) -> Scores:
    return np.maximum(values, 1)


def _dense(found: Any) -> Scores:
    return np.asarray(found.toarray(), dtype=float)
