from __future__ import annotations

from typing import TYPE_CHECKING

from kg.queries.comparing import compared_entities, compared_papers
from tests.kg.queries import small

if TYPE_CHECKING:
    from kg.store import Store


def test_papers_stand_in_the_order_asked_for_with_what_they_share(store: Store) -> None:
    small.fill(store)
    found = compared_papers(store, ["new", "nothing", "mid"])
    assert [one.paper.paper_id for one in found.papers] == ["new", "mid"]
    assert [one.name for one in found.papers[1].relations["USES"]] == ["ZorbNet"]
    assert {(row.paper.paper_id, row.value) for row in found.results} == {("new", 71.5), ("mid", 60.0)}
    ((common, citing),) = found.common
    assert (common.paper_id, sorted(citing)) == ("old", ["mid", "new"])


def test_entities_have_months_introducers_benchmarks_and_numbers_of_their_own(store: Store) -> None:
    small.fill(store)
    zorb, seven = compared_entities(store, ["model:zorb", "model:zorb-7b"])
    assert (zorb.introducers, seven.introducers) == ((("old", "ZorbNet"),), ())
    assert (zorb.months, seven.months) == ({2025 * 12: 1, 2025 * 12 + 5: 1}, {2026 * 12 + 1: 1})
    assert (zorb.variants, zorb.trend) == ((("model:zorb-7b", "ZorbNet-7B"),), "rising")
    assert [near[:2] for near in seven.benchmarks] == [("benchmark:quux", "QuuxBench")]
    assert [(row.subject, row.value) for row in (*zorb.numbers, *seven.numbers)] == [
        ("ZorbNet", 60.0),
        ("ZorbNet-7B", 71.5),
    ]
