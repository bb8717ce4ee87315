from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING

import pytest

from kg.dashboard.views.cypher import EXAMPLES, as_csv, as_json, columns
from kg.queries import guard
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


def test_a_query_in_the_url_is_run(read: Callable[..., AppTest], words: Callable[[AppTest], str]) -> None:
    app = read("cypher", q="MATCH (p:Paper) RETURN count(p) AS papers")

    assert app.dataframe[0].value.to_dict("records") == [{"papers": 45}]
    assert "1 row in" in words(app)


def test_a_query_that_writes_is_refused_by_a_rule(read: Callable[..., AppTest], graph: Store) -> None:
    app = read("cypher", q="MATCH (n) DETACH DELETE n")

    assert app.warning[0].value.startswith("Refused (rule: ")
    assert graph.read("MATCH (p:Paper) RETURN count(p) AS papers") == [{"papers": 45}]


def test_a_query_with_a_mistake_is_explained(read: Callable[..., AppTest]) -> None:
    app = read("cypher", q="MATCH (p:Paper RETURN p")

    assert len(app.error) == 1
    assert "Traceback" not in app.error[0].value


def test_an_answer_without_rows_is_a_sentence(read: Callable[..., AppTest], words: Callable[[AppTest], str]) -> None:
    assert "The answer has no rows" in words(read("cypher", q="MATCH (n:Nothing) RETURN n"))


def test_names_that_the_graph_lacks_are_warned_of(read: Callable[..., AppTest]) -> None:
    app = read("cypher", q="MATCH (p:Papers) RETURN p.titel AS title")

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
    assert columns(ANSWER) == {
        "name": ['a "b", c\nd', "=1+1", None],
        "number": [1, None, 2.5],
        "mixed": ["true", "2", "x"],
        "node": ['{"title": "é"}', "[1, 2]", None],
    }
