"""Tests of kg.sources.whitespace."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kg.sources.whitespace import unfolded


@given(st.text())
def test_every_run_of_white_space_is_one_blank(text: str) -> None:
    line = unfolded(text)
    assert line.split(" ") == (text.split() or [""])
    assert unfolded(line) == line
