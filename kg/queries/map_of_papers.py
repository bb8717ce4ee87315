"""The map of papers as `kg analyse` left it, read in one query."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kg.store import Store

MAP = """\
CALL {
  MATCH (p:Paper)
  WHERE p.map_x IS NOT NULL
  RETURN collect(p{.paper_id, title: coalesce(p.title, p.paper_id), .map_x, .map_y, .map_radius, .map_near,
                   .map_weights, .community, citations: coalesce(p.cited_by, COUNT { (p)<-[:CITES]-() }),
                   year: coalesce(p.published.year, p.year), month: p.published.month}) AS places
}
CALL {
  MATCH (c:Community)
  RETURN collect(c{.community, .name, .size}) AS communities
}
OPTIONAL MATCH (a:Analysis {measure: 'map of papers'})
RETURN places, communities, coalesce(a.papers, 0) AS linked
"""


@dataclass(frozen=True, slots=True)
class PaperPlaceRow:
    """A paper on the map: a circle, and what it is joined to.

    Attributes:
        citations: how many papers of the graph cite it.
        community: its number; None where it has none.
        near: (paper_id, weight); each edge stands at one of its ends.
        month: when it was published, in months since the year 0; January where only the year is known, None where
            nothing is.
    """

    paper_id: str
    title: str
    x: float
    y: float
    radius: float
    citations: int
    community: int | None
    near: tuple[tuple[str, float], ...]
    month: int | None


@dataclass(frozen=True, slots=True)
class CommunityRow:
    """A community: its number, what it is called, and how many papers it has, on the map or not."""

    community: int
    name: str
    papers: int


@dataclass(frozen=True, slots=True)
class PaperMapView:
    """The map: papers by citations, communities by their papers on the map; both empty before `kg analyse`.

    Attributes:
        linked: how many papers of known text cite or are cited at all.
    """

    places: tuple[PaperPlaceRow, ...]
    communities: tuple[CommunityRow, ...]
    linked: int


def paper_map(store: Store) -> PaperMapView:
    """Return the map of papers."""
    (row,) = store.read(MAP)
    places = [
        PaperPlaceRow(
            paper_id=one["paper_id"],
            title=one["title"],
            x=one["map_x"],
            y=one["map_y"],
            radius=one["map_radius"],
            citations=one["citations"],
            community=one["community"],
            near=tuple(zip(one["map_near"], one["map_weights"], strict=True)),
            month=None if one["year"] is None else one["year"] * 12 + (one["month"] or 1) - 1,
        )
        for one in row["places"]
    ]
    there = {place.community for place in places}
    communities = [CommunityRow(one["community"], one["name"], one["size"]) for one in row["communities"]]
    return PaperMapView(
        tuple(sorted(places, key=lambda one: (-one.citations, one.paper_id))),
        tuple(
            sorted((one for one in communities if one.community in there), key=lambda one: (-one.papers, one.community))
        ),
        row["linked"],
    )
