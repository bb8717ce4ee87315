"""This file is about the ways between two nodes: several, the best first, where what few are joined with counts more.

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
from kg.queries.drawing import BY_KEY, nodes
from kg.queries.near.paths import TYPES
from kg.queries.records import GraphEdge, Path

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.queries.records import GraphNode
    from kg.store import Store

Weigh = Literal["rare", "steps"]

MOST_WAYS: Final = 10
SECONDS: Final = 0.8
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
        seconds: after so many, what was found is returned.

    Raises:
        CallError: the graph has no such node, a type is none, or k is less than 1 or more than ten.
    """
    ends = _ends(store, start, end, k, types)
    if start == end:
        return Ways((Way(Path((ends[0],), ()), 0.0),), 1, cut=False)
    graph, cut = _between(store, (start, end), types, weigh, time.monotonic() + seconds)
    if start not in graph or end not in graph or not nx.has_path(graph, start, end):
        return Ways((), len(graph), cut=cut)
    until = time.monotonic() + seconds
    found: list[tuple[list[str], float]] = []
    for keys in itertools.islice(nx.shortest_simple_paths(graph, start, end, weight="cost"), k):
        found.append((keys, sum(graph.edges[pair]["cost"] for pair in itertools.pairwise(keys))))
        if time.monotonic() > until:
            cut = True
            break
    known = {node.node_id: node for node in nodes(store, sorted({key for keys, _ in found for key in keys}))}
    best = tuple(
        Way(_path(graph, keys, known), round(cost, 3)) for keys, cost in found if all(key in known for key in keys)
    )
    return Ways(best, len(graph), cut=cut)


def _ends(store: Store, start: str, end: str, k: int, types: Sequence[str]) -> tuple[GraphNode, ...]:
    """Return the nodes at both ends, or say what of the question makes no sense."""
    if not 1 <= k <= MOST_WAYS:
        raise CallError(f"From 1 to {MOST_WAYS} ways can be looked for, and not {k}.")
    for kind in types:
        if kind not in schema.RELATIONSHIP_TYPES:
            raise CallError(f"{kind!r} is no type of relationship: choose {', '.join(schema.RELATIONSHIP_TYPES)}.")
    if not types:
        raise CallError(f"A way needs relationships to go along: choose of {', '.join(schema.RELATIONSHIP_TYPES)}.")
    ends = nodes(store, (start, end))
    for key in (start, end):
        if all(node.node_id != key for node in ends):
            raise CallError(f'The graph has no node "{key}"; search for it with kg search.')
    return ends


def _between(
    store: Store, ends: tuple[str, str], types: Sequence[str], weigh: Weigh, until: float
) -> tuple[nx.Graph[str], bool]:
    """Read what lies between two nodes, from both ends, as far as a best way needs."""
    start, end = ends
    graph: nx.Graph[str] = nx.Graph()
    sides = (_Side({start: 0.0}, [(0.0, start)]), _Side({end: 0.0}, [(0.0, end)]))
    half: dict[str, float] = {}
    statement = NEAR.replace("{types}", "|".join(types))
    best = math.inf
    while True:
        live = [side for side in sides if side.heap]
        if not live or _enough(sides, best, half):
            return graph, False
        if time.monotonic() > until or graph.number_of_edges() > MOST_EDGES:
            return graph, True
        side = min(live, key=lambda one: one.heap[0][0])
        other = sides[1] if side is sides[0] else sides[0]
        asked = side.next()
        if not asked:
            continue
        for row in store.read(statement, node_ids=asked):
            near, far = row["near"], row["far"]
            half.setdefault(far, 0.5 if weigh == "steps" else math.log2(1 + row["degree"]) / 2)
            # Of an end itself its own degree does not matter: every way goes over it.
            step = half.get(near, 0.5) + half[far] if near not in {start, end} else 0.5 + half[far]
            if far in {start, end}:
                step = half.get(near, 0.5) + 0.5
            graph.add_edge(near, far, cost=step, edges=_edges(near, far, row["edges"]))
            cost = side.cost[near] + step
            if cost < side.cost.get(far, math.inf):
                side.cost[far] = cost
                heapq.heappush(side.heap, (cost, far))
            if far in other.cost:
                best = min(best, side.cost[far] + other.cost[far])


def _enough(sides: tuple[_Side, _Side], best: float, half: dict[str, float]) -> bool:
    """Tell whether no better way can be found, and the next best ones are likely to be there as well."""
    if best == math.inf:
        return False
    reached = [side.heap[0][0] if side.heap else math.inf for side in sides]
    return len(half) > 0 and sum(reached) >= best


def _edges(near: str, far: str, edges: list[list[Any]]) -> tuple[tuple[str, str, str], ...]:
    return tuple(sorted({(near, far, kind) if out else (far, near, kind) for kind, out in edges}))


def _path(graph: nx.Graph[str], keys: Sequence[str], known: dict[str, GraphNode]) -> Path:
    """Give the nodes of a way and, between each two of them, the relationship that says most."""
    edges = []
    for pair in itertools.pairwise(keys):
        source, target, kind = min(graph.edges[pair]["edges"], key=lambda one: schema.RELATIONSHIP_TYPES.index(one[2]))
        edges.append(GraphEdge(source, target, kind))
    return Path(tuple(known[key] for key in keys), tuple(edges))
