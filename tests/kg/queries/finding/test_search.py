"""This file is about searches as people type them: what they expect first comes first."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kg import queries
from kg.build import Contents, assimilate
from kg.model import Paper, Statement
from kg.store import Store, connect

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.store.local import Connection

PAPERS = {"2405.13729": "Combinatorial Noise for Widgets", "10.18653/v1/n18-1202": "Deep Contextual Widgets"}


@pytest.fixture(scope="module")
def graph(server: Connection) -> Iterator[Store]:
    """Two papers."""
    with connect(server.url, user=server.user, password=server.password) as opened:
        opened.clear()
        said = tuple(Statement("file", key, Paper(key, title)) for key, title in PAPERS.items())
        assimilate(opened, [Contents("file", said)])
        yield opened


@pytest.mark.parametrize(
    ("text", "paper_id"),
    [
        ("https://arxiv.org/abs/2405.13729", "2405.13729"),
        ("2405.13729v2", "2405.13729"),
        ("arXiv:2405.13729", "2405.13729"),
        ("https://huggingface.co/papers/2405.13729", "2405.13729"),
        ("10.18653/v1/N18-1202", "10.18653/v1/n18-1202"),
    ],
)
def test_an_identifier_in_any_spelling_leads_to_its_paper(text: str, paper_id: str, graph: Store) -> None:
    assert queries.search(graph, text)[0].node_id == paper_id
