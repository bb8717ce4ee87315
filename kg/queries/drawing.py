"""This file is about parts of the graph that fit on a screen: bounded, ranked, with the true total beside them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg import schema
from kg.errors import CallError
from kg.model import LABELS
from kg.queries.cypher import NODE_ROW
from kg.queries.records import Neighbourhood
from kg.queries.rows import graph_edge, graph_node

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kg.queries.records import GraphEdge, GraphNode, Kind
    from kg.store import Store

DRAWN: tuple[Kind, ...] = ("Paper", *LABELS, "Author", "Organization")

RANKED_BY = "how many relationships a node has in the whole graph"

_KEYED = {label: key for label, key in schema.KEYS.items() if label != "Build"}

BY_KEY = "\nUNION\n".join(
    f"UNWIND $node_ids AS node_id MATCH (n:{label} {{{key}: node_id}}) RETURN n" for label, key in _KEYED.items()
)

NODES = f"""\
CALL {{
{BY_KEY}
}}
RETURN {NODE_ROW} AS node
"""

MOST_CONNECTED = f"""\
MATCH (n:{{kinds}})
WITH n, COUNT {{{{ (n)--() }}}} AS degree
ORDER BY degree DESC, coalesce(n.paper_id, n.entity_id, n.author_id, n.organization_id)
LIMIT $limit
RETURN {NODE_ROW.replace("{", "{{").replace("}", "}}")} AS node
"""

COUNT_KINDS = """\
MATCH (n:{kinds})
RETURN count(n) AS total
"""

NEIGHBOURS = f"""\
CALL {{
{BY_KEY}
}}
MATCH (n)--(near)
WITH DISTINCT near AS n
WHERE NOT coalesce(n.paper_id, n.entity_id, n.author_id, n.organization_id) IN $known
WITH n, COUNT {{ (n)--() }} AS degree
ORDER BY degree DESC, coalesce(n.paper_id, n.entity_id, n.author_id, n.organization_id)
WITH collect(n) AS found
WITH size(found) AS total, found[0..$limit] AS shown
RETURN total, [n IN shown | {NODE_ROW}] AS nodes
"""

EDGES = f"""\
CALL {{
{BY_KEY}
}}
MATCH (n)-[r]->(m)
WHERE coalesce(m.paper_id, m.entity_id, m.author_id, m.organization_id) IN $node_ids
RETURN coalesce(n.paper_id, n.entity_id, n.author_id, n.organization_id) AS source, type(r) AS type,
       coalesce(m.paper_id, m.entity_id, m.author_id, m.organization_id) AS target
ORDER BY source, target, type
"""


def nodes(store: Store, node_ids: Sequence[str]) -> tuple[GraphNode, ...]:
    """Return the nodes of some keys, in their order; a key that the graph does not have is left out."""
    found = {
        node.node_id: node for row in store.read(NODES, node_ids=list(node_ids)) for node in [graph_node(row["node"])]
    }
    return tuple(found[key] for key in dict.fromkeys(node_ids) if key in found)


def whole(store: Store, *, limit: int = 500, kinds: Sequence[Kind] = ()) -> Neighbourhood:
    """Return the most connected nodes of the graph, and every edge among them.

    Args:
        store: the store to ask.
        limit: how many nodes.
        kinds: of which kinds; papers and entities unless given.

    Raises:
        CallError: a kind is none.
    """
    chosen = list(kinds) or ["Paper", *LABELS]
    for kind in chosen:
        if kind not in DRAWN:
            raise CallError(f"{kind!r} is no kind of node: choose {', '.join(DRAWN)}.")
    label = "|".join(chosen)
    total = store.read(COUNT_KINDS.format(kinds=label))[0]["total"]
    rows = store.read(MOST_CONNECTED.format(kinds=label), limit=max(0, limit))
    nodes = tuple(graph_node(row["node"]) for row in rows)
    return Neighbourhood(nodes, _edges(store, nodes, ()), len(nodes), total, RANKED_BY)


def neighbourhood(
    store: Store, node_ids: Sequence[str], *, limit: int = 25, known: Sequence[str] = ()
) -> Neighbourhood:
    """Return some nodes, their most connected neighbours, and every edge among these and the `known` ones.

    `shown` and `total` count the neighbours that are not known already; nodes that do not exist are left out.
    """
    seeds = tuple(graph_node(row["node"]) for row in store.read(NODES, node_ids=list(dict.fromkeys(node_ids))))
    asked = [seed.node_id for seed in seeds]
    (row,) = store.read(NEIGHBOURS, node_ids=asked, known=[*asked, *known], limit=max(0, limit))
    near = tuple(graph_node(node) for node in row["nodes"])
    nodes = (*seeds, *near)
    return Neighbourhood(nodes, _edges(store, nodes, known), len(near), row["total"], RANKED_BY)


def _edges(store: Store, nodes: Iterable[GraphNode], known: Iterable[str]) -> tuple[GraphEdge, ...]:
    node_ids = list(dict.fromkeys([*(node.node_id for node in nodes), *known]))
    return tuple(graph_edge(row) for row in store.read(EDGES, node_ids=node_ids))
