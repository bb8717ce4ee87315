"""This file is about search text: its doctests, and that no word of a person is Lucene's."""

from __future__ import annotations

import doctest

from kg.queries.finding import full_text


def test_the_examples_of_the_docstring_hold() -> None:
    assert doctest.testmod(full_text).failed == 0
    assert doctest.testmod(full_text).attempted == 3


def test_operators_are_words() -> None:
    assert full_text.lucene("NOT a OR b") == '"not" AND "a" AND "or" AND ("b" OR (b*))'


def test_a_text_without_a_word_asks_nothing() -> None:
    assert full_text.lucene(" -- && ") is None
