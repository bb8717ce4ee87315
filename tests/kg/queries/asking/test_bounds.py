"""The bounds of what is asked: how long a query may take, and how much its answer may hold."""

from __future__ import annotations

import json
import math
from typing import TYPE_CHECKING

import pytest

from kg.errors import CallError, QueryError, QueryRefusedError
from kg.queries.asking import guard

if TYPE_CHECKING:
    from kg.store import Store


def test_rows_are_capped_and_the_cut_is_said(filled: Store) -> None:
    answer = guard.ask(filled, "UNWIND range(1, 1000000) AS x RETURN x", limit=7)
    assert len(answer.rows) == 7
    assert answer.cut is not None
    assert "7 rows of at least 8" in answer.cut
    assert guard.ask(filled, "UNWIND range(1, 7) AS x RETURN x", limit=7).cut is None


@pytest.mark.parametrize(
    "cypher",
    [
        "UNWIND range(1, 100000) AS x RETURN reduce(s = 'x', i IN range(1, 12) | s + s) AS text",
        "RETURN reduce(s = 'x', i IN range(1, 24) | s + s) AS text",
        "RETURN range(1, 2000000) AS numbers",
        "UNWIND range(1, 1000) AS x RETURN range(1, 5000) AS numbers, {x: range(1, 5000)} AS map",
    ],
)
def test_characters_are_capped_and_the_cut_is_said(cypher: str, filled: Store) -> None:
    answer = guard.ask(filled, cypher, limit=100_000)
    assert answer.cut is not None
    assert "cut after" in answer.cut
    assert len(json.dumps(answer.rows)) < 2 * guard.MOST_CHARACTERS


@pytest.mark.parametrize(
    "cypher",
    [
        "UNWIND range(1, 10000000000) AS x WITH x WHERE x < 0 RETURN x",
        "MATCH (a), (b), (c), (d), (e), (f) UNWIND range(1, 1000000) AS x WITH x WHERE x < 0 RETURN count(*)",
        "UNWIND range(1, 1000000) AS x CALL { WITH x UNWIND range(1, 1000000) AS y RETURN max(y) AS m } RETURN max(m)",
    ],
)
def test_an_endless_query_is_ended_by_the_server(cypher: str, filled: Store) -> None:
    with pytest.raises(QueryError, match="ran longer"):
        guard.ask(filled, cypher, timeout=1.0)
    assert guard.ask(filled, "RETURN 1 AS one").rows == ((1,),)


def test_a_query_that_wants_all_memory_is_ended_and_the_server_goes_on(filled: Store) -> None:
    with pytest.raises(QueryError, match=r"memory|ran longer"):
        guard.ask(
            filled,
            "UNWIND range(1, 100000000) AS x WITH collect({a: toString(x), b: [x, x, x]}) AS kept RETURN size(kept)",
            timeout=20.0,
        )
    assert guard.ask(filled, "RETURN 1 AS one").rows == ((1,),)


def test_a_query_that_is_too_long_is_refused(filled: Store) -> None:
    with pytest.raises(QueryRefusedError, match="characters"):
        guard.ask(filled, "RETURN 1 //" + "x" * guard.LONGEST_QUERY)


def test_a_limit_below_one_is_a_wrong_call(filled: Store) -> None:
    with pytest.raises(CallError, match="limit"):
        guard.ask(filled, "RETURN 1", limit=0)


@pytest.mark.parametrize("timeout", [0, -1, math.nan, math.inf, 1e300])
def test_a_timeout_that_is_none_is_a_wrong_call(timeout: float, filled: Store) -> None:
    with pytest.raises(CallError, match="timeout"):
        guard.ask(filled, "RETURN 1", timeout=timeout)


def test_a_server_without_limits_to_memory_is_told_of(filled: Store) -> None:
    limits = filled.memory_limits()
    assert set(limits) == {"db.memory.transaction.max", "dbms.memory.transaction.total.max"}
    assert guard.unlimited(filled) is None
    said = guard.without_limit(filled.name, dict.fromkeys(limits, "0B"))
    assert said is not None
    assert all(name in said for name in (*limits, filled.name))


def test_deep_values_are_cut_and_the_cut_is_said(filled: Store) -> None:
    answer = guard.ask(filled, "RETURN reduce(deep = [], i IN range(1, 150) | [deep]) AS deep")
    assert answer.cut is not None
    assert "levels deep" in answer.cut
    json.dumps(answer.rows)
