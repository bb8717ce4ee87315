from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

import pytest

from kg import queries
from kg.queries.naming_papers import naming_papers

if TYPE_CHECKING:
    from collections.abc import Callable

    from streamlit.testing.v1 import AppTest

    from kg.store import Store

pytestmark = pytest.mark.usefixtures("graph")


def shown(said: str) -> list[str]:
    """The papers of the list, by their ids."""
    return re.findall(r'<li><div class="kg-title"><a data-page="paper" href="paper\?id=([^"]*)"', said)


def test_an_entity_shows_its_papers_each_with_its_sentence(
    graph: Store, read: Callable[..., AppTest], words: Callable[[AppTest], str]
) -> None:
    row = queries.top_entities(graph, "Benchmark", limit=1)[0]
    said = words(read("entity", id=row.entity_id, variants="no"))
    papers = naming_papers(graph, row.entity_id, limit=20)

    assert f"<h1>{html.escape(row.name)}</h1>" in said
    assert len(shown(said)) == len(papers) > 1
    for one in papers:
        assert html.escape(one.paper.title) in said
    assert said.count("<mark") >= len(papers) // 2  # what a source lists has no sentence


def test_every_paper_is_on_a_page_of_the_list(
    graph: Store, read: Callable[..., AppTest], words: Callable[[AppTest], str]
) -> None:
    row = max(queries.top_entities(graph, limit=5), key=lambda one: one.papers)
    pages = [words(read("entity", id=row.entity_id, page=str(number))) for number in (1, 2)]
    together = [one for page in pages for one in shown(page)]
    assert len(set(together)) >= row.papers


def test_a_relation_and_a_year_narrow_the_list(
    graph: Store, read: Callable[..., AppTest], words: Callable[[AppTest], str]
) -> None:
    row = queries.top_entities(graph, "Benchmark", limit=1)[0]
    app = read("entity", id=row.entity_id, relation="EVALUATES_ON", when="2026")
    narrowed = naming_papers(graph, row.entity_id, relation="EVALUATES_ON", when="2026", rolled_up=True)
    assert len(shown(words(app))) == len(narrowed)

    app.selectbox("relation_choice").set_value("any").run()
    assert "relation" not in app.query_params
    assert len(shown(words(app))) >= len(narrowed)


def test_what_makes_no_sense_in_the_url_is_said(
    graph: Store, read: Callable[..., AppTest], words: Callable[[AppTest], str]
) -> None:
    row = queries.top_entities(graph, limit=1)[0]
    said = words(read("entity", id=row.entity_id, when="<soon>", relation="EATS", measure="pounds"))
    assert "&quot;&lt;soon&gt;&quot; is no year and no month" in said
    assert "&quot;EATS&quot; is no relation" in said
    assert "&quot;pounds&quot; is no measure" in said


def test_it_says_who_introduced_it_or_that_it_is_from_outside(
    graph: Store, read: Callable[..., AppTest], words: Callable[[AppTest], str]
) -> None:
    found = graph.read(
        "MATCH (e:Entity) OPTIONAL MATCH (e)<-[:INTRODUCES]-(p) RETURN e.entity_id AS id, count(DISTINCT p) AS owners"
    )
    outside = next(row["id"] for row in found if row["owners"] == 0)
    own = next(row["id"] for row in found if row["owners"] == 1)
    assert "from outside</summary>" in words(read("entity", id=outside))
    assert ">Introduced</summary>" in words(read("entity", id=own))


def test_a_repository_leads_out_to_its_address(
    graph: Store, read: Callable[..., AppTest], words: Callable[[AppTest], str]
) -> None:
    repo = queries.top_entities(graph, "Repo", limit=1)[0]

    assert 'href="https://' in words(read("entity", id=repo.entity_id))


def test_an_id_that_is_not_there_is_a_sentence_and_what_is_nearest(
    graph: Store, read: Callable[..., AppTest], words: Callable[[AppTest], str]
) -> None:
    row = queries.top_entities(graph, "Benchmark", limit=1)[0]
    said = words(read("entity", id=f"model:{row.name}"))
    assert f"The graph holds no entity with the id model:{html.escape(row.name)}." in said
    assert html.escape(row.name) + "</a>" in said

    assert words(read("entity", id="nothing like it at all")).count("kg-chip") > 5


def test_without_an_id_every_benchmark_is_found_by_words_of_its_name(
    graph: Store, read: Callable[..., AppTest], words: Callable[[AppTest], str]
) -> None:
    last = queries.top_entities(graph, "Benchmark", limit=10_000)[-1]
    said = words(read("entity", type="Benchmark", q=last.name))
    assert html.escape(last.entity_id.partition(":")[0]) in said
    assert f">{html.escape(last.name)}</a>" in said

    app = read("entity", type="Benchmark", order="name")
    assert f"of {queries.count_entities(graph, 'Benchmark'):,} entities, by name" in words(app)
    app.button("table").click().run()
    assert [getattr(one, "label", "") for one in app.get("download_button")] == ["CSV"]
