"""Tests of kg.dashboard.cypher.question_form."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kg.queries.asking import guard
from kg.queries.asking.questions import QUESTIONS, Question

if TYPE_CHECKING:
    from collections.abc import Callable

    from streamlit.testing.v1 import AppTest

    from kg.store import Store

pytestmark = pytest.mark.usefixtures("graph")

WITHOUT_ROWS = {"which-benchmarks-does-an-organisation-use-or-bring", "which-methods-rise"}
"""The sample has one organisation, whose paper names no benchmark, and too few papers for anything to rise."""


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda one: one.word)
def test_every_question_is_answered_by_the_sample(graph: Store, question: Question) -> None:
    answer = guard.ask(graph, question.filled())
    expected = question.group != "With citations" and question.word not in WITHOUT_ROWS
    assert bool(answer.rows) == expected


def test_a_form_fills_the_cypher_and_hands_it_to_the_editor(read: Callable[..., AppTest]) -> None:
    app = read("cypher", question="what-do-papers-on-a-task-report-on")
    assert app.selectbox(key="what-do-papers-on-a-task-report-on task").value == "task:ir"
    app.text_input(key="what-do-papers-on-a-task-report-on task search").input("language modeling").run()
    assert app.selectbox(key="what-do-papers-on-a-task-report-on task").value == "task:language-modeling"
    assert "'task:language-modeling'" in app.code[-1].value
    app.button(key="question_put").click().run()
    desk = app.session_state["cypher_desk"]
    assert desk.text == app.code[-1].value
    assert not desk.asked
    app.button(key="question_run").click().run()
    assert app.session_state["cypher_desk"].outcome.answer.columns == ("thing", "papers", "last")
    assert not app.exception


def test_numbers_days_and_words_have_their_own_controls(read: Callable[..., AppTest]) -> None:
    app = read("cypher", question="what-came-out-since-a-day-and-who-brought-it")
    assert "date('2025-06-01')" in app.code[-1].value
    app = read("cypher", question="what-is-new")
    app.number_input(key="what-is-new papers").set_value(7).run()
    assert app.code[-1].value.endswith("LIMIT 7")
    app = read("cypher", question="which-papers-speak-of-two-things-at-once")
    app.text_input(key="which-papers-speak-of-two-things-at-once words").input("it's").run()
    assert r"'it\'s'" in app.code[-1].value


def test_a_search_without_a_hit_is_a_sentence(read: Callable[..., AppTest]) -> None:
    app = read("cypher", question="what-do-papers-on-a-task-report-on")
    app.text_input(key="what-do-papers-on-a-task-report-on task search").input("zzqqxx").run()
    assert any("Nothing is called so" in caption.value for caption in app.caption)
    assert "question_run" not in [button.key for button in app.button]
