"""Subqueries inside expressions: planned out of sight, and seen by the guard all the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kg.errors import QueryRefusedError
from kg.queries.asking import expressions, guard

if TYPE_CHECKING:
    from kg.store import Store

FILE = "LOAD CSV FROM 'file:///etc/passwd' AS line RETURN line[0]"
ANY = f"any(x IN [1] WHERE EXISTS {{ {FILE} }})"
HEAD = f"head([x IN [1] | COLLECT {{ {FILE} }}])"

NESTED = [
    f"RETURN [x IN [1] | COLLECT {{ {FILE} }}] AS found",
    f"RETURN [x IN [1] WHERE EXISTS {{ {FILE} }}] AS found",
    "RETURN [x IN [1] | COLLECT { L\\u004fAD /* hidden */ CSV FROM 'file:///etc/passwd' AS l RETURN l }] AS found",
    "RETURN [x IN [1] | COLLECT { load csv with headers from $address as line return line }] AS found",
    f"RETURN [x IN [1] | COUNT {{ RETURN [y IN [1] | COUNT {{ {FILE} }}] AS z }}] AS found",
    f"RETURN reduce(a = [], x IN [1] | a + COLLECT {{ {FILE} }}) AS found",
    f"RETURN CASE {HEAD} WHEN 1 THEN 2 END AS found",
    f"MATCH (n) RETURN CASE WHEN n.none IS NULL THEN COLLECT {{ {FILE} }} END AS found",
    f"MATCH (n) WHERE {ANY} RETURN n",
    f"MATCH (n:Paper) WHERE n.title = 'x' OR EXISTS {{ (n)-->() }} OR {ANY} RETURN n",
    f"MATCH (n:Paper {{paper_id: {HEAD}}}) RETURN n",
    f"MATCH (n:Entity) WHERE n.entity_id STARTS WITH {HEAD} RETURN n",
    f"MATCH (n) WHERE elementId(n) = {HEAD} RETURN n",
    f"MATCH (n)-[*1..3 {{a: {HEAD}}}]-(m) RETURN n",
    f"MATCH ((a)-[]->(b) WHERE {ANY}){{1,3}} RETURN a",
    f"MATCH p = SHORTEST 1 (a:Paper)((c)-[r]->(d) WHERE {ANY})+(b:Paper) RETURN p",
    f"MATCH p = shortestPath((a)-[*]-(b)) WHERE any(n IN nodes(p) WHERE {ANY.replace('x IN', 'y IN')}) RETURN p",
    f"MATCH (a:Paper)-[*1..3]->(b) WHERE {ANY} RETURN DISTINCT b",
    f"MATCH (a:Paper) OPTIONAL MATCH (a)-->(b) WHERE {ANY} RETURN b",
    f"MATCH (a:Paper) RETURN [(a)-->(b) WHERE {ANY} | b.name] AS names",
    f"MATCH (n) RETURN collect({HEAD}) AS found",
    f"MATCH (n) RETURN DISTINCT {HEAD} AS found",
    f"MATCH (n) RETURN n ORDER BY {HEAD}",
    f"UNWIND {HEAD} AS found RETURN found",
    f"MATCH (n:$({HEAD})) RETURN n",
    f"SHOW INDEXES WHERE {ANY}",
    f"SHOW FUNCTIONS YIELD name ORDER BY {HEAD} RETURN name",
    f"WITH COLLECT {{ WITH '`' AS q WITH q WHERE {ANY} RETURN q }} AS found RETURN found",
    f'RETURN [x IN [1] | COLLECT {{ WITH \'"\' AS q, "\'" AS r {FILE} }}] AS `"`',
]


@pytest.mark.parametrize("cypher", NESTED)
def test_a_file_is_not_read_from_inside_an_expression(cypher: str, store: Store) -> None:
    store.write("CREATE (:Paper {paper_id: 'a'})-[:CITES]->(:Paper {paper_id: 'b'})")
    with pytest.raises(QueryRefusedError) as caught:
        guard.ask(store, cypher, {"address": "file:///etc/passwd"})
    assert caught.value.rule == "load-csv"


@pytest.mark.parametrize(
    "call",
    [
        "CALL db.ping() YIELD success RETURN success",
        "CALL `dbms`.`components`() YIELD name RETURN name",
        "CALL db.index.fulltext.queryNodes('paper_text', \"a'b\") YIELD score RETURN score",
        f"CALL db.index.fulltext.queryNodes('paper_text', \"a'b\") YIELD score CALL {{ {FILE} AS x }} RETURN score",
    ],
)
def test_a_procedure_is_not_called_from_inside_an_expression(call: str, store: Store) -> None:
    with pytest.raises(QueryRefusedError, match=r"load-csv|inside an expression"):
        guard.ask(store, f"RETURN [x IN [1] | COLLECT {{ {call} }}] AS found")


@pytest.mark.parametrize(
    "details",
    [
        "apoc.cypher.runFirstColumnSingle($autostring_0, {}) AS x",
        "n.title = `genai`.`vector`.encode($text)",
        'head([x IN $autolist_0 | COLLECT { RETURN apoc.load.something("x") AS y }]) AS z',
    ],
)
def test_a_function_of_a_plugin_is_refused_by_name(details: str) -> None:
    with pytest.raises(QueryRefusedError, match=r"apoc|genai") as caught:
        expressions.judge(details)
    assert caught.value.rule == "function"


GOOD = {
    "RETURN 'LOAD CSV FROM here' AS text": "LOAD CSV FROM here",
    "WITH ['LOAD CSV FROM x'] AS all RETURN [t IN all WHERE t CONTAINS 'LOAD CSV'][0] AS text": "LOAD CSV FROM x",
    "RETURN 'LOAD CSV'": "LOAD CSV",
    "RETURN toString(date.truncate('month', date('2024-02-29'))) AS day": "2024-02-01",
    "RETURN duration.between(date('2024-01-01'), date('2024-01-03')).days AS days": 2,
    "RETURN `point`.`distance`(point({x: 0, y: 0}), point({x: 3, y: 4})) AS far": 5.0,
    "RETURN [x IN [1, 2] | COUNT { MATCH (n:Paper) WHERE n.rank <= x RETURN n }] AS counts": [1, 2],
    "RETURN COLLECT { CALL db.labels() YIELD label WHERE label = 'Paper' RETURN label } AS labels": ["Paper"],
}


@pytest.mark.parametrize("cypher", GOOD)
def test_an_expression_that_only_computes_passes(cypher: str, store: Store) -> None:
    store.write("UNWIND [1, 2] AS rank CREATE (n:Paper {paper_id: toString(rank), rank: rank})")
    assert guard.ask(store, cypher).rows == ((GOOD[cypher],),)
