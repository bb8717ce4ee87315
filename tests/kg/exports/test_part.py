"""Tests of kg.exports.part: which nodes and edges belong to a part of the graph."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kg.errors import CallError, QueryRefusedError
from kg.exports import part

if TYPE_CHECKING:
    from kg.exports.part import Part
    from kg.store import Store


def keys(chosen: Part) -> set[str]:
    return {f"{node.kind} {node.key}" for node in chosen.nodes()}


def edges(chosen: Part) -> set[tuple[str, str, str]]:
    return {(edge.source[1], edge.type, edge.target[1]) for edge in chosen.edges()}


def test_the_whole_graph_is_every_node_and_edge(graph: Store) -> None:
    whole = part(graph)
    assert len([*whole.nodes(), *whole.books()]) == graph.read("MATCH (n) RETURN count(n) AS n")[0]["n"]
    assert len(list(whole.edges())) == graph.read("MATCH ()-[r]->() RETURN count(r) AS n")[0]["n"]


def test_a_paper_comes_with_what_is_around_it(graph: Store) -> None:
    chosen = part(graph, papers=[" using-alpha"])
    assert keys(chosen) == {
        "Paper using-alpha", "Method method:alpha", "Author author:jm", "Author author:yama",
    }  # fmt: skip
    assert ("using-alpha", "USES", "method:alpha") in edges(chosen)
    assert [record.paper.paper_id for record in chosen.papers()] == ["using-alpha"]


def test_a_paper_is_found_by_any_of_its_ids(graph: Store) -> None:
    for given in ("arXiv:2401.00001v2", "https://arxiv.org/abs/2401.00001", "10.1145/12.34_5"):
        assert [record.paper.paper_id for record in part(graph, papers=[given]).papers()] == ["2401.00001"]


def test_edges_between_two_chosen_papers_belong_to_the_part(graph: Store) -> None:
    found = edges(part(graph, papers=["2401.00001", "using-alpha"]))
    assert ("2401.00001", "CITES", "using-alpha") in found
    assert not any(target == "1706.03762" for _, _, target in found)


def test_a_query_may_answer_with_papers(graph: Store) -> None:
    expected = keys(part(graph, papers=["using-alpha"]))
    for returned in ("p", "p.paper_id AS paper_id"):
        assert keys(part(graph, query=f"MATCH (p:Paper)-[:USES]->() RETURN {returned}")) == expected


def test_a_query_may_answer_with_other_nodes_too(graph: Store) -> None:
    chosen = part(graph, query="MATCH path = (:Paper)-[:INTRODUCES]->(e) RETURN path, [e] AS es")
    assert keys(chosen) == {"Paper 2401.00001", "Method method:alpha"}
    assert edges(chosen) == {("2401.00001", "INTRODUCES", "method:alpha")}


def test_a_query_that_writes_is_refused(graph: Store) -> None:
    with pytest.raises(QueryRefusedError):
        part(graph, query="MATCH (p:Paper) SET p.title = '' RETURN p")


def test_what_is_not_there_is_said(graph: Store) -> None:
    with pytest.raises(CallError, match='no paper "nowhere"'):
        part(graph, papers=["using-alpha", "nowhere"])
    with pytest.raises(CallError, match="no node that can be exported"):
        part(graph, query="RETURN 1 AS one")
    with pytest.raises(CallError, match="not by both"):
        part(graph, query="RETURN 1", papers=["x"])
