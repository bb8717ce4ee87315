"""Neo4j's own judgement of a query: what EXPLAIN says that it would do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from neo4j.exceptions import ClientError

from kg.errors import CallError, QueryError, QueryRefusedError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    import neo4j

_TWO_MODES: Final = "execution mode"
"""What Neo4j says of a query that asks for EXPLAIN and PROFILE at once."""

_LONGEST_REASON: Final = 120


@dataclass(frozen=True, slots=True)
class Operator:
    """One step of a plan.

    Attributes:
        name: what it does.
        database: to which database.
        details: to what.
        depth: how many steps it stands below the last one.
        rows: how many rows Neo4j expects of it; None where it does not say.
    """

    name: str
    database: str
    details: str
    depth: int = 0
    rows: float | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """What Neo4j would do: `query_type` is r, w, rw or s (schema and settings); the last step comes first."""

    query_type: str
    operators: tuple[Operator, ...]


def explain(transaction: neo4j.Transaction, cypher: str, params: Mapping[str, Any]) -> Plan:
    """Return the plan of a query, which does not run.

    Raises:
        CallError: the text or a parameter is nothing that can be sent.
        QueryError: the plan is too deep to be read.
        QueryRefusedError: the query begins with PROFILE.
        neo4j.exceptions.Neo4jError: Neo4j cannot read the query.
    """
    try:
        summary = transaction.run("EXPLAIN " + cypher, dict(params)).consume()
    except ClientError as error:
        if _TWO_MODES in (error.message or ""):
            raise QueryRefusedError(
                "PROFILE runs a query to measure it: ask EXPLAIN, or the query itself.", rule="profile"
            ) from error
        raise
    except RecursionError:
        raise QueryError("The query has more steps than can be judged: make it shorter.") from None
    except (OverflowError, TypeError, ValueError) as error:  # what the driver says of values that Bolt has no form for
        raise CallError(
            f"The query cannot be sent to Neo4j ({str(error)[:_LONGEST_REASON]}): change its text or its parameters."
        ) from error
    return _plan(summary)


def explained(result: neo4j.Result) -> Plan | None:
    """Return the plan that a query asks for, which itself begins with EXPLAIN, or None; rows that are left go."""
    summary = result.consume()
    return None if summary.plan is None else _plan(summary)


def _plan(summary: neo4j.ResultSummary) -> Plan:
    return Plan(summary.query_type or "", tuple(_operators(summary.plan or {})))


def _operators(plan: Mapping[str, Any]) -> Iterator[Operator]:
    waiting: list[tuple[int, Mapping[str, Any]]] = [(0, plan)]
    while waiting:
        depth, step = waiting.pop()
        name, _, database = str(step.get("operatorType", "")).partition("@")
        if name:
            arguments = step.get("args", {})
            rows = arguments.get("EstimatedRows")
            expected = float(rows) if isinstance(rows, int | float) else None
            yield Operator(name, database, str(arguments.get("Details", "")), depth, expected)
        waiting.extend((depth + 1, child) for child in reversed(step.get("children", ())))
