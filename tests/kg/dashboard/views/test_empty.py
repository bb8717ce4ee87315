from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from streamlit.testing.v1 import AppTest

PAGES = (
    "overview", "graph", "paper", "entity", "task", "author", "organization", "compare", "path", "cypher", "search",
    "leaderboards", "log", "field_map", "trends", "gaps",
)  # fmt: skip


@pytest.mark.usefixtures("dashboard_environment", "store", "nothing_kept")
@pytest.mark.parametrize("page", PAGES)
def test_an_empty_graph_leaves_no_page_without_a_sentence(
    page: str, read: Callable[..., AppTest], words: Callable[[AppTest], str]
) -> None:
    app = read(page)

    assert 'class="kg-empty"' in words(app)
    assert not app.error


@pytest.mark.usefixtures("nothing_kept")
@pytest.mark.parametrize("page", PAGES)
def test_a_store_that_cannot_be_reached_is_one_sentence(
    page: str, read: Callable[..., AppTest], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KG_STORE", "bolt://127.0.0.1:1")
    monkeypatch.setenv("NEO4J_USERNAME", "neo4j")
    monkeypatch.setenv("NEO4J_PASSWORD", "no password of anything")

    app = read(page, id="x", q="RETURN 1")

    assert len(app.error) == 1
    assert "Traceback" not in app.error[0].value
    assert "\n" not in app.error[0].value
