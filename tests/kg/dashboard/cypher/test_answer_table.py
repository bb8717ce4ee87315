"""Tests of kg.dashboard.cypher.answer_table."""

from __future__ import annotations

import csv
import io
import json

import pytest

from kg.dashboard.cypher.answer_table import as_csv, as_json, cell, is_numeric, is_path, named, table
from kg.queries.records import Answer

EVIL = "<img src=x onerror=alert(1)>"
NODE = {"labels": ["Entity", "Method"], "properties": {"entity_id": "method:lora", "name": "LoRA"}}
PAPER = {"labels": ["Paper"], "properties": {"paper_id": EVIL, "title": EVIL}}
USES = {"type": "USES", "properties": {"score": 0.5}}
ANSWER = Answer(
    columns=("name", "number", "mixed", "node"),
    rows=(('a "b", c\nd', 1, True, {"title": "é"}), ("=1+1", None, 2, [1, 2]), (None, 2.5, "x", None)),
    nodes=(),
    edges=(),
    cut=None,
    milliseconds=1,
)


@pytest.mark.parametrize(
    ("value", "column", "html"),
    [
        (None, "x", '<span class="kg-faint">null</span>'),
        (True, "x", "true"),
        (2026, "year", "2026"),
        (0.123456789, "x", "0.123457"),
        ("2026-06-01", "day", "2026-06-01"),
        ([1, "b"], "x", "1, b"),
        ([], "x", '<span class="kg-faint">empty</span>'),
        ({"a": 1}, "x", '<span class="kg-faint">a:</span> 1'),
        ({"srid": 7203, "coordinates": [1.0, 2.5]}, "x", '(1, 2.5) <span class="kg-faint">srid 7203</span>'),
    ],
)
def test_each_kind_of_value_is_shown_well(value: object, column: str, html: str) -> None:
    assert cell(value, column) == html


def test_a_node_leads_to_its_page_and_so_does_an_id() -> None:
    assert 'href="entity?id=method%3Alora"' in cell(NODE)
    assert ">LoRA</a>" in cell(NODE)
    assert 'href="paper?id=2406.1"' in cell("2406.1", "p.paper_id")
    assert "href" not in cell("2406.1", "title")


def test_a_path_is_its_nodes_with_what_joins_them() -> None:
    path = [PAPER, USES, NODE]
    assert is_path(path)
    assert not is_path([NODE])
    assert not is_path([1, 2, 3])
    assert '<span class="kg-faint">USES</span>' in cell(path)


@pytest.mark.parametrize(
    "value",
    [
        EVIL, PAPER, [EVIL], {EVIL: EVIL}, [PAPER, {"type": EVIL, "properties": {}}, PAPER],
        {"type": EVIL, "properties": {EVIL: 1}},
        {"labels": [EVIL], "properties": {EVIL: EVIL}}, {"labels": ["Paper"], "properties": {"paper_id": 3}},
        {"labels": [1], "properties": {}}, {"srid": 1, "coordinates": [EVIL]},
        {"labels": ["Paper"], "properties": {}, "more": EVIL},
    ],
)  # fmt: skip
@pytest.mark.parametrize("column", ["x", "paper_id", EVIL])
def test_a_hostile_value_is_text(value: object, column: str) -> None:
    assert "<img" not in cell(value, column)


def test_hostile_columns_and_addresses_are_text() -> None:
    drawn = table(Answer((EVIL,), (("javascript:alert(1)",), ('http://x"onclick=1',)), (), (), None, 1), [False], 0, 9)
    assert "<img" not in drawn
    assert "href" not in drawn
    assert 'href="https://arxiv.org/abs/1"' in cell("https://arxiv.org/abs/1")


def test_a_long_list_and_a_long_text_are_cut_and_say_so() -> None:
    assert "and 8 more" in cell(list(range(20)))
    assert cell("x" * 1000).endswith("x…")
    assert len(cell("x" * 1000)) < 300


def test_numbers_are_a_column_of_numbers_alone() -> None:
    assert is_numeric([1, None, 2.5])
    assert not is_numeric([1, True])
    assert not is_numeric([None])


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


def test_a_node_is_named_by_its_title_or_name() -> None:
    assert named(NODE) == "LoRA"
    assert named([1]) == "[1]"
