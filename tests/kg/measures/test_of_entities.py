"""Tests of kg.measures.of_entities: what `kg analyse` keeps of trends and of the map, and how it is read."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from kg import queries
from kg.build import Contents, assimilate
from kg.measures.analysis import analyse
from kg.measures.occurrences import occurrences
from kg.measures.of_entities import ENTITIES
from kg.measures.pair_trends import pair_trends
from kg.measures.periods import analysed, months, periods, series, trends_of
from kg.measures.trends import trends
from kg.model import Named, Paper, Statement
from kg.store import Store, connect, local

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.queries.map_of_field import MapView


def papers(count: int) -> tuple[Paper, ...]:
    """Two fields of five methods, named in fours: of one field before 2026, of the other since."""
    return tuple(
        Paper(
            f"{26 - number % 2}01.{number:05d}",
            f"Paper number {number}",
            published=dt.date(2026 - number % 2, 1, 3),
            named=tuple(
                Named("Method", f"{('Frobnet', 'Quuxnet')[number % 2]} {'ABCDE'[(number // 2 + step) % 5]}", "USES")
                for step in range(4)
            ),
        )
        for number in range(count)
    )


def said(*some: Paper) -> list[Contents]:
    return [Contents("a", tuple(Statement("a", one.paper_id, one) for one in some), whole=True)]


@pytest.fixture(scope="module")
def forty(server: local.Connection) -> Iterator[Store]:
    """Forty such papers, built and analysed."""
    with connect(server.url, user=server.user, password=server.password) as opened:
        opened.clear()
        assimilate(opened, said(*papers(40)))
        analyse(opened, measures=ENTITIES)
        yield opened


def fields(view: MapView) -> dict[str, int]:
    return {place.name: place.field for place in view.places}


def test_the_map_is_read_with_its_fields_edges_and_what_rises_in_one_query(forty: Store) -> None:
    view = queries.field_map(forty)
    assert [(field.field, field.papers, len(field.entities)) for field in view.fields] == [(1, 20, 5), (2, 20, 5)]
    assert all(set(field.name.split(", ")) < set(fields(view)) for field in view.fields)
    assert len(view.places) == 10
    keys = {place.entity_id for place in view.places}
    assert {near for place in view.places for near, _ in place.near} <= keys
    assert sum(len(place.near) for place in view.places) == 20  # all pairs within both fields
    for place in view.places:
        assert place.trend == ("rising" if place.name.startswith("Frobnet") else "falling")
        assert place.papers == 16
        assert place.months == (((12 * 2026, 16),) if place.name.startswith("Frobnet") else ((12 * 2025, 16),))
        assert (place.recent, place.before) == ((16, 0) if place.name.startswith("Frobnet") else (0, 16))
    assert (view.least, view.entities) == (1, 10)  # ten are few, whatever is asked of them


def test_a_period_that_a_reader_chooses_is_told_as_the_whole_graph_tells_it(forty: Store) -> None:
    whole = occurrences(forty)
    assert analysed(forty)
    assert months(forty) == {12 * 2025: 20, 12 * 2026: 20}
    for recent, before in ((6, 12), (1, 24), (13, 1)):
        of = periods(forty, recent=recent, before=before)
        expected = trends(whole, recent=recent, before=before)
        assert of == expected.periods
        found = trends_of(forty, of)
        for direction in ("rising", "falling", "uncertain", "too little data"):
            assert found.of(direction) == expected.of(direction)
    assert trends_of(forty, of, labels=["Benchmark"]).rows == ()
    some = next(place for place in queries.field_map(forty).places if place.name == "Frobnet A")
    assert series(forty, [some.entity_id, "no such thing"]) == {some.entity_id: ("Frobnet A", {12 * 2026: 16})}


def test_pairs_rise_and_fall_with_their_papers_and_what_shares_no_paper_is_no_pair(forty: Store) -> None:
    found = pair_trends(forty, trends_of(forty, periods(forty)))
    assert found.entities == 10
    assert len(found.rows) == 20  # all pairs within both fields
    assert {row.direction for row in found.rows} == {"rising", "falling"}
    for row in found.rows:
        assert row.first[1].split()[0] == row.second[1].split()[0]
        assert (row.before, row.recent) == ((0, 12) if row.direction == "rising" else (12, 0))
        assert row.share_before + row.share_recent == 0.6
        assert row.q < 0.001


def test_nothing_is_done_again_where_nothing_changed_and_a_field_keeps_its_number_when_it_grows(forty: Store) -> None:
    before = queries.field_map(forty)
    again = analyse(forty, measures=ENTITIES)
    assert [one.state for one in again.measures] == ["unchanged"] * 4
    assert queries.field_map(forty) == before

    assimilate(forty, said(*papers(44)))
    assert [one.state for one in analyse(forty, measures=ENTITIES).measures] == ["done"] * 4
    after = queries.field_map(forty)
    assert fields(after) == fields(before)
    assert forty.read("MATCH (f:Field) RETURN DISTINCT f.build AS build") == [{"build": 2}]


def test_what_is_named_no_longer_leaves_the_map_and_its_field_goes(forty: Store) -> None:
    assimilate(forty, said(*papers(40)[::2]))
    analyse(forty, measures=ENTITIES)
    view = queries.field_map(forty)
    assert {name.split()[0] for name in fields(view)} == {"Frobnet"}
    assert len(view.fields) == 1


def test_a_graph_that_was_not_analysed_has_an_empty_map(store: Store) -> None:
    view = queries.field_map(store)
    assert (view.places, view.fields) == ((), ())
    assert [one.nodes for one in analyse(store, measures=ENTITIES).measures] == [0] * 4
