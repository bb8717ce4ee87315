"""Which measures `kg analyse` keeps in the graph: one line each.

A measure that is kept is worked out from a `Reading` and gives columns: a property of each paper, or each entity.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, Literal
from weakref import WeakKeyDictionary

import numpy as np

from kg.measures.betweenness import betweenness
from kg.measures.communities import SMALLEST, communities
from kg.measures.core import cores
from kg.measures.hits import hits
from kg.measures.main_path import main_path
from kg.measures.pagerank import pagerank
from kg.measures.paper_map import MOST, paper_map
from kg.measures.typical import typical
from kg.store import analyses

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from numpy.typing import NDArray

    from kg.measures.reading import Reading
    from kg.store import Store

    Compute = Callable[["Reading"], "Outcome"]
    Numbers = NDArray[np.int64]

PAPER_MAP: Final = ("map_x", "map_y", "map_radius", "map_near", "map_weights")

_numbers: WeakKeyDictionary[Reading, tuple[Numbers, Numbers]] = WeakKeyDictionary()
"""What two measures of one reading share, as long as it is in use."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a measure gave.

    Attributes:
        columns: property to its value on each node, in the order of `Citations.keys`, or `Namings.entities` for a
            measure of entities; None where a node has none.
        notes: what else there is to say of it, such as its error.
        books: writes what is no property of a paper or an entity.
    """

    columns: Mapping[str, Sequence[Any]]
    notes: Mapping[str, Any] = field(default_factory=dict)
    books: Callable[[Store, int], None] | None = None


@dataclass(frozen=True, slots=True)
class Measure:
    """A measure that the graph keeps.

    Attributes:
        name: what it is called in books and reports.
        compute: works it out.
        properties: what it writes.
        reads: what it is worked out from; where none of it changed, nothing is done.
        label: whose properties: Paper or Entity.
        version: another number where the definition changes, so that it is worked out again.
    """

    name: str
    compute: Compute
    properties: tuple[str, ...]
    reads: tuple[Literal["citations", "namings", "occurrences"], ...] = ("citations",)
    label: Literal["Paper", "Entity"] = "Paper"
    version: int = 1


def _pagerank(reading: Reading) -> Outcome:
    ranks = pagerank(reading.citations)
    # Papers of one value share a place: that after all that have more.
    places = len(ranks) + 1 - np.searchsorted(np.sort(ranks), ranks, side="right")
    return Outcome({"pagerank": ranks.tolist(), "pagerank_place": places.tolist()}, {"papers": len(ranks)})


def _hits(reading: Reading) -> Outcome:
    found = hits(reading.citations)
    return Outcome({"hub": found.hubs.tolist(), "authority": found.authorities.tolist()})


def _core(reading: Reading) -> Outcome:
    found = cores(reading.citations)
    return Outcome({"core": found.tolist()}, {"highest": int(found.max(initial=0))})


def _main_path(reading: Reading) -> Outcome:
    place = {key: number for number, key in enumerate(main_path(reading.citations), start=1)}
    return Outcome({"main_path": [place.get(key) for key in reading.citations.keys]}, {"papers": len(place)})


def _betweenness(reading: Reading) -> Outcome:
    found = betweenness(reading.citations)
    # What is within the error of nothing is not told from nothing.
    values = [value if value > found.error else None for value in found.values.tolist()]
    notes = {"error": found.error, "doubt": found.doubt, "samples": found.samples}
    return Outcome({"betweenness": values}, notes)


def _numbered(reading: Reading) -> tuple[Numbers, Numbers]:
    """Give the numbers of the papers' communities, those before and those of now; two measures ask for them."""
    if reading not in _numbers:
        known, book = reading.before("Paper", "community"), reading.books.get("communities")
        before = np.array([known.get(key, 0) for key in reading.citations.keys], dtype=np.int64)
        highest = int(book.notes.get("highest", 0)) if book is not None else 0
        _numbers[reading] = before, communities(reading.citations, before=before, highest=highest)
    return _numbers[reading]


def _paper_map(reading: Reading) -> Outcome:
    x, y = (reading.before("Paper", name) for name in ("map_x", "map_y"))
    found = paper_map(reading.citations, _numbered(reading)[1], before={key: (x[key], y[key]) for key in x if key in y})
    rows = {
        place.paper_id: (
            place.x, place.y, place.radius, [key for key, _ in place.near], [weight for _, weight in place.near],
        )
        for place in found.places
    }  # fmt: skip
    nothing = (None,) * len(PAPER_MAP)
    values = [rows.get(key, nothing) for key in reading.citations.keys]
    notes = {"papers": found.linked, "most": MOST, "modularity": round(found.modularity, 3)}
    return Outcome({name: [row[at] for row in values] for at, name in enumerate(PAPER_MAP)}, notes)


def _communities(reading: Reading) -> Outcome:
    before, numbers = _numbered(reading)
    highest = max(int(numbers.max(initial=0)), int(before.max(initial=0)))
    rows = list(_community_rows(reading, numbers))

    def books(store: Store, build: int) -> None:
        analyses.communities(store, [row | {"build": build} for row in rows])

    notes = {"communities": len(rows), "highest": highest, "smallest": SMALLEST}
    return Outcome({"community": [number or None for number in numbers.tolist()]}, notes, books)


def _community_rows(reading: Reading, numbers: np.ndarray[Any, np.dtype[np.int64]]) -> list[dict[str, Any]]:
    """Give each community with its size and its most typical entities, by which it is called.

    One whose papers name nothing is called by its most cited paper.
    """
    entities = typical(reading.namings, numbers)
    names = dict(zip(reading.namings.entities, reading.namings.names, strict=True))
    cited = np.bincount(reading.citations.matrix.indices, minlength=len(numbers))
    order = np.lexsort((-cited, numbers))
    firsts = dict(zip(*(one.tolist() for one in np.unique(numbers[order], return_index=True)), strict=True))
    nameless = {number for number in firsts if number and number not in entities}
    titles = reading.titles() if nameless else {}
    rows = []
    for number, size in zip(*(one.tolist() for one in np.unique(numbers, return_counts=True)), strict=True):
        if not number:
            continue
        typical_of = entities.get(number, ())
        leader = reading.citations.keys[order[firsts[number]]]
        name = ", ".join(names[one] for one in typical_of[:3]) or titles.get(leader, leader)
        rows.append({"community": number, "name": name, "size": size, "entities": list(typical_of)})
    return rows


MEASURES: Final[tuple[Measure, ...]] = (
    Measure("pagerank", _pagerank, ("pagerank", "pagerank_place"), version=2),
    Measure("hits", _hits, ("hub", "authority")),
    Measure("core", _core, ("core",)),
    Measure("main path", _main_path, ("main_path",)),
    Measure("communities", _communities, ("community",), ("citations", "namings")),
    Measure("map of papers", _paper_map, PAPER_MAP),
    Measure("betweenness", _betweenness, ("betweenness",)),
)
