from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from kg.dashboard.views.cypher import EXAMPLES, as_csv, as_json, columns
from kg.queries.asking import guard
from kg.queries.records import Answer

if TYPE_CHECKING:
    from collections.abc import Callable

    from streamlit.testing.v1 import AppTest

    from kg.store import Store

pytestmark = pytest.mark.usefixtures("graph")

ANSWER = Answer(
    columns=("name", "number", "mixed", "node"),
    rows=(('a "b", c\nd', 1, True, {"title": "é"}), ("=1+1", None, 2, [1, 2]), (None, 2.5, "x", None)),
    nodes=(),
    edges=(),
    cut=None,
    milliseconds=1,
)


@pytest.fixture
def run(read: Callable[..., AppTest]) -> Callable[[str], AppTest]:
    """Open the page at a query that this reader has run before."""

    def opened(query: str) -> AppTest:
        app = read("cypher")
        app.session_state["cypher_ran"] = {query}
        app.query_params["q"] = query
        app.run()
        assert not app.exception
        return app

    return opened


def test_a_query_in_a_link_is_shown_and_waits(read: Callable[..., AppTest], words: Callable[[AppTest], str]) -> None:
    app = read("cypher", q="MATCH (p:Paper) RETURN count(p) AS papers")

    assert not app.dataframe
    assert "has not run" in words(app)
    assert "count(p)" in app.session_state["cypher_text"]


@pytest.mark.parametrize("name", EXAMPLES)
def test_a_link_to_a_query_of_ours_is_run(read: Callable[..., AppTest], name: str) -> None:
    assert read("cypher", q=EXAMPLES[name]).dataframe


def test_a_link_that_does_harm_by_being_run_does_none_by_being_opened(
    read: Callable[..., AppTest], words: Callable[[AppTest], str]
) -> None:
    app = read("cypher", q="RETURN size(reduce(s='xxxxxxxx', i IN range(1,40) | s+s))")

    assert not app.error
    assert "has not run" in words(app)


def test_a_reader_chooses_how_long_a_query_may_run(run: Callable[[str], AppTest]) -> None:
    app = run("RETURN 1 AS one")
    assert app.button_group[0].options == ["5", "15", "60", "300"]
    assert app.button_group[0].value == 15
    app.session_state["cypher_seconds_asked"] = 1  # as Run leaves it
    app.session_state["cypher_asked"] = "UNWIND range(1, 10000000000) AS x WITH x WHERE x < 0 RETURN x + 1"
    app.run()
    assert "ran longer" in app.error[0].value


def test_a_query_that_failed_is_not_asked_again_until_the_reader_does(
    run: Callable[[str], AppTest], graph: Store
) -> None:
    query = "MATCH (p:Paper {paper_id: 'none'}) RETURN 1 / p.missing_so_far AS x, 1 / (size(labels(p)) - 1) AS y"
    graph.write("CREATE (:Paper {paper_id: 'none'})")
    try:
        app = run(query)
        said = app.error[0].value
        assert "by zero" in said
    finally:
        graph.write("MATCH (p:Paper {paper_id: 'none'}) DELETE p")
    app.run()
    assert [error.value for error in app.error] == [said]


def test_a_reader_who_comes_back_to_a_query_sees_its_answer(
    run: Callable[[str], AppTest], words: Callable[[AppTest], str]
) -> None:
    app = run("MATCH (p:Paper) RETURN count(p) AS papers")

    assert app.dataframe[0].value.to_dict("records") == [{"papers": 45}]
    assert "1 row in" in words(app)


def test_a_query_that_writes_is_refused_by_a_rule(run: Callable[[str], AppTest], graph: Store) -> None:
    app = run("MATCH (n) DETACH DELETE n")

    assert app.warning[0].value.startswith("Refused (rule: ")
    assert graph.read("MATCH (p:Paper) RETURN count(p) AS papers") == [{"papers": 45}]


def test_a_query_with_a_mistake_is_explained(run: Callable[[str], AppTest]) -> None:
    app = run("MATCH (p:Paper RETURN p")

    assert len(app.error) == 1
    assert "Traceback" not in app.error[0].value


def test_an_answer_without_rows_is_a_sentence(run: Callable[[str], AppTest], words: Callable[[AppTest], str]) -> None:
    assert "The answer has no rows" in words(run("MATCH (n:Nothing) RETURN n"))


def test_names_that_the_graph_lacks_are_warned_of(run: Callable[[str], AppTest]) -> None:
    app = run("MATCH (p:Papers) RETURN p.titel AS title")

    assert {warning.value.replace("\\", "") for warning in app.warning} == {
        "The graph has no label Papers; the nearest that it has is Paper.",
        "The graph has no property titel; the nearest that it has is title.",
    }


def test_no_query_is_a_sentence(read: Callable[..., AppTest], words: Callable[[AppTest], str]) -> None:
    assert "No query was run yet." in words(read("cypher"))


@pytest.mark.parametrize("name", EXAMPLES)
def test_every_example_has_an_answer(graph: Store, name: str) -> None:
    assert guard.ask(graph, EXAMPLES[name]).rows


def test_csv_holds_every_value() -> None:
    rows = list(csv.reader(io.StringIO(as_csv(ANSWER), newline="")))

    assert rows == [
        ["name", "number", "mixed", "node"],
        ['a "b", c\nd', "1", "True", '{"title": "é"}'],
        ["=1+1", "", "2", "[1, 2]"],
        ["", "2.5", "x", ""],
    ]


def test_json_is_one_object_a_row() -> None:
    assert json.loads(as_json(ANSWER)) == [dict(zip(ANSWER.columns, row, strict=True)) for row in ANSWER.rows]


def test_a_column_of_numbers_stays_one_and_a_mixed_one_is_text() -> None:
    drawn, cut = columns(ANSWER)
    assert not cut
    assert drawn == {
        "name": ['a "b", c\nd', "=1+1", None],
        "number": [1, None, 2.5],
        "mixed": ["true", "2", "x"],
        "node": ['{"title": "é"}', "[1, 2]", None],
    }


def test_long_texts_of_nodes_are_shortened_in_the_table_and_whole_in_the_downloads() -> None:
    node = {"labels": ["Paper"], "properties": {"abstract": "x" * 5000}}
    answer = replace(ANSWER, columns=("p",), rows=((node,),))

    drawn, cut = columns(answer)

    assert cut
    assert len(drawn["p"][0]) < 200
    assert json.loads(as_json(answer)) == [{"p": node}]
