"""This file is about a graph that was written without normal forms: it gets them, once."""

from __future__ import annotations

from typing import TYPE_CHECKING

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
WHERE n.forms IS NOT NULL OR n.byline IS NOT NULL OR n.name = 'forms'
REMOVE n.forms, n.byline
WITH n
WHERE n:Naming
DELETE n
"""

OLD_INDEX = "CREATE FULLTEXT INDEX paper_text FOR (n:Paper) ON EACH [n.title, n.abstract]"


def test_an_earlier_graph_becomes_the_graph_of_today(store: Store, snapshot: Callable[[Store], object]) -> None:
    assimilate(store, [Contents("file", (Statement("file", "1", PAPER),))])
    today = snapshot(store)
    store.write(WITHOUT)
    for index in (schema.PAPER_TEXT_INDEX, schema.AUTHOR_NAME_INDEX, schema.ORGANIZATION_NAME_INDEX):
        store._run_alone(f"DROP INDEX {index}")
    store._run_alone(OLD_INDEX)
    assert not forms.filled(store)

    store.prepare()

    assert forms.filled(store)
    assert snapshot(store) == today
    for text in ("schrodinger", "gpt4", "lukasz test", "widgetlab", "C++"):
        assert queries.search(store, text), text


def test_a_graph_that_has_forms_is_left_alone(store: Store) -> None:
    store.write("CREATE (:Paper {paper_id: 'x', title: 'Y'})")
    forms.fill(store)
    assert store.read("MATCH (p:Paper) RETURN p.forms AS forms") == [{"forms": None}]
