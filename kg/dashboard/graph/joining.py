"""What hidden nodes joined: two that are drawn share so many of them.

Entities that hidden papers join are counted in the whole graph; everything else among the nodes that are there. Each
node keeps its few strongest joins by cosine (what is shared, over the root of what either has), or a hub would join
everything with everything.
"""

from __future__ import annotations

import itertools
import math
from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Final

from kg import queries
from kg.dashboard.session.answers import answer
from kg.queries.records import Shared

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from kg.queries.records import GraphEdge, GraphNode

STRONGEST: Final = 3
_HUB: Final = 60
"""A hidden node that joins more than so many says nothing of any two of them."""
_NO_ENTITIES: Final = frozenset({"Paper", "Author", "Organization"})


def joined(
    nodes: Mapping[str, GraphNode], edges: Iterable[GraphEdge], shown: Collection[str], hidden: Collection[str]
) -> tuple[Shared, ...]:
    """Return what is shared by each two of the `shown` nodes through nodes of the `hidden` kinds; strongest first."""
    entities = [one for one in shown if nodes[one].kind not in _NO_ENTITIES] if "Paper" in hidden else []
    found = {(one.source, one.target): one.count for one in _by_papers(entities)}
    known = set(entities)
    for (source, target), number in _by_drawn(nodes, edges, shown, hidden).items():
        if source not in known or target not in known:
            found[source, target] = found.get((source, target), 0) + number
    joins = [Shared(source, target, number) for (source, target), number in found.items()]

    def cosine(one: Shared) -> float:
        of = nodes[one.source].mentions * nodes[one.target].mentions
        return one.count / math.sqrt(max(of, 1))

    return strongest(sorted(joins, key=lambda one: (-cosine(one), -one.count, one.source, one.target)))


def strongest(joins: Iterable[Shared]) -> tuple[Shared, ...]:
    """Leave of ranked joins those that are among the few strongest of one of their ends."""
    taken: Counter[str] = Counter()
    kept = []
    for join in joins:
        if min(taken[join.source], taken[join.target]) < STRONGEST:
            kept.append(join)
            taken.update((join.source, join.target))
    return tuple(kept)


def _by_papers(entities: list[str]) -> tuple[Shared, ...]:
    return answer(queries.shared_papers, tuple(sorted(entities))) if len(entities) > 1 else ()


def _by_drawn(
    nodes: Mapping[str, GraphNode], edges: Iterable[GraphEdge], shown: Collection[str], hidden: Collection[str]
) -> Counter[tuple[str, str]]:
    """Count the hidden nodes among those drawn that join each two of the shown ones."""
    around: dict[str, set[str]] = defaultdict(set)
    for edge in edges:
        for one, other in ((edge.source, edge.target), (edge.target, edge.source)):
            if one not in shown and other in shown and nodes[one].kind in hidden:
                around[one].add(other)
    pairs: Counter[tuple[str, str]] = Counter()
    for ends in around.values():
        if len(ends) <= _HUB:
            pairs.update(itertools.combinations(sorted(ends), 2))
    return pairs
