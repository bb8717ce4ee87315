"""What a node brings when it is expanded: its neighbours by relationship, each with its own limit.

Papers whose title is known come first, then those that most papers of the graph cite; entities by how many papers name
them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kg import schema
from kg.queries.cypher import CITED_BY, KEY, NODE_ROW, PEOPLE, TYPES
from kg.queries.drawing import BY_KEY
from kg.queries.records import Expansion, Way
from kg.queries.rows import graph_node

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.store import Store

RANKED_BY: Final = "citations for papers, by how many papers name it for entities"

LIMITS: Final[dict[str, int]] = {
    ">INTRODUCES": 8,
    ">USES": 10,
    ">EVALUATES_ON": 10,
    ">ADDRESSES": 6,
    ">REPORTS": 6,
    ">HAS_CODE": 2,
    ">BUILDS_ON": 6,
    "<BUILDS_ON": 8,
    ">CITES": 8,
    "<CITES": 8,
    "<INTRODUCES": 6,
    "<USES": 12,
    "<EVALUATES_ON": 12,
    "<ADDRESSES": 12,
    "<REPORTS": 12,
    "<HAS_CODE": 6,
    ">VARIANT_OF": 3,
    "<VARIANT_OF": 8,
}
"""How many neighbours an expansion brings of each relationship and direction: away from the node, or to it."""

PEOPLE_LIMITS: Final[dict[str, int]] = {
    "<WROTE": 8,
    ">WROTE": 15,
    "<PUBLISHED": 3,
    ">PUBLISHED": 15,
    ">AFFILIATED_WITH": 5,
    "<AFFILIATED_WITH": 10,
}
"""The same of authors and organisations."""

BEGINNING: Final = 3
"""A node that a graph starts at brings so many times as many."""

ONE_WAY: Final = 25
"""How many neighbours one relationship brings when it alone is asked for."""

_WAY = "CASE WHEN startNode(r) = n THEN '>' ELSE '<' END + type(r)"

EXPANSION = f"""\
CALL {{
{BY_KEY}
}}
MATCH (n)-[r]-(m)
WITH DISTINCT {_WAY} AS way, m AS n
WHERE way IN $ways AND NOT {KEY.format(node="n")} IN $known
WITH way, n, CASE WHEN n:Paper THEN {CITED_BY.format(node="n")} ELSE COUNT {{ (n)<-[:{TYPES}]-() }} END AS rank
ORDER BY n.stub IS NOT NULL, rank DESC, {KEY.format(node="n")}
WITH way, collect(n) AS found
UNWIND found[0..$limits[way]] AS n
RETURN way, size(found) AS total, collect({NODE_ROW}) AS nodes
"""

WAYS = f"""\
CALL {{
{BY_KEY}
}}
MATCH (n)-[r]-(m)
WITH DISTINCT {_WAY} AS way, m
RETURN way, count(m) AS total
ORDER BY total DESC, way
"""


def expansion(
    store: Store,
    node_id: str,
    *,
    way: str | None = None,
    people: bool = False,
    known: Sequence[str] = (),
    times: int = 1,
) -> Expansion:
    """Return the neighbours of a node that are not known already, at most `LIMITS` of each relationship.

    Args:
        store: the store to ask.
        node_id: the node.
        way: one relationship alone, such as ">CITES"; `ONE_WAY` neighbours come along it.
        people: bring authors and organisations as well.
        known: nodes that are there already; `total` does not count them.
        times: how many times the limits.
    """
    table = {way: ONE_WAY} if way else LIMITS | (PEOPLE_LIMITS if people else {})
    limits = {name: limit * times for name, limit in table.items()}
    rows = store.read(EXPANSION, node_ids=[node_id], known=[node_id, *known], ways=list(limits), limits=limits)
    rows.sort(key=lambda row: list(limits).index(row["way"]))
    nodes = {node["node_id"]: graph_node(node) for row in rows for node in row["nodes"]}
    ways = tuple(Way(row["way"], len(row["nodes"]), row["total"]) for row in rows)
    return Expansion(tuple(nodes.values()), ways, RANKED_BY)


def ways(store: Store, node_id: str) -> tuple[tuple[str, int], ...]:
    """Return each relationship and direction of a node, with how many neighbours it leads to; the most first."""
    rows = store.read(WAYS, node_ids=[node_id])
    return tuple((row["way"], row["total"]) for row in rows if is_way(row["way"]))


def is_way(name: str) -> bool:
    """Tell whether a text names a relationship and its direction.

    Example:
        >>> is_way(">CITES"), is_way("CITES"), is_way(">RESULT")
        (True, False, False)
    """
    return name[:1] in {">", "<"} and name[1:] in schema.RELATIONSHIP_TYPES and name[1:] != schema.RESULT


def is_of_people(way: str) -> bool:
    """Tell whether a way leads to or from an author or an organisation."""
    return way[1:] in PEOPLE
