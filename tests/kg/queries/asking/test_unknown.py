"""Tests of kg.queries.asking.unknown."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kg.queries import unknown_names
from kg.queries.asking.unknown import _name, nearest

if TYPE_CHECKING:
    from kg.store import Store


@pytest.fixture
def small(store: Store) -> Store:
    store.write("CREATE (:Paper {paper_id: 'x', title: 'One'})-[:CITES]->(:Paper {paper_id: 'y'})")
    return store


@pytest.mark.parametrize(
    ("cypher", "says"),
    [
        ("MATCH (p:Papr) RETURN p", ["label Papr; the nearest that it has is Paper."]),
        ("MATCH (p:PAPER) RETURN p", ["label PAPER; the nearest that it has is Paper."]),
        ("MATCH (:Paper)-[r:cites]->() RETURN r", ["relationship type cites; the nearest that it has is CITES."]),
        ("MATCH (p:Paper) RETURN p.paperId", ["property paperId; the nearest that it has is paper_id."]),
        ("MATCH (p:`A ``b` does not exist`) RETURN p", []),  # which Neo4j cannot read: nothing is added
        ("MATCH (p:Paper {title: 'Two'}) RETURN p", []),
        ("CREATE (:Nonsense)", []),
        ("nonsense", []),
        ("RETURN $missing", []),
    ],
)
def test_what_the_graph_lacks_is_told_with_the_nearest_that_it_has(small: Store, cypher: str, says: list[str]) -> None:
    assert unknown_names(small, cypher) == tuple(f"The graph has no {said}" for said in says)


def test_a_name_without_a_near_one_is_told_with_all_that_there_are(small: Store) -> None:
    (said,) = unknown_names(small, "MATCH ()-[r:`Zz ``9`]->() RETURN r")
    assert said.startswith("The graph has no relationship type Zz `9; it has ")
    assert "CITES" in said


def test_many_names_are_cut_and_counted(small: Store) -> None:
    said = unknown_names(small, "MATCH (n) RETURN " + ", ".join(f"n.zz{number}" for number in range(8)))
    assert len(said) == 6
    assert said[-1] == "3 more names in the query are none of the graph's."


def test_parameters_go_along(small: Store) -> None:
    assert unknown_names(small, "MATCH (p:Paper {title: $title}) RETURN p", {"title": "One"}) == ()


def test_the_query_does_not_run(small: Store) -> None:
    unknown_names(small, "MATCH (p:Paper) DETACH DELETE p")
    assert small.read("MATCH (p:Paper) RETURN count(p) AS papers") == [{"papers": 2}]


@pytest.mark.parametrize("name", ["constructor", "__class__", "`", "a` does not exist. The label `b"])
def test_names_of_every_kind_are_read_out_of_what_neo4j_says(name: str) -> None:
    new = f"warn: label does not exist. The label `{name}` does not exist. Verify that the spelling is correct."
    old = f"One of the labels in your query is not available (the missing label name is: {name})"
    assert _name(new) == _name(old) == ("label", name)
    assert _name("warn: something else.") is None


def test_the_nearest_name_is_the_most_alike_whatever_its_case() -> None:
    assert nearest("EVALUATESON", ["USES", "EVALUATES_ON", "EVALUATES"]) == "EVALUATES_ON"
    assert nearest("x", []) is None
