"""The schema as the database has it: labels, relationship types and properties, with counts.

How many there are of each, and which labels a type joins, comes from Neo4j's count store, whatever the size of the
graph. Properties and their types are those of the first nodes or relationships of each; keys that none of them has are
listed by their names.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from kg import schema
from kg.store import values

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kg.store import Run, Store

LOOKED_AT: Final = 200
"""Nodes or relationships of each kind whose properties are read."""

LABELS: Final = "CALL db.labels() YIELD label AS name RETURN name"
TYPES: Final = "CALL db.relationshipTypes() YIELD relationshipType AS name RETURN name"
KEYS: Final = "CALL db.propertyKeys() YIELD propertyKey AS name RETURN name"
JOINED: Final = """\
CALL db.schema.visualization() YIELD nodes, relationships
RETURN nodes, relationships
"""
"""Nodes are asked for too: the driver knows the ends of a relationship by them."""
SOME_NODES: Final = "MATCH (n:{name}) RETURN n LIMIT $most"
SOME_RELATIONSHIPS: Final = "MATCH ()-[n:{name}]->() RETURN n LIMIT $most"
PROPERTIES: Final = """\
CALL {{
{some}
}}
UNWIND keys(n) AS key
RETURN {of} AS of, key, head(collect(n[key])) AS value
"""
"""One plan for all labels, and one for all types: the first reader of a server waits for every plan that it makes."""

_BOOKS: Final = frozenset({*schema.BOOKS, "Build", "Change", "Pending", "New"})


@dataclass(frozen=True, slots=True)
class PropertyRow:
    """A property and the type of its values, such as `list of string`."""

    name: str
    type: str


@dataclass(frozen=True, slots=True)
class LabelRow:
    """A label: how many nodes have it, what identifies one, and what they know.

    `book` tells the labels of the graph's own books, whose properties are not read here.
    """

    name: str
    count: int
    key: str | None
    book: bool
    properties: tuple[PropertyRow, ...]


@dataclass(frozen=True, slots=True)
class TypeRow:
    """A relationship type: how many there are, and which labels they leave and reach."""

    name: str
    count: int
    leaves: tuple[str, ...]
    reaches: tuple[str, ...]
    properties: tuple[PropertyRow, ...]


@dataclass(frozen=True, slots=True)
class GraphSchema:
    """The graph's labels and types, those with most first, and all property keys there are."""

    labels: tuple[LabelRow, ...]
    types: tuple[TypeRow, ...]
    keys: tuple[str, ...]


def graph_schema(store: Store) -> GraphSchema:
    """Return the schema of the graph as it is now."""
    return store.read_all(_schema)


def _schema(run: Run) -> GraphSchema:
    labels, types, keys = ([row["name"] for row in run(asked)] for asked in (LABELS, TYPES, KEYS))
    counts = _counts(run, labels, types)
    ends = [end for row in run(JOINED) for end in row["relationships"]]
    read = [name for name in labels if name not in _BOOKS]
    of_labels = _properties(run, PROPERTIES.format(some=_union(SOME_NODES, read), of="labels(n)")) if read else {}
    of_types = (
        _properties(run, PROPERTIES.format(some=_union(SOME_RELATIONSHIPS, types), of="type(n)")) if types else {}
    )
    label_rows = [
        LabelRow(name, counts["label", name], _key(name), name in _BOOKS, of_labels.get(name, ())) for name in labels
    ]
    type_rows = [
        TypeRow(
            name,
            counts["type", name],
            _narrow(start["name"] for start, kind, _ in ends if kind == name),
            _narrow(end["name"] for _, kind, end in ends if kind == name),
            of_types.get(name, ()),
        )
        for name in types
    ]
    return GraphSchema(
        labels=tuple(sorted((one for one in label_rows if one.count), key=_order)),
        types=tuple(sorted((one for one in type_rows if one.count), key=lambda one: (-one.count, one.name))),
        keys=tuple(sorted(keys)),
    )


def _order(row: LabelRow) -> tuple[bool, int, int, str]:
    """Put what papers are about first, and the graph's own books last."""
    known = schema.NODE_LABELS.index(row.name) if row.name in schema.NODE_LABELS else len(schema.NODE_LABELS)
    return row.book, known, -row.count, row.name


def _counts(run: Run, labels: Sequence[str], types: Sequence[str]) -> dict[tuple[str, str], int]:
    """Return how many there are of each, out of the count store."""
    of = [*(("label", name) for name in labels), *(("type", name) for name in types)]
    patterns = [
        f"(:{values.quoted(name)})" if kind == "label" else f"()-[:{values.quoted(name)}]->()" for kind, name in of
    ]
    if not of:
        return {}
    columns = ", ".join(f"COUNT {{ MATCH {pattern} }} AS c{at}" for at, pattern in enumerate(patterns))
    (row,) = run(f"RETURN {columns}")
    return {one: row[f"c{at}"] for at, one in enumerate(of)}


def _union(pattern: str, names: Iterable[str]) -> str:
    return "\nUNION ALL\n".join(pattern.format(name=values.quoted(name)) for name in names)


def _properties(run: Run, cypher: str) -> dict[str, tuple[PropertyRow, ...]]:
    """Return the properties by label or type; a node of several labels has those of each."""
    found: dict[str, dict[str, str]] = {}
    for row in run.stream(cypher, most=LOOKED_AT):
        for name in [row["of"]] if isinstance(row["of"], str) else row["of"]:
            known, said = found.setdefault(name, {}), values.type_name(row["value"])
            if known.get(row["key"], "list") == "list":  # an empty list says less than another's
                known[row["key"]] = said
    return {name: tuple(PropertyRow(*one) for one in sorted(known.items())) for name, known in found.items()}


def _narrow(names: Iterable[str]) -> tuple[str, ...]:
    """Leave `Entity` out where the kinds of entities say it better."""
    found = set(names)
    return tuple(sorted(found - {"Entity"} or found))


def _key(label: str) -> str | None:
    keys = schema.KEYS | schema.BOOKS
    return keys.get(label) or (schema.KEYS["Entity"] if label in schema.NODE_LABELS else None)
