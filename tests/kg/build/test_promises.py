"""What builds promise: by key, idempotent, careful with what another source says, whole again."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import pytest

from kg.build import Contents, assimilate, of_service
from kg.model import Author, Named, Organization, Paper, Reference, Repository, Statement

if TYPE_CHECKING:
    from collections.abc import Callable

    from kg.build import BuildReport
    from kg.store import Store


def write(store: Store, source: str, *papers: Paper) -> BuildReport:
    said = tuple(Statement(source, paper.paper_id, paper) for paper in papers)
    return assimilate(store, [Contents(source, said, whole=True)])


def answer(store: Store, source: str, *papers: Paper) -> BuildReport:
    return assimilate(store, [of_service(source, [Statement(source, p.paper_id, p, "2026-01-01") for p in papers])])


def papers(store: Store) -> list[str]:
    return [row["id"] for row in store.read("MATCH (p:Paper) RETURN p.paper_id AS id ORDER BY id")]


def cites(store: Store) -> set[tuple[str, str]]:
    rows = store.read("MATCH (a)-[:CITES]->(b) RETURN a.paper_id AS a, b.paper_id AS b")
    return {(row["a"], row["b"]) for row in rows}


ONE = Paper(
    "2401.00001",
    "AlphaTok: A Tokenizer for Everyone",
    "We introduce AlphaTok, a tokenization method.",
    published=dt.date(2024, 1, 2),
    authors=(Author("Ada Lovelace"), Author("Alan Turing"), Author("Ada Lovelace")),
    organization=Organization("lab", "The Lab"),
    comments=3,
    references=(Reference("1706.03762", ("As shown in [1].",), ("background",)), Reference("2401.00001")),
)
TWO = Paper("2401.00002", "On tokens", "We compare with the AlphaTok method on GLUE.", authors=(Author("Alan Turing"),))


@pytest.fixture
def filled(store: Store) -> Store:
    write(store, "a", ONE, TWO)
    return store


def test_a_paper_carries_what_its_record_says(filled: Store) -> None:
    (row,) = filled.read("MATCH (p:Paper {paper_id: '2401.00001'}) RETURN properties(p) AS p, labels(p) AS labels")
    paper = row["p"]
    assert row["labels"] == ["Paper"]
    assert (paper["title"], paper["published"].to_native(), paper["year"]) == (ONE.title, ONE.published, 2024)
    assert (paper["author_count"], paper["ids"], paper["sources"]) == (3, ["arxiv:2401.00001"], ["a"])
    assert "title: a" in paper["field_sources"]
    assert "upvotes" not in paper


def test_authors_and_organisations_are_nodes(filled: Store) -> None:
    authors = filled.read(
        "MATCH (a:Author)-[w:WROTE]->(p:Paper {paper_id: '2401.00001'}) RETURN a.name AS name, w.position AS position "
        "ORDER BY position"
    )
    assert authors == [{"name": "Ada Lovelace", "position": 1}, {"name": "Alan Turing", "position": 2}]
    assert filled.read("MATCH (o:Organization)-[:PUBLISHED]->(p) RETURN o.name AS o, p.paper_id AS p") == [
        {"o": "The Lab", "p": "2401.00001"}
    ]


def test_a_cited_paper_that_nobody_lists_is_a_stub_and_none_cites_itself(filled: Store) -> None:
    rows = filled.read("MATCH (p:Paper)-[c:CITES]->(q) RETURN p.paper_id AS p, properties(q) AS q, properties(c) AS c")
    said = {"sources": ["a"], "contexts": ["As shown in [1]."], "intents": ["background"]}
    assert rows == [{"p": "2401.00001", "q": {"paper_id": "1706.03762", "stub": True, "cited_by": 1}, "c": said}]


def test_writing_twice_changes_nothing(filled: Store, snapshot: Callable[[Store], Any]) -> None:
    before = snapshot(filled)
    assert not write(filled, "a", ONE, TWO).changes.lists()
    assert snapshot(filled) == before


def test_a_stub_that_arrives_under_another_identifier_is_one_paper_and_keeps_its_edges(store: Store) -> None:
    write(
        store, "a", ONE, Paper("2401.00003", "Three of three", references=(Reference("W77"), Reference("1706.03762")))
    )
    assert papers(store) == ["1706.03762", "2401.00001", "2401.00003", "W77"]
    report = answer(store, "openalex", Paper("W77", "Attention", ids={"doi": "10.48550/arXiv.1706.03762"}))
    assert papers(store) == ["1706.03762", "2401.00001", "2401.00003"]
    assert cites(store) == {("2401.00001", "1706.03762"), ("2401.00003", "1706.03762")}
    assert report.changes.merged == (("W77", "1706.03762"),)
    (row,) = store.read("MATCH (p:Paper {paper_id: '1706.03762'}) RETURN p.ids AS ids, p.stub AS stub")
    assert row == {"ids": ["arxiv:1706.03762", "openalex:W77"], "stub": None}


def test_a_key_stays_when_a_better_identifier_arrives_and_every_identifier_finds_the_paper(store: Store) -> None:
    page = Paper("on-tokens", "On tokens and words", "Words.", published=dt.date(2024, 1, 5), author_count=1)
    write(store, "page", page)
    answer(store, "arxiv", Paper("2401.00002", "On Tokens and Words", published=dt.date(2024, 1, 5), upvotes=7))
    write(store, "b", Paper("2401.00009", "Nine of nine", references=(Reference("2401.00002"),)))
    assert papers(store) == ["2401.00009", "on-tokens"]
    assert cites(store) == {("2401.00009", "on-tokens")}
    (row,) = store.read(
        "MATCH (p:Paper {paper_id: 'on-tokens'}) RETURN p.title AS t, p.upvotes AS u, p.merged_by AS by"
    )
    assert (row["t"], row["u"]) == ("On tokens and words", 7)
    assert row["by"][0].startswith("title (")


def test_two_nodes_that_turn_out_to_be_one_become_one(store: Store) -> None:
    write(store, "a", Paper("10.1145/1.2", "One title"), Paper("2401.00005", "Another title"))
    write(
        store, "b", Paper("2401.00009", "Nine of nine", references=(Reference("10.1145/1.2"), Reference("2401.00005")))
    )
    assert len(cites(store)) == 2
    answer(store, "semantic_scholar", Paper("2401.00005", "Another title", ids={"doi": "10.1145/1.2"}))
    assert papers(store) == ["2401.00005", "2401.00009"]
    assert cites(store) == {("2401.00009", "2401.00005")}


def test_a_merge_is_undone_when_what_joined_it_goes(store: Store, snapshot: Callable[[Store], Any]) -> None:
    write(store, "a", Paper("10.1145/1.2", "One title"), Paper("2401.00005", "Another title"))
    write(
        store, "b", Paper("2401.00009", "Nine of nine", references=(Reference("10.1145/1.2"), Reference("2401.00005")))
    )
    before = snapshot(store)
    write(store, "c", Paper("2401.00005", "Another title", ids={"doi": "10.1145/1.2"}))
    write(store, "c")
    builds = "'c'"
    assert [n for n in snapshot(store)[0] if builds not in n and '"c"' not in n] == before[0]
    assert snapshot(store)[1] == before[1]


def test_the_order_of_two_sources_changes_nothing(store: Store, snapshot: Callable[[Store], Any]) -> None:
    other = [
        Paper("2401.00002", "On tokens", "We use GLUE.", upvotes=7, authors=(Author("alan turing"),)),
        Paper("2401.00009", "Nine of nine", "BERT.", references=(Reference("W12"),)),
        Paper("W12", "Twelve", ids={"arxiv": "1706.03762"}),
    ]
    write(store, "a", ONE, TWO)
    write(store, "b", *other)
    first = snapshot(store)
    store.clear()
    write(store, "b", *other)
    write(store, "a", ONE, TWO)
    assert [n for n in snapshot(store)[0] if "Build" not in n] == [n for n in first[0] if "Build" not in n]
    assert snapshot(store)[1] == first[1]


def test_what_a_new_build_no_longer_says_goes(filled: Store) -> None:
    report = write(filled, "a", TWO)
    assert (report.gone, report.changes.gone) == (1, ("2401.00001",))
    assert papers(filled) == ["2401.00002"]
    assert filled.read("MATCH (a:Author) RETURN a.name AS name") == [{"name": "Alan Turing"}]
    assert filled.read("MATCH (o:Organization) RETURN o") == []
    assert filled.read("MATCH (s:Statement) RETURN count(*) AS n") == [{"n": 1}]
    assert filled.read("MATCH (i:Identifier) RETURN count(*) AS n") == [{"n": 1}]


def test_a_paper_that_another_source_lists_stays(filled: Store) -> None:
    write(filled, "b", ONE)
    write(filled, "a", TWO)
    (row,) = filled.read("MATCH (p:Paper {paper_id: '2401.00001'}) RETURN p.sources AS sources, p.comments AS comments")
    assert row == {"sources": ["b"], "comments": 3}
    assert filled.read("MATCH (:Paper {paper_id: '2401.00001'})-[c:CITES]->() RETURN c.sources AS s") == [{"s": ["b"]}]


def test_a_paper_that_goes_and_is_cited_becomes_a_stub(filled: Store) -> None:
    write(filled, "b", Paper("2401.00005", "Five of five", "Five.", references=(Reference("2401.00001"),)))
    write(filled, "a", TWO)
    (row,) = filled.read(
        "MATCH (p:Paper {paper_id: '2401.00001'}) RETURN properties(p) AS p, COUNT { (p)--() } AS edges"
    )
    assert row == {"p": {"paper_id": "2401.00001", "stub": True, "cited_by": 1}, "edges": 1}
    write(filled, "b")
    assert papers(filled) == ["2401.00002"]


def test_a_source_that_knows_less_takes_nothing_away(filled: Store) -> None:
    write(filled, "b", Paper("2401.00001", "Alpha, a title alone"))
    (row,) = filled.read(
        "MATCH (p:Paper {paper_id: '2401.00001'})-[r:INTRODUCES]->() RETURN p.title AS title, p.comments AS comments"
    )
    assert row == {"title": ONE.title, "comments": 3}


def test_a_service_that_answers_about_one_paper_says_nothing_of_others(store: Store) -> None:
    answer(store, "openalex", Paper("W11", "Eleven of eleven"))
    answer(store, "openalex", Paper("W22", "Twenty-two"))
    assert papers(store) == ["W11", "W22"]


def test_a_paper_without_a_title_is_kept_as_a_stub(store: Store) -> None:
    answer(store, "openalex", Paper("W11", "", references=(Reference("W22"),)))
    assert cites(store) == {("W11", "W22")}
    (row,) = store.read("MATCH (p:Paper {paper_id: 'W11'}) RETURN p.stub AS stub, p.sources AS sources")
    assert row == {"stub": True, "sources": ["openalex"]}


def test_two_people_of_one_name_are_two_when_identifiers_say_so(store: Store) -> None:
    def by(paper_id: str, **ids: str) -> Paper:
        return Paper(paper_id, f"Paper {paper_id} of Wang", authors=(Author("Wei Wang", ids),))

    write(store, "a", by("2401.00001", orcid="0000-0001"), by("2401.00002", orcid="0000-0001"), by("2401.00003"))
    assert store.read("MATCH (a:Author) RETURN count(a) AS n") == [{"n": 1}]
    write(store, "b", by("2401.00004", orcid="0000-0002"))
    rows = store.read("MATCH (a:Author)-[:WROTE]->(p) RETURN a.author_id AS a, count(p) AS n ORDER BY a")
    assert [(row["a"], row["n"]) for row in rows] == [
        ("author:wei-wang", 1), ("author:wei-wang.orcid:0000-0001", 2), ("author:wei-wang.orcid:0000-0002", 1),
    ]  # fmt: skip
    write(store, "b")
    assert store.read("MATCH (a:Author)-[:WROTE]->(p) RETURN a.author_id AS a, count(p) AS n") == [
        {"a": "author:wei-wang", "n": 3}
    ]


def test_what_a_source_lists_is_in_the_graph_without_a_span(store: Store) -> None:
    listed = Paper(
        "2401.00001",
        ONE.title,
        ONE.abstract,
        repositories=(Repository("https://github.com/Some/Code", official=True),),
        named=(Named("Method", "AlphaTok", "USES"), Named("Benchmark", "Nowhere Bench", "EVALUATES_ON")),
    )
    write(store, "a", listed)
    rows = store.read("MATCH (p)-[r]->(e:Entity) WHERE r.listed RETURN type(r) AS t, e.entity_id AS e, r.official AS o")
    found = {(row["t"], row["e"], row["o"]) for row in rows}
    assert {("HAS_CODE", "repo:some code", True), ("EVALUATES_ON", "benchmark:nowhere-bench", None)} <= found
    assert store.read("MATCH (e:Method) RETURN count(e) AS n") == [{"n": 1}]


def test_completeness_is_counted(store: Store) -> None:
    answer(store, "openalex", Paper("W11", "Eleven of eleven", references=(Reference("W22"), Reference("W33"))))
    answer(
        store,
        "crossref",
        Paper("10.1/1", "Eleven of eleven", ids={"openalex": "W11"}, reference_count=5, references=(Reference("W22"),)),
    )
    (row,) = store.read(
        "MATCH (p:Paper {paper_id: 'W11'}) RETURN p{.references_known, .references_resolved, .sources_disagree} AS p"
    )
    assert row["p"] == {"references_known": 5, "references_resolved": 2, "sources_disagree": 1}


def test_hostile_text_is_text(store: Store) -> None:
    title = "'}) DETACH DELETE n // \u202e$\\u0027 <script>"
    write(store, "a'); MATCH (n) DELETE n //", Paper("x", title, title, authors=(Author(title),)))
    (row,) = store.read("MATCH (p:Paper {paper_id: 'x'})<-[:WROTE]-(a) RETURN p.title AS title, a.name AS name")
    assert row == {"title": title, "name": title}


def test_a_value_that_no_index_takes_costs_its_field_or_its_record(store: Store) -> None:
    long = "x" * 9000
    report = answer(
        store,
        "openalex",
        Paper("W11", long),
        Paper(
            "W22", "Twenty-two", authors=(Author(long), Author("Ada")), references=(Reference(long), Reference("W33"))
        ),
    )
    assert papers(store) == ["W22", "W33"]
    assert store.read("MATCH (a:Author) RETURN a.name AS name") == [{"name": "Ada"}]
    assert len(report.omissions) == 3


def test_a_paper_that_is_told_in_brief_alone_again_keeps_nothing_of_its_text(
    store: Store, snapshot: Callable[[Store], Any]
) -> None:
    write(store, "b", Paper("2401.00009", "Nine of nine", "Nine.", references=(Reference("2401.00001"),)))
    brief = Statement("semantic_scholar", "sha in brief", Paper("2401.00001", ONE.title), "2026-01-01")
    assimilate(store, [of_service("semantic_scholar", [brief])])
    before = snapshot(store)
    write(store, "a", ONE)
    assert store.read("MATCH (:Paper {paper_id: '2401.00001'})-[:INTRODUCES]->(e) RETURN count(e) AS n") == [{"n": 1}]
    write(store, "a")
    assert [node for node in snapshot(store)[0] if '"Build"' not in node] == [
        n for n in before[0] if '"Build"' not in n
    ]
    assert snapshot(store)[1] == before[1]


def test_a_source_that_gives_but_the_number_of_references_disputes_none(store: Store) -> None:
    answer(store, "openalex", Paper("W11", "Eleven of eleven", references=(Reference("W22"), Reference("W33"))))
    answer(store, "semantic_scholar", Paper("10.1/1", "Eleven of eleven", ids={"openalex": "W11"}, reference_count=5))
    (row,) = store.read("MATCH (p:Paper {paper_id: 'W11'}) RETURN p{.references_known, .sources_disagree} AS p")
    assert row["p"] == {"references_known": 5, "sources_disagree": None}
