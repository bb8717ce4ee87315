"""Tests of kg.measures.part: any part of the graph for networkx, with types, dates and weights."""

from __future__ import annotations

from typing import TYPE_CHECKING

import networkx as nx
import pytest

from kg.errors import CallError
from kg.measures import graph

if TYPE_CHECKING:
    from kg.store import Store

CITES = {
    ("2101.00001", "1706.03762"),
    ("2201.00002", "1706.03762"),
    ("2201.00002", "2101.00001"),
    ("2301.00003", "2101.00001"),
    ("2301.00003", "2201.00002"),
    ("2401.00004", "2301.00003"),
}


def test_papers_are_joined_by_citations_unless_asked_otherwise(five: Store) -> None:
    found = graph(five)
    assert isinstance(found, nx.DiGraph)
    assert set(found.edges) == CITES
    assert len(found) == 6
    assert found.nodes["2101.00001"] == {
        "label": "Paper", "name": "Paper number 1 of five", "published": "2021-01-02", "year": 2021,
    }  # fmt: skip
    assert found.nodes["1706.03762"] == {"label": "Paper", "stub": True}
    assert found.edges["2201.00002", "2101.00001"] == {"type": "CITES", "weight": 1}
    assert nx.is_directed_acyclic_graph(found)


def test_a_part_is_chosen_by_papers_and_years(five: Store) -> None:
    assert set(graph(five, stubs=False).edges) == {pair for pair in CITES if "1706.03762" not in pair}
    assert set(graph(five, since=2022, until=2023)) == {"2201.00002", "2301.00003"}
    some = graph(five, papers=["2301.00003", "2201.00002", "no such paper"])
    assert set(some) == {"2301.00003", "2201.00002"}
    assert set(some.edges) == {("2301.00003", "2201.00002")}


def test_what_papers_name_and_who_wrote_them_can_be_nodes_too(five: Store) -> None:
    found = graph(five, labels=["Paper", "Entity"])
    assert set(found.edges) > CITES
    assert found.nodes["method:adaptoid"] == {"label": "Method", "name": "Adaptoid"}
    assert found.edges["2101.00001", "method:adaptoid"]["type"] == "USES"
    whole = graph(five, labels=["Paper", "Author", "Organization"], types=["WROTE", "PUBLISHED"])
    assert {whole.edges[edge]["type"] for edge in whole.edges} == {"WROTE", "PUBLISHED"}
    assert set(whole["author:ada-lovelace"]) == {f"2{number}01.0000{number}" for number in range(1, 6)}


def test_entities_are_joined_by_the_papers_that_they_share(five: Store) -> None:
    found = graph(five, labels=["Method"], joined=True)
    assert not found.is_directed()
    assert {node: found.nodes[node]["papers"] for node in found} == {"method:adaptoid": 3, "method:frobnet": 2}
    assert found.number_of_edges() == 1
    assert found.edges["method:adaptoid", "method:frobnet"] == {"weight": 2}
    people = graph(five, labels=["Author"], joined=True, until=2022)
    assert set(people["author:ada-lovelace"]) == {"author:author-1", "author:author-2"}


def test_what_is_no_label_or_type_is_a_wrong_call(five: Store) -> None:
    with pytest.raises(CallError, match="'Papers' is no label"):
        graph(five, labels=["Papers"])
    with pytest.raises(CallError, match="'CITE' is no type"):
        graph(five, types=["CITE"])
    with pytest.raises(CallError, match="say which"):
        graph(five, joined=True)
