"""The named questions: what they count is what the graph holds, and odd input is no error."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from kg import queries
from kg.errors import CallError
from kg.model import LABELS, RELATION_TYPES

if TYPE_CHECKING:
    from kg.store import Store

LORAM = "train-small-infer-large-memory-efficient-lora-training-for-large-language-models"


def test_an_overview_counts_what_the_graph_holds(graph: Store) -> None:
    overview = queries.overview(graph)
    assert (overview.papers, overview.stubs) == (44, 0)
    assert set(overview.entities_by_label) == set(LABELS)
    (counted,) = graph.read("MATCH (e:Entity) RETURN count(e) AS n")
    assert sum(overview.entities_by_label.values()) == counted["n"]
    (counted,) = graph.read("MATCH ()-[r]->() RETURN count(r) AS n")
    assert sum(overview.relationships_by_type.values()) == counted["n"]
    (build,) = overview.builds
    assert build.complete
    assert build.built_at is not None
    assert build.counts["papers"] == 44


def test_pages_of_papers_are_a_partition(graph: Store) -> None:
    seen: list[str] = []
    for skip in range(0, 60, 20):
        page = queries.papers(graph, order="title", skip=skip, limit=20)
        assert page.total == 44
        seen += [row.paper_id for row in page.rows]
    assert len(seen) == len(set(seen)) == 44
    titles = [row.title.lower() for row in queries.papers(graph, order="title", limit=44).rows]
    assert titles == sorted(titles)


@pytest.mark.parametrize("order", ["published", "comments", "upvotes", "entities"])
def test_papers_come_greatest_first_and_the_unknown_last(order: Any, graph: Store) -> None:
    values = [getattr(row, order) for row in queries.papers(graph, order=order, limit=44).rows]
    known = [value for value in values if value is not None]
    assert known == sorted(known, reverse=True)
    assert all(value is None for value in values[len(known) :])


def test_papers_are_found_by_words_and_by_the_beginning_of_the_last(graph: Store) -> None:
    whole = queries.papers(graph, text="byte-pair encoding", limit=44)
    begun = queries.papers(graph, text="BYTE-pair enco", limit=44)
    assert whole.total > 0
    assert {row.paper_id for row in whole.rows} <= {row.paper_id for row in begun.rows}
    for row in whole.rows:
        view = queries.paper(graph, row.paper_id)
        assert view is not None
        assert "byte-pair encoding" in f"{view.title} {view.abstract}".casefold()


def test_a_filter_by_type_leaves_papers_that_name_one(graph: Store) -> None:
    page = queries.papers(graph, labels=("Benchmark", "Repo"), limit=44)
    assert 0 < page.total < 44
    for row in page.rows:
        view = queries.paper(graph, row.paper_id)
        assert view is not None
        assert {"Benchmark", "Repo"} <= {relation.entity.label for relation in view.relations}


def test_a_filter_by_entity_leaves_the_papers_that_name_it(graph: Store) -> None:
    for entity in queries.top_entities(graph, limit=5):
        page = queries.papers(graph, entity_id=entity.entity_id, limit=44)
        assert page.total == entity.papers


def test_a_filter_by_organisation_leaves_what_it_published(graph: Store) -> None:
    (row,) = queries.papers(graph, organization="Ai2").rows
    assert row.organization == "Ai2"


@pytest.mark.parametrize(
    "text",
    [
        "AND",
        '"',
        "\\",
        "~*?:/",
        "a:b AND (c",
        "[x TO y]",
        "$$",
        "\u200f",
        "大模型",
        "🙂",
        "C++",
        "x" * 5000,
        "a " * 200,
        "NOT",
        "!-+",
    ],
)
def test_no_search_text_is_an_error(text: str, graph: Store) -> None:
    assert queries.papers(graph, text=text).total >= 0
    queries.search(graph, text)


def test_a_name_as_typed_comes_first(graph: Store) -> None:
    for entity in queries.top_entities(graph, limit=20):
        assert queries.search(graph, entity.name)[0].name.casefold() == entity.name.casefold()
    assert queries.search(graph, LORAM)[0].node_id == LORAM
    assert queries.search(graph, "model:bert")[0].node_id == "model:bert"
    assert queries.search(graph, "lora")[0].name == "LoRA"
    assert queries.search(graph, "   ") == ()


def test_top_entities_are_in_as_many_papers_as_they_say(graph: Store) -> None:
    rows = queries.top_entities(graph, limit=10)
    assert [row.papers for row in rows] == sorted((row.papers for row in rows), reverse=True)
    for row in rows:
        (counted,) = graph.read(
            "MATCH (p:Paper)-->(:Entity {entity_id: $id}) RETURN count(DISTINCT p) AS n", id=row.entity_id
        )
        assert counted["n"] == row.papers
    assert {row.label for row in queries.top_entities(graph, "Benchmark")} == {"Benchmark"}


def test_a_paper_comes_with_evidence_that_stands_in_its_text(graph: Store) -> None:
    view = queries.paper(graph, LORAM)
    assert view is not None
    assert view.relations
    ranks = [RELATION_TYPES.index(relation.type) for relation in view.relations]
    assert ranks == sorted(ranks)
    for relation in view.relations:
        assert relation.mentions
        for mention in relation.mentions:
            assert getattr(view, mention.field)[mention.start : mention.end] == mention.surface
    assert len(view.neighbours) <= 10
    assert all(shared > 0 and near.paper_id != LORAM for near, shared in view.neighbours)


def test_an_entity_comes_with_papers_and_their_sentences(graph: Store) -> None:
    top = queries.top_entities(graph, limit=1)[0]
    view = queries.entity(graph, top.entity_id)
    assert view is not None
    assert len(view.relations) == view.total >= top.papers
    for relation in view.relations:
        for mention in relation.mentions:
            text = relation.abstract if mention.field == "abstract" else relation.paper.title
            assert text[mention.start : mention.end] == mention.surface
    cut = queries.entity(graph, top.entity_id, limit=1)
    assert cut is not None
    assert (len(cut.relations), cut.total) == (1, view.total)


def test_a_variant_knows_its_base_and_the_base_its_variants(graph: Store) -> None:
    (row,) = graph.read("MATCH (v)-[:VARIANT_OF]->(b) RETURN v.entity_id AS v, b.entity_id AS b ORDER BY v LIMIT 1")
    variant, base = queries.entity(graph, row["v"]), queries.entity(graph, row["b"])
    assert variant is not None
    assert base is not None
    assert row["b"] in {entity.entity_id for entity in variant.variant_of}
    assert row["v"] in {entity.entity_id for entity in base.variants}


def test_what_is_not_there_is_none(graph: Store) -> None:
    assert queries.paper(graph, "model:bert") is None
    assert queries.entity(graph, LORAM) is None
    empty = queries.neighbourhood(graph, ["nothing"])
    assert (empty.nodes, empty.edges, empty.shown, empty.total) == ((), (), 0, 0)


def test_the_whole_graph_is_cut_by_rank_and_says_so(graph: Store) -> None:
    everything = queries.whole(graph, limit=10_000)
    (counted,) = graph.read("MATCH (n) WHERE n:Paper OR n:Entity RETURN count(n) AS n")
    assert everything.shown == everything.total == len(everything.nodes) == counted["n"]
    some = queries.whole(graph, limit=30)
    assert (some.shown, some.total) == (30, everything.total)
    assert some.nodes == everything.nodes[:30]
    shown = {node.node_id for node in some.nodes}
    assert some.edges == tuple(edge for edge in everything.edges if {edge.source, edge.target} <= shown)


def test_a_neighbourhood_is_bounded_ranked_and_counts_the_rest(graph: Store) -> None:
    hub = queries.top_entities(graph, limit=1)[0].entity_id
    near = queries.neighbourhood(graph, [hub], limit=3)
    assert near.nodes[0].node_id == hub
    assert near.total == near.nodes[0].degree
    degrees = [node.degree for node in near.nodes[1:]]
    assert len(degrees) == near.shown == 3
    assert degrees == sorted(degrees, reverse=True)
    assert {edge.source for edge in near.edges} | {edge.target for edge in near.edges} <= {
        n.node_id for n in near.nodes
    }
    rest = queries.neighbourhood(graph, [hub], limit=100, known=[node.node_id for node in near.nodes])
    assert rest.total == near.total - 3
    assert not {node.node_id for node in rest.nodes[1:]} & {node.node_id for node in near.nodes}


def test_a_wrong_word_is_a_sentence(graph: Store) -> None:
    with pytest.raises(CallError, match="order"):
        queries.papers(graph, order="random")  # type: ignore[arg-type] # what a URL may say
    with pytest.raises(CallError, match="type of entity"):
        queries.papers(graph, labels=("Evil) DETACH DELETE (n",))  # type: ignore[arg-type] # what a URL may say
    with pytest.raises(CallError, match="kind of node"):
        queries.whole(graph, kinds=("Build",))  # type: ignore[arg-type] # what a URL may say
