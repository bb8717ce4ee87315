"""Tests of kg.measures.recommendation: hand-worked graphs, and what must hold of every graph."""

from __future__ import annotations

from typing import Any

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import sparse

from kg.measures import fusion, recommendation

# Papers 0 to 5: 3 cites 0 and 1, 4 cites 0, 1 and 2, and 5 asks: it cites 0 and 1.
CITES = sparse.csr_array(
    np.array(
        [
            [0, 0, 0, 0, 0, 0],
            [0, 0, 0, 0, 0, 0],
            [0, 0, 0, 0, 0, 0],
            [1, 1, 0, 0, 0, 0],
            [1, 1, 1, 0, 0, 0],
            [1, 1, 0, 0, 0, 0],
        ]
    )
)
KNOWN = CITES[[5]]
OWN = np.array([5])
NO_TEXTS = np.zeros((1, 6))


@st.composite
def graphs(draw: st.DrawFn) -> tuple[Any, int]:
    size = draw(st.integers(2, 8))
    pairs = draw(st.sets(st.tuples(st.integers(0, size - 1), st.integers(0, size - 1)), max_size=20))
    found = np.zeros((size, size))
    for citing, cited in pairs:
        if citing != cited:
            found[citing, cited] = 1
    return sparse.csr_array(found), draw(st.integers(0, size - 1))


def test_the_reference_of_a_coupled_paper_counts_by_how_much_is_shared() -> None:
    found = recommendation.coupled_references(CITES, KNOWN, OWN)[0]
    # 4 shares two references that three papers cite each: 2/3, over the root of its three references.
    assert np.isclose(found[2], 2 / 3 / np.sqrt(3))
    assert found[3] == found[4] == found[5] == 0


def test_what_is_cited_together_counts_by_saltons_cosine() -> None:
    found = recommendation.co_cited(CITES, KNOWN, OWN)[0]
    # 2 is cited once, by 4, together with 0 and with 1, which three papers cite each.
    assert np.isclose(found[2], 2 / np.sqrt(3))


def test_a_paper_tells_nothing_new_of_itself() -> None:
    alone = sparse.csr_array(np.array([[0, 1, 1], [0, 0, 0], [0, 0, 0]]))
    known = sparse.csr_array(np.array([[0, 1, 0]]))
    assert not recommendation.coupled_references(alone, known, np.array([0])).any()
    assert not recommendation.co_cited(alone, known, np.array([0])).any()


def test_a_list_that_no_paper_has_is_walked_from_its_papers() -> None:
    found = recommendation.personalised_pagerank(CITES, sparse.csr_array([[1, 1, 0, 0, 0, 0]]), np.array([-1]))[0]
    assert found[0] == found[1] == found.max()
    assert found[2] > 0


def test_the_nearest_are_the_highest_above_zero_and_never_the_paper_itself() -> None:
    texts = np.array([[0.9, 0.2, -0.3, 0.5]])
    assert recommendation.nearest(texts, np.array([0]), count=1).toarray().tolist() == [[0, 0, 0, 0.5]]


def test_nothing_newer_nothing_known_and_not_the_paper_itself_may_be_recommended() -> None:
    years = np.array([2001, 2002, 2003, 2004, 0, 2002])
    assert recommendation.allowed(KNOWN, OWN, years, np.array([2003]))[0].tolist() == [
        False, False, True, False, True, False,
    ]  # fmt: skip
    assert recommendation.allowed(KNOWN, OWN, years, np.array([0]))[0].tolist() == [
        False, False, True, True, True, False,
    ]  # fmt: skip


def test_the_missing_reference_comes_first() -> None:
    one = {name: row[0] for name, row in recommendation.signals(CITES, KNOWN, OWN, NO_TEXTS).items()}
    may = recommendation.allowed(KNOWN, OWN, np.zeros(6), np.array([0]))[0]
    candidates = fusion.pool(one, may)
    assert candidates[np.argmax(fusion.fused(one, may, candidates))] == 2


@given(graphs())
@settings(max_examples=60, deadline=None)
def test_a_walk_is_a_distribution(graph: tuple[Any, int]) -> None:
    cites, own = graph
    found = recommendation.personalised_pagerank(cites, cites[[own]], np.array([own]))
    assert np.isclose(found.sum(), 1)
    assert (found >= 0).all()


@given(graphs())
@settings(max_examples=60, deadline=None)
def test_signals_are_never_negative_and_renaming_papers_renames_them(graph: tuple[Any, int]) -> None:
    cites, own = graph
    size = cites.shape[0]
    turned = np.arange(size)[::-1]
    other = cites[turned][:, turned]
    texts = np.zeros((1, size))
    before = recommendation.signals(cites, cites[[own]], np.array([own]), texts)
    after = recommendation.signals(other, other[[size - 1 - own]], np.array([size - 1 - own]), texts)
    for name, scores in before.items():
        assert (scores >= 0).all()
        assert np.allclose(scores[0], after[name][0][::-1]), name


@given(graphs())
@settings(max_examples=60, deadline=None)
def test_what_is_pooled_is_allowed(graph: tuple[Any, int]) -> None:
    cites, own = graph
    known = cites[[own]]
    one = {
        name: row[0]
        for name, row in recommendation.signals(cites, known, np.array([own]), np.ones((1, cites.shape[0]))).items()
    }
    may = recommendation.allowed(known, np.array([own]), np.zeros(cites.shape[0]), np.array([0]))[0]
    pooled = fusion.pool(one, may, count=3).tolist()
    assert own not in pooled
    assert not set(pooled) & set(known.indices.tolist())
