"""Tests of kg.measures.fusion: many rankings, one."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import sparse

from kg.measures import fusion, recommendation

RANKINGS = st.lists(st.lists(st.sampled_from("abcdef"), unique=True, max_size=6), max_size=4)


def test_what_two_lists_hold_comes_before_what_one_has_first() -> None:
    found = fusion.reciprocal_rank([["a", "b"], ["c", "b"]])
    assert found[0][0] == "b"
    assert found[0][1] == pytest.approx(2 / 62)
    assert [one for one, _ in found[1:]] == ["a", "c"]


def test_a_list_that_names_one_twice_counts_it_once() -> None:
    assert fusion.reciprocal_rank([["a", "a", "b"]]) == fusion.reciprocal_rank([["a", "b"]])


@given(RANKINGS)
@settings(max_examples=80, deadline=None)
def test_fusion_holds_each_once_and_no_more_than_all_lists_could_give(rankings: list[list[str]]) -> None:
    found = fusion.reciprocal_rank(rankings)
    assert sorted(one for one, _ in found) == sorted(set().union(*rankings))
    assert all(0 < score <= len(rankings) / (fusion.CONSTANT + 1) for _, score in found)


@given(RANKINGS)
@settings(max_examples=80, deadline=None)
def test_lists_that_agree_are_left_as_they_are(rankings: list[list[str]]) -> None:
    for ranking in rankings:
        assert [one for one, _ in fusion.reciprocal_rank([ranking, ranking])] == ranking


def test_a_scale_changes_nothing() -> None:
    scores, allowed, candidates = np.array([3.0, 1.0, 2.0, 0.0]), np.ones(4, dtype=bool), np.arange(4)
    assert np.allclose(
        fusion.features(scores, allowed, candidates), fusion.features(1000 * scores, allowed, candidates)
    )


def test_what_is_not_allowed_takes_no_rank() -> None:
    allowed = np.array([False, True, True])
    assert fusion.features(np.array([9.0, 4.0, 1.0]), allowed, np.array([1, 2])).tolist() == [
        [1.0, 0.0],
        [0.5, pytest.approx(-np.log(2))],
    ]


def test_every_signal_has_a_weight() -> None:
    none = sparse.csr_array((1, 1))
    assert list(recommendation.signals(none, none, np.array([-1]), np.zeros((1, 1)))) == list(fusion.WEIGHTS)
