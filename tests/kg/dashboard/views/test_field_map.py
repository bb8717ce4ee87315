from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from kg import queries

if TYPE_CHECKING:
    from collections.abc import Callable

    from streamlit.testing.v1 import AppTest

    from kg.store import Store

    Read = Callable[..., AppTest]
    Words = Callable[[AppTest], str]


def drawn(app: AppTest) -> dict[str, Any]:
    """What the component was given to draw."""
    (component,) = app.get("bidi_component")
    data: dict[str, Any] = json.loads(component.proto.json)
    return data


@pytest.mark.usefixtures("graph")
def test_the_sample_has_a_map_whose_sentence_says_what_is_on_it(graph: Store, read: Read, words: Words) -> None:
    view = queries.field_map(graph)
    app = read("field_map")
    data = drawn(app)

    assert len(data["places"]) == len(view.places) > 50
    assert f"Showing {len(view.places):,} of {view.entities:,} methods, benchmarks, models and tasks" in words(app)
    assert sum(group["count"] for group in data["groups"]) == len(view.places)
    assert {place["group"] for place in data["places"]} == {group["id"] for group in data["groups"]}
    assert data["first"] < data["last"]
    for place, row in zip(data["places"], view.places, strict=True):
        assert (place["id"], place["papers"]) == (row.entity_id, row.papers)
        assert sum(papers for _, papers in place["months"]) <= row.papers
    assert f"1 to 20 of {len(view.places):,} entities" in words(app)


@pytest.mark.usefixtures("graph")
def test_a_field_a_month_and_a_page_of_the_table_are_in_the_address(graph: Store, read: Read, words: Words) -> None:
    field = queries.field_map(graph).fields[0]
    app = read("field_map", field=str(field.field), month="2026-01", span="6")
    data = drawn(app)

    assert (data["chosen"], data["month"], data["span"]) == ([field.field], 12 * 2026, 6)
    assert f"{len(field.entities)} entities, most papers first" in words(app)
    assert words(app).count('href="graph?node=') == len(field.entities)


@pytest.mark.usefixtures("graph")
def test_an_address_that_makes_no_sense_is_said_and_shows_the_whole_map(read: Read, words: Words) -> None:
    app = read("field_map", field=["<b>x</b>", "99999"], month="2026-13", span="7")

    assert "field=&lt;b&gt;x&lt;/b&gt;, month=2026-13, span=7, which this map does not know" in words(app)
    assert "no field with the number 99999" in app.warning[0].value
    assert (drawn(app)["chosen"], drawn(app)["month"], drawn(app)["span"]) == ([], None, 0)


@pytest.mark.usefixtures("graph")
def test_the_graph_page_begins_with_the_map_and_the_most_connected_nodes_are_a_link_away(
    read: Read, words: Words
) -> None:
    app = read("graph")

    assert drawn(app)["view"] == "entities"
    assert 'href="graph?show=nodes"' in words(app)
    assert "nodes" in drawn(read("graph", show="nodes"))
    assert "no node with the id x" in words(read("graph", node="x"))


@pytest.mark.usefixtures("graph")
def test_without_citations_the_papers_map_says_what_to_run(read: Read, words: Words) -> None:
    app = read("field_map", of="papers")

    assert "`kg enrich`" in words(app)
    assert not app.get("bidi_component")
