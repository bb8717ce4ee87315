"""Questions to Lucene: the examples hold, and no word of a person is Lucene's."""

from __future__ import annotations

import doctest

import pytest

from kg.queries.asking import shortening
from kg.queries.finding import full_text, identifiers, people, question, remarks, spans, tab_titles


@pytest.mark.parametrize("module", [full_text, identifiers, people, question, remarks, shortening, spans, tab_titles])
def test_the_examples_of_the_docstrings_hold(module: object) -> None:
    done = doctest.testmod(module)  # type: ignore[arg-type]
    assert done.failed == 0
    assert done.attempted > 0


def test_operators_are_words() -> None:
    query = full_text.matching("NOT a")
    assert query is not None
    assert 'title:"not"' in query
    assert "NOT" not in query


def test_a_text_without_a_word_asks_nothing() -> None:
    assert full_text.matching(" -- && ") is None
    assert full_text.papers(question.question("?")) is None
