"""Lists of entities: of one type or of all, whose names hold some words, a page at a time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal, get_args

from kg import schema
from kg.errors import CallError
from kg.model import LABELS
from kg.queries.cypher import ENTITY_ROW, TYPES
from kg.queries.finding import full_text
from kg.queries.finding.question import question
from kg.queries.rows import entity_row

if TYPE_CHECKING:
    from kg.model import Label
    from kg.queries.records import EntityRow
    from kg.store import Store

EntityOrder = Literal["papers", "trend", "name"]

ALL: Final = "MATCH (e:{label})\n"

NAMED: Final = f"""\
CALL db.index.fulltext.queryNodes('{schema.ENTITY_NAME_INDEX}', $query) YIELD node AS e
WITH e
WHERE e:{{label}}
"""

COUNT: Final = """\
{matched}RETURN count(e) AS total
"""

_ROW: Final = ENTITY_ROW.replace("{", "{{").replace("}", "}}")

PAGE: Final = f"""\
{{matched}}WITH e, COUNT {{{{ (e)<-[:{TYPES}]-() }}}} AS degree
ORDER BY {{order}}, e.entity_id
SKIP $skip
LIMIT $limit
RETURN {_ROW} AS entity, e.trend AS trend
"""

ORDERS: Final[dict[EntityOrder, str]] = {
    "papers": "degree DESC",
    "trend": "coalesce(e.trend_low, -1.0) DESC, degree DESC",
    "name": "toLower(e.name)",
}


@dataclass(frozen=True, slots=True)
class ListedEntity:
    """One entity of a list; `trend` is None where the graph was never analysed."""

    row: EntityRow
    trend: str | None


@dataclass(frozen=True, slots=True)
class EntityPage:
    """A slice of a list of entities, and how many there are in all."""

    rows: tuple[ListedEntity, ...]
    total: int


def entities(
    store: Store,
    label: Label | None = None,
    *,
    text: str = "",
    order: EntityOrder = "papers",
    skip: int = 0,
    limit: int = 50,
) -> EntityPage:
    """List entities, with how many there are in all.

    Args:
        store: the store to ask.
        label: of which type; of every type unless given.
        text: words that the name, or an alias, must hold, or its beginning.
        order: named by most papers, risen most (by the lower limit of how its share grew), or by name.
        skip: how many to leave out first.
        limit: how many to list.

    Raises:
        CallError: the label or the order is none.
    """
    if label is not None and label not in LABELS:
        raise CallError(f"{label!r} is no type of entity: choose {', '.join(LABELS)}.")
    if order not in get_args(EntityOrder):
        raise CallError(f"Entities cannot be ordered by {order!r}: choose {', '.join(get_args(EntityOrder))}.")
    query = _query(text)
    if text.strip() and query is None:
        return EntityPage((), 0)
    matched = (NAMED if query else ALL).format(label=label or "Entity")
    total = store.read(COUNT.format(matched=matched), query=query)[0]["total"]
    rows = store.read(
        PAGE.format(matched=matched, order=ORDERS[order]), query=query, skip=max(0, skip), limit=max(0, limit)
    )
    return EntityPage(tuple(ListedEntity(entity_row(row["entity"]), row["trend"]) for row in rows), total)


def _query(text: str) -> str | None:
    asked = question(text)
    ways = [way for way in (full_text.names(asked), full_text.beginnings(asked)) if way]
    return " OR ".join(f"({way})" for way in ways) or None
