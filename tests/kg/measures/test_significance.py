"""Tests of kg.measures.significance and kg.measures.shares."""

from __future__ import annotations

from fractions import Fraction
from math import comb

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.measures.shares import newcombe, wilson
from kg.measures.significance import (
    benjamini_hochberg,
    by_chance,
    fewer_by_chance,
    likelihood_ratio,
    more_by_chance,
    smallest_by_chance,
)

Table = tuple[int, int, int, int]


@st.composite
def tables(draw: st.DrawFn) -> Table:
    """Give (both, first, second, total) that can be."""
    total = draw(st.integers(1, 300))
    first, second = draw(st.integers(0, total)), draw(st.integers(0, total))
    both = draw(st.integers(max(0, first + second - total), min(first, second)))
    return both, first, second, total


def exact(table: Table) -> float:
    """Count the ways, in whole numbers."""
    both, first, second, total = table
    ways = sum(
        comb(first, k) * comb(total - first, second - k)
        for k in range(both, min(first, second) + 1)
        if second - k <= total - first
    )
    return float(Fraction(ways, comb(total, second)))


@settings(max_examples=150, deadline=None)
@given(tables())
def test_chance_is_what_counting_all_ways_gives(table: Table) -> None:
    assert float(more_by_chance(*table)) == pytest.approx(exact(table), rel=1e-8, abs=1e-12)


@settings(max_examples=100, deadline=None)
@given(tables())
def test_the_two_sides_share_what_is_exactly_so(table: Table) -> None:
    both, first, second, total = table
    here = comb(first, both) * comb(total - first, second - both) / comb(total, second)
    sides = float(more_by_chance(*table) + fewer_by_chance(*table))
    assert sides == pytest.approx(1 + here, rel=1e-8)
    assert float(by_chance(*table)) >= float(smallest_by_chance(first, second, total)) - 1e-12


@settings(max_examples=100, deadline=None)
@given(tables())
def test_the_likelihood_ratio_is_nothing_where_all_is_as_expected(table: Table) -> None:
    both, first, second, total = table
    ratio = float(likelihood_ratio(*table))
    assert ratio >= 0
    assert (ratio < 1e-6) == (both * total == first * second)


def test_many_tables_at_once_are_as_each_alone() -> None:
    rows = [(5, 10, 20, 100), (0, 3, 4, 50), (3, 3, 3, 1000), (0, 0, 5, 9)]
    together = more_by_chance(*np.array(rows).T)
    assert together.tolist() == [float(more_by_chance(*row)) for row in rows]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.floats(0, 1), min_size=1, max_size=30), st.integers(0, 50))
def test_control_keeps_the_order_and_only_makes_less_sure(p: list[float], more: int) -> None:
    q = benjamini_hochberg(p)
    assert all(one >= other - 1e-12 for one, other in zip(q, p, strict=True))
    assert (np.diff(q[np.argsort(p, kind="stable")]) >= 0).all()
    assert (benjamini_hochberg(p, tests=len(p) + more) >= q - 1e-12).all()


@settings(max_examples=80, deadline=None)
@given(st.integers(1, 400).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_a_share_lies_within_its_limits(drawn: tuple[int, int]) -> None:
    k, n = drawn
    low, high = map(float, wilson(k, n))
    assert 0 <= low <= k / n <= high <= 1
    surer = wilson(k, n, z=3.0)
    assert float(surer[0]) <= low <= high <= float(surer[1])
    mirrored_low, mirrored_high = map(float, wilson(n - k, n))
    assert (1 - mirrored_high, 1 - mirrored_low) == pytest.approx((low, high), abs=1e-12)


Share = tuple[int, int]
shares = st.integers(1, 200).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


@settings(max_examples=80, deadline=None)
@given(shares, shares)
def test_a_difference_lies_within_its_limits_and_turns_with_its_sides(one: Share, other: Share) -> None:
    low, high = map(float, newcombe(*one, *other))
    difference = one[0] / one[1] - other[0] / other[1]
    assert -1 - 1e-12 <= low <= difference + 1e-12
    assert difference - 1e-12 <= high <= 1 + 1e-12
    assert tuple(-float(limit) for limit in newcombe(*other, *one)) == pytest.approx((high, low), abs=1e-12)


def test_of_nothing_nothing_is_known() -> None:
    assert [float(limit) for limit in wilson(0, 0)] == [0, 1]
