from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from kg import queries

if TYPE_CHECKING:
    from collections.abc import Callable

    from streamlit.testing.v1 import AppTest

    from kg.queries.records import EntityRow, PaperRow
    from kg.store import Store

pytestmark = pytest.mark.usefixtures("graph")


def drawn(app: AppTest) -> dict[str, Any]:
    """What the component was given to draw."""
    (component,) = app.get("bidi_component")
    data: dict[str, Any] = json.loads(component.proto.json)
    return data


def joined(store: Store) -> tuple[EntityRow, PaperRow]:
    """An entity that many papers name, and the one of them that names most."""
    row = queries.top_entities(store, limit=1)[0]
    entity = queries.entity(store, row.entity_id)
    assert entity is not None
    return row, max((relation.paper for relation in entity.relations), key=lambda paper: paper.entities)


def test_the_whole_graph_says_how_much_of_it_is_shown(
    graph: Store, read: Callable[..., AppTest], words: Callable[[AppTest], str]
) -> None:
    whole = queries.whole(graph, limit=500)
    app = read("graph")

    assert f"Showing {whole.shown:,} of {whole.total:,} nodes, ranked by {whole.ranked_by}." in words(app)
    assert len(drawn(app)["nodes"]) == whole.shown


def test_fewer_nodes_are_shown_where_the_url_says_so(
    read: Callable[..., AppTest], words: Callable[[AppTest], str]
) -> None:
    app = read("graph")
    app.selectbox(key="limit").set_value(100).run()

    assert len(drawn(app)["nodes"]) == 100
    assert "Showing 100 of" in words(app)
    assert not app.warning


def test_very_many_nodes_bring_a_warning(read: Callable[..., AppTest]) -> None:
    app = read("graph")
    app.selectbox(key="limit").set_value(5000).run()

    assert "take long to draw" in app.warning[0].value


def test_a_graph_starts_at_a_node_and_expands_by_the_url(
    graph: Store, read: Callable[..., AppTest], words: Callable[[AppTest], str]
) -> None:
    entity, paper = joined(graph)
    alone = drawn(read("graph", node=entity.entity_id))
    app = read("graph", node=entity.entity_id, expand=[paper.paper_id], selected=paper.paper_id)
    more = drawn(app)

    before, after = ({node["id"] for node in data["nodes"]} for data in (alone, more))
    assert before < after
    assert alone["view"] == more["view"]
    assert {edge[end] for edge in more["edges"] for end in ("source", "target")} <= after
    assert "Around" in words(app)
    assert app.button(key="expand_chosen").disabled  # its neighbours are shown already


def test_the_button_expands_as_a_double_click_does(graph: Store, read: Callable[..., AppTest]) -> None:
    entity, paper = joined(graph)
    app = read("graph", node=entity.entity_id, selected=paper.paper_id)
    few = len(drawn(app)["nodes"])
    app.button(key="expand_chosen").click().run()

    assert len(drawn(app)["nodes"]) > few
    assert app.query_params["expand"] in (paper.paper_id, [paper.paper_id])


def test_a_node_that_is_not_there_is_a_sentence(read: Callable[..., AppTest], words: Callable[[AppTest], str]) -> None:
    app = read("graph", node="<i>nothing</i>")

    assert "The graph holds no node with the id &lt;i&gt;nothing&lt;/i&gt;." in words(app)
    assert not app.get("bidi_component")
