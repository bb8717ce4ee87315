"""Tests of kg.sources.seen."""

from __future__ import annotations

import sys

from hypothesis import given, settings
from hypothesis import strategies as st

from kg.sources.seen import Seen


@given(st.lists(st.text(max_size=3)))
@settings(max_examples=50)
def test_it_remembers_as_a_dictionary_would(identifiers: list[str]) -> None:
    seen, known = Seen(), dict[str, int]()
    for line, identifier in enumerate(identifiers):
        assert seen.first(identifier, line) == known.get(identifier)
        known.setdefault(identifier, line)
    assert len(seen) == len(known)


def test_many_papers_take_little_memory() -> None:
    seen = Seen()
    assert all(seen.first(f"10.1145/{number}", number) is None for number in range(20_000))
    assert seen.first("10.1145/777", 1) == 777
    held = sys.getsizeof(seen._fingerprints) + sys.getsizeof(seen._lines)
    assert held < 60 * len(seen)
