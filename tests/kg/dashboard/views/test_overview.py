from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from kg import queries
from kg.dashboard.views.overview import ON_A_PAGE

if TYPE_CHECKING:
    from collections.abc import Callable

    from streamlit.testing.v1 import AppTest

    from kg.store import Store

pytestmark = pytest.mark.usefixtures("graph")


def test_the_counts_are_the_graphs(graph: Store, read: Callable[..., AppTest], words: Callable[[AppTest], str]) -> None:
    said = words(read("overview"))
    overview = queries.overview(graph)

    assert f"<b>{overview.papers}</b>" in said
    for number in overview.entities_by_label.values():
        assert f"<b>{number}</b>" in said


def test_a_search_that_finds_nothing_says_so(read: Callable[..., AppTest], words: Callable[[AppTest], str]) -> None:
    app = read("overview", q="zzzzqqq")

    assert "No paper is like that." in words(app)


def test_papers_come_a_page_at_a_time(
    graph: Store, read: Callable[..., AppTest], words: Callable[[AppTest], str]
) -> None:
    total = queries.papers(graph).total
    first = words(read("overview"))
    last = words(read("overview", page="3"))

    assert f"1 to {ON_A_PAGE} of {total} papers, newest first" in first
    assert f"{2 * ON_A_PAGE + 1} to {total} of {total} papers" in last
    assert not set(re.findall(r"paper\?id=[^\"]+", first)) & set(re.findall(r"paper\?id=[^\"]+", last))


def test_a_page_after_the_last_shows_the_first(read: Callable[..., AppTest], words: Callable[[AppTest], str]) -> None:
    assert f"1 to {ON_A_PAGE} of" in words(read("overview", page="999"))


def test_another_filter_begins_at_the_first_page(read: Callable[..., AppTest], words: Callable[[AppTest], str]) -> None:
    app = read("overview", page="2")
    app.selectbox(key="order").set_value("title").run()

    assert "1 to 20 of" in words(app)
    assert "by title" in words(app)


def test_entities_of_one_type_can_be_chosen(
    graph: Store, read: Callable[..., AppTest], words: Callable[[AppTest], str]
) -> None:
    app = read("overview")
    app.selectbox(key="top").set_value("Repo").run()

    shown = set(re.findall(r"kg-chip kg-(\w+)", words(app)))
    assert shown == {"Repo"}
    assert queries.top_entities(graph, "Repo", limit=1)[0].name in words(app)
