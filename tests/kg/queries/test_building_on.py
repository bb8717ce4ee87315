from __future__ import annotations

from typing import TYPE_CHECKING

from kg.queries.building_on import Via, bases, builders, count_building
from tests.kg.queries import small

if TYPE_CHECKING:
    from kg.store import Store


def test_both_directions_say_by_what_it_is_known(store: Store) -> None:
    small.fill(store)
    assert count_building(store, "mid") == (1, 0)
    assert count_building(store, "old") == (0, 1)
    (base,), (builder,) = bases(store, "mid"), builders(store, "old")
    assert (base.paper.paper_id, builder.paper.paper_id) == ("old", "mid")
    assert base.via == builder.via == (Via("model:zorb", "ZorbNet", "Model"),)


def test_a_paper_that_is_not_there_builds_on_nothing(store: Store) -> None:
    assert count_building(store, "nothing") == (0, 0)
    assert bases(store, "nothing") == ()
