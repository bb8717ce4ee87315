"""Tests of kg.dashboard.words.relations: every relationship of the graph has its words, both ways."""

from __future__ import annotations

from kg import schema
from kg.dashboard.words.relations import BACKWARD, FORWARD


def test_every_relationship_has_words_from_either_end() -> None:
    assert set(FORWARD) == set(BACKWARD) == set(schema.RELATIONSHIP_TYPES)
