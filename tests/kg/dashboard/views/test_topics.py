"""Pages of tasks, topics, authors and organisations, on a graph by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.kg.queries import small

if TYPE_CHECKING:
    from collections.abc import Callable

    from streamlit.testing.v1 import AppTest

    from kg.store import Store

pytestmark = pytest.mark.usefixtures("dashboard_environment", "nothing_kept")


def test_a_task_says_what_its_papers_report_on_with_the_latest_numbers(
    store: Store, read: Callable[..., AppTest], words: Callable[[AppTest], str]
) -> None:
    small.fill(store)
    said = words(read("task", id="task:code"))
    board = said.split("What they report on")[1]
    assert board.index("<b>71.5%</b> pass@1 ZorbNet-7B") < board.index("<b>60%</b> pass@1 ZorbNet")
    assert "agentic code generation" in said.split("Tasks within it")[1]
    assert 'href="leaderboards?benchmark=benchmark%3Aquux"' in board


def test_a_topic_is_any_words(store: Store, read: Callable[..., AppTest], words: Callable[[AppTest], str]) -> None:
    small.fill(store)
    app = read("task")
    assert "code generation" in words(app)
    app.text_input("q_choice").set_value("agents code").run()
    assert app.query_params["q"] == "agents code"
    assert "1 paper with these words" in words(app)
    assert "QuuxBench" in words(app)
    assert "No paper holds these words." in words(read("task", q="unheardofword"))


def test_an_author_and_an_organisation_have_pages(
    store: Store, read: Callable[..., AppTest], words: Callable[[AppTest], str]
) -> None:
    small.fill(store)
    ada = words(read("author", id="author:ada"))
    assert "<h1>Ada Love</h1>" in ada
    assert "2025: 1, 2026: 1" in ada
    assert "Agents that write code" in ada
    assert "ZorbNet</a>" in ada.split("Introduces")[1]
    lab = words(read("organization", id="Lab"))
    assert "<h1>Lab</h1>" in lab
    assert "Bob</a>" in lab
    assert "Agents that write code" not in lab


@pytest.mark.parametrize(("page", "kind"), [("author", "Ada Love"), ("organization", "Lab"), ("task", "code")])
def test_an_id_that_is_not_there_is_a_sentence_and_a_search(
    page: str, kind: str, store: Store, read: Callable[..., AppTest], words: Callable[[AppTest], str]
) -> None:
    small.fill(store)
    app = read(page, id=f"x:{kind}<b>")
    assert "The graph holds no" in words(app)
    assert "<b>" not in words(app)
    box = next(one for one in app.text_input if one.key in {"maker_find", "task_find"})
    box.set_value(kind).run()
    button = next(one for one in app.button if str(one.key).startswith(("maker_take", "task_take")))
    button.click().run()
    assert f"<h1>{kind}" in words(app)
