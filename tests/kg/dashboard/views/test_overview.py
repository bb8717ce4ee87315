"""Home: the counts are the graph's, what is new and what rises is told, lists in the URL work."""

from __future__ import annotations

import datetime as dt
import json
import re
from typing import TYPE_CHECKING, Any

import pytest

from kg import queries
from kg.dashboard.layout.paging import ON_A_PAGE
from kg.dashboard.session.answers import store_url
from kg.library import Shelf
from kg.queries import news
from kg.queries.standings import newest_records

if TYPE_CHECKING:
    from collections.abc import Callable

    from streamlit.testing.v1 import AppTest

    from kg.store import Store

    Read = Callable[..., AppTest]
    Words = Callable[[AppTest], str]

pytestmark = pytest.mark.usefixtures("graph", "library")


@pytest.fixture
def library(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KG_LIBRARY", str(tmp_path_factory.mktemp("library")))
    monkeypatch.delenv("KG_READ_ONLY", raising=False)


def test_the_counts_are_the_graphs(graph: Store, read: Read, words: Words) -> None:
    said = words(read("overview"))
    overview = queries.overview(graph)

    assert f"<b>{overview.papers}</b>" in said
    for number in overview.entities_by_label.values():
        assert f"<b>{number}</b>" in said


def test_at_the_first_visit_the_newest_papers_stand_there(graph: Store, read: Read, words: Words) -> None:
    said = words(read("overview"))

    assert "The newest papers" in said
    first = news.newest(graph, limit=1)[0]
    assert f"paper?id={first.paper_id}" in said or "paper?id=evil" in said
    assert "Nothing yet: the button Follow" in said


def test_what_came_since_the_last_visit_is_new(graph: Store, read: Read, words: Words) -> None:
    long_ago = (dt.datetime.now(dt.UTC) - dt.timedelta(days=9)).isoformat()
    Shelf(store_url()).put("visit", "last", {"at": long_ago, "revision": 0})
    said = words(read("overview"))

    assert "since your last visit" in said
    number = dict(news.since(graph, 0).changes)["new"]
    assert f"{number} papers new" in said
    assert 'href="log"' in said


def test_what_is_followed_is_told_with_its_papers_and_hostile_names_stay_text(
    graph: Store, read: Read, words: Words
) -> None:
    shelf = Shelf(store_url())
    entity = queries.top_entities(graph, "Benchmark", limit=1)[0]
    shelf.put("followed", entity.entity_id, {"kind": "Benchmark", "name": entity.name})
    shelf.put("followed", "method:gone", {"kind": "Method", "name": "<img src=x onerror=alert(1)>"})
    said = words(read("overview"))

    about = news.about(graph, [entity.entity_id], [], [])[entity.entity_id]
    assert f"{about.papers} papers in all" in said
    assert "The graph has no paper of it any more." in said
    assert "<img" not in said


def test_a_read_only_dashboard_follows_nothing(read: Read, words: Words, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KG_READ_ONLY", "1")
    assert "What you follow" not in words(read("overview"))


def test_what_rises_and_what_is_the_best_so_far_or_why_there_is_none(graph: Store, read: Read, words: Words) -> None:
    said = words(read("overview"))

    assert "Nothing rises for certain in" in said or "points)" in said
    records = newest_records(graph, limit=1)
    expected = "No paper claims a number that beats" if not records else f"paper?id={records[0].claim.paper_id}"
    assert expected in said


def test_one_box_is_drawn_large(read: Read) -> None:
    parts: list[Any] = [*read("overview").get("bidi_component")]
    drawn = [json.loads(part.proto.json) for part in parts]
    assert [(one["large"], one["answer"]) for one in drawn] == [(True, None)]


def test_a_search_that_finds_nothing_says_so(read: Read, words: Words) -> None:
    assert "No paper is like that." in words(read("overview", q="zzzzqqq"))


def test_papers_come_a_page_at_a_time(graph: Store, read: Read, words: Words) -> None:
    total = queries.papers(graph).total
    first = words(read("overview", order="published"))
    last = words(read("overview", page="3"))

    assert f"1 to {ON_A_PAGE} of {total} papers, newest first" in first
    assert f"{2 * ON_A_PAGE + 1} to {total} of {total} papers" in last
    assert not set(re.findall(r"paper\?id=[^\"]+", first)) & set(re.findall(r"paper\?id=[^\"]+", last))


def test_an_order_and_an_entity_are_plain_values(graph: Store, read: Read, words: Words) -> None:
    entity = queries.top_entities(graph, "Benchmark", limit=1)[0]
    said = words(read("overview", order="upvotes", entity=entity.entity_id))

    rows = queries.papers(graph, entity_id=entity.entity_id, order="upvotes").rows
    shown = re.findall(r"paper\?id=([^\"]+)", said)
    assert shown == [row.paper_id for row in rows[:ON_A_PAGE]]
    assert "most upvotes" in said


def test_values_that_make_no_sense_are_said(read: Read, words: Words) -> None:
    said = words(read("overview", order="newest first", entity="<b>x", has="Paper"))

    assert "&quot;newest first&quot; is no order" in said
    assert "has=Paper in the address is not a type of entity" in said
    assert "entity=&lt;b&gt;x in the address is no entity" in said
    assert "newest first" in said


def test_another_order_begins_at_the_first_page_and_is_in_the_url(read: Read, words: Words) -> None:
    app = read("overview", page="2")
    app.selectbox(key="order_choice").set_value("title").run()

    assert "1 to 20 of" in words(app)
    assert "by title" in words(app)
    assert "title" in app.query_params["order"]
