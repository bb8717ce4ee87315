"""Citations as questions: who cites whom, in whose words, and which identifier finds whom."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from kg import queries
from kg.build import Contents, assimilate, of_service
from kg.model import LABELS, Named, Paper, Reference, Repository, Statement, TableEntry
from kg.store import Store, connect

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.queries.records import PaperView
    from kg.store.local import Connection

ATTENTION = Paper(
    "1706.03762",
    "Attention Is All You Need",
    "We propose the Transformer.",
    published=dt.date(2017, 6, 12),
    ids={"doi": "10.5555/3295222", "s2": "a" * 40, "openalex": "W77", "acl": "P19-1001"},
    cited_by_count=12,
    url="https://arxiv.org/abs/1706.03762",
)
SURVEY = Paper(
    "2401.00001",
    "A Survey of Tokens",
    "We survey tokens.",
    published=dt.date(2024, 1, 2),
    references=(
        Reference("W99"),
        Reference("2401.00002"),
        Reference("1706.03762", ("Attention [1] is used.", "See [1]."), ("methodology",)),
    ),
    reference_count=5,
    repositories=(Repository("https://github.com/a/b", official=True, stars=1234, license="MIT", archived=True),),
    named=(Named("Method", "Token Merging", "USES"),),
    results=(TableEntry("MMLU", "accuracy", 71.5, "%"),),
)
LATER = Paper(
    "2401.00002",
    "Later Words on Tokens",
    published=dt.date(2024, 2, 2),
    references=(Reference("W77"),),
    status="retracted",
)
OLDER = Paper("2301.00003", "Older Words", published=dt.date(2023, 2, 2), references=(Reference("10.5555/3295222"),))


def said(source: str, *papers: Paper) -> Contents:
    return of_service(source, [Statement(source, paper.paper_id, paper, "2026-01-01") for paper in papers])


@pytest.fixture(scope="module")
def graph(server: Connection) -> Iterator[Store]:
    """Four papers, three of which cite the fourth, and a stub."""
    with connect(server.url, user=server.user, password=server.password) as opened:
        opened.clear()
        assimilate(opened, [said("openalex", ATTENTION, SURVEY, LATER, OLDER)])
        assimilate(opened, [said("crossref", Paper("10.5555/3295222", ATTENTION.title, cited_by_count=9))])
        yield opened


def view(graph: Store, paper_id: str) -> PaperView:
    found = queries.paper(graph, paper_id)
    assert found is not None
    return found


def test_references_come_known_first_then_most_cited_and_the_stub_last_with_their_sentences(graph: Store) -> None:
    paper = view(graph, "2401.00001")
    rows = paper.references.rows
    assert [row.paper.paper_id for row in rows] == ["1706.03762", "2401.00002", "W99"]
    assert rows[0].contexts == ("Attention [1] is used.", "See [1].")
    assert (rows[0].intents, rows[0].sources) == (("methodology",), ("openalex",))
    assert [row.paper.stub for row in rows] == [False, False, True]
    assert (paper.completeness.known, paper.completeness.resolved, paper.completeness.disputed) == (5, 3, None)


def test_a_citation_count_is_what_cites_it_in_the_graph_and_what_sources_report_stands_apart(graph: Store) -> None:
    paper = view(graph, "1706.03762")
    assert [row.paper.paper_id for row in paper.citing.rows] == ["2401.00002", "2401.00001", "2301.00003"]
    assert paper.citing.total == 3
    assert paper.cited_by_counts == {"crossref": 9, "openalex": 12}
    assert queries.papers(graph, order="citations").rows[0].citations == 3
    assert paper.merged_by == ("doi:10.5555/3295222",)
    assert (queries.citing(graph, "1706.03762", limit=1).total, queries.references(graph, "none").rows) == (3, ())


def test_a_graph_that_keeps_no_counts_is_counted(graph: Store) -> None:
    kept = queries.papers(graph, order="citations")
    graph.write("MATCH (p:Paper) SET p.counted = p.cited_by REMOVE p.cited_by")
    try:
        counted = queries.papers(graph, order="citations")
    finally:
        graph.write("MATCH (p:Paper) SET p.cited_by = p.counted REMOVE p.counted")
    assert counted == kept
    assert counted.rows[0].citations == 3


def test_a_page_of_citations_goes_on_where_the_last_one_ended(graph: Store) -> None:
    whole = queries.citing(graph, "1706.03762").rows
    pages = [queries.citing(graph, "1706.03762", skip=skip, limit=1).rows for skip in range(4)]
    assert [row for page in pages for row in page] == list(whole)


def test_what_only_a_source_lists_has_no_span_and_repositories_have_their_facts(graph: Store) -> None:
    paper = view(graph, "2401.00001")
    (listed,) = [relation for relation in paper.relations if relation.entity.name == "Token Merging"]
    assert (listed.listed, listed.score, listed.mentions) == (True, None, ())
    (repository,) = paper.repositories
    assert (repository.stars, repository.license, repository.archived, repository.official) == (1234, "MIT", True, True)
    assert [result.surface for result in paper.results] == [None]
    entity = queries.entity(graph, listed.entity.entity_id)
    assert entity is not None
    assert [relation.listed for relation in entity.relations] == [True]
    assert (view(graph, "2401.00002").status, view(graph, "2401.00002").status_sources) == ("retracted", ("openalex",))


@pytest.mark.parametrize(
    "text",
    [
        "1706.03762", " arXiv:1706.03762v7 ", "https://arxiv.org/pdf/1706.03762v2.pdf", "hf.co/papers/1706.03762",
        "https://www.alphaxiv.org/abs/1706.03762", "https://doi.org/10.48550/arXiv.1706.03762", "doi:10.5555/3295222",
        "https://doi.org/10.5555/3295222", "w77", "https://openalex.org/W77", "a" * 40,
        f"https://www.semanticscholar.org/paper/Attention/{'a' * 40}", "https://aclanthology.org/P19-1001.pdf",
    ],
)  # fmt: skip
def test_every_identifier_finds_its_paper(text: str, graph: Store) -> None:
    assert queries.lookup(graph, text) == "1706.03762"
    assert queries.search(graph, text)[0].node_id == "1706.03762"


@pytest.mark.parametrize(
    "text", ["", "3295222", "no such thing", "x" * 5000, "https://example.org/", "10.1/none", "\0"]
)
def test_what_is_no_identifier_of_a_paper_finds_none(text: str, graph: Store) -> None:
    assert queries.lookup(graph, text) is None


def test_a_stub_is_found_by_its_identifier(graph: Store) -> None:
    assert queries.lookup(graph, "https://openalex.org/W99") == "W99"
    assert queries.titles(graph, ["W99", "1706.03762", "none"]) == {"W99": "W99", "1706.03762": ATTENTION.title}


def test_the_overview_counts_references_and_lists_what_changed(graph: Store) -> None:
    overview = queries.overview(graph)
    assert overview.relationships_by_type["CITES"] == 5
    assert (overview.citing, overview.references.known, overview.references.resolved) == (3, 7, 5)
    assert overview.revisions[0].revision == max(revision.revision for revision in overview.revisions)
    assert overview.revisions[-1].changes == {"cites_new": 5, "new": 4, "retracted": 1}
    assert overview.stubs == 1


def test_nodes_know_what_cites_them_what_they_name_and_whether_they_are_stubs(graph: Store) -> None:
    nodes = {node.node_id: node for node in queries.whole(graph).nodes}
    assert (nodes["1706.03762"].citations, nodes["1706.03762"].stub) == (3, False)
    assert (nodes["W99"].citations, nodes["W99"].mentions, nodes["W99"].stub) == (1, 0, True)
    survey = graph.read(
        "MATCH (:Paper {paper_id: '2401.00001'})-[r]->(:Entity) WHERE type(r) <> 'RESULT' RETURN r.listed"
    )
    assert nodes["2401.00001"].mentions == len(survey)
    assert {node.kind for node in nodes.values()} <= {"Paper", *LABELS}


def test_the_graphs_own_books_are_neither_drawn_nor_found(graph: Store) -> None:
    (row,) = graph.read("MATCH (s:Statement) RETURN s.statement_id AS id LIMIT 1")
    assert queries.search(graph, row["id"]) == ()
    assert queries.neighbourhood(graph, [row["id"], "arxiv:1706.03762"]).nodes == ()
