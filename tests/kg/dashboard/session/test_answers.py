from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import streamlit as st

from kg.dashboard.session.answers import answer, ask, store_url
from kg.errors import KGError
from kg.store import local

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from kg.store import Store


@pytest.fixture(autouse=True)
def nothing_kept() -> Iterator[None]:
    """No answer and no store of another test is kept."""
    st.cache_data.clear()
    st.cache_resource.clear()
    yield
    st.cache_data.clear()
    st.cache_resource.clear()


def papers(store: Store, *, at_least: int = 0) -> int:
    """A question of this file's own."""
    (row,) = store.read("MATCH (p:Paper) RETURN count(p) AS papers")
    return max(int(row["papers"]), at_least)


def test_the_local_store_is_shown_unless_another_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("KG_STORE", raising=False)
    assert store_url() == "local:"
    monkeypatch.setenv("KG_STORE", "bolt://example:7687")
    assert store_url() == "bolt://example:7687"


@pytest.mark.usefixtures("dashboard_environment")
def test_an_answer_is_kept_for_a_while_and_asked_anew_on_demand(store: Store) -> None:
    assert answer(papers) == 0
    store.write("CREATE (:Paper {paper_id: 'x', title: 'X'})")

    assert answer(papers) == 0
    assert answer(papers, at_least=7) == 7  # another question
    assert ask(papers) == 1


def test_a_local_server_that_stopped_when_idle_is_started_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KG_STORE", f"local:{tmp_path}")
    try:
        assert ask(papers) == 0
        assert local.stop(tmp_path)

        assert ask(papers) == 0
    finally:
        local.stop(tmp_path)


def test_a_store_that_is_not_there_is_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KG_STORE", "bolt://127.0.0.1:1")
    monkeypatch.setenv("NEO4J_PASSWORD", "no password of anything")

    with pytest.raises(KGError):
        ask(papers)
