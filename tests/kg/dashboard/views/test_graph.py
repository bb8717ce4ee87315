from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from kg import queries
from kg.dashboard.graph.together import keep_set
from kg.dashboard.session.reader import shelf
from kg.errors import CallError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

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
    app = read("graph", show="nodes")

    assert f"Showing {whole.shown:,} of {whole.total:,} nodes, ranked by {whole.ranked_by}." in words(app)
    assert len(drawn(app)["nodes"]) == whole.shown


def test_fewer_nodes_are_shown_where_the_url_says_so(
    read: Callable[..., AppTest], words: Callable[[AppTest], str]
) -> None:
    app = read("graph", show="nodes")
    app.selectbox(key="limit").set_value(100).run()

    assert len(drawn(app)["nodes"]) == 100
    assert "Showing 100 of" in words(app)
    assert not app.warning


def test_very_many_nodes_bring_a_warning(read: Callable[..., AppTest]) -> None:
    app = read("graph", show="nodes")
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


def test_parameters_are_values_and_what_makes_no_sense_is_said(
    read: Callable[..., AppTest], words: Callable[[AppTest], str]
) -> None:
    app = read("graph", show="nodes", limit="50", order="mentions")
    assert len(drawn(app)["nodes"]) == 50
    assert "how many papers name it" in words(app)
    assert not app.warning

    wrong = read("graph", show="nodes", limit="2,000 nodes", order="upvotes", colour="mood").warning[0].value
    for one in ("upvotes", "nodes", "mood"):
        assert one in wrong


def test_authors_are_behind_a_switch(graph: Store, read: Callable[..., AppTest]) -> None:
    (row,) = graph.read("MATCH (p:Paper)<-[:PUBLISHED]-() RETURN p.paper_id AS id LIMIT 1")
    kinds = [
        {node["kind"] for node in drawn(read("graph", node=row["id"], **more))["nodes"]}
        for more in ({}, {"people": "yes"})
    ]

    assert "Organization" not in kinds[0]
    assert "Organization" in kinds[1]


def test_hidden_papers_leave_what_they_joined_joined_and_nothing_loose(
    graph: Store, read: Callable[..., AppTest], words: Callable[[AppTest], str]
) -> None:
    app = read("graph", show="nodes", hide="Paper")
    data = drawn(app)
    joins = [edge for edge in data["edges"] if edge["type"] == "SHARED"]

    assert joins
    for join in joins[:5]:
        assert join["count"] == len(queries.naming_both(graph, join["source"], join["target"], limit=999))
    ends = {join[end] for join in joins for end in ("source", "target")}
    left = {node["id"] for node in data["nodes"] if node["kind"] != "Paper"} - set(data["loose"])
    had_edges = {edge[end] for edge in data["edges"] for end in ("source", "target")}
    assert left & had_edges <= ends | {
        edge[end] for edge in data["edges"] if edge["type"] == "VARIANT_OF" for end in ("source", "target")
    }
    assert "hidden by type or date" in words(app)


def test_an_edge_shows_the_sentence_that_says_so(
    graph: Store, read: Callable[..., AppTest], words: Callable[[AppTest], str]
) -> None:
    edge = next(one for one in queries.whole(graph, limit=200).edges if one.type == "EVALUATES_ON")
    found = queries.edge(graph, edge.source, edge.type, edge.target)
    assert found is not None
    said = words(read("graph", show="nodes", limit="250", edge=[edge.source, edge.type, edge.target]))

    assert "evaluates on" in said
    assert f">{found.mentions[0].surface}</mark>" in said
    assert "no such edge" in words(read("graph", show="nodes", edge=["<b>", "USES", "x"]))


def test_dates_narrow_the_papers_and_say_how_many_are_left_out(
    read: Callable[..., AppTest], words: Callable[[AppTest], str]
) -> None:
    app = read("graph", show="nodes", to="2001-01")

    assert drawn(app)["months"]
    assert drawn(app)["until"] == "2001-01"
    assert "hidden by type or date" in words(app)


def test_a_relationship_alone_expands_a_chosen_node(graph: Store, read: Callable[..., AppTest]) -> None:
    entity, paper = joined(graph)
    app = read("graph", only=[entity.entity_id, paper.paper_id], selected=paper.paper_id)
    assert len(drawn(app)["nodes"]) == 2
    way, total = queries.ways(graph, paper.paper_id)[0]
    app.button(key=f"way {way}").click().run()

    assert len(drawn(app)["nodes"]) > 2
    assert total > 1
    assert drawn(app)["steps"] == [1, 0]


def test_nodes_chosen_together_become_a_set_or_a_path(
    graph: Store,
    read: Callable[..., AppTest],
    words: Callable[[AppTest], str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("KG_LIBRARY", str(tmp_path))
    entity, paper = joined(graph)
    app = read("graph", node=entity.entity_id, chosen=[entity.entity_id, paper.paper_id])
    assert "path?from=" in words(app)
    app.text_input(key="set_name").set_value("<b>mine</b>")
    app.button(key="FormSubmitter:make_set-Add to the set").click().run()

    assert shelf().get("set", "<b>mine</b>") == {"papers": [paper.paper_id]}
    monkeypatch.setenv("KG_READ_ONLY", "1")
    with pytest.raises(CallError):
        keep_set("other", ["x"])


def test_a_view_gets_a_name_and_is_opened_and_forgotten(
    read: Callable[..., AppTest], words: Callable[[AppTest], str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KG_LIBRARY", str(tmp_path))
    app = read("graph", show="nodes", limit="100", hide=["Task", "Metric"])
    app.text_input(key="view_name").set_value("few <i>")
    app.button(key="FormSubmitter:name_view-Save").click().run()

    kept = shelf().get("view", "few <i>")
    assert kept == "graph?show=nodes&limit=100&hide=Task&hide=Metric"
    assert "few &lt;i&gt;" in words(app)
    app.button(key="forget few <i>").click().run()
    assert shelf().all("view") == {}


def test_colours_follow_the_year(read: Callable[..., AppTest]) -> None:
    data = drawn(read("graph", show="nodes", colour="year"))

    assert data["key"]
    assert all(node["colour"] for node in data["nodes"])
