"""This file is about what upserts promise: by key, idempotent, and careful with what another source says."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import pytest

from kg.batch import batches, entity_rows
from kg.model import Author, Entity, Mention, Organization, Paper, Reference, Relation, Resolution
from kg.store import tidy, upsert

if TYPE_CHECKING:
    from collections.abc import Callable

    from kg.store import Store

ALPHA = Entity("method:alpha", "Alpha", "Method")
BETA = Entity("model:beta", "Beta", "Model")
BETA_7B = Entity("model:beta-7b", "Beta-7B", "Model")


def relation(paper: str, entity: Entity, kind: Any, surface: str | None = None) -> Relation:
    text = surface or entity.name
    mention = Mention("abstract", 0, len(text), text, entity.label, 0.9, "by-hand", kind)
    return Relation(paper, entity.entity_id, kind, 0.9, (mention,))


def resolution(*relations: Relation, variants: tuple[tuple[str, str], ...] = ()) -> Resolution:
    return Resolution((ALPHA, BETA, BETA_7B), relations, variants)


def write(store: Store, source: str, papers: list[Paper], said: Resolution) -> None:
    upsert.entities(store, entity_rows(said))
    touched = {entity.entity_id for entity in said.entities}
    upsert.variants(store, said.variants, sorted(touched), source=source)
    for batch in batches(papers, said, extractor="by-hand/1"):
        touched |= upsert.papers(store, batch, source=source)
    touched |= tidy.gone(store, {paper.paper_id for paper in papers}, source=source)[1]
    tidy.orphans(store)
    tidy.names(store, touched)
    tidy.builds_on(store)


ONE = Paper(
    "2401.00001",
    "Alpha: a method",
    "Alpha beats Beta.",
    published=dt.date(2024, 1, 2),
    authors=(Author("Ada Lovelace"), Author("Alan Turing"), Author("Ada Lovelace")),
    organization=Organization("lab", "The Lab"),
    comments=3,
    ids={"arxiv": "2401.00001"},
    references=(Reference("1706.03762"), Reference("2401.00001")),
)
TWO = Paper("2401.00002", "Using Alpha", "We use Alpha.", authors=(Author("Alan Turing"),))
SAID = resolution(
    relation("2401.00001", ALPHA, "INTRODUCES"),
    relation("2401.00001", BETA_7B, "USES"),
    relation("2401.00002", ALPHA, "USES", "alphas"),
    variants=(("model:beta-7b", "model:beta"),),
)


@pytest.fixture
def filled(store: Store) -> Store:
    write(store, "a", [ONE, TWO], SAID)
    return store


def test_a_paper_carries_what_its_record_says(filled: Store) -> None:
    (row,) = filled.read("MATCH (p:Paper {paper_id: '2401.00001'}) RETURN properties(p) AS p")
    assert row["p"]["title"] == ONE.title
    assert row["p"]["published"].to_native() == ONE.published
    assert row["p"]["author_count"] == 3
    assert row["p"]["ids"] == ["arxiv:2401.00001"]
    assert row["p"]["sources"] == ["a"]
    assert "upvotes" not in row["p"]


def test_a_relation_carries_its_evidence(filled: Store) -> None:
    (row,) = filled.read(
        "MATCH (:Paper {paper_id: '2401.00002'})-[r:USES]->(e:Method:Entity) RETURN properties(r) AS r, e.name AS name"
    )
    r = row["r"]
    assert (r["fields"], r["starts"], r["ends"], r["surfaces"]) == (["abstract"], [0], [6], ["alphas"])
    assert (r["components"], r["scores"], r["score"], r["extractor"]) == (["by-hand"], [0.9], 0.9, "by-hand/1")


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
    rows = filled.read(
        "MATCH (p:Paper)-[c:CITES]->(q) RETURN p.paper_id AS p, q.paper_id AS q, q.stub AS stub, c.sources AS s"
    )
    assert rows == [{"p": "2401.00001", "q": "1706.03762", "stub": True, "s": ["a"]}]


def test_a_stub_that_is_listed_is_a_stub_no_longer(filled: Store) -> None:
    write(filled, "b", [Paper("1706.03762", "Attention", "We use attention.")], Resolution())
    (row,) = filled.read("MATCH (q:Paper {paper_id: '1706.03762'}) RETURN q.stub AS stub, q.title AS title")
    assert row == {"stub": None, "title": "Attention"}


def test_who_uses_what_another_introduced_builds_on_it(filled: Store) -> None:
    rows = filled.read("MATCH (a)-[r:BUILDS_ON]->(b) RETURN a.paper_id AS a, b.paper_id AS b, r.via AS via")
    assert rows == [{"a": "2401.00002", "b": "2401.00001", "via": ["method:alpha"]}]


def test_an_entity_that_two_papers_introduce_lets_none_build_on_it(filled: Store) -> None:
    rival = Paper("2401.00003", "Another Alpha", "Alpha.")
    write(filled, "b", [rival], resolution(relation("2401.00003", ALPHA, "INTRODUCES")))
    assert filled.read("MATCH ()-[r:BUILDS_ON]->() RETURN r") == []


def test_an_entity_is_named_as_most_papers_name_it_and_the_rest_are_aliases(filled: Store) -> None:
    (row,) = filled.read("MATCH (e:Entity {entity_id: 'method:alpha'}) RETURN e.name AS name, e.aliases AS aliases")
    assert row == {"name": "Alpha", "aliases": ["alphas"]}


def test_writing_twice_changes_nothing(filled: Store, snapshot: Callable[[Store], Any]) -> None:
    before = snapshot(filled)
    write(filled, "a", [ONE, TWO], SAID)
    assert snapshot(filled) == before


def test_the_order_of_two_sources_changes_nothing(store: Store, snapshot: Callable[[Store], Any]) -> None:
    other = [Paper("2401.00002", "Using Alpha", "We use Alpha.", upvotes=7), Paper("2401.00009", "Nine", "Beta.")]
    said = resolution(relation("2401.00002", ALPHA, "USES", "alphas"), relation("2401.00009", BETA, "USES"))
    write(store, "a", [ONE, TWO], SAID)
    write(store, "b", other, said)
    first = snapshot(store)
    store.clear()
    write(store, "b", other, said)
    write(store, "a", [ONE, TWO], SAID)
    assert snapshot(store) == first


def test_what_a_new_build_no_longer_says_goes(filled: Store) -> None:
    write(filled, "a", [TWO], resolution(relation("2401.00002", BETA, "USES")))
    assert filled.read("MATCH (p:Paper) RETURN p.paper_id AS id") == [{"id": "2401.00002"}]
    assert filled.read("MATCH (e:Entity) RETURN e.entity_id AS id") == [{"id": "model:beta"}]
    assert filled.read("MATCH (a:Author) RETURN a.name AS name") == [{"name": "Alan Turing"}]
    assert filled.read("MATCH (o:Organization) RETURN o") == []


def test_a_paper_that_another_source_lists_stays(filled: Store) -> None:
    write(filled, "b", [ONE], resolution(relation("2401.00001", ALPHA, "INTRODUCES")))
    write(filled, "a", [TWO], SAID)
    (row,) = filled.read("MATCH (p:Paper {paper_id: '2401.00001'}) RETURN p.sources AS sources, p.comments AS comments")
    assert row == {"sources": ["b"], "comments": 3}
    assert filled.read("MATCH (:Paper {paper_id: '2401.00001'})-[c:CITES]->() RETURN c.sources AS s") == [{"s": ["b"]}]


def test_a_paper_that_goes_and_is_cited_becomes_a_stub(filled: Store) -> None:
    citing = Paper("2401.00005", "Five", "Five.", references=(Reference("2401.00001"),))
    write(filled, "b", [citing], Resolution())
    write(filled, "a", [TWO], SAID)
    (row,) = filled.read(
        "MATCH (p:Paper {paper_id: '2401.00001'}) RETURN properties(p) AS p, COUNT { (p)--() } AS edges"
    )
    assert row == {"p": {"paper_id": "2401.00001", "stub": True}, "edges": 1}
    write(filled, "b", [], Resolution())
    assert filled.read("MATCH (p:Paper {paper_id: '2401.00001'}) RETURN p") == []


def test_a_source_that_knows_less_takes_nothing_away(filled: Store) -> None:
    write(filled, "b", [Paper("2401.00001", "Alpha, a title alone")], Resolution())
    (row,) = filled.read(
        "MATCH (p:Paper {paper_id: '2401.00001'})-[r:INTRODUCES]->() RETURN p.title AS title, p.comments AS comments"
    )
    assert row == {"title": "Alpha: a method", "comments": 3}


def test_what_its_only_source_no_longer_knows_goes(filled: Store) -> None:
    write(filled, "a", [Paper("2401.00002", "Using Alpha", "We use Alpha.")], SAID)
    assert filled.read("MATCH (p:Paper {paper_id: '2401.00002'})<-[:WROTE]-(a) RETURN a") == []
    assert filled.read("MATCH (p:Paper {paper_id: '2401.00002'}) RETURN p.author_count AS n") == [{"n": None}]


def test_a_variant_keeps_its_base(filled: Store) -> None:
    rows = filled.read("MATCH (v)-[r:VARIANT_OF]->(b) RETURN v.entity_id AS v, b.entity_id AS b, labels(b) AS labels")
    assert rows == [{"v": "model:beta-7b", "b": "model:beta", "labels": ["Entity", "Model"]}]


def test_hostile_text_is_text(store: Store) -> None:
    title = "'}) DETACH DELETE n // \u202e$\\u0027 <script>"
    write(store, "a'); MATCH (n) DELETE n //", [Paper("x", title, title, authors=(Author(title),))], Resolution())
    assert store.read("MATCH (p:Paper)<-[:WROTE]-(a) RETURN p.title AS title, a.name AS name") == [
        {"title": title, "name": title}
    ]
