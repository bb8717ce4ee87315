"""Which measures of entities `kg analyse` keeps in the graph: trends, the map of the field, gaps."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from kg.measures.communities import matched
from kg.measures.field_map import field_map
from kg.measures.gaps import gaps, tried
from kg.measures.occurrences import monthly
from kg.measures.registry import Measure, Outcome
from kg.measures.trends import trends
from kg.store import fields
from kg.store import gaps as store_gaps

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kg.measures.field_map import FieldMap
    from kg.measures.gaps import Gap
    from kg.measures.reading import Reading
    from kg.store import Store

TREND: Final = ("trend", "trend_papers", "trend_papers_before", "trend_low", "trend_high")
MONTHS: Final = ("months", "month_papers")
MAP: Final = (
    "map_x", "map_y", "map_radius", "map_papers", "map_near", "map_weights", "map_months", "map_month_papers", "field",
)  # fmt: skip
GAPS: Final = ("gaps",)

MOST_METHODS: Final = 1000
"""Gaps are looked for of so many methods and models, those that most papers try."""

EACH_METHOD: Final = 20
MOST_GAPS: Final = 10_000
SOME_COMMON: Final = 12


def _trends(reading: Reading) -> Outcome:
    found = trends(reading.occurrences)
    rows = {row.entity_id: (row.direction, row.recent, row.before, row.low, row.high) for row in found.rows}
    told = [row.direction for row in found.rows]
    notes = {"months": str(found.periods), "rising": told.count("rising"), "falling": told.count("falling")}
    return Outcome(_columns(reading, TREND, rows), notes)


def _months(reading: Reading) -> Outcome:
    """Keep how many papers of each month name an entity or a variant of it, for periods that a reader chooses."""
    whole = reading.occurrences.with_variants()
    found = monthly(whole, whole.naming())
    rows = {
        key: ([month for month, _ in pairs], [papers for _, papers in pairs])
        for key, pairs in zip(whole.entity_ids, found, strict=True)
        if pairs
    }
    return Outcome(_columns(reading, MONTHS, rows))


def _gaps(reading: Reading) -> Outcome:
    """Keep the gaps of most expected papers, some of each method."""
    occurrences = reading.occurrences
    matrix = tried(occurrences).of_most(MOST_METHODS)
    found = gaps(matrix)
    kept: list[Gap] = []
    of_method: Counter[int] = Counter()
    for one in found:
        of_method[one.method] += 1
        if of_method[one.method] <= EACH_METHOD and len(kept) < MOST_GAPS:
            kept.append(one)
    ids = occurrences.entity_ids
    written = [
        {
            "gap": number, "method": ids[one.method], "benchmark": ids[one.benchmark],
            "score": round(one.score, 4), "expected": round(one.expected, 4),
            "neighbours": [ids[column] for column, _ in one.neighbours],
            "neighbour_papers": [papers for _, papers in one.neighbours],
            "common": [ids[column] for column in one.common[:SOME_COMMON]],
        }
        for number, one in enumerate(kept, start=1)
    ]  # fmt: skip

    def books(store: Store, build: int) -> None:
        store_gaps.bring(store, [row | {"build": build} for row in written])

    counts = Counter(ids[column] for one in found for column in (one.method, one.benchmark))
    notes = {
        "gaps": len(found), "kept": len(kept), "methods": len(matrix.methods), "benchmarks": len(matrix.benchmarks),
        "each_method": EACH_METHOD,
    }  # fmt: skip
    return Outcome(_columns(reading, GAPS, {key: (many,) for key, many in counts.items()}), notes, books)


def _map(reading: Reading) -> Outcome:
    x, y, known = (reading.before("Entity", name) for name in ("map_x", "map_y", "field"))
    found = field_map(reading.occurrences, before={key: (x[key], y[key]) for key in x if key in y})
    book = reading.books.get("map of the field")
    highest = max(int(book.notes.get("highest", 0)) if book is not None else 0, *known.values(), 0)
    numbers = _numbers(found, known, highest)
    rows = {
        place.entity_id: (
            place.x, place.y, place.radius, place.papers,
            [key for key, _ in place.near], [weight for _, weight in place.near],
            [month for month, _ in place.months], [papers for _, papers in place.months], numbers[place.community],
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
        "least": found.least,
        "entities": found.entities,
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
    Measure("months", _months, MONTHS, ("occurrences",), "Entity"),
    Measure("map of the field", _map, MAP, ("occurrences",), "Entity", version=2),
    Measure("gaps", _gaps, GAPS, ("occurrences",), "Entity"),
)
