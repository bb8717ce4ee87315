"""Tests of kg.dashboard.layout.charts: a sparkline keeps to its box, and its words stay words."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from kg.dashboard.layout.charts import sparkline


@given(st.lists(st.floats(0, 1e9), min_size=1, max_size=60))
def test_every_point_lies_in_the_box(values: list[float]) -> None:
    points = re.search(r"polygon\(([^)]*)\)", sparkline(values, "x"))
    assert points is not None
    for point in points[1].split(", "):
        x, y = map(float, point.replace("px", "").split())
        assert 0 <= x <= 96
        assert 0 <= y <= 20


def test_what_it_says_is_text() -> None:
    assert "<script>" not in sparkline([1.0], "<script>alert(1)</script>")


def test_lines_of_one_scale_are_as_high_as_their_values() -> None:
    low, high = (sparkline([value], "x", top=10.0) for value in (1.0, 10.0))
    assert low != high
    assert sparkline([1.0], "x") == sparkline([10.0], "x")
