"""This file is about Neo4j's own judgement of a query: what EXPLAIN says that it would do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    import neo4j


@dataclass(frozen=True, slots=True)
class Operator:
    """One step of a plan: what it does, to which database, and to what."""

    name: str
    database: str
    details: str


@dataclass(frozen=True, slots=True)
class Plan:
    """What Neo4j would do: `query_type` is r, w, rw or s (schema and settings)."""

    query_type: str
    operators: tuple[Operator, ...]


def explain(transaction: neo4j.Transaction, cypher: str, params: Mapping[str, Any]) -> Plan:
    """Return the plan of a query, which does not run.

    Raises:
        neo4j.exceptions.Neo4jError: Neo4j cannot read the query.
    """
    summary = transaction.run("EXPLAIN " + cypher, dict(params)).consume()
    return Plan(summary.query_type or "", tuple(_operators(summary.plan or {})))


def _operators(plan: Mapping[str, Any]) -> Iterator[Operator]:
    name, _, database = str(plan.get("operatorType", "")).partition("@")
    if name:
        yield Operator(name, database, str(plan.get("args", {}).get("Details", "")))
    for child in plan.get("children", ()):
        yield from _operators(child)
