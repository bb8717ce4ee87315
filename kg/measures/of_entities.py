"""This file is about which measures of entities `kg analyse` keeps in the graph: trends, and the map of the field."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np

from kg.measures.communities import matched
from kg.measures.field_map import field_map
from kg.measures.registry import Measure, Outcome
from kg.measures.trends import trends
from kg.store import fields

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kg.measures.field_map import FieldMap
    from kg.measures.reading import Reading
    from kg.store import Store

TREND: Final = ("trend", "trend_papers", "trend_papers_before", "trend_low", "trend_high")
MAP: Final = ("map_x", "map_y", "map_radius", "map_papers", "map_near", "map_weights", "field")


def _trends(reading: Reading) -> Outcome:
    found = trends(reading.occurrences)
    rows = {row.entity_id: (row.direction, row.recent, row.before, row.low, row.high) for row in found.rows}
    told = [row.direction for row in found.rows]
    notes = {"months": str(found.periods), "rising": told.count("rising"), "falling": told.count("falling")}
    return Outcome(_columns(reading, TREND, rows), notes)


def _map(reading: Reading) -> Outcome:
    x, y, known = (reading.before("Entity", name) for name in ("map_x", "map_y", "field"))
    found = field_map(reading.occurrences, before={key: (x[key], y[key]) for key in x if key in y})
    book = reading.books.get("map of the field")
    highest = max(int(book.notes.get("highest", 0)) if book is not None else 0, *known.values(), 0)
    numbers = _numbers(found, known, highest)
    rows = {
        place.entity_id: (
            place.x, place.y, place.radius, place.papers,
            [key for key, _ in place.near], [weight for _, weight in place.near], numbers[place.community],
        )
        for place in found.places
    }  # fmt: skip
    written = [
        {"field": numbers[one.number], "name": one.name, "size": len(one.typical), "papers": one.papers,
         "entities": list(one.typical)}
        for one in found.communities
    ]  # fmt: skip

    def books(store: Store, build: int) -> None:
        fields.bring(store, [row | {"build": build} for row in written])

    notes = {
        "fields": len(written),
        "modularity": round(found.modularity, 3),
        "highest": max(highest, *numbers.values(), 0),
    }
    return Outcome(_columns(reading, MAP, rows), notes, books)


def _numbers(found: FieldMap, known: Mapping[str, int], highest: int) -> dict[int, int]:
    """Give each community the number of the field that it was on the last map, or a new one."""
    if not found.places:
        return {}
    groups = np.array([place.community for place in found.places], dtype=np.int64)
    before = np.array([known.get(place.entity_id, 0) for place in found.places], dtype=np.int64)
    return dict(zip(groups.tolist(), matched(groups, before, highest).tolist(), strict=True))


def _columns(reading: Reading, names: Sequence[str], rows: Mapping[str, tuple[Any, ...]]) -> dict[str, list[Any]]:
    """Turn rows by entity_id into a value for each entity, None where there is no row."""
    nothing = (None,) * len(names)
    found = [rows.get(key, nothing) for key in reading.namings.entities]
    return {name: [row[at] for row in found] for at, name in enumerate(names)}


ENTITIES: Final[tuple[Measure, ...]] = (
    Measure("trends", _trends, TREND, ("occurrences",), "Entity"),
    Measure("map of the field", _map, MAP, ("occurrences",), "Entity"),
)
