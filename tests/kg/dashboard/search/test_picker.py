"""Choosing a node: what is typed asks the store, and the choice is an id in the URL."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from streamlit.testing.v1 import AppTest

from kg import queries

if TYPE_CHECKING:
    from collections.abc import Callable

    from kg.store import Store

pytestmark = pytest.mark.usefixtures("graph")


def _page() -> None:
    import streamlit as st  # noqa: PLC0415 # a script's own

    from kg.dashboard.search.picker import picker  # noqa: PLC0415

    node = picker("Benchmark", key="which", kinds=("Benchmark",))
    st.caption(node.node_id if node else "none")


def opened(**query: str) -> AppTest:
    app = AppTest.from_function(_page, default_timeout=60)
    for name, value in query.items():
        app.query_params[name] = value
    return app.run()


def test_any_of_all_benchmarks_is_found_by_its_name_and_kept_in_the_url(graph: Store) -> None:
    last = queries.top_entities(graph, "Benchmark", limit=10_000)[-1]
    app = opened()
    app.text_input[0].set_value(last.name).run()
    labels = [button.label for button in app.button]
    assert labels
    assert all("Benchmark" in label for label in labels)

    app.button(f"which_take_{last.entity_id}").click().run()
    assert app.caption[0].value == last.entity_id
    assert app.query_params["which"] == last.entity_id

    app.button("which_change").click().run()
    assert app.caption[0].value == "none"
    assert "which" not in app.query_params


def test_an_id_of_another_kind_or_of_nothing_is_a_sentence(graph: Store, words: Callable[[AppTest], str]) -> None:
    paper_id = queries.papers(graph, limit=1).rows[0].paper_id
    for asked in (paper_id, "benchmark:<b>"):
        app = opened(which=asked)
        assert app.caption[0].value == "none"
        assert "The graph has no benchmark" in words(app)
        assert "<b>" not in words(app).replace("<br>", "").split("no benchmark")[1][:30]
