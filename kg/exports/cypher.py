"""Cypher: statements that load a part into an empty Neo4j, which then holds the same graph.

Each statement stands on a line of its own and ends in ";", as cypher-shell reads it.
"""

from __future__ import annotations

from itertools import groupby, islice
from typing import IO, TYPE_CHECKING, TypeVar

from kg import schema
from kg.store import values

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from kg.exports.part import Part
    from kg.exports.records import Edge, Node

_ROWS = 100

T = TypeVar("T")


def write(part: Part, file: IO[str]) -> int:
    """Write a part, and say how many nodes."""
    for statement in schema.CONSTRAINTS:
        file.write(f"{statement};\n")
    count = 0
    for nodes in _groups(part.nodes(), lambda node: (node.label, node.labels)):
        count += len(nodes)
        file.write(_nodes(nodes) + ";\n")
    for books in _groups(part.books(), lambda node: node.labels):
        labels = "".join(f":{values.quoted(label)}" for label in books[0].labels)
        rows = values.literal([node.properties for node in books])
        file.write(f"UNWIND {rows} AS row CREATE (n{labels}) SET n = row;\n")
    for edges in _groups(part.edges(), lambda edge: (edge.source[0], edge.type, edge.target[0])):
        file.write(_edges(edges) + ";\n")
    return count


def _nodes(nodes: list[Node]) -> str:
    first = nodes[0]
    key = values.quoted(schema.KEYS[first.label])
    others = "".join(f":{values.quoted(label)}" for label in first.labels if label != first.label)
    rows = values.literal([node.properties for node in nodes])
    named = f", n{others}" if others else ""
    return f"UNWIND {rows} AS row MERGE (n:{values.quoted(first.label)} {{{key}: row.{key}}}) SET n = row{named}"


def _edges(edges: list[Edge]) -> str:
    first = edges[0]
    (near, _), (far, _) = first.source, first.target
    rows = values.literal([{"s": edge.source[1], "t": edge.target[1], "p": edge.properties} for edge in edges])
    return (
        f"UNWIND {rows} AS row "
        f"MATCH (a:{values.quoted(near)} {{{values.quoted(schema.KEYS[near])}: row.s}}) "
        f"MATCH (b:{values.quoted(far)} {{{values.quoted(schema.KEYS[far])}: row.t}}) "
        f"CREATE (a)-[r:{values.quoted(first.type)}]->(b) SET r = row.p"
    )


def _groups(items: Iterable[T], key: Callable[[T], object]) -> Iterator[list[T]]:
    """Give neighbours with the same key together, some at a time."""
    for _, group in groupby(items, key):
        while rows := list(islice(group, _ROWS)):
            yield rows
