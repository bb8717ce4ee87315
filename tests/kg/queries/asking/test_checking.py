"""Tests of kg.queries.asking.checking."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kg.queries.asking.checking import LONGEST, checked
from kg.queries.asking.places import Place

if TYPE_CHECKING:
    from kg.store import Store


@pytest.fixture
def small(store: Store) -> Store:
    store.write("CREATE (:Paper {paper_id: 'x', title: 'One'})-[:CITES]->(:Paper {paper_id: 'y'})")
    return store


def test_a_misspelt_name_is_remarked_on_with_the_nearest_and_its_place(small: Store) -> None:
    label, key = checked(small, "MATCH (p:Papr)\nRETURN p.titel")
    assert (label.kind, label.near, label.place) == ("unknown", "Paper", Place(1, 10, 4))
    assert (key.near, key.place) == ("title", Place(2, 10, 5))
    assert key.sentence == "The graph has no property titel; the nearest that it has is title."


def test_what_would_be_refused_is_remarked_on_and_does_not_run(small: Store) -> None:
    (remark,) = checked(small, "MATCH (n) DETACH DELETE n")
    assert (remark.kind, remark.place) == ("error", Place(1, 11, 13))
    assert "can only be read" in remark.sentence
    assert small.read("MATCH (p:Paper) RETURN count(p) AS papers") == [{"papers": 2}]


@pytest.mark.parametrize("cypher", ["", "  \n", "MATCH (p:Paper) RETURN p.title", "RETURN '" + "x" * LONGEST])
def test_nothing_is_said_of_a_query_that_is_well_or_empty_or_very_long(small: Store, cypher: str) -> None:
    assert checked(small, cypher) == ()
