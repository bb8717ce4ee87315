"""Plans: Neo4j says what a query would do, and nothing of it is done."""

from __future__ import annotations

import pickle
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pytest

from kg.errors import CallError, QueryError, QueryRefusedError
from kg.store.plan import Operator, Plan, explain, explained

if TYPE_CHECKING:
    from collections.abc import Callable

    from kg.store import Store


def planned(store: Store, cypher: str, **params: Any) -> Plan:
    with store.transaction(timeout=10) as transaction:
        return explain(transaction, cypher, params)


@pytest.mark.parametrize(
    ("cypher", "query_type", "operator"),
    [
        ("MATCH (p:Paper) RETURN p", "r", "NodeByLabelScan"),
        ("MATCH (p:Paper {paper_id: $id}) RETURN p", "r", "NodeUniqueIndexSeek"),
        ("CREATE (p:Paper)", "w", "Create"),
        ("CREATE (p:Paper) RETURN p", "rw", "Create"),
        ("CREATE INDEX evil FOR (n:Paper) ON (n.evil)", "s", "CreateIndex"),
        ("LOAD CSV FROM 'file:///etc/passwd' AS line RETURN line", "r", "LoadCSV"),
        ("SHOW INDEXES", "r", "ShowIndexes"),
        ("SHOW SETTINGS", "r", "ShowSettings"),
        ("TERMINATE TRANSACTIONS 'x'", "r", "TerminateTransactions"),
        ("UNWIND [1] AS x CALL { WITH x MATCH (n) RETURN count(n) AS c } RETURN c", "r", "NodeCountFromCountStore"),
        ("RETURN 1 AS x UNION CALL db.labels() YIELD label RETURN label AS x", "r", "ProcedureCall"),
    ],
)
def test_a_plan_names_every_step_and_does_none(
    cypher: str, query_type: str, operator: str, store: Store, snapshot: Callable[[Store], Any]
) -> None:
    store.write("CREATE (:Paper {paper_id: 'a'})")
    before = snapshot(store), store.read("SHOW INDEXES YIELD name RETURN name ORDER BY name")
    plan = planned(store, cypher, id="a")
    assert plan.query_type == query_type
    assert operator in {one.name for one in plan.operators}
    assert (snapshot(store), store.read("SHOW INDEXES YIELD name RETURN name ORDER BY name")) == before


def test_a_plan_names_the_database_and_the_details(store: Store) -> None:
    (call,) = (one for one in planned(store, "CALL db.labels()").operators if one.name == "ProcedureCall")
    assert call.database == "neo4j"
    assert call.details.startswith("db.labels(")
    assert {one.database for one in planned(store, "SHOW USERS").operators} == {"system"}


def test_a_plan_is_a_tree_with_its_last_step_first(store: Store) -> None:
    steps = planned(store, "MATCH (a:Paper), (b:Entity) RETURN a, b").operators
    assert (steps[0].name, steps[0].depth) == ("ProduceResults", 0)
    assert all(0 < later.depth <= earlier.depth + 1 for earlier, later in pairwise(steps))
    assert len({one.depth for one in steps if "Scan" in one.name}) == 1


def test_a_plan_pickles_and_does_not_change() -> None:
    plan = Plan("r", (Operator("ProduceResults", "neo4j", "n"),))
    assert pickle.loads(pickle.dumps(plan)) == plan
    with pytest.raises(AttributeError):
        plan.query_type = "w"  # type: ignore[misc]


def test_a_query_that_asks_for_its_plan_gets_it_and_another_gets_none(store: Store) -> None:
    with store.transaction(timeout=10) as transaction:
        plan = explained(transaction.run("EXPLAIN MATCH (p:Paper) RETURN p"))
        assert plan is not None
        assert [one.name for one in plan.operators] == ["ProduceResults", "NodeByLabelScan"]
        assert explained(transaction.run("MATCH (p:Paper) RETURN p")) is None


@pytest.mark.parametrize(
    "cypher", ["PROFILE RETURN 1", "CYPHER 5 profile MATCH (n) RETURN n", "EXPLAIN PROFILE RETURN 1"]
)
def test_profile_is_refused_in_words(cypher: str, store: Store) -> None:
    with pytest.raises(QueryRefusedError, match="PROFILE") as caught:
        planned(store, cypher)
    assert caught.value.rule == "profile"


@pytest.mark.parametrize("value", [2**63, {1, 2}, object(), "\ud800", {1: "key"}, [2**70]])
def test_what_cannot_be_sent_is_a_sentence_and_the_store_goes_on(value: Any, store: Store) -> None:
    with pytest.raises(CallError, match="cannot be sent") as caught:
        planned(store, "RETURN $value", value=value)
    assert len(str(caught.value)) < 300
    assert planned(store, "RETURN $value", value=1).query_type == "r"


def test_a_text_that_cannot_be_sent_is_a_sentence(store: Store) -> None:
    with pytest.raises(CallError, match="cannot be sent"):
        planned(store, "RETURN '\ud800'")


def test_a_query_that_neo4j_cannot_read_is_a_sentence(store: Store) -> None:
    with pytest.raises(QueryError, match="Invalid input"):
        planned(store, "MATCH (p:Paper RETURN p")
