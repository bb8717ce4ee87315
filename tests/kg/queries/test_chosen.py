"""Tests of kg.queries.chosen: papers by their ids, in an order, a page at a time."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from kg import queries
from kg.build import build
from kg.errors import CallError

if TYPE_CHECKING:
    from pathlib import Path

    from kg.queries.records import PaperPage
    from kg.store import Store

PAPERS = (
    {"paper_id": "2401.00001", "title": "C", "abstract": "We use BERT.", "published": "2024-01-02", "upvotes": 1},
    {"paper_id": "2401.00002", "title": "A", "abstract": "We use it.", "published": "2024-01-03", "upvotes": 9},
    {"paper_id": "2401.00003", "title": "B", "abstract": "Nothing.", "published": "2024-01-01"},
    {"paper_id": "2401.00004", "title": "D", "abstract": "Not chosen.", "references": ["2401.00003", "10.1000/stub"]},
)
CHOSEN = ["2401.00003", "2401.00001", "gone", "2401.00002", "2401.00001", "10.1000/stub"]


@pytest.fixture
def graph(store: Store, tmp_path: Path) -> Store:
    path = tmp_path / "papers.jsonl"
    path.write_text("".join(json.dumps(paper) + "\n" for paper in PAPERS))
    build(store, [path])
    return store


def ids(page: PaperPage) -> list[str]:
    return [row.paper_id for row in page.rows]


def test_papers_come_as_they_were_given_each_once_and_a_stub_among_them(graph: Store) -> None:
    page = queries.chosen(graph, CHOSEN)
    assert ids(page) == ["2401.00003", "2401.00001", "2401.00002", "10.1000/stub"]
    assert page.total == 4
    assert ids(queries.chosen(graph, CHOSEN, skip=1, limit=2)) == ["2401.00001", "2401.00002"]
    assert queries.there(graph, CHOSEN) == {*CHOSEN} - {"gone"}


@pytest.mark.parametrize(
    ("order", "first"),
    [("published", "2401.00002"), ("upvotes", "2401.00002"), ("citations", "10.1000/stub"), ("title", "2401.00002")],
)
def test_papers_come_in_an_order(graph: Store, order: Any, first: str) -> None:
    page = queries.chosen(graph, CHOSEN, order=order)
    assert len(page.rows) == 4
    assert page.rows[0].paper_id == first
    assert ids(queries.chosen(graph, CHOSEN, order=order, skip=3)) == ids(page)[3:]


def test_an_order_that_is_none_is_refused_and_no_papers_are_no_rows(graph: Store) -> None:
    wrong: Any = "best"
    with pytest.raises(CallError, match="ordered by 'best'"):
        queries.chosen(graph, CHOSEN, order=wrong)
    assert queries.chosen(graph, []).total == 0
