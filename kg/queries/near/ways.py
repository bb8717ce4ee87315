"""The ways between two nodes: several, the best first, where what few are joined with counts more.

Source: Dijkstra, E. W. (1959). A note on two problems in connexion with graphs. Numerische Mathematik 1, 269-271, from
both ends; the next best ones as in Yen, J. Y. (1971). Finding the k shortest loopless paths in a network. Management
Science 17(11), 712-716.
"""

from __future__ import annotations

import heapq
import itertools
import math
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, Literal

import networkx as nx

from kg import schema
from kg.errors import CallError
from kg.queries.drawing import BY_KEY, named
from kg.queries.near.paths import TYPES
from kg.queries.records import GraphEdge, Path

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kg.queries.records import GraphNode
    from kg.store import Store

Weigh = Literal["rare", "steps"]
_Found = tuple[float, list[str]]

MOST_WAYS: Final = 10
SECONDS: Final = 0.5
MOST_EDGES: Final = 60_000
AT_ONCE: Final = 120
"""So many nodes are asked of the store at a time for what they are joined with, the nearest of an end first."""

NEAR: Final = f"""\
CALL {{
{BY_KEY}
}}
MATCH (n)-[r:{{types}}]-(m)
RETURN coalesce(n.paper_id, n.entity_id, n.author_id, n.organization_id) AS near,
       coalesce(m.paper_id, m.entity_id, m.author_id, m.organization_id) AS far,
       collect([type(r), startNode(r) = n]) AS edges,
       COUNT {{ (m)-[:{{types}}]-() }} AS degree
"""


@dataclass(frozen=True, slots=True)
class Way:
    """One way from an end to the other, and what it costs."""

    path: Path
    cost: float


@dataclass(frozen=True, slots=True)
class Ways:
    """What joins two nodes.

    Attributes:
        ways: the best first.
        looked_at: how many nodes were looked at.
        cut: whether the search ended before all ways of the same cost were looked at, for there was no more time.
    """

    ways: tuple[Way, ...]
    looked_at: int
    cut: bool


def ways(
    store: Store,
    start: str,
    end: str,
    *,
    k: int = 3,
    types: Sequence[str] = TYPES,
    weigh: Weigh = "rare",
    seconds: float = SECONDS,
) -> Ways:
    """Return up to k ways between two nodes, the best first; it does not matter whither their edges point.

    Args:
        store: the store to ask.
        start: the key of a node: a paper_id, an entity_id, an author_id or an organization_id.
        end: the key of another.
        k: how many, at most ten.
        types: the relationships that a way may go along.
        weigh: what a way costs. `steps` counts its edges. `rare` adds up, over the nodes on the way, the binary
            logarithm of one more than what each is joined with, so that a way over a thing that everything names costs
            more than a longer one over things that few name.
        seconds: after so many, what was found is returned; where nothing was, four times as many.

    Raises:
        CallError: the graph has no such node, a type is none, or k is less than 1 or more than ten.
    """
    ends = _ends(store, start, end, k, types)
    if start == end:
        return Ways((Way(Path((ends[0],), ()), 0.0),), 1, cut=False)
    began = time.monotonic()
    search = _Search(store, start, end, NEAR.replace("{types}", "|".join(types)), weigh)
    found: list[_Found] = []
    cut = False
    while search.further():
        if search.best <= search.reached() and (len(found) < k or found[-1][0] > search.reached()):
            found = search.shortest(k, began + seconds)
            if len(found) == k and found[-1][0] <= search.reached():
                break
        if time.monotonic() > began + (seconds if found else 4 * seconds) or len(search.graph.edges) > MOST_EDGES:
            cut = True
            break
    found = found if len(found) == k else search.shortest(k, time.monotonic() + seconds)
    known = {node.node_id: node for node in named(store, sorted({key for _, keys in found for key in keys}))}
    best = tuple(
        Way(_path(search.graph, keys, known), round(cost, 3)) for cost, keys in found if set(keys) <= set(known)
    )
    return Ways(best, len(search.graph), cut=cut)


def _ends(store: Store, start: str, end: str, k: int, types: Sequence[str]) -> tuple[GraphNode, ...]:
    """Return the nodes at both ends, or say what of the question makes no sense."""
    if not 1 <= k <= MOST_WAYS:
        raise CallError(f"From 1 to {MOST_WAYS} ways can be looked for, and not {k}.")
    for kind in types:
        if kind not in schema.RELATIONSHIP_TYPES:
            raise CallError(f"{kind!r} is no type of relationship: choose {', '.join(schema.RELATIONSHIP_TYPES)}.")
    if not types:
        raise CallError(f"A way needs relationships to go along: choose of {', '.join(schema.RELATIONSHIP_TYPES)}.")
    ends = named(store, (start, end))
    for key in (start, end):
        if all(node.node_id != key for node in ends):
            raise CallError(f'The graph has no node "{key}"; search for it with kg search.')
    return ends


@dataclass(slots=True)
class _Side:
    """What is known from one end: the cost of each node reached, and those whose neighbours are still to be asked."""

    cost: dict[str, float]
    heap: list[tuple[float, str]]
    done: set[str] = field(default_factory=set)

    def next(self) -> list[str]:
        found: list[str] = []
        while self.heap and len(found) < AT_ONCE:
            _, key = heapq.heappop(self.heap)
            if key not in self.done:
                self.done.add(key)
                found.append(key)
        return found


class _Search:
    """What lies between two nodes, read from both ends, the nearest first.

    Attributes:
        graph: what was read.
        best: what the cheapest way that was seen costs.
    """

    def __init__(self, store: Store, start: str, end: str, statement: str, weigh: Weigh) -> None:
        self.graph: nx.Graph[str] = nx.Graph()
        self.best = math.inf
        self._store, self._statement, self._weigh = store, statement, weigh
        self._ends = (start, end)
        self._sides = (_Side({start: 0.0}, [(0.0, start)]), _Side({end: 0.0}, [(0.0, end)]))
        self._half = dict.fromkeys(self._ends, 0.5)  # every way goes over the ends, whatever they are joined with

    def reached(self) -> float:
        """Return a cost: every cheaper way has been read."""
        return sum(side.heap[0][0] if side.heap else math.inf for side in self._sides)

    def further(self) -> bool:
        """Ask the store for what the nearest nodes of an end are joined with; return whether there were any."""
        live = [side for side in self._sides if side.heap]
        if not live:
            return False
        side = min(live, key=lambda one: one.heap[0][0])
        other = self._sides[1] if side is self._sides[0] else self._sides[0]
        asked = side.next()
        for row in self._store.read(self._statement, node_ids=asked) if asked else ():
            near, far = row["near"], row["far"]
            if far not in self._half:
                self._half[far] = 0.5 if self._weigh == "steps" else math.log2(1 + row["degree"]) / 2
            step = self._half[near] + self._half[far]
            self.graph.add_edge(near, far, cost=step, edges=_edges(near, far, row["edges"]))
            cost = side.cost[near] + step
            if cost < side.cost.get(far, math.inf):
                side.cost[far] = cost
                heapq.heappush(side.heap, (cost, far))
            if far in other.cost:
                self.best = min(self.best, side.cost[far] + other.cost[far])
        return True

    def shortest(self, k: int, until: float) -> list[_Found]:
        """Return the k cheapest ways of what was read, or as many as were found by then."""
        start, end = self._ends
        if start not in self.graph or end not in self.graph or not nx.has_path(self.graph, start, end):
            return []
        found: list[_Found] = []
        for keys in nx.shortest_simple_paths(self.graph, start, end, weight="cost"):
            found.append((sum(self.graph.edges[pair]["cost"] for pair in itertools.pairwise(keys)), keys))
            if len(found) == k or time.monotonic() > until:
                break
        return found


def _edges(near: str, far: str, edges: list[list[Any]]) -> tuple[tuple[str, str, str], ...]:
    return tuple(sorted({(near, far, kind) if out else (far, near, kind) for kind, out in edges}))


def _path(graph: nx.Graph[str], keys: Sequence[str], known: Mapping[str, GraphNode]) -> Path:
    """Give the nodes of a way and, between each two of them, the relationship that says most."""
    edges = []
    for pair in itertools.pairwise(keys):
        source, target, kind = min(graph.edges[pair]["edges"], key=lambda one: schema.RELATIONSHIP_TYPES.index(one[2]))
        edges.append(GraphEdge(source, target, kind))
    return Path(tuple(known[key] for key in keys), tuple(edges))
