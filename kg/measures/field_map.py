"""The map of the field: what papers name, joined where the same papers do, in communities.

An entity is as large as the papers that name it; its community is what papers tend to name together with it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import networkit as nk
import numpy as np
from scipy import sparse
from scipy.sparse import csgraph

from kg.measures.cooccurrence import together
from kg.measures.layout import HEIGHT, WIDTH, place
from kg.measures.occurrences import monthly
from kg.measures.undirected import repeatably

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from kg.measures.occurrences import Matrix, Occurrences
    from kg.model import Label

LABELS: Final[tuple[Label, ...]] = ("Method", "Benchmark", "Model", "Task")
"""What stands on the map: metrics are named everywhere, and a repository is one paper's."""

MOST: Final = 600
"""How many entities a person can take in, and a browser draws at once."""

STRONGEST: Final = 4
RESOLUTION: Final = 1.2
_ROUNDS: Final = 10
_FILLED: Final = 0.1
"""Which part of the map the circles take together."""

FEW: Final = 30
"""A map of fewer entities tells little: where a corpus is small, those count that fewer papers name."""

_IN_NAME: Final = 3
_SMALL: Final = 1000
_ISLAND: Final = 3


@dataclass(frozen=True, slots=True)
class Place:
    """One entity on the map.

    Attributes:
        papers: how many name it.
        community: the number of its community on this map.
        near: (entity_id, cosine) of those that it is joined to; each edge stands at one of its ends.
        months: (month, papers) of those that have a day, in order.
    """

    entity_id: str
    x: float
    y: float
    radius: float
    papers: int
    community: int
    near: tuple[tuple[str, float], ...]
    months: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Community:
    """Entities that papers name together.

    Attributes:
        number: 0 for the largest.
        name: its most typical entities.
        typical: entity_ids, the most typical first.
        papers: how many papers name at least two of them.
    """

    number: int
    name: str
    typical: tuple[str, ...]
    papers: int


@dataclass(frozen=True, slots=True)
class FieldMap:
    """The map: places by papers, the most first; communities by papers, the most first.

    Attributes:
        modularity: how much more of the edges' weight lies within communities than by chance, -0.5 to 1.
        least: how many papers name each of the entities, at the least.
        entities: how many entities of these types papers name at all.
    """

    places: tuple[Place, ...]
    communities: tuple[Community, ...]
    modularity: float
    least: int = 0
    entities: int = 0


def joined(counts: Matrix, *, strongest: int = STRONGEST, least: int = 2) -> Matrix:
    """Join each column to the few that it is named with most, by the cosine: n(a, b) / sqrt(n(a) n(b)).

    A and B are named by 4 papers each, 2 of them name both; one paper names A and C and is too few.

    >>> counts = sparse.csr_matrix([[4, 2, 1], [2, 4, 0], [1, 0, 1]])
    >>> joined(counts).toarray().tolist()
    [[0.0, 0.5, 0.0], [0.5, 0.0, 0.0], [0.0, 0.0, 0.0]]

    Args:
        counts: how many papers name both; the diagonal, how many name each.
        strongest: how many edges each begins; it may be the end of more.
        least: leave out what fewer papers name together.

    Source: G. Salton and D. Bergmark, A citation study of computer science literature, IEEE PC-22 (1979).
    """
    size = np.sqrt(np.maximum(1, counts.diagonal()).astype(float))
    pairs = counts.tocoo()
    kept = (pairs.row != pairs.col) & (pairs.data >= least)
    row, column = pairs.row[kept], pairs.col[kept]
    weight = pairs.data[kept] / (size[row] * size[column])
    return strongest_of(sparse.csr_matrix((weight, (row, column)), shape=counts.shape), strongest)


def strongest_of(weights: Matrix, count: int = STRONGEST) -> Matrix:
    """Keep of each row the few greatest weights; an edge stays where either of its ends keeps it.

    >>> weights = sparse.csr_matrix([[0, 3, 2], [3, 0, 1], [2, 1, 0]])
    >>> strongest_of(weights, 1).toarray().tolist()
    [[0, 3, 2], [3, 0, 0], [2, 0, 0]]
    """
    pairs = weights.tocoo()
    order = np.lexsort((pairs.col, -pairs.data, pairs.row))
    row, column, weight = pairs.row[order], pairs.col[order], pairs.data[order]
    rank = np.arange(len(row)) - np.searchsorted(row, row, side="left")
    first = rank < count
    edges = sparse.csr_matrix((weight[first], (row[first], column[first])), shape=weights.shape)
    return edges.maximum(edges.T).tocsr()


def communities(edges: Matrix, *, resolution: float = RESOLUTION) -> NDArray[np.int64]:
    """Return the community of each node by Leiden: the same edges give the same; unjoined nodes are alone.

    Two triangles that one thin edge joins:

    >>> pairs = [(0, 1, 1), (0, 2, 1), (1, 2, 1), (3, 4, 1), (3, 5, 1), (4, 5, 1), (2, 3, 0.1)]
    >>> row, column, weight = zip(*pairs)
    >>> half = sparse.csr_matrix((weight, (row, column)), shape=(6, 6))
    >>> communities(half + half.T).tolist()
    [0, 0, 0, 1, 1, 1]

    Source: V. A. Traag, L. Waltman and N. J. van Eck, From Louvain to Leiden, Scientific Reports 9 (2019).
    """
    graph = _graph(edges)
    with repeatably():
        found = nk.community.ParallelLeiden(graph, iterations=_ROUNDS, randomize=False, gamma=resolution)
        found.run()
        labels = np.array(found.getPartition().getVector(), dtype=np.int64)
    _, first, inverse = np.unique(labels, return_index=True, return_inverse=True)
    return np.asarray(np.argsort(np.argsort(first))[inverse])  # numbered in the order of their first nodes


def modularity(edges: Matrix, groups: NDArray[np.int64]) -> float:
    """Return Newman's modularity: the weight within groups less what chance puts there, of all weight.

    >>> edges = sparse.csr_matrix([[0, 1, 0, 0], [1, 0, 0, 0], [0, 0, 0, 1], [0, 0, 1, 0]])
    >>> modularity(edges, np.array([0, 0, 1, 1]))
    0.5

    Source: M. E. J. Newman and M. Girvan, Finding and evaluating community structure in networks, Physical Review E 69
    (2004).
    """
    pairs = edges.tocoo()
    total = float(pairs.data.sum())
    if not total:
        return 0.0
    inside = float(pairs.data[groups[pairs.row] == groups[pairs.col]].sum())
    degrees = np.bincount(groups, weights=np.asarray(edges.sum(axis=1)).ravel())
    return inside / total - float((degrees / total) @ (degrees / total))


def typicality(counts: Matrix, groups: NDArray[np.int64]) -> NDArray[np.float64]:
    """Return how typical of its community each node is: what its papers name beside it, and how much of that is inside.

    Args:
        counts: how many papers name both; the diagonal, how many name each.
        groups: the community of each.
    """
    pairs = counts.tocoo()
    other = pairs.row != pairs.col
    row, column = pairs.row[other], pairs.col[other]
    size = np.sqrt(np.maximum(1, counts.diagonal()).astype(float))
    weight = pairs.data[other] / (size[row] * size[column])
    inside = np.bincount(row, weight * (groups[row] == groups[column]), minlength=len(groups))
    whole = np.bincount(row, weight, minlength=len(groups))
    return np.asarray(np.sqrt(counts.diagonal()) * inside / np.maximum(whole, 1e-9))


def field_map(
    occurrences: Occurrences,
    *,
    most: int = MOST,
    least: int | None = None,
    before: Mapping[str, tuple[float, float]] | None = None,
    resolution: float = RESOLUTION,
) -> FieldMap:
    """Draw the map of what papers name.

    Args:
        occurrences: which papers name which entities.
        most: how many entities, those that most papers name.
        least: leave out entities that fewer papers name, and pairs that fewer papers name together. Unless given, 3, or
            2 where the corpus is small, and one less as long as fewer than `FEW` entities hang together.
        before: where entities stood on the last map, so that they stay about there.
        resolution: more gives more and smaller communities.
    """
    named = occurrences.naming()
    papers = np.asarray(named.sum(axis=0)).ravel()
    first = 3 if len(occurrences.paper_ids) >= _SMALL else 2
    for tried in (least,) if least is not None else range(first, 0, -1):
        columns, counts, edges = _held(occurrences, named, most, tried)
        if len(columns) >= FEW:
            break
    groups = communities(edges, resolution=resolution)
    told, groups = _communities(occurrences, named, columns, counts, groups)
    keys = [occurrences.entity_ids[column] for column in columns]
    radii = circles(papers[columns])
    points = place(keys, edges, groups.tolist(), radii.tolist(), before=before)
    near = near_of(keys, edges)
    months = monthly(occurrences, named[:, columns])
    places = tuple(
        Place(
            key, float(x), float(y), float(radii[at]), int(papers[columns[at]]), int(groups[at]), near.get(at, ()),
            months[at],
        )
        for at, (key, (x, y)) in enumerate(zip(keys, points, strict=True))
    )  # fmt: skip
    entities = int((papers[occurrences.of(LABELS)] > 0).sum())
    return FieldMap(places, told, modularity(edges, groups), tried, entities)


def _held(occurrences: Occurrences, named: Matrix, most: int, least: int) -> tuple[NDArray[np.int64], Matrix, Matrix]:
    """Return the columns that stand on the map, how many papers name each two of them, and what joins them."""
    papers = np.asarray(named.sum(axis=0)).ravel()
    columns = occurrences.of(LABELS)
    columns = columns[papers[columns] >= least]
    columns = columns[np.lexsort((columns, -papers[columns]))]
    counts = together(named[:, columns])
    edges = joined(counts, least=least)
    # First out with what is near nothing, so that it takes nobody's place; then with what has lost its neighbours.
    for kept in (most, most, None):
        held = ashore(edges)[:kept]
        columns, counts = columns[held], counts[held][:, held]
        edges = joined(counts, least=least)
    return columns, counts, edges


def ashore(edges: Matrix) -> NDArray[np.int64]:
    """Return the nodes that hang together with enough others to be a place on a map."""
    _, island = csgraph.connected_components(edges, directed=False)
    return np.flatnonzero(np.bincount(island, minlength=1)[island] >= _ISLAND)


def _communities(
    occurrences: Occurrences, named: Matrix, columns: NDArray[np.int64], counts: Matrix, groups: NDArray[np.int64]
) -> tuple[tuple[Community, ...], NDArray[np.int64]]:
    """Name the communities, and number them by their papers."""
    rank = typicality(counts, groups)
    found = []
    for group in range(int(groups.max(initial=-1)) + 1):
        inside = np.flatnonzero(groups == group)
        inside = inside[np.lexsort((inside, -rank[inside]))]
        share = np.asarray(named[:, columns[inside]].sum(axis=1)).ravel()
        found.append((int((share >= 2).sum()), group, inside))  # noqa: PLR2004 - together means two
    found.sort(key=lambda one: (-one[0], -len(one[2]), one[1]))
    numbers = np.zeros(len(found), dtype=np.int64)
    told = []
    for number, (papers, group, inside) in enumerate(found):
        numbers[group] = number
        names = [occurrences.names[columns[at]] for at in inside[:_IN_NAME]]
        ids = tuple(occurrences.entity_ids[columns[at]] for at in inside)
        told.append(Community(number, ", ".join(names), ids, papers))
    return tuple(told), numbers[groups] if found else groups


def circles(papers: NDArray[np.int64]) -> NDArray[np.float64]:
    """Let areas tell papers, and all together fill a part of the map."""
    if not len(papers):
        return np.zeros(0)
    area = _FILLED * WIDTH * HEIGHT / float(papers.sum())
    return np.asarray(np.clip(np.sqrt(papers * area / np.pi), 3.0, 60.0))


def near_of(keys: Sequence[str], edges: Matrix) -> dict[int, tuple[tuple[str, float], ...]]:
    """Return what each node is joined to, with the weight; each edge stands at one of its ends."""
    found: dict[int, list[tuple[str, float]]] = {}
    upper = sparse.triu(edges, k=1).tocoo()
    for row, column, weight in zip(upper.row.tolist(), upper.col.tolist(), upper.data.tolist(), strict=True):
        found.setdefault(row, []).append((keys[column], round(weight, 4)))
    return {row: tuple(sorted(near)) for row, near in found.items()}


def _graph(edges: Matrix) -> Any:
    graph = nk.Graph(edges.shape[0], weighted=True)
    upper = sparse.triu(edges, k=1).tocoo()
    for row, column, weight in zip(upper.row.tolist(), upper.col.tolist(), upper.data.tolist(), strict=True):
        graph.addEdge(row, column, weight)
    return graph
