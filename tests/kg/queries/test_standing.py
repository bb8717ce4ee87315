from __future__ import annotations

from typing import TYPE_CHECKING

from kg.queries.standing import standing
from tests.kg.queries import small

if TYPE_CHECKING:
    from kg.store import Store


def test_a_paper_stands_by_rank_in_a_community_and_on_the_main_path(store: Store) -> None:
    small.fill(store)
    mid = standing(store, "mid")
    assert mid is not None
    assert (mid.pagerank_place, mid.ranked, mid.community_name, mid.main_path, mid.main_path_papers) == (
        2,
        4,
        "ZorbNet, QuuxBench",
        2,
        2,
    )
    ranks = [found.pagerank_place for key in ("new", "apart") if (found := standing(store, key))]
    assert ranks == [3, 3]  # of one value, one place


def test_a_graph_that_was_never_analysed_says_so(store: Store) -> None:
    store.write("CREATE (:Paper {paper_id: 'p', title: 'P'})<-[:CITES]-(:Paper {paper_id: 'q'})")
    found = standing(store, "p")
    assert found is not None
    assert (found.analysed, found.cited_by, found.pagerank_place, found.community) == (False, 1, None, None)
    assert standing(store, "nothing") is None
