"""Tests of kg.sources.files.values."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.sources.files import values

DAY = dt.date(2024, 5, 1)


@pytest.mark.parametrize(
    "written",
    [
        *("2024-05-01", "2024-05-01T10:00:00Z", "2024-05-01 10:00:00", "2024/05/01", "2024.05.01", "20240501"),
        *(20240501, 19844, 1714521600, 1714521600.0, 1714521600000, 1714521600000000, 1714521600000000000),
        *("1714521600", "May 1, 2024", "1 May 2024", "Wed, 1 May 2024 10:00:00 GMT", [2024, 5, 1]),
        {"date-parts": [[2024, 5, 1]]},
        {"$date": "2024-05-01T00:00:00Z"},
    ],
)
def test_a_day_of_many_spellings_is_one(written: Any) -> None:
    assert values.day(written) == (DAY, None)


@pytest.mark.parametrize("written", [2024, 2024.0, "2024", "2024.0", "2024-05", "2024/5", "May 2024", "2024 May"])
def test_a_year_without_a_day_is_a_year(written: Any) -> None:
    assert values.day(written) == (None, 2024)


@pytest.mark.parametrize("written", [None, "", " ", "NaT", "nan", float("nan"), [], {}])
def test_no_day_is_no_day(written: Any) -> None:
    assert values.day(written) == (None, None)


@pytest.mark.parametrize("written", ["soon", "2024-13-01", 0, -5, True, "2024-02-30", {"day": 1}, 10**30, "0"])
def test_what_is_no_day_says_so(written: Any) -> None:
    with pytest.raises(values.UnreadError):
        values.day(written)


@given(st.dates(min_value=dt.date(1400, 1, 1), max_value=dt.date(2999, 12, 31)))
def test_every_day_in_iso_8601_is_that_day(day: dt.date) -> None:
    assert values.day(day.isoformat()) == (day, None)


@pytest.mark.parametrize(
    ("written", "count"), [(12, 12), (12.0, 12), ("12", 12), ("12.0", 12), ("1,204", 1204), ("1.2k", 1200), ("", None)]
)
def test_counts_of_many_spellings(written: Any, count: int | None) -> None:
    assert values.count(written) == count


@pytest.mark.parametrize("written", [True, "many", 1.5, -1, [1], "1e400", float("inf"), "9" * 30])
def test_what_is_no_count_says_so(written: Any) -> None:
    with pytest.raises(values.UnreadError):
        values.count(written)


@pytest.mark.parametrize(
    ("written", "items"),
    [
        ("['a', 'b, c']", ["a", "b, c"]),
        ("['a' 'b']", ["a", "b"]),
        ('["a", "b"]', ["a", "b"]),
        ("[]", []),
        ("[a, b]", ["a", "b"]),
        ("a; b;", ["a", "b"]),
        ("a", ["a"]),
        (None, []),
        (["a"], ["a"]),
        ({"a": 1}, [{"a": 1}]),
    ],
)
def test_lists_as_people_and_programs_write_them(written: Any, items: list[Any]) -> None:
    assert values.items(written) == items
