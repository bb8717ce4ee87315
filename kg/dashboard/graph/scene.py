"""The scene: the nodes and edges that an exploration draws, what it hides, and a sentence a cut."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg import queries
from kg.dashboard.graph.exploration import of_step
from kg.dashboard.graph.joining import joined
from kg.dashboard.session.answers import answer
from kg.dashboard.words.relations import BACKWARD, FORWARD
from kg.dashboard.words.wording import count
from kg.queries.expansion import BEGINNING

if TYPE_CHECKING:
    from kg.dashboard.graph.exploration import Exploration
    from kg.queries.records import Expansion, GraphEdge, GraphNode, Shared


@dataclass(frozen=True, slots=True)
class Scene:
    """What is drawn.

    Attributes:
        nodes: all of them, also those that are hidden just now.
        edges: between these.
        joins: what nodes have in common that a hidden type joined.
        loose: the nodes that are not drawn because nothing that is drawn joins them any more.
        shown: the nodes that are drawn.
        sentences: what is shown of how much; one for the start, then one for each expansion.
        left_out: why nodes are not drawn, or nothing.
        months: how many papers there are of each month, whatever dates are shown.
    """

    nodes: tuple[GraphNode, ...]
    edges: tuple[GraphEdge, ...]
    joins: tuple[Shared, ...]
    loose: frozenset[str]
    shown: tuple[GraphNode, ...]
    sentences: tuple[str, ...]
    left_out: str
    months: tuple[tuple[str, int], ...]

    def node(self, node_id: str | None) -> GraphNode | None:
        """Return a node of the scene."""
        return next((node for node in self.nodes if node.node_id == node_id), None)


def month(node: GraphNode) -> str | None:
    """Return the month of a paper; where a source says the year alone, its first."""
    if node.kind != "Paper":
        return None
    if node.published:
        return f"{node.published:%Y-%m}"
    return f"{node.year:04}-01" if node.year else None


def scene(exploration: Exploration) -> Scene:
    """Ask the graph for what an exploration shows."""
    nodes, edges, sentences = _begun(exploration)
    for text in exploration.expanded:
        node_id, way = of_step(text)
        if node_id not in nodes:
            continue
        people = exploration.people or nodes[node_id].kind in {"Author", "Organization"}
        more = answer(queries.expansion, node_id, way=way, people=people, known=tuple(nodes))
        new = tuple(node.node_id for node in more.nodes)
        nodes.update((node.node_id, node) for node in more.nodes)
        if new:
            edges.update(dict.fromkeys(answer(queries.edges, new, tuple(nodes))))
        sentences.append(f"{nodes[node_id].name}: {_added(more)}")
    for node_id in exploration.removed:
        nodes.pop(node_id, None)
    drawn = [edge for edge in edges if edge.source in nodes and edge.target in nodes]
    return _filtered(exploration, nodes, drawn, sentences)


def _begun(exploration: Exploration) -> tuple[dict[str, GraphNode], dict[GraphEdge, None], list[str]]:
    """Return the nodes and edges that an exploration starts with, and what is said of them."""
    if exploration.only:
        some = answer(queries.named, exploration.only)
        ids = tuple(node.node_id for node in some)
        told = f"Showing {count(len(some), 'node')}, those that were kept."
        return {node.node_id: node for node in some}, dict.fromkeys(answer(queries.edges, ids, ids)), [told]
    if exploration.start is None:
        first = answer(queries.whole, limit=exploration.limit, order=exploration.order, people=exploration.people)
        told = f"Showing {first.shown:,} of {count(first.total, 'node')}, ranked by {first.ranked_by}."
        return {node.node_id: node for node in first.nodes}, dict.fromkeys(first.edges), [told]
    nodes = {node.node_id: node for node in answer(queries.named, (exploration.start,))}
    if not nodes:
        return {}, {}, [""]
    people = exploration.people or nodes[exploration.start].kind in {"Author", "Organization"}
    near = answer(queries.expansion, exploration.start, people=people, times=BEGINNING)
    nodes |= {node.node_id: node for node in near.nodes}
    ids = tuple(nodes)
    return nodes, dict.fromkeys(answer(queries.edges, ids, ids)), [_around(near)]


def _filtered(
    exploration: Exploration, nodes: dict[str, GraphNode], edges: list[GraphEdge], sentences: list[str]
) -> Scene:
    always = {*exploration.pinned, exploration.start}
    shown = {
        node_id
        for node_id, node in nodes.items()
        if node_id in always or (node.kind not in exploration.hidden and _of_the_time(exploration, node))
    }
    joins = joined(nodes, edges, shown, exploration.hidden) if exploration.hidden else ()
    kept = [edge for edge in edges if edge.type not in exploration.without]
    before = {end for edge in edges for end in (edge.source, edge.target)}
    after = {
        end for edge in kept if edge.source in shown and edge.target in shown for end in (edge.source, edge.target)
    }
    after |= {end for join in joins for end in (join.source, join.target)}
    loose = {node_id for node_id in shown if node_id in before and node_id not in after and node_id not in always}
    months = Counter(filter(None, map(month, nodes.values())))
    return Scene(
        nodes=tuple(nodes.values()),
        edges=tuple(edges),
        joins=joins,
        loose=frozenset(loose),
        shown=tuple(node for node in nodes.values() if node.node_id in shown - loose),
        sentences=tuple(sentences),
        left_out=_left_out(len(nodes) - len(shown), len(loose), len(nodes), joins),
        months=tuple(sorted(months.items())),
    )


def _of_the_time(exploration: Exploration, node: GraphNode) -> bool:
    """Tell whether dates let a node be drawn; what has none is left out once a date is asked for."""
    if node.kind != "Paper" or not (exploration.since or exploration.until):
        return True
    when = month(node)
    return when is not None and (exploration.since or "") <= when <= (exploration.until or "9999-12")


def _left_out(hidden: int, loose: int, of: int, joins: tuple[Shared, ...]) -> str:
    told = [f"{hidden:,} hidden by type or date"] if hidden else []
    told += [f"{loose:,} that nothing joins any more"] if loose else []
    said = f"Of these {count(of, 'node')}, {' and '.join(told)} are not drawn." if told else ""
    if joins:
        said += " What hidden nodes joined is joined by how many they share."
    return said.strip()


def _around(near: Expansion) -> str:
    if not near.ways:
        return "Nothing is joined to it."
    return f"Showing: {_by_way(near)}; ranked by {near.ranked_by}."


def _added(near: Expansion) -> str:
    if not near.ways:
        return "all its neighbours were there already."
    return f"joined by {_by_way(near)}; ranked by {near.ranked_by}."


def _by_way(near: Expansion) -> str:
    """Say how many of how many each relationship shows."""
    return ", ".join(f"{verb(way.name)} {way.shown:,} of {way.total:,}" for way in near.ways)


def verb(way: str) -> str:
    """Return a relationship in words, read from the node that it belongs to.

    Example:
        >>> verb(">CITES"), verb("<CITES")
        ('cites', 'is cited by')
    """
    return (FORWARD if way[0] == ">" else BACKWARD).get(way[1:], way[1:])
