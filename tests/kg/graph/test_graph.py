from __future__ import annotations

import doctest
import sys
from typing import TYPE_CHECKING

import networkx as nx
import pandas as pd
import pytest

import kg
from kg.errors import CallError, KGError, QueryRefusedError
from kg.graph import Graph, rows

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from kg.store import Store
    from kg.store.local import Connection

SMALL = """\
CREATE (alpha:Paper {paper_id: '2401.00001', title: 'Alpha: fast learning', abstract: 'Alpha learns.', upvotes: 7,
                     published: date('2024-01-02'), references_known: 30}),
       (using:Paper {paper_id: 'using-alpha', title: 'Using <b>Alpha</b>', published: date('2024-05-06')}),
       (stub:Paper {paper_id: '1706.03762', stub: true}),
       (lab:Organization {organization_id: 'lab', name: 'Lab'}), (lab)-[:PUBLISHED]->(alpha),
       (method:Entity:Method {entity_id: 'method:alpha', name: 'Alpha', aliases: ['A']}),
       (one:Entity:Benchmark {entity_id: 'benchmark:beta', name: 'Beta'}),
       (using)-[:CITES]->(alpha), (using)-[:CITES]->(stub), (alpha)-[:CITES]->(stub),
       (alpha)-[:INTRODUCES]->(method), (using)-[:USES]->(method), (using)-[:EVALUATES_ON]->(one)
WITH alpha, using, one
UNWIND [[alpha, 80.0, 'a'], [using, 90.5, 'b']] AS claim
WITH claim[0] AS paper, claim[1] AS value, claim[2] AS key, one
CREATE (paper)-[:RESULT {key: key, value: value, unit: '%', metric: 'accuracy', whose: 'own', kind: 'absolute',
                         field: 'abstract', start: 0, end: 5, surface: 'it does'}]->(one)
"""


@pytest.fixture
def graph(server: Connection, store: Store) -> Iterator[Graph]:
    store.write(SMALL)
    with kg.open(server.url, user=server.user, password=server.password) as opened:
        yield opened


def test_the_examples_hold() -> None:
    assert doctest.testmod(rows).failed == 0


def test_papers_entities_and_hits_are_sequences_with_a_total(graph: Graph) -> None:
    papers = graph.papers(order="title")
    assert [paper.paper_id for paper in papers] == ["2401.00001", "using-alpha"]
    assert (papers.total, len(papers[:1]), papers[:1].total, papers[0].organization) == (2, 1, 2, "Lab")
    assert [paper.paper_id for paper in graph.papers(entity="Alpha", labels=["Benchmark"])] == ["using-alpha"]
    assert [entity.name for entity in graph.entities()] == ["Alpha", "Beta"]
    assert (graph.entities("Benchmark", limit=1).total, graph.entities(limit=1).total) == (1, 2)
    assert graph.search("alpha", limit=1)[0].node_id == "method:alpha"


def test_one_thing_is_found_by_whatever_names_it(graph: Graph) -> None:
    assert graph.paper("https://arxiv.org/abs/2401.00001v2").title == "Alpha: fast learning"
    assert graph.entity("alpha").entity_id == "method:alpha"
    assert [node.node_id for node in graph.neighbours("Beta").nodes] == ["benchmark:beta", "2401.00001", "using-alpha"]
    with pytest.raises(CallError, match=r"nearest to it: 2401\.00001"):
        graph.paper("fast")
    with pytest.raises(CallError, match='no entity "zork"'):
        graph.papers(entity="zork")


def test_paths_boards_and_recommendations_are_answered(graph: Graph) -> None:
    path = graph.path("Beta", "1706.03762")
    assert path is not None
    assert len(path.edges) == 2
    assert [(row.paper.paper_id, row.value) for row in graph.leaderboard("Beta")] == [
        ("using-alpha", 90.5),
        ("2401.00001", 80.0),
    ]
    assert graph.recommend("2401.00001", "1706.03762")[0].paper.paper_id == "using-alpha"


def test_a_query_gives_a_dict_a_row_and_says_what_it_left_out(graph: Graph) -> None:
    cypher = "UNWIND range(1, $n) AS n RETURN n, date('2024-01-02') AS day"
    found = graph.query(cypher, {"n": 2})
    assert (list(found), found.columns, found.cut) == (
        [{"n": 1, "day": "2024-01-02"}, {"n": 2, "day": "2024-01-02"}], ("n", "day"), None,
    )  # fmt: skip
    cut = graph.query(cypher, {"n": 5}, limit=3)
    assert len(cut) == 3
    assert cut.cut is not None
    with pytest.warns(UserWarning, match="nearest that it has is Paper"):
        graph.query("MATCH (p:Papers) RETURN p")


def test_rows_become_a_frame(graph: Graph) -> None:
    frame = graph.papers(order="title").pandas()
    assert list(frame["paper_id"]) == ["2401.00001", "using-alpha"]
    assert frame["published"].dt.year.tolist() == [2024, 2024]
    assert frame["references_known"].isna().tolist() == [False, True]
    assert frame["upvotes"].sum() == 7
    assert list(graph.leaderboard("Beta").pandas()["title"]) == ["Using <b>Alpha</b>", "Alpha: fast learning"]
    assert list(graph.recommend("2401.00001", "1706.03762").pandas()["paper_id"]) == ["using-alpha"]
    assert graph.query("MATCH (p:Paper) WHERE p.paper_id = 'none' RETURN p.title AS t").pandas().shape == (0, 1)
    pd.testing.assert_series_equal(
        graph.query("RETURN [1, 2] AS list").pandas()["list"], pd.Series([[1, 2]], name="list"), check_dtype=False
    )


def test_without_pandas_there_is_a_sentence(graph: Graph, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(KGError, match="pip install pandas"):
        graph.papers().pandas()


def test_a_notebook_shows_rows_as_text_and_never_as_its_own_html(graph: Graph) -> None:
    drawn = graph.papers()._repr_html_()
    assert "Using &lt;b&gt;Alpha&lt;/b&gt;" in drawn
    assert "<b>" not in drawn
    assert repr(graph.search("alpha", limit=2)) == "Rows(2: node_id, kind, name, detail, score, excerpt)"


def test_a_network_holds_what_the_graph_holds(graph: Graph) -> None:
    network = graph.networkx()
    assert set(network) == {"2401.00001", "using-alpha", "1706.03762", "method:alpha", "benchmark:beta"}
    assert network.edges["using-alpha", "method:alpha"]["type"] == "USES"
    cited = graph.networkx(labels=["Paper"])
    assert nx.pagerank(cited)["1706.03762"] == max(nx.pagerank(cited).values())
    assert set(graph.networkx(labels=["Paper"], papers=["arXiv:2401.00001"])) == {"2401.00001"}


@pytest.mark.parametrize(
    "write",
    [
        lambda graph: graph.query("CREATE (n:Paper) RETURN n"),
        lambda graph: graph.query("MATCH (n) DETACH DELETE n"),
        lambda graph: graph.store.write("CREATE (n:Paper)"),
        lambda graph: graph.store.write_all(lambda run: run("MATCH (n) DETACH DELETE n")),
        lambda graph: graph.store.read("CREATE (n:Paper)"),
    ],
)
def test_an_open_graph_cannot_be_written(
    graph: Graph, store: Store, snapshot: Callable[[Store], object], write: Callable[[Graph], object]
) -> None:
    before = snapshot(store)
    with pytest.raises((QueryRefusedError, CallError)):
        write(graph)
    assert snapshot(store) == before


def test_an_address_that_is_none_is_a_wrong_call() -> None:
    with pytest.raises(CallError, match="no address of a store"):
        kg.open("http://example.org")
