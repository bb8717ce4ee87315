from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.kg.queries import small

if TYPE_CHECKING:
    from collections.abc import Callable

    from streamlit.testing.v1 import AppTest

    from kg.store import Store

pytestmark = pytest.mark.usefixtures("dashboard_environment", "nothing_kept")


def test_a_way_is_a_row_with_verbs_and_each_edge_has_its_sentence(
    store: Store, read: Callable[..., AppTest], words: Callable[[AppTest], str]
) -> None:
    small.fill(store)
    said = words(read("path", **{"from": "mid", "to": "model:zorb", "k": "1"}))
    assert '<li class="kg-step">uses</li>' in said
    assert 'We use <mark class="kg-Model"' in said
    assert 'href="graph?node=mid&amp;node=model%3Azorb"' in said
    back = words(read("path", **{"from": "model:zorb", "to": "mid", "k": "1"}))
    assert '<li class="kg-step">is used by</li>' in back


def test_relationships_are_chosen_and_stand_in_the_url(
    store: Store, read: Callable[..., AppTest], words: Callable[[AppTest], str]
) -> None:
    small.fill(store)
    app = read("path", **{"from": "mid", "to": "old", "via": "CITES", "k": "1"})
    assert "As ZorbNet [1] shows." in words(app)
    assert "says openalex" in words(app)
    app.pills("via_choice").set_value(["BUILDS_ON"]).run()
    assert app.query_params["via"] == "BUILDS_ON"
    assert "by way of</summary>" in words(app)


def test_people_join_where_an_end_is_one_of_them(
    store: Store, read: Callable[..., AppTest], words: Callable[[AppTest], str]
) -> None:
    small.fill(store)
    assert '<li class="kg-step">wrote</li>' in words(read("path", **{"from": "author:ada", "to": "author:bob"}))
    assert "Nothing joins them." in words(read("path", **{"from": "apart", "to": "old"}))


def test_what_is_missing_or_makes_no_sense_is_said(
    store: Store, read: Callable[..., AppTest], words: Callable[[AppTest], str]
) -> None:
    small.fill(store)
    assert "Choose two things" in words(read("path"))
    assert "Both ends are the same." in words(read("path", **{"from": "old", "to": "old"}))
    said = words(read("path", **{"from": "old", "to": "<i>nothing</i>"}))
    assert "The graph has no node &quot;&lt;i&gt;nothing&lt;/i&gt;&quot;" in said
    odd = words(read("path", **{"from": "old", "to": "mid", "k": "0", "via": "EATS", "weigh": "gold"}))
    assert "&quot;0&quot; is no how many" in odd
    assert "&quot;EATS&quot; is no relationship" in odd
    assert "&quot;gold&quot; is no which first" in odd
