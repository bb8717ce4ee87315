"""The page of the log, on three builds written by hand, one of them by hostile words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
import streamlit as st

from kg.store import Store, connect, revisions
from tests.kg.queries.claimed import fill

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from streamlit.testing.v1 import AppTest

    from kg.store.local import Connection

    Read = Callable[..., AppTest]
    Words = Callable[[AppTest], str]

LATER = [f"24{month:02}.00001" for month in range(3, 7)]


@pytest.fixture(scope="module", autouse=True)
def graph(server: Connection, dashboard_environment: None) -> Iterator[Store]:
    """The graph of claims, in builds."""
    del dashboard_environment
    with connect(server.url, user=server.user, password=server.password) as store:
        store.clear()
        fill(store)
        revisions.note(store, ["/data/<i>a.jsonl"], {"new": ["2401.00001", "2402.00001"]})
        revisions.note(store, ["b.jsonl"], {"new": [*LATER, *(f"x{number}" for number in range(60))]})
        revisions.note(store, ["crossref"], {"retracted": ["2401.00001"], "gone": ["x1"]})
        st.cache_data.clear()
        yield store


def test_the_log_tells_newest_first_what_came_and_what_was_retracted(read: Read, words: Words) -> None:
    said = words(read("log"))

    assert "3 builds, newest first" in said
    assert said.index("1 retracted, 1 paper gone") < said.index("64 papers new") < said.index("2 papers new")
    assert '<span class="kg-flag">retracted</span>' in said
    assert "New best:</b> 85% accuracy on" in said
    assert "&lt;i&gt;a.jsonl" in said
    assert "<i>" not in said


def test_one_kind_is_one_filter(read: Read, words: Words) -> None:
    said = words(read("log", kind="retracted"))

    assert "1 build, newest first" in said
    assert "papers new" not in said
    assert "&quot;&lt;x&quot; is no kind of change" in words(read("log", kind="<x"))


def test_all_that_a_build_brought_is_paged_and_exported(read: Read, words: Words) -> None:
    app = read("log", kind="new", revision="2")
    parts: list[Any] = [*app.get("download_button")]

    assert "1 to 50 of 64 rows" in words(app)
    assert "51 to 64 of 64 rows" in words(read("log", kind="new", revision="2", rows="2"))
    assert {"BibTeX", "CSV"} <= {part.proto.label for part in parts}
    assert "revision=9 in the address is no build of this log" in words(read("log", revision="9"))
