"""Cypher that a person types: it reads, and it does nothing else.

A query runs only after Neo4j's own plan of it was judged, in READ mode, in a transaction that is always rolled back,
for as long as the server lets it, and with a cap on rows and characters that is said in words. Words in the query
decide nothing: comments, escapes and letter case cannot hide from a plan.
"""

from __future__ import annotations

import re
import time
from typing import TYPE_CHECKING, Any, Final

from kg.errors import CallError, KGError, QueryError, QueryRefusedError
from kg.queries.asking import deadline, expressions, places
from kg.queries.cypher import NODE_ROW
from kg.queries.drawing import DRAWN
from kg.queries.records import Answer, GraphEdge
from kg.queries.rows import graph_node
from kg.store import plan, values

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kg.queries.records import GraphNode
    from kg.store import Store
    from kg.store.plan import Operator, Plan

MOST_CHARACTERS: Final = 4_000_000
"""Of an answer; a browser draws no more."""

LONGEST_QUERY: Final = 100_000
LONGEST_SECONDS: Final = 86_400
MOST_DRAWN: Final = 2_000
MOST_PARTS: Final = 20_000

PROCEDURES: Final = frozenset(
    {
        "db.awaitIndex",
        "db.awaitIndexes",
        "db.index.fulltext.awaitEventuallyConsistentIndexRefresh",
        "db.index.fulltext.listAvailableAnalyzers",
        "db.index.fulltext.queryNodes",
        "db.index.fulltext.queryRelationships",
        "db.index.vector.queryNodes",
        "db.index.vector.queryRelationships",
        "db.info",
        "db.labels",
        "db.ping",
        "db.propertyKeys",
        "db.relationshipTypes",
        "db.schema.nodeTypeProperties",
        "db.schema.relTypeProperties",
        "db.schema.visualization",
    }
)
"""What may be called: each reads the graph or its schema, and tells nothing of the server.

These are all of 5.26 whose mode is READ, less `db.stats.*` (what others asked), `db.resampleIndex`,
`db.resampleOutdatedIndexes` and `db.prepareForReplanning` (work for the server), and `dbms.upgradeStatus`.
"""

SHOWN: Final = frozenset({"ShowIndexes", "ShowConstraints", "ShowFunctions", "ShowProcedures"})
"""What may be shown: the shape of the graph and the words that a query may use."""

_WRITING_WORDS: Final = ("Create", "Merge", "Set", "Remove", "Delete", "Foreach", "Drop", "Alter", "Procedure")

_REFUSED_WORDS: Final = ("Show", "Terminate", "Administration", "Load", "Privilege", "Setting")

NODES_BY_ELEMENT = f"""\
UNWIND $elements AS element
MATCH (n)
WHERE elementId(n) = element
RETURN elementId(n) AS element, {NODE_ROW} AS node
"""


def ask(
    store: Store,
    cypher: str,
    params: Mapping[str, Any] | None = None,
    *,
    limit: int = 1000,
    timeout: float = 15.0,
) -> Answer:
    """Run a query that a person typed, if it only reads.

    Args:
        store: the store to ask.
        cypher: one statement.
        params: the values of its parameters.
        limit: how many rows at most.
        timeout: seconds after which the server ends it; the client waits two seconds more.

    Returns:
        The rows; for a query that begins with EXPLAIN, the steps of its plan.

    Raises:
        CallError: the limit is below 1, the timeout is none, or a parameter is nothing that can be sent.
        QueryRefusedError: a rule of the guard refused it; nothing ran.
        QueryError: Neo4j cannot read it or run it.
        StoreError: the store does not answer.
    """
    if limit < 1:
        raise CallError("A query needs a limit of at least one row.")
    _demand_size(cypher, timeout)
    given = dict(params or {})

    def work(name: str) -> Answer:
        judged(store, cypher, given, timeout=timeout, client=name)
        with store.transaction(timeout=timeout, client=name) as transaction:
            return _answer(transaction, cypher, given, limit)  # the plan of this text has just been judged

    try:
        return deadline.answered(store, work, cypher=cypher, params=given, timeout=timeout)
    except RecursionError:
        raise QueryError("The answer is nested too deeply to be read: return flatter lists and maps.") from None


def explain(store: Store, cypher: str, params: Mapping[str, Any] | None = None, *, timeout: float = 15.0) -> Plan:
    """Return the plan of a query that a person typed, which does not run, if the query only reads.

    Raises:
        CallError, QueryRefusedError, QueryError, StoreError: as `ask` does.
    """
    _demand_size(cypher, timeout)
    given = dict(params or {})

    def work(name: str) -> Plan:
        return judged(store, cypher, given, timeout=timeout, client=name)

    return deadline.answered(store, work, cypher="EXPLAIN " + cypher, params=given, timeout=timeout)


def judged(store: Store, cypher: str, params: Mapping[str, Any], *, timeout: float, client: str) -> Plan:
    """Return the plan of a query if it only reads; this does not run it, and has no deadline but the server's own."""
    try:
        with store.transaction(timeout=timeout, client=client) as transaction:
            found = plan.explain(transaction, cypher, params)
            judge(found)
            return found
    except QueryError as error:
        raise places.in_own_text(error) from error.__cause__


def _demand_size(cypher: str, timeout: float) -> None:
    if not 0 < timeout <= LONGEST_SECONDS:  # to Neo4j, no seconds are no limit
        raise CallError(f"A query needs a timeout of more than 0 and at most {LONGEST_SECONDS:,} seconds.")
    if len(cypher) > LONGEST_QUERY:
        raise QueryRefusedError(
            f"The query has {len(cypher):,} characters and may have {LONGEST_QUERY:,}: "
            "hand long lists over as parameters.",
            rule="length",
        )


def unlimited(store: Store) -> str | None:
    """Return a sentence where the server lets one query take all of its memory, and None where it does not."""
    try:
        return without_limit(store.name, store.memory_limits())
    except KGError:
        return None  # who may not see the settings cannot change them either


def without_limit(name: str, limits: Mapping[str, str]) -> str | None:
    """Say which of a server's memory limits are none.

    >>> without_limit("bolt://x", {"db.memory.transaction.max": "256.00MiB"})
    >>> without_limit("bolt://x", {"db.memory.transaction.max": "0B"})  # doctest: +ELLIPSIS
    'Neo4j at bolt://x sets no limit ... down: set db.memory.transaction.max there.'
    """
    missing = sorted(setting for setting, value in limits.items() if not re.match(r"[1-9]|0\.0*[1-9]", value))
    if not missing:
        return None
    return (
        f"Neo4j at {name} sets no limit to the memory that one query takes, so that a large one can take it down: "
        f"set {' and '.join(missing)} there."
    )


def _answer(transaction: Any, cypher: str, params: Mapping[str, Any], limit: int) -> Answer:
    started = time.perf_counter()
    result = transaction.run(cypher, params)
    columns = tuple(result.keys())
    budget = values.Budget(MOST_CHARACTERS)
    rows: list[tuple[Any, ...]] = []
    parts: dict[str, Any] = {}
    more = False
    for record in result:
        if len(rows) == limit or budget.spent:
            more = True
            break
        for part in _some(record.values(), MOST_PARTS - len(parts)):
            parts[part.element_id] = part
        rows.append(tuple(values.jsonable(value, budget) for value in record.values()))
    if not rows and (asked := plan.explained(result)) is not None:
        columns = ("depth", "operator", "details")
        steps = [(one.depth, one.name, one.details) for one in asked.operators]
        rows = [tuple(values.jsonable(value, budget) for value in step) for step in steps[:limit]]
        more = len(steps) > limit
    took = round((time.perf_counter() - started) * 1000)
    nodes, edges = _drawing(transaction, parts)
    return Answer(columns, tuple(rows), nodes, edges, _cut(len(rows), limit, budget, more=more), took)


def judge(judged: Plan) -> None:
    """Let a plan pass that only reads the graph.

    Raises:
        QueryRefusedError: it does something else; the sentence says what and by which step of the plan.
    """
    for operator in judged.operators:
        _judge_operator(operator)
    if judged.query_type != "r":
        writing = [one.name for one in judged.operators if any(word in one.name for word in _WRITING_WORDS)]
        step = f" (its plan has {writing[0]})" if writing else ""
        raise QueryRefusedError(
            f"The query would change the graph or its schema{step}, and here it can only be read.", rule="writes"
        )


def _judge_operator(operator: Operator) -> None:
    name = operator.name
    if operator.database == "system":
        raise QueryRefusedError(
            f"The query asks for users, databases or settings ({name} on the system database), "
            "and only the graph can be read here.",
            rule="system",
        )
    if name == "LoadCSV":
        raise QueryRefusedError(
            "LOAD CSV reads files and addresses, and only the graph can be read here.", rule="load-csv"
        )
    if name == "TerminateTransactions":
        raise QueryRefusedError(
            "TERMINATE TRANSACTIONS ends the work of others, and only reading is allowed here.", rule="terminate"
        )
    if name == "ProcedureCall":
        procedure = operator.details.partition("(")[0].strip().replace("`", "")
        if procedure not in PROCEDURES:
            raise QueryRefusedError(
                f"The procedure {procedure} is not on the list of those that only read the graph: "
                f"{', '.join(sorted(PROCEDURES))}.",
                rule="procedure",
            )
        expressions.judge(operator.details.partition("(")[2])
    elif name not in SHOWN and any(word in name for word in _REFUSED_WORDS):
        raise QueryRefusedError(
            f"The query tells of the server and not of the graph (its plan has {name}), "
            "and only the graph can be read here.",
            rule="server",
        )
    elif name != "ProduceResults":  # whose details are the names of columns
        expressions.judge(operator.details)


def _some(found: Any, most: int) -> list[Any]:
    kept: list[Any] = []
    for part in values.graph_parts(found):
        if len(kept) >= most:
            break
        kept.append(part)
    return kept


def _drawing(transaction: Any, parts: Mapping[str, Any]) -> tuple[tuple[GraphNode, ...], tuple[GraphEdge, ...]]:
    """Return what of an answer can be drawn; the ends of a relationship are drawn with it."""
    elements = [element for element, part in parts.items() if values.is_node(part)]
    relationships = [part for part in parts.values() if not values.is_node(part)]
    for relationship in relationships:
        elements.extend(values.ends(relationship))
    elements = list(dict.fromkeys(elements))[:MOST_DRAWN]
    if not elements:
        return (), ()
    nodes: dict[str, GraphNode] = {}
    for row in transaction.run(NODES_BY_ELEMENT, {"elements": elements}).data():
        if row["node"]["kind"] in DRAWN and row["node"]["node_id"] is not None:
            nodes[row["element"]] = graph_node(row["node"])
    edges: dict[GraphEdge, None] = {}
    for relationship in relationships:
        start, end = values.ends(relationship)
        if start in nodes and end in nodes:
            edges[GraphEdge(nodes[start].node_id, nodes[end].node_id, relationship.type)] = None
    return tuple(nodes.values()), tuple(edges)


def _cut(kept: int, limit: int, budget: values.Budget, *, more: bool) -> str | None:
    if budget.cut or (more and kept < limit):
        return (
            f"The answer is cut after {MOST_CHARACTERS:,} characters, in row {kept:,}: "
            "ask for fewer rows or fewer properties."
        )
    if budget.deep:
        return f"Lists and maps are shown {values.DEEPEST} levels deep and cut below: return flatter ones."
    if more:
        return f"Showing {kept:,} rows of at least {kept + 1:,}: the limit cut it; raise it, or narrow the query."
    return None
