"""What joins two nodes: a shortest path from one to the other, whichever way its edges point."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kg import schema
from kg.errors import CallError
from kg.queries.cypher import NODE_ROW
from kg.queries.drawing import NODES
from kg.queries.records import Path
from kg.queries.rows import graph_edge, graph_node

if TYPE_CHECKING:
    from kg.queries.records import GraphNode
    from kg.store import Store

LONGEST: Final = 8
"""Edges; past these, everything is joined with everything."""

PATH = f"""\
MATCH (start:{{start}}), (end:{{end}})
WHERE start.{{start_key}} = $start AND end.{{end_key}} = $end
MATCH path = shortestPath((start)-[:{{types}}*..{LONGEST}]-(end))
RETURN [n IN nodes(path) | {NODE_ROW.replace("{", "{{").replace("}", "}}")}] AS nodes,
       [r IN relationships(path) | {{{{
         source: coalesce(startNode(r).paper_id, startNode(r).entity_id, startNode(r).author_id,
                          startNode(r).organization_id),
         target: coalesce(endNode(r).paper_id, endNode(r).entity_id, endNode(r).author_id, endNode(r).organization_id),
         type: type(r)}}}}] AS edges
"""

TYPES: Final = tuple(kind for kind in schema.RELATIONSHIP_TYPES if kind != schema.RESULT)
"""What a path may go along unless told; a result lies beside another relationship."""


def path(store: Store, start: str, end: str, *, types: tuple[str, ...] = TYPES) -> Path | None:
    """Return a shortest path between two nodes, or None where no path of eight edges or fewer joins them.

    Args:
        store: the store to ask.
        start: the key of a node: a paper_id, an entity_id, an author_id or an organization_id.
        end: the key of another.
        types: the relationships that the path may go along.

    Raises:
        CallError: the graph has no such node, or a type is none.
    """
    for kind in types:
        if kind not in schema.RELATIONSHIP_TYPES:
            raise CallError(f"{kind!r} is no type of relationship: choose {', '.join(schema.RELATIONSHIP_TYPES)}.")
    known = {
        node.node_id: node for row in store.read(NODES, node_ids=[start, end]) for node in [graph_node(row["node"])]
    }
    for key in (start, end):
        if key not in known:
            raise CallError(f'The graph has no node "{key}"; search for it with kg search.')
    if start == end:
        return Path((known[start],), ())
    parts = {"types": "|".join(types)}
    for name, key in (("start", start), ("end", end)):
        parts[name] = _label(known[key])
        parts[f"{name}_key"] = schema.KEYS[parts[name]]
    rows = store.read(PATH.format(**parts), start=start, end=end)
    if not rows:
        return None
    return Path(tuple(map(graph_node, rows[0]["nodes"])), tuple(map(graph_edge, rows[0]["edges"])))


def _label(node: GraphNode) -> str:
    return node.kind if node.kind in schema.KEYS else "Entity"
