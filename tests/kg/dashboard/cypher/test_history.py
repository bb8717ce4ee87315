"""Tests of kg.dashboard.cypher.history."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kg.dashboard.cypher import history
from kg.dashboard.session.reader import shelf

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from streamlit.testing.v1 import AppTest

pytestmark = pytest.mark.usefixtures("graph")


@pytest.fixture(autouse=True)
def _own_library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KG_LIBRARY", str(tmp_path))


def queries() -> list[str]:
    return [value["query"] for _, value in sorted(shelf().all("history").items(), reverse=True)]


def test_the_history_is_bounded_and_holds_a_query_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(history, "MOST", 3)
    for number in (1, 2, 3, 4, 2):
        before = set(shelf().all("history"))
        while set(shelf().all("history")) == before:  # two of one millisecond have one name
            history.record(f"RETURN {number}", rows=1, milliseconds=2)
    assert queries()[0] == "RETURN 2"
    assert sorted(queries()) == ["RETURN 2", "RETURN 3", "RETURN 4"]


def test_a_read_only_dashboard_keeps_nothing(monkeypatch: pytest.MonkeyPatch, read: Callable[..., AppTest]) -> None:
    shelf().put("query", "mine", "RETURN 1")
    monkeypatch.setenv("KG_READ_ONLY", "1")
    history.record("RETURN 1", rows=1, milliseconds=1)
    assert queries() == []
    app = read("cypher")
    assert app.button(key="saved_put").disabled
    history._forget("query", "mine")  # as a browser may ask all the same
    app.session_state["saved_new"] = "theirs"
    monkeypatch.delenv("KG_READ_ONLY")  # a visitor does not see what the owner keeps
    assert list(shelf().all("query")) == ["mine"]


def test_a_query_is_saved_opened_and_deleted(read: Callable[..., AppTest]) -> None:
    app = read("cypher")
    app.session_state["cypher_desk"].text = "RETURN 'kept' AS x"
    app.text_input(key="saved_new").input("mine <b>").run()
    app.button(key="saved_put").click().run()
    assert shelf().get("query", "mine <b>") == "RETURN 'kept' AS x"
    app.session_state["cypher_desk"].text = "RETURN 2"
    app.button(key="query_open").click().run()
    assert app.session_state["cypher_desk"].text == "RETURN 'kept' AS x"
    app.button(key="query_delete").click().run()
    assert shelf().all("query") == {}
    assert not app.exception


def test_what_was_run_can_be_opened_and_forgotten(read: Callable[..., AppTest]) -> None:
    app = read("cypher")
    app.selectbox(key="question_chosen").select("how-much-is-in-the-graph").run()
    app.button(key="question_run").click().run()
    (ran,) = queries()
    assert ran.startswith("MATCH (n)")
    app.run()
    app.session_state["cypher_desk"].put("RETURN 1")
    app.button(key="history_open").click().run()
    assert app.session_state["cypher_desk"].text == ran
    app.button(key="history_clear").click().run()
    assert queries() == []
