"""The map of the field as `kg analyse` left it, read in one query."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kg.store import Store

MAP = """\
CALL {
  MATCH (e:Entity)
  WHERE e.map_x IS NOT NULL
  RETURN collect(e{.entity_id, .name, label: head([label IN labels(e) WHERE label <> 'Entity']),
                   .map_x, .map_y, .map_radius, .map_papers, .map_near, .map_weights, .map_months, .map_month_papers,
                   .field, .trend, .trend_papers, .trend_papers_before}) AS places
}
CALL {
  MATCH (f:Field)
  RETURN collect(f{.*}) AS fields
}
OPTIONAL MATCH (a:Analysis {measure: 'map of the field'})
RETURN places, fields, coalesce(a.least, 0) AS least, coalesce(a.entities, 0) AS entities
"""

GROUP_NAMES = """\
MATCH (c:Community)
RETURN 'Community' AS kind, c.community AS number, c.name AS name
UNION ALL
MATCH (f:Field)
RETURN 'Field' AS kind, f.field AS number, f.name AS name
"""


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """An entity on the map: a circle, what it is joined to, and whether it rises.

    Attributes:
        near: (entity_id, cosine); each edge stands at one of its ends.
        trend: `rising`, `falling`, `uncertain`, `too little data`, or None where no recent paper names it.
        recent: how many papers of the trend's recent months name it.
        before: how many of the months before.
        months: (month, papers), in months since the year 0; papers without a day are in none.
    """

    entity_id: str
    name: str
    label: str
    x: float
    y: float
    radius: float
    papers: int
    field: int
    near: tuple[tuple[str, float], ...]
    trend: str | None
    recent: int = 0
    before: int = 0
    months: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class FieldRow:
    """A field: its number, what it is called, and its entities, the most typical first."""

    field: int
    name: str
    papers: int
    entities: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MapView:
    """The map: places by papers, the most first; fields by papers, the most first; both empty before `kg analyse`.

    Attributes:
        least: how many papers name each of the entities, at the least.
        entities: how many entities of these types there are at all; 0 where an earlier version drew the map.
    """

    places: tuple[PlaceRow, ...]
    fields: tuple[FieldRow, ...]
    least: int = 0
    entities: int = 0


def field_map(store: Store) -> MapView:
    """Return the map of the field."""
    (row,) = store.read(MAP)
    places = [
        PlaceRow(
            entity_id=one["entity_id"],
            name=one["name"] or one["entity_id"],
            label=one["label"],
            x=one["map_x"],
            y=one["map_y"],
            radius=one["map_radius"],
            papers=one["map_papers"],
            field=one["field"],
            near=tuple(zip(one["map_near"], one["map_weights"], strict=True)),
            trend=one["trend"],
            recent=one["trend_papers"] or 0,
            before=one["trend_papers_before"] or 0,
            months=tuple(zip(one["map_months"] or (), one["map_month_papers"] or (), strict=True)),
        )
        for one in row["places"]
    ]
    fields = [FieldRow(one["field"], one["name"], one["papers"], tuple(one["entities"])) for one in row["fields"]]
    return MapView(
        tuple(sorted(places, key=lambda one: (-one.papers, one.entity_id))),
        tuple(sorted(fields, key=lambda one: (-one.papers, one.field))),
        row["least"],
        row["entities"],
    )


def group_names(store: Store) -> dict[tuple[str, int], str]:
    """Return what each community of papers (`Community`) and field of entities (`Field`) is called, by its number."""
    return {(row["kind"], row["number"]): row["name"] for row in store.read(GROUP_NAMES)}
