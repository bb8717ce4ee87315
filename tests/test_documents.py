"""The documents that show answers: what they show is what the sample's graph answers."""

from __future__ import annotations

import doctest
from typing import TYPE_CHECKING

import pytest

from kg.build import build
from kg.queries.asking import guard
from kg.store import Store, connect
from tests import documents

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from kg.store.local import Connection

AGAIN = "run `python -m tests.documents`"


@pytest.fixture(scope="module")
def graph(server: Connection, sample: Path) -> Iterator[Store]:
    """The sample's graph, which `kg.open` opens too; tests only read it."""
    found = {"KG_STORE": server.url, "NEO4J_USERNAME": server.user, "NEO4J_PASSWORD": server.password}
    with (
        pytest.MonkeyPatch.context() as patch,
        connect(server.url, user=server.user, password=server.password) as opened,
    ):
        for name, value in (found | {"PYTHONPATH": str(documents.ROOT)}).items():
            patch.setenv(name, value)
        opened.clear()
        build(opened, [sample], year=2026)
        yield opened


def test_the_cookbook_answers_twenty_questions_as_the_graph_does(graph: Store) -> None:
    text = documents.COOKBOOK.read_text(encoding="utf-8")
    assert len(documents.questions(text)) == 20
    assert documents.answered(graph, documents.asked(text)) == text, AGAIN


def test_the_questions_about_citations_are_cypher_that_reads(graph: Store) -> None:
    later = documents.statements(documents.COOKBOOK.read_text(encoding="utf-8").partition("## With citations")[2])
    assert len(later) == 5
    for cypher in later:
        assert guard.ask(graph, cypher).rows == (), "it has an answer by now: number it"


@pytest.mark.usefixtures("graph")
def test_the_examples_in_python_run() -> None:
    text = documents.PYTHON.read_text(encoding="utf-8")
    test = doctest.DocTestParser().get_doctest(text, {}, "docs/python.md", str(documents.PYTHON), 0)
    assert len(test.examples) > 20
    told: list[str] = []
    doctest.DocTestRunner().run(test, out=told.append)
    assert not told, "".join(told)


@pytest.mark.usefixtures("graph")
def test_the_notebook_runs_whole_and_shows_what_it_showed() -> None:
    assert documents.plain(documents.ran()) == documents.NOTEBOOK.read_text(encoding="utf-8"), AGAIN


def test_a_table_shows_any_value_as_text() -> None:
    rows: list[list[object]] = [["a|b <i>\nc", None, 1], ["", ["x", "y"], 2.5]]
    assert documents.table(["one", "two", "n"], rows).splitlines() == [
        "| one | two | n |",
        "| --- | --- | ---: |",
        "| a\\|b &lt;i> c |  | 1 |",
        "|  | x, y | 2.5 |",
    ]
