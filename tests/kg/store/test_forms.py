"""A graph that was written without normal forms: it gets them, once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kg import queries, schema
from kg.build import Contents, assimilate
from kg.model import Author, Organization, Paper, Statement
from kg.store import forms

if TYPE_CHECKING:
    from collections.abc import Callable

    from kg.store import Store

PAPER = Paper(
    "2405.13729",
    "Schrödinger Noise",
    "We compare GPT-4 on SWE-bench, in C++.",
    authors=(Author("Ada Example"), Author("Łukasz Test")),
    organization=Organization("lab", "Widget-Lab"),
    year=2024,
)

WITHOUT = """\
MATCH (n)
REMOVE n.forms, n.byline
"""

OLD_INDEX = "CREATE FULLTEXT INDEX paper_text FOR (n:Paper) ON EACH [n.title, n.abstract]"


def test_an_earlier_graph_becomes_the_graph_of_today(store: Store, snapshot: Callable[[Store], object]) -> None:
    assimilate(store, [Contents("file", (Statement("file", "1", PAPER),))])
    today = snapshot(store)
    store.write(WITHOUT)
    for index in (schema.PAPER_TEXT_INDEX, schema.AUTHOR_NAME_INDEX, schema.ORGANIZATION_NAME_INDEX):
        store._run_alone(f"DROP INDEX {index}")
    store._run_alone(OLD_INDEX)

    found = queries.find(store, "noise")
    assert [hit.node_id for hit in found.hits] == [PAPER.paper_id]
    assert found.remarks[0].startswith("Not searched were names of authors; and names of organisations: an earlier")

    store.prepare()

    assert snapshot(store) == today
    for text in ("schrodinger", "gpt4", "lukasz test", "widgetlab", "C++"):
        assert queries.search(store, text), text


@pytest.mark.parametrize(("again", "kept"), [(False, ["mine"]), (True, ["_y"])])
def test_forms_are_kept_unless_they_are_asked_for_again(again: bool, kept: list[str], store: Store) -> None:  # noqa: FBT001
    store.write("CREATE (:Paper {paper_id: 'x', title: 'Y', forms: ['mine']}), (:Paper {paper_id: 'z', title: 'Z'})")
    forms.fill(store, again=again)
    found = store.read("MATCH (p:Paper) RETURN p.forms AS forms ORDER BY p.paper_id")
    assert found == [{"forms": kept}, {"forms": ["_z"]}]
