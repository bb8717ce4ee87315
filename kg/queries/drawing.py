"""Parts of the graph that fit on a screen: bounded, ranked, with the true total beside them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal

from kg import schema
from kg.errors import CallError
from kg.model import LABELS
from kg.queries.cypher import CITED_BY, DEGREE, KEY, NODE_ROW, TYPES
from kg.queries.records import Neighbourhood
from kg.queries.rows import graph_edge, graph_node

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.queries.records import GraphEdge, GraphNode, Kind
    from kg.store import Store

DRAWN: tuple[Kind, ...] = ("Paper", *LABELS, "Author", "Organization")

RANKED_BY = "how many relationships a node has in the whole graph"

Order = Literal["connections", "citations", "pagerank", "betweenness", "newest", "mentions"]

ORDERS: Final[dict[Order, tuple[str, str, str]]] = {
    "connections": ("Paper|" + "|".join(LABELS), DEGREE, f"{RANKED_BY}, authorship aside"),
    "citations": ("Paper", CITED_BY.format(node="n"), "how many papers of the graph cite it"),
    "pagerank": ("Paper", "n.pagerank", "PageRank over citations"),
    "betweenness": ("Paper", "n.betweenness", "betweenness: how many shortest paths between papers go through it"),
    "newest": ("Paper", "toString(n.published)", "date, the newest first"),
    "mentions": ("|".join(LABELS), f"COUNT {{ (n)<-[:{TYPES}]-() }}", "how many papers name it"),
}
"""What the whole graph may be ranked by: the labels that have it, the expression, and words for it."""

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

MOST_CONNECTED = """\
MATCH (n:{kinds})
WITH n, {rank} AS rank
WHERE rank IS NOT NULL
ORDER BY rank DESC, coalesce(n.paper_id, n.entity_id, n.author_id, n.organization_id)
LIMIT $limit
RETURN {row} AS node
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
WHERE {KEY.format(node="m")} IN $known
RETURN {KEY.format(node="n")} AS source, type(r) AS type, {KEY.format(node="m")} AS target
UNION
CALL {{
{BY_KEY}
}}
MATCH (n)<-[r]-(m)
WHERE {KEY.format(node="m")} IN $known
RETURN {KEY.format(node="m")} AS source, type(r) AS type, {KEY.format(node="n")} AS target
"""
"""Of nodes to and from known ones."""


def whole(
    store: Store,
    *,
    limit: int = 500,
    kinds: Sequence[Kind] = (),
    order: Order = "connections",
    people: bool = False,
) -> Neighbourhood:
    """Return the nodes of the graph that come first in an order, and every edge among them.

    Args:
        store: the store to ask.
        limit: how many nodes.
        kinds: of which kinds; those that the order knows unless given.
        order: what ranks them.
        people: let relationships of authors and organisations count, and these be there.

    Raises:
        CallError: a kind is none, or the order is none.
    """
    if order not in ORDERS:
        raise CallError(f"{order!r} is no order: choose {', '.join(ORDERS)}.")
    labels, rank, ranked_by = ORDERS[order]
    if people and order == "connections":
        labels, rank, ranked_by = f"{labels}|Author|Organization", "COUNT { (n)--() }", RANKED_BY
    for kind in kinds:
        if kind not in DRAWN:
            raise CallError(f"{kind!r} is no kind of node: choose {', '.join(DRAWN)}.")
    label = "|".join(kinds) or labels
    total = store.read(COUNT_KINDS.format(kinds=label))[0]["total"]
    rows = store.read(MOST_CONNECTED.format(kinds=label, rank=rank, row=NODE_ROW), limit=max(0, limit))
    nodes = tuple(graph_node(row["node"]) for row in rows)
    ids = tuple(node.node_id for node in nodes)
    return Neighbourhood(nodes, edges(store, ids, ids), len(nodes), total, ranked_by)


def named(store: Store, node_ids: Sequence[str]) -> tuple[GraphNode, ...]:
    """Return some nodes in the order given; those that do not exist are left out."""
    wanted = list(dict.fromkeys(node_ids))
    found = {row["node"]["node_id"]: graph_node(row["node"]) for row in store.read(NODES, node_ids=wanted)}
    return tuple(found[node_id] for node_id in wanted if node_id in found)


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
    ids = tuple(dict.fromkeys([*(node.node_id for node in nodes), *known]))
    return Neighbourhood(nodes, edges(store, ids, ids), len(near), row["total"], RANKED_BY)


def edges(store: Store, node_ids: Sequence[str], known: Sequence[str]) -> tuple[GraphEdge, ...]:
    """Return every edge between some nodes and the known ones, each once."""
    found = {graph_edge(row) for row in store.read(EDGES, node_ids=list(node_ids), known=list(known))}
    return tuple(sorted(found, key=lambda edge: (edge.source, edge.target, edge.type)))
