"""Tests of kg.measures.citation_count: how many papers cite a paper."""

from __future__ import annotations

from hypothesis import given

from kg.measures.citation_count import citation_count
from tests.kg.measures.drawing import KEYS, both, bounded, pairs


@given(pairs)
@bounded
def test_it_is_the_in_degree(found: set[tuple[str, str]]) -> None:
    citations, graph = both(found)
    assert dict(zip(KEYS, citation_count(citations).tolist(), strict=True)) == dict(graph.in_degree)
    assert citation_count(citations).sum() == len(found)
