"""Paths: how two papers hang together, by the shortest chains of citations.

Source: Dijkstra, E. W. (1959). A note on two problems in connexion with graphs. Numerische Mathematik 1, 269-271; the
next shortest ones as in Yen, J. Y. (1971). Finding the k shortest loopless paths in a network. Management Science
17(11), 712-716.
"""

from __future__ import annotations

import heapq
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, Literal, NamedTuple

import numpy as np

from kg.errors import CallError
from kg.measures.undirected import neighbours

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from kg.measures.matrix import Citations

Weight = Literal["steps", "familiar"]


class Path(NamedTuple):
    """A chain of papers, each of which cites the next or is cited by it, and what it costs."""

    papers: tuple[str, ...]
    cost: float


def paths(citations: Citations, source: str, target: str, *, k: int = 1, weight: Weight = "steps") -> tuple[Path, ...]:
    """Give up to k shortest paths between two papers, the shortest first; directions do not count.

    Searched from both ends, so that little of a large graph is looked at. One implementation serves any size.

    Args:
        citations: the graph.
        source: paper_id of the one end.
        target: paper_id of the other.
        k: how many, a few.
        weight: what a path costs. `steps` counts its citations. `familiar` adds up, over the papers on the way, the
            binary logarithm of one more than the papers that each is joined with, and half of it for both ends: a way
            over a paper that everybody cites says little of how two papers hang together, and so costs more than a
            longer one over papers that few know.

    Raises:
        CallError: a paper is not in the graph, or k is less than 1.

    Example:
        From a to d there is a way over hub, which seven others cite too, and one over b and c. The first has fewer
        steps, but log2(1 + 9) is more than twice log2(1 + 2).

        >>> from kg.measures import Citations
        >>> pairs = [(one, "hub") for one in "adtuvwxyz"]
        >>> found = Citations.of([*pairs, ("b", "a"), ("c", "b"), ("d", "c")])
        >>> for path in paths(found, "a", "d", k=2):
        ...     print(*path.papers, path.cost)
        a hub d 2.0
        a b c d 3.0
        >>> paths(found, "a", "d", weight="familiar")[0].papers
        ('a', 'b', 'c', 'd')
    """
    if k < 1:
        raise CallError("At least one path is looked for: give a k of 1 or more.")
    for paper_id in (source, target):
        if paper_id not in citations.place:
            raise CallError(f"The graph has no paper {paper_id!r}: look for it with `kg search`.")
    search = _Search.of(citations, weight)
    found = _yen(search, citations.place[source], citations.place[target], k)
    return tuple(Path(tuple(citations.keys[one] for one in nodes), cost) for cost, nodes in found)


Found = tuple[float, tuple[int, ...]]


def _yen(search: _Search, source: int, target: int, k: int) -> list[Found]:
    first = search.shortest(source, target)
    found: list[Found] = [first] if first else []
    waiting: list[Found] = []
    known = {one[1] for one in found}
    while found and len(found) < k:
        last = found[-1][1]
        for at in range(len(last) - 1):
            root = last[: at + 1]
            barred = {
                (one[1][at], one[1][at + 1]) for one in found if one[1][: at + 1] == root and len(one[1]) > at + 1
            }
            spur = search.shortest(root[-1], target, without=root[:-1], barred=barred)
            if spur is not None and (whole := root[:-1] + spur[1]) not in known:
                known.add(whole)
                heapq.heappush(waiting, (round(search.cost(whole), 9), whole))
        if not waiting:
            break
        found.append(heapq.heappop(waiting))
    return found


@dataclass(slots=True)
class _Side:
    """What is known from one end."""

    end: int
    distance: dict[int, float] = field(default_factory=dict)
    before: dict[int, int] = field(default_factory=dict)
    done: set[int] = field(default_factory=set)
    heap: list[tuple[float, int]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.distance[self.end] = 0.0
        self.heap.append((0.0, self.end))

    def way(self, node: int) -> list[int]:
        found = [node]
        while found[-1] != self.end:
            found.append(self.before[found[-1]])
        return found


@dataclass(frozen=True, slots=True)
class _Search:
    """The graph as lists of neighbours, with half of what each paper costs."""

    starts: NDArray[np.int64]
    others: NDArray[np.int64]
    half: NDArray[np.float64]

    @classmethod
    def of(cls, citations: Citations, weight: Weight) -> _Search:
        both = neighbours(citations)
        degree = np.diff(both.indptr)
        half = np.full(len(degree), 0.5) if weight == "steps" else np.log2(1 + degree) / 2
        return cls(both.indptr.astype(np.int64), both.indices.astype(np.int64), half)

    def cost(self, nodes: Iterable[int]) -> float:
        path = list(nodes)
        return float(sum(self.half[one] + self.half[other] for one, other in pairwise(path)))

    def shortest(
        self,
        source: int,
        target: int,
        *,
        without: Iterable[int] = (),
        barred: Iterable[tuple[int, int]] = (),
    ) -> Found | None:
        """Find a shortest path that leaves out some papers, and some first steps; None where there is none."""
        if source == target:
            return 0.0, (source,)
        left, closed = set(without), set(barred)
        sides = (_Side(source), _Side(target))
        best, meeting = float("inf"), -1
        while sides[0].heap and sides[1].heap:
            if sides[0].heap[0][0] + sides[1].heap[0][0] >= best:
                break
            forth = sides[0].heap[0][0] <= sides[1].heap[0][0]
            side, other = sides if forth else sides[::-1]
            distance, node = heapq.heappop(side.heap)
            if node in side.done:
                continue
            side.done.add(node)
            for near in self.others[self.starts[node] : self.starts[node + 1]].tolist():
                if near in left or ((node, near) if forth else (near, node)) in closed:
                    continue
                further = distance + float(self.half[node]) + float(self.half[near])
                if further < side.distance.get(near, float("inf")):
                    side.distance[near], side.before[near] = further, node
                    heapq.heappush(side.heap, (further, near))
                    if near in other.distance and further + other.distance[near] < best:
                        best, meeting = further + other.distance[near], near
        if meeting < 0:
            return None
        nodes = (*reversed(sides[0].way(meeting)), *sides[1].way(meeting)[1:])
        return round(self.cost(nodes), 9), nodes
