from __future__ import annotations

import html
from typing import TYPE_CHECKING

import pytest

from kg import queries
from kg.dashboard.views.entity import TITLES

if TYPE_CHECKING:
    from collections.abc import Callable

    from streamlit.testing.v1 import AppTest

    from kg.store import Store

pytestmark = pytest.mark.usefixtures("graph")


def test_an_entity_shows_its_papers_each_with_its_sentence(
    graph: Store, read: Callable[..., AppTest], words: Callable[[AppTest], str]
) -> None:
    row = queries.top_entities(graph, "Benchmark", limit=1)[0]
    entity = queries.entity(graph, row.entity_id)
    said = words(read("entity", id=row.entity_id))

    assert entity is not None
    assert f"<h1>{html.escape(entity.name)}</h1>" in said
    for relation in entity.relations:
        assert TITLES[relation.type] in said
        assert html.escape(relation.paper.title) in said
    assert said.count("<mark") >= len(entity.relations)


def test_a_repository_leads_out_to_its_address(
    graph: Store, read: Callable[..., AppTest], words: Callable[[AppTest], str]
) -> None:
    repo = queries.top_entities(graph, "Repo", limit=1)[0]

    assert 'href="https://' in words(read("entity", id=repo.entity_id))


def test_an_id_that_is_not_there_is_a_sentence_and_a_choice(
    read: Callable[..., AppTest], words: Callable[[AppTest], str]
) -> None:
    said = words(read("entity", id="nothing"))

    assert "The graph holds no entity with the id nothing." in said
    assert said.count("kg-chip") > 5


def test_no_id_is_a_sentence(read: Callable[..., AppTest], words: Callable[[AppTest], str]) -> None:
    assert "No entity is chosen yet." in words(read("entity"))
