from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kg.errors import CallError
from kg.queries.naming_papers import count_naming, facets, naming_ids, naming_papers
from tests.kg.queries import small

if TYPE_CHECKING:
    from kg.store import Store


def test_every_paper_is_listed_once_with_all_that_it_says(store: Store) -> None:
    small.fill(store)
    found = naming_papers(store, "model:zorb")
    assert [(one.paper.paper_id, [said.type for said in one.said]) for one in found] == [
        ("mid", ["USES"]),
        ("old", ["INTRODUCES"]),
    ]
    assert found[1].said[0].mentions[0].surface == "ZorbNet"


def test_variants_are_rolled_up_where_that_is_asked(store: Store) -> None:
    small.fill(store)
    rolled = naming_papers(store, "model:zorb", rolled_up=True)
    assert (rolled[0].paper.paper_id, rolled[0].said[0].name) == ("new", "ZorbNet-7B")
    assert (count_naming(store, "model:zorb"), count_naming(store, "model:zorb", rolled_up=True)) == (2, 3)


def test_relation_year_and_month_narrow_the_list_its_count_and_its_ids_alike(store: Store) -> None:
    small.fill(store)
    for asked, ids in (
        ({"relation": "USES"}, ("new", "mid")),
        ({"when": "2025"}, ("mid", "old")),
        ({"when": "2025-06"}, ("mid",)),
        ({"when": "2025-07"}, ()),
    ):
        assert naming_ids(store, "model:zorb", rolled_up=True, **asked) == ids  # type: ignore[arg-type]
        assert count_naming(store, "model:zorb", rolled_up=True, **asked) == len(ids)  # type: ignore[arg-type]
        listed = naming_papers(store, "model:zorb", rolled_up=True, **asked)  # type: ignore[arg-type]
        assert tuple(one.paper.paper_id for one in listed) == ids


def test_pages_hold_each_paper_once(store: Store) -> None:
    small.fill(store)
    pages = [naming_papers(store, "model:zorb", rolled_up=True, skip=skip, limit=1) for skip in range(3)]
    assert [page[0].paper.paper_id for page in pages] == ["new", "mid", "old"]


def test_facets_say_how_it_can_be_divided(store: Store) -> None:
    small.fill(store)
    found = facets(store, "model:zorb", rolled_up=True)
    assert (found.total, found.relations, found.years) == (3, {"INTRODUCES": 1, "USES": 2}, {"2026": 1, "2025": 2})


def test_what_is_no_relation_and_no_order_is_refused(store: Store) -> None:
    with pytest.raises(CallError, match="is no relation"):
        naming_papers(store, "model:zorb", relation="EATS")  # type: ignore[arg-type]
    with pytest.raises(CallError, match="cannot be ordered"):
        naming_papers(store, "model:zorb", order="size")
