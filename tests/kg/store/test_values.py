"""Values on their way to JSON: each kind has one form, and none is larger than its budget."""

from __future__ import annotations

import datetime as dt
import json
import math
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from neo4j.spatial import CartesianPoint, WGS84Point
from neo4j.time import Date, DateTime, Duration, Time

from kg.store import values

if TYPE_CHECKING:
    from kg.store import Store

PLENTY = 1_000_000

FORMS: list[tuple[Any, Any]] = [
    (None, None),
    (True, True),
    (2**63 - 1, 2**63 - 1),
    (0.5, 0.5),
    (math.nan, "nan"),
    (math.inf, "inf"),
    (-math.inf, "-inf"),
    ("naïve $x$ <script>", "naïve $x$ <script>"),
    (b"\x00\xff", "00ff"),
    (bytearray(b"\x01"), "01"),
    (Date(2024, 2, 29), "2024-02-29"),
    (DateTime(2024, 2, 29, 12, 30, 0, tzinfo=dt.UTC), "2024-02-29T12:30:00.000000000+00:00"),
    (Time(12, 30, 0), "12:30:00.000000000"),
    (Duration(months=1, days=2, seconds=3), "P1M2DT3S"),
    (CartesianPoint((1.0, 2.0)), {"srid": 7203, "coordinates": [1.0, 2.0]}),
    (WGS84Point((1.0, 2.0, 3.0)), {"srid": 4979, "coordinates": [1.0, 2.0, 3.0]}),
    ([1, ["a", None]], [1, ["a", None]]),
    ((1, 2), [1, 2]),
    ({"a": {"b": [Date(2024, 1, 1)]}}, {"a": {"b": ["2024-01-01"]}}),
]


@pytest.mark.parametrize(("value", "form"), FORMS)
def test_each_kind_of_value_has_one_form(value: Any, form: Any) -> None:
    budget = values.Budget(PLENTY)
    assert values.jsonable(value, budget) == form
    assert not budget.cut
    assert not budget.deep
    json.dumps(form, allow_nan=False)


PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**63), 2**63 - 1) | st.floats() | st.text() | st.binary(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=30,
)


@given(PLAIN, st.integers(0, 300))
@example(b"\x00", 0)
def test_no_value_outgrows_its_budget_and_a_cut_is_known(value: Any, characters: int) -> None:
    whole, budget = values.Budget(PLENTY), values.Budget(characters)
    kept = values.jsonable(value, budget)
    text = json.dumps(kept, allow_nan=False, ensure_ascii=False)
    # Quotes, commas, escapes and the elision are JSON's own, so a bound, and no equality.
    assert len(text) <= 8 * (characters + 64)
    assert budget.cut or kept == values.jsonable(value, whole)


def test_a_text_is_cut_where_the_budget_ends() -> None:
    budget = values.Budget(3)
    assert values.jsonable("abcdef", budget) == "abc" + values.ELISION
    assert budget.cut
    assert budget.spent


def test_a_list_is_cut_where_the_budget_ends() -> None:
    budget = values.Budget(100)
    kept = values.jsonable(list(range(10_000)), budget)
    assert kept == list(range(len(kept)))
    assert 0 < len(kept) < 100
    assert budget.cut


@pytest.mark.parametrize("empty", [[], {}, ""])
def test_a_million_of_nothing_is_cut_too(empty: Any) -> None:
    budget = values.Budget(1_000)
    assert len(values.jsonable([empty] * 1_000_000, budget)) < 1_000
    assert budget.cut


@pytest.mark.parametrize("wrap", [lambda inner: [inner], lambda inner: {"a": inner}])
def test_what_is_too_deep_is_left_out_and_known(wrap: Any) -> None:
    value: Any = "bottom"
    for _ in range(values.DEEPEST):
        value = wrap(value)
    budget = values.Budget(PLENTY)
    assert "bottom" in json.dumps(values.jsonable(value, budget))
    assert not budget.deep
    assert "bottom" not in json.dumps(values.jsonable(wrap(value), budget))
    assert budget.deep
    for _ in range(10_000):
        value = wrap(value)
    values.jsonable(value, budget)
    assert list(values.graph_parts(value)) == []


@pytest.fixture
def row(store: Store) -> dict[str, Any]:
    """A node, a relationship and a path as the driver gives them."""
    store.write(
        "CREATE (:Paper {paper_id: 'a', published: date('2024-01-02')})"
        "-[:USES {score: 0.5}]->(:Entity:Method {entity_id: 'm', aliases: ['x']})"
    )
    with store.transaction(timeout=10) as transaction:
        (record,) = transaction.run("MATCH p = (a:Paper)-[r]->(m) RETURN a, r, m, p")
    return dict(record)


def test_nodes_relationships_and_paths_become_maps(row: dict[str, Any]) -> None:
    paper = {"labels": ["Paper"], "properties": {"paper_id": "a", "published": "2024-01-02"}}
    uses = {"type": "USES", "properties": {"score": 0.5}}
    method = {"labels": ["Entity", "Method"], "properties": {"entity_id": "m", "aliases": ["x"]}}
    budget = values.Budget(PLENTY)
    assert values.jsonable([row["a"], row["r"], row["m"]], budget) == [paper, uses, method]
    assert values.jsonable({"p": row["p"]}, budget) == {"p": [paper, uses, method]}


def test_nodes_and_relationships_are_found_wherever_they_lie(row: dict[str, Any]) -> None:
    hidden = [{"deep": [row["p"]]}, 1, (row["r"],), "text", None]
    parts = list(values.graph_parts(hidden))
    nodes = {part.element_id for part in parts if values.is_node(part)}
    assert nodes == {row["a"].element_id, row["m"].element_id}
    assert {part.element_id for part in parts if not values.is_node(part)} == {row["r"].element_id}
    assert values.ends(row["r"]) == (row["a"].element_id, row["m"].element_id)


def test_the_key_of_a_node_is_the_one_of_its_label(row: dict[str, Any]) -> None:
    assert values.key(row["a"].labels, row["a"]) == "a"
    assert values.key(row["m"].labels, row["m"]) == "m"
    assert values.key({"Stranger"}, {"paper_id": "a"}) is None
    assert values.key({"Paper"}, {}) is None
