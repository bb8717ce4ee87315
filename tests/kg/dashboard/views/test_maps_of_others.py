"""The maps of graphs other than the sample's: never analysed, and with citations."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
import streamlit as st

from kg.build import Contents, assimilate
from kg.measures.analysis import analyse
from kg.model import Named, Paper, Reference, Statement

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from streamlit.testing.v1 import AppTest

    from kg.store import Store

    Read = Callable[..., AppTest]
    Words = Callable[[AppTest], str]


def drawn(app: AppTest) -> dict[str, Any]:
    """What the component was given to draw."""
    (component,) = app.get("bidi_component")
    data: dict[str, Any] = json.loads(component.proto.json)
    return data


@pytest.fixture
def alone(dashboard_environment: None, store: Store) -> Iterator[Store]:
    """A graph of the test's own, of which no answer is kept."""
    del dashboard_environment
    st.cache_data.clear()
    yield store
    st.cache_data.clear()
    st.cache_resource.clear()


def cited() -> Contents:
    """Two fields of six papers that cite three each; their names are hostile."""
    ids = {f"{field}{n}": f"21{1 + n:02d}.{ord(field):05d}" for field in "ab" for n in range(9)}
    said = [
        Paper(
            key, f"<img src=x onerror=alert(1)> {name}", year=2010 + int(name[1:]),
            references=tuple(Reference(ids[f"{name[0]}{n}"]) for n in range(3)) if int(name[1:]) > 2 else (),
            named=(Named("Method", f"<b>Frob {name}</b>", "USES"),),
        )
        for name, key in ids.items()
    ]  # fmt: skip
    return Contents("a", tuple(Statement("a", one.paper_id, one) for one in said), whole=True)


def test_a_graph_never_analysed_says_what_to_run_and_shows_what_most_papers_name(
    alone: Store, read: Read, words: Words
) -> None:
    assimilate(alone, [cited()])
    app = read("field_map")

    assert "run `kg analyse`" in words(app)
    assert words(app).count("kg-chip kg-Method") == 18
    assert "<b>Frob" not in words(app)
    graph = read("graph")
    assert "run `kg analyse`" in words(graph)
    assert drawn(graph)["nodes"]


def test_papers_have_a_map_of_their_own_coloured_by_community_and_their_titles_stay_text(
    alone: Store, read: Read, words: Words
) -> None:
    assimilate(alone, [cited()])
    analyse(alone)
    app = read("field_map", of="papers")
    data = drawn(app)

    assert len(data["places"]) == 18
    assert len(data["groups"]) == 2
    assert len({group["colour"] for group in data["groups"]}) == 2
    assert data["links"]["page"] == "paper?id="
    assert (data["first"], data["last"]) == (2010 * 12, 2018 * 12)
    assert "Showing 18 of 18 papers with citations" in words(app)
    assert "<img" not in words(app)
