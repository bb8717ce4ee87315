"""Values as the driver gives them, which become JSON-ready ones with a bound on their size."""

from __future__ import annotations

import datetime as dt
import math
from typing import TYPE_CHECKING, Any

from neo4j.graph import Node, Path, Relationship
from neo4j.spatial import Point
from neo4j.time import Date, DateTime, Duration, Time

from kg import schema

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

ELISION = "…"
_SMALL = 8
"""What a number or a short word counts, in characters."""


DEEPEST = 100
"""Lists in lists and maps in maps, of an answer: JSON's own readers go little further."""


class Budget:
    """How much of an answer may still be kept, in characters.

    `cut` tells whether something was left out for its length, `deep` whether something was for its depth.
    """

    def __init__(self, characters: int) -> None:
        self.left = characters
        self.cut = False
        self.deep = False

    @property
    def spent(self) -> bool:
        """Tell whether nothing more fits."""
        return self.left <= 0


def jsonable(value: Any, budget: Budget, depth: int = 0) -> Any:  # noqa: C901, PLR0911, PLR0912 - one case a kind of value, and nothing else
    """Return a value that `json.dumps` takes, no longer than the budget; what does not fit is left out.

    Nodes and relationships become dicts of their labels or type and their properties, paths lists of both in turn,
    dates and times ISO strings, numbers that JSON has no word for (NaN, Infinity) strings.
    """
    match value:
        case None | bool() | int():
            budget.left -= _SMALL
            return value
        case float():
            budget.left -= _SMALL
            return value if math.isfinite(value) else str(value)
        case str():
            return _text(value, budget)
        case bytes() | bytearray():
            return _text(value[: max(0, budget.left) + 1].hex(), budget)  # one byte more than fits: a cut is seen
        case Date() | DateTime() | Time() | Duration():
            return _text(value.iso_format(), budget)
        case Point():
            budget.left -= _SMALL * (len(value) + 1)
            return {"srid": value.srid, "coordinates": list(value)}
        case Node():
            return {"labels": sorted(value.labels), "properties": _mapping(value, budget, depth)}
        case Relationship():
            return {"type": value.type, "properties": _mapping(value, budget, depth)}
        case Path():
            return _sequence(_steps(value), budget, depth)
        case dict() | list() | tuple() if depth >= DEEPEST:
            budget.deep = True
            return ELISION
        case dict():
            return _mapping(value, budget, depth)
        case list() | tuple():
            return _sequence(value, budget, depth)
        case _:
            return _text(str(value), budget)


def graph_parts(value: Any, depth: int = 0) -> Iterator[Node | Relationship]:
    """Give every node and relationship in a value, as deep as an answer goes."""
    match value:
        case Node() | Relationship():
            yield value
        case Path():
            yield from value.nodes
            yield from value.relationships
        case dict() | list() | tuple() if depth >= DEEPEST:
            return
        case dict():
            for inner in value.values():
                yield from graph_parts(inner, depth + 1)
        case list() | tuple():
            for inner in value:
                yield from graph_parts(inner, depth + 1)


def is_node(part: Node | Relationship) -> bool:
    """Tell nodes from relationships."""
    return isinstance(part, Node)


def ends(part: Any) -> tuple[str, str]:
    """Return Neo4j's own ids of the nodes that a relationship leaves and reaches."""
    return part.start_node.element_id, part.end_node.element_id


def key(labels: Any, properties: Mapping[str, Any]) -> str | None:
    """Return the key of a node of ours, or None."""
    return next(
        (properties[name] for label, name in schema.KEYS.items() if label in labels and name in properties), None
    )


def _text(text: str, budget: Budget) -> str:
    kept = text if len(text) <= budget.left else text[: max(0, budget.left)] + ELISION
    budget.cut |= len(text) > budget.left
    budget.left -= len(text) + _SMALL
    return kept


def _mapping(items: Any, budget: Budget, depth: int) -> dict[str, Any]:
    kept: dict[str, Any] = {}
    budget.left -= _SMALL
    for name, value in items.items():
        if budget.spent:
            budget.cut = True
            break
        budget.left -= len(name)
        kept[name] = jsonable(value, budget, depth + 1)
    return kept


def _sequence(items: Iterable[Any], budget: Budget, depth: int) -> list[Any]:
    kept: list[Any] = []
    budget.left -= _SMALL
    for value in items:
        if budget.spent:
            budget.cut = True
            break
        kept.append(jsonable(value, budget, depth + 1))
    return kept


def _steps(path: Path) -> Iterator[Node | Relationship]:
    yield path.start_node
    for relationship, node in zip(path.relationships, path.nodes[1:], strict=True):
        yield relationship
        yield node


def native(value: Any) -> Any:
    """Turn Neo4j's own kinds of values into Python's: its dates into dates, its times into times; lists too."""
    match value:
        case Date() | DateTime() | Time():
            return value.to_native()
        case list() | tuple():
            return [native(inner) for inner in value]
        case _:
            return value


def ready(value: Any) -> Any:
    """Turn a property of a node or a relationship into a value that JSON takes, whole."""
    match value:
        case None | bool() | int() | str():
            return value
        case float():
            return value if math.isfinite(value) else str(value)
        case list() | tuple():
            return [ready(inner) for inner in value]
        case Date() | DateTime() | Time() | Duration():
            return value.iso_format()
        case dt.date() | dt.time():
            return value.isoformat()
        case _:
            return str(value)


def type_name(value: Any) -> str:
    """Say of which of Cypher's types a property's value is, in lower case.

    >>> type_name(1), type_name(["a"]), type_name(Date(2026, 6, 1))
    ('integer', 'list of string', 'date')
    """
    match value:
        case Point():  # which is a tuple too
            return "point"
        case list() | tuple():
            return f"list of {type_name(value[0])}" if value else "list"
        case bytes() | bytearray():
            return "bytes"
        case _:
            name = type(value).__name__
            return _TYPES.get(name, name.lower())


_TYPES = {
    "bool": "boolean",
    "int": "integer",
    "str": "string",
}


def literal(value: Any) -> str:  # noqa: C901, PLR0911 - one case a kind of value, and nothing else
    r"""Write a property's value, or a map of them, as Cypher does.

    >>> literal({"name": "It's", "n": [1, 2.5], "ok": True, "gone": None})
    "{`name`: 'It\\'s', `n`: [1, 2.5], `ok`: true, `gone`: null}"
    """
    match value:
        case None:
            return "null"
        case bool():
            return "true" if value else "false"
        case int():
            return str(value)
        case float():
            if math.isfinite(value):
                return repr(value)
            return "(0.0 / 0.0)" if math.isnan(value) else f"({'-' if value < 0 else ''}1.0 / 0.0)"
        case str():
            return "'" + value.translate(_ESCAPED) + "'"
        case Date() | DateTime() | Time() | Duration():
            return f"{_maker(value)}('{value.iso_format()}')"
        case dict():
            return "{" + ", ".join(f"{quoted(name)}: {literal(inner)}" for name, inner in value.items()) + "}"
        case list() | tuple():
            return "[" + ", ".join(map(literal, value)) + "]"
        case Point():
            return f"point({{srid: {value.srid}, " + ", ".join(map(_coordinate, "xyz", value)) + "})"
        case _:
            raise TypeError(f"{type(value).__name__} is no value of a property")


def quoted(name: str) -> str:
    """Write a label, a type or a property's name as Cypher takes any of them.

    >>> quoted("CITES"), quoted("a`b")
    ('`CITES`', '`a``b`')
    """
    return "`" + name.replace("`", "``") + "`"


_ESCAPED = str.maketrans({"\\": "\\\\", "'": "\\'", "\n": "\\n", "\r": "\\r", "\t": "\\t", "\b": "\\b", "\f": "\\f"})


def _maker(value: Date | DateTime | Time | Duration) -> str:
    """Name the function that makes such a value of a text."""
    kind = type(value).__name__.lower()
    local = isinstance(value, DateTime | Time) and value.tzinfo is None
    return f"local{kind}" if local else kind


def _coordinate(name: str, value: float) -> str:
    return f"{name}: {value!r}"
