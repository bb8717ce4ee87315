"""Tests of kg.queries.asking.questions."""

from __future__ import annotations

import re

import pytest

from kg.queries.asking.questions import QUESTIONS, Parameter, Question


def test_no_two_questions_have_one_address() -> None:
    assert len({one.word for one in QUESTIONS}) == len(QUESTIONS) > 30


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda one: one.word)
def test_the_cypher_has_the_parameters_that_the_form_has(question: Question) -> None:
    assert set(re.findall(r"\$(\w+)", question.cypher)) == {one.name for one in question.parameters}
    assert "$" not in question.filled()


def test_a_hostile_value_stays_one_literal() -> None:
    question = Question("?", "", "RETURN $x AS x", (Parameter("x", "X", "text", ""),))
    assert question.filled({"x": "' DETACH DELETE n //\\"}) == r"RETURN '\' DETACH DELETE n //\\' AS x"
    assert question.filled({"x": "$x"}) == "RETURN '$x' AS x"
