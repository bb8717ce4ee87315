"""What a paper's page says of citations, standing and what builds on it, on a graph by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.kg.queries import small

if TYPE_CHECKING:
    from collections.abc import Callable

    from streamlit.testing.v1 import AppTest

    from kg.store import Store

pytestmark = pytest.mark.usefixtures("dashboard_environment", "nothing_kept")


def test_a_paper_says_what_it_builds_on_how_that_is_known_and_where_it_stands(
    store: Store, read: Callable[..., AppTest], words: Callable[[AppTest], str]
) -> None:
    small.fill(store)
    app = read("paper", id="mid")
    said = words(app)
    assert [tab.label for tab in app.tabs][-2:] == ["Builds on (1)", "Built on by (0)"]
    assert '<span class="kg-faint">it introduces</span>' in said
    assert "number 2 of 4 papers by" in said
    assert "ZorbNet, QuuxBench, 2 papers" in said
    assert "number 2 of 2 on the" in said
    assert 'href="author?id=author%3Aada"' in words(read("paper", id="old"))


def test_a_graph_that_was_never_analysed_says_what_to_run(
    store: Store, read: Callable[..., AppTest], words: Callable[[AppTest], str]
) -> None:
    store.write("CREATE (:Paper {paper_id: 'p', title: 'P'})")
    assert "run `kg analyse`" in words(read("paper", id="p"))
