from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kg.dashboard.cypher.desk import FIRST, MOST_ROWS
from kg.queries.asking.questions import QUESTIONS

if TYPE_CHECKING:
    from collections.abc import Callable

    from streamlit.testing.v1 import AppTest

    from kg.store import Store

pytestmark = pytest.mark.usefixtures("graph")


@pytest.fixture
def run(read: Callable[..., AppTest]) -> Callable[..., AppTest]:
    """Open the page at a query that this reader has run before."""

    def opened(query: str, **more: str) -> AppTest:
        app = read("cypher", **more)
        app.session_state["cypher_desk"].ran.add(query)
        app.query_params["q"] = query
        app.run()
        assert not app.exception
        return app

    return opened


def rows(text: str) -> int:
    """How many rows the answer's table has."""
    return text.partition("<tbody>")[2].count("<tr>")


def test_a_query_in_a_link_is_shown_and_waits(read: Callable[..., AppTest], words: Callable[[AppTest], str]) -> None:
    app = read("cypher", q="MATCH (p:Paper) RETURN count(p) AS papers")

    assert "<table" not in words(app)
    assert "has not run" in words(app)
    assert "count(p)" in app.session_state["cypher_desk"].text


@pytest.mark.parametrize("query", [FIRST, QUESTIONS[0].filled()])
def test_a_link_to_a_query_of_ours_is_run(
    read: Callable[..., AppTest], words: Callable[[AppTest], str], query: str
) -> None:
    assert rows(words(read("cypher", q=query))) > 3


def test_a_link_that_does_harm_by_being_run_does_none_by_being_opened(
    read: Callable[..., AppTest], words: Callable[[AppTest], str]
) -> None:
    app = read("cypher", q="RETURN size(reduce(s='xxxxxxxx', i IN range(1,40) | s+s))")

    assert not app.error
    assert "has not run" in words(app)


def test_a_reader_chooses_how_long_a_query_may_run(run: Callable[..., AppTest]) -> None:
    app = run("UNWIND range(1, 10000000000) AS x WITH x WHERE x < 0 RETURN x + 1", seconds="1")
    assert app.number_input(key="seconds_chosen").value == 1
    assert "ran longer" in app.error[0].value


def test_a_limit_cuts_and_says_so(run: Callable[..., AppTest], words: Callable[[AppTest], str]) -> None:
    app = run("MATCH (p:Paper) RETURN p.title AS title", limit="7")
    assert rows(words(app)) == 7
    assert "Showing 7 rows of at least 8: the limit cut it" in words(app)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("limit", "0"), ("limit", str(MOST_ROWS + 1)), ("limit", "2,000 rows"), ("seconds", "soon"), ("view", "pie"),
        ("question", "<b>"),
    ],
)  # fmt: skip
def test_a_parameter_that_makes_no_sense_is_said(run: Callable[..., AppTest], name: str, value: str) -> None:
    app = run("RETURN 1 AS one", **{name: value})
    assert f"The address says {name}=" in app.warning[0].value.replace("\\", "")


def test_a_query_that_failed_is_not_asked_again_until_the_reader_does(run: Callable[..., AppTest]) -> None:
    app = run("RETURN 1 / (size(labels(null)) - 1) AS x, 1 / 0 AS y")
    failed = app.session_state["cypher_desk"].outcome
    assert "by zero" in app.error[0].value
    app.run()
    assert app.session_state["cypher_desk"].outcome is failed
    assert "by zero" in app.error[0].value


def test_an_answer_is_asked_once_however_it_is_shown(
    run: Callable[..., AppTest], words: Callable[[AppTest], str]
) -> None:
    app = run("MATCH (p:Paper) RETURN count(p) AS papers")
    got = app.session_state["cypher_desk"].outcome
    assert ">45</td>" in words(app)
    assert "1 row in" in words(app)
    app.query_params["view"] = "chart"
    app.run()
    assert app.session_state["cypher_desk"].outcome is got


def test_a_query_that_writes_is_refused_by_a_rule_at_a_place(run: Callable[..., AppTest], graph: Store) -> None:
    app = run("MATCH (n)\nDETACH DELETE n")

    said = app.warning[0].value.replace("\\", "")
    assert said.startswith("Refused (rule: writes).")
    assert said.endswith("(line 2, column 1).")
    assert graph.read("MATCH (p:Paper) RETURN count(p) AS papers") == [{"papers": 45}]


def test_a_query_with_a_mistake_is_explained_with_its_place(run: Callable[..., AppTest]) -> None:
    app = run("MATCH (p:Paper RETURN p")

    assert len(app.error) == 1
    assert "(line 1, column 16)" in app.error[0].value.replace("\\", "")
    assert "Traceback" not in app.error[0].value


def test_an_answer_without_rows_is_a_sentence(run: Callable[..., AppTest], words: Callable[[AppTest], str]) -> None:
    assert "The answer has no rows" in words(run("MATCH (n:Nothing) RETURN n"))


def test_names_that_the_graph_lacks_are_warned_of(run: Callable[..., AppTest]) -> None:
    app = run("MATCH (p:Papers) RETURN p.titel AS title")

    assert {warning.value.replace("\\", "") for warning in app.warning} == {
        "The graph has no label Papers; the nearest that it has is Paper.",
        "The graph has no property titel; the nearest that it has is title.",
    }


def test_no_query_is_a_sentence(read: Callable[..., AppTest], words: Callable[[AppTest], str]) -> None:
    assert "No query was run yet." in words(read("cypher"))


def test_an_answer_of_many_rows_is_read_page_by_page(
    run: Callable[..., AppTest], words: Callable[[AppTest], str]
) -> None:
    app = run("UNWIND range(1, 120) AS n RETURN n")
    assert "1 to 50 of 120 rows" in words(app)
    assert rows(words(app)) == 50


@pytest.mark.parametrize(
    ("query", "view", "says"),
    [
        ("MATCH (p:Paper) RETURN p.title AS title", "graph", "no nodes to draw"),
        ("MATCH (p:Paper) RETURN p.title AS title", "chart", "needs a column of numbers"),
        ("MATCH (p:Paper) RETURN p.title AS title", "plan", "NodeByLabelScan"),
        ("EXPLAIN MATCH (p:Paper) RETURN p", "plan", "ProduceResults"),
    ],
)
def test_each_view_says_what_it_has_or_needs(
    run: Callable[..., AppTest], words: Callable[[AppTest], str], query: str, view: str, says: str
) -> None:
    assert says in words(run(query, view=view))


def test_a_chart_follows_its_controls(run: Callable[..., AppTest]) -> None:
    app = run(
        "MATCH (p:Paper) WHERE p.published IS NOT NULL RETURN p.published.year AS year, count(*) AS n", view="chart"
    )
    assert [box.value for box in app.selectbox if box.key in {"x_chosen", "y_chosen"}] == ["year", "n"]
    app.selectbox(key="x_chosen").select("n").run()
    assert app.query_params["x"] in ("n", ["n"])
    assert not app.exception


@pytest.mark.parametrize("view", ["table", "chart", "graph", "plan"])
def test_hostile_words_are_text_in_every_view(
    run: Callable[..., AppTest], words: Callable[[AppTest], str], hostile: dict[str, str], view: str
) -> None:
    del hostile
    query = (
        "MATCH (p:Paper) WHERE p.title CONTAINS 'EvilNet' RETURN p, p.url AS `<img src=x>`, '<img src=y>' AS y, 1 AS n"
    )
    app = run(query, view=view)
    assert "<img" not in words(app)
    assert "<script" not in words(app)
    assert 'href="javascript' not in words(app)
