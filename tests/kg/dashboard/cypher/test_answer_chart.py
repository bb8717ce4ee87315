"""Tests of kg.dashboard.cypher.answer_chart."""

from __future__ import annotations

import pytest

from kg.dashboard.cypher.answer_chart import Plot, chart, points, sorts, usual
from kg.queries.records import Answer

EVIL = "<img src=x onerror=alert(1)>.[0]"
ANSWER = Answer(
    columns=("day", EVIL, "papers", "node"),
    rows=(
        ("2026-06-01", "a", 3, {"labels": ["Paper"], "properties": {"title": EVIL}}),
        ("2026-06-02T10:00:00Z", "b", None, None),
        (None, "c", 2.5, None),
    ),
    nodes=(),
    edges=(),
    cut=None,
    milliseconds=1,
)


def test_the_sort_of_a_column_is_that_of_its_values() -> None:
    assert sorts(ANSWER) == ["time", "name", "number", "name"]
    assert usual(sorts(ANSWER)) == Plot("line", 0, 2)


def test_a_row_without_a_value_has_no_place() -> None:
    assert points(ANSWER, Plot("bar", 1, 2)) == [{"across": "a", "value": 3}, {"across": "c", "value": 2.5}]
    assert points(ANSWER, Plot("bar", 3, 2)) == [{"across": EVIL, "value": 3}]


@pytest.mark.parametrize("kind", ["bar", "line", "scatter"])
@pytest.mark.parametrize("x", [0, 1, 2])
def test_every_kind_is_drawn_against_every_sort_whatever_the_columns_are_called(kind: str, x: int) -> None:
    plot = Plot(kind, x, 2)
    drawn = chart(points(ANSWER, plot), plot, sorts(ANSWER)[x], (EVIL, "papers")).to_dict()
    fields = {drawn["encoding"][axis]["field"] for axis in ("x", "y")}
    assert fields == {"across", "value"}
    assert EVIL in {drawn["encoding"][axis]["title"] for axis in ("x", "y")}
