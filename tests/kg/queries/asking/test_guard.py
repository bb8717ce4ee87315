"""The guard: what only reads passes, and whatever else is tried does nothing at all."""

from __future__ import annotations

import http.server
import json
import math
import threading
from typing import TYPE_CHECKING, Any

import pytest

from kg.errors import KGError, QueryError, QueryRefusedError, StoreError
from kg.queries.asking import guard

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from kg.store import Store


Facts = tuple[Any, ...]


@pytest.fixture
def facts(filled: Store, snapshot: Callable[[Store], Any]) -> Callable[[], Facts]:
    """Everything that a hostile query might change: the graph, its schema, its users, its settings, other work."""

    def read() -> Facts:
        return (
            snapshot(filled),
            filled.read("SHOW INDEXES YIELD name, type RETURN name, type ORDER BY name"),
            filled.read("SHOW CONSTRAINTS YIELD name RETURN name ORDER BY name"),
            filled.read("SHOW USERS YIELD user RETURN user ORDER BY user"),
            filled.read("SHOW SETTINGS YIELD name, value RETURN name, value ORDER BY name"),
        )

    return read


WRITES = [
    "CREATE (n:Paper {paper_id: 'evil'})",
    "create (n)",
    "MERGE (n:Paper {paper_id: 'evil'})",
    "MATCH (n) DETACH DELETE n",
    "MATCH (n) SET n.title = 'evil'",
    "MATCH (n:Paper) REMOVE n.title",
    "MATCH (n:Paper) SET n:Evil",
    "MATCH (n:Paper) FOREACH (x IN [1] | SET n.evil = x)",
    "MATCH (n) RETURN n.title UNION CREATE (m) RETURN 'x' AS `n.title`",
    "INSERT (n:Evil)",
    "MATCH (n) CALL { WITH n CREATE (m:Evil) } RETURN count(*)",
    "MATCH (n) CALL { WITH n DETACH DELETE n } IN TRANSACTIONS OF 1 ROWS",
    "CALL { CREATE (n:Evil) RETURN n } RETURN n",
    "/* read only */ CREATE (n:Evil) // really",
    "// MATCH (n) RETURN n\nCREATE (n:Evil)",
    "CYPHER 5 CREATE (n:Evil)",
    "CYPHER runtime=slotted MATCH (n) DELETE n",
    "EXPLAIN CREATE (n:Evil)",
    "USE neo4j CREATE (n:Evil)",
    "MATCH (n) WHERE n.paper_id = $x SET n.title = 'evil'",
    "CREATE INDEX evil FOR (n:Paper) ON (n.evil)",
    "DROP INDEX paper_title",
    "CREATE CONSTRAINT evil FOR (n:Paper) REQUIRE n.evil IS UNIQUE",
    "DROP CONSTRAINT paper_key IF EXISTS",
]

REFUSED_PROCEDURES = (
    "db.prepareForReplanning()",
    "db.resampleIndex('paper_title')",
    "db.resampleOutdatedIndexes()",
    "db.stats.clear('QUERIES')",
    "db.stats.collect('QUERIES')",
    "db.stats.retrieve('QUERIES')",
    "db.stats.retrieve('GRAPH COUNTS')",
    "db.stats.retrieveAllAnonymized('x')",
    "db.stats.status()",
    "db.stats.stop('QUERIES')",
    "dbms.info()",
    "dbms.listConnections()",
    "dbms.queryJmx('*:*')",
    "dbms.upgradeStatus()",
    "tx.setMetaData({evil: 1})",
)
"""What else 5.26 would let a READ transaction call: each tells of others or of the server, or makes it work."""

READS_MORE_THAN_THE_GRAPH = [
    ("LOAD CSV FROM 'file:///etc/passwd' AS line RETURN line", "load-csv"),
    ("load csv with headers from 'file:///etc/hosts' as line return line", "load-csv"),
    ("LOAD CSV FROM $address AS line RETURN line", "load-csv"),
    ("LO/**/AD CSV FROM 'file:///etc/passwd' AS line RETURN line", None),
    ("LOAD /* hidden */ CSV FROM 'file:///etc/passwd' AS line RETURN line", "load-csv"),
    ("RETURN COLLECT { LOAD CSV FROM 'file:///etc/passwd' AS line RETURN line } AS lines", "load-csv"),
    ("UNWIND [1] AS x CALL { WITH x LOAD CSV FROM $address AS line RETURN line } RETURN line", "load-csv"),
    ("MATCH (n) WHERE EXISTS { LOAD CSV FROM 'file:///etc/passwd' AS l RETURN l } RETURN n", "load-csv"),
    ("SHOW USERS", "system"),
    ("SHOW CURRENT USER", "system"),
    ("SHOW DATABASES", "system"),
    ("SHOW SETTINGS", "server"),
    ("SHOW SETTINGS YIELD name, value WHERE name CONTAINS 'auth' RETURN value", "server"),
    ("SHOW TRANSACTIONS", "server"),
    ("SHOW TRANSACTIONS YIELD currentQuery RETURN currentQuery", "server"),
    ("TERMINATE TRANSACTIONS 'neo4j-transaction-1'", "terminate"),
    ("CALL dbms.listConfig()", None),
    ("CALL `dbms`.`listConfig`() YIELD value RETURN value", None),
    ("CALL dbms.components()", None),
    ("CALL db.clearQueryCaches()", None),
    ("CALL db.createLabel('Evil')", None),
    ("CALL db.createProperty('evil')", None),
    ("CALL dbms.killConnection('bolt-1')", None),
    ("CALL tx.getMetaData()", None),
    *((f"CALL {name}", None) for name in REFUSED_PROCEDURES),
    ("CALL apoc.load.json('file:///etc/passwd') YIELD value RETURN value", None),
    ("USE system MATCH (n) RETURN n", None),
    ("USE system SHOW USERS", None),
    ("CREATE USER evil SET PASSWORD 'evil-evil-evil'", None),
    ("ALTER CURRENT USER SET PASSWORD FROM 'x' TO 'evil-evil-evil'", None),
    ("ALTER USER neo4j SET STATUS SUSPENDED", None),
    ("DROP USER neo4j", None),
    ("CREATE DATABASE evil", None),
    ("STOP DATABASE neo4j", None),
]

NO_STATEMENT = [
    "",
    "   ",
    "// nothing",
    "RETURN 1; RETURN 2",
    "MATCH (n) RETURN n; MATCH (m) DETACH DELETE m",
    "RETURN 1; //\nCREATE (n:Evil)",
    "\\u0043REATE (n:Evil)",
    "C\\u0052EATE (n:Evil)",
    "PROFILE CREATE (n:Evil)",
    "pro/**/file CREATE (n:Evil)",
    "MATCH (n RETURN n",
    "RETURN '\u0000' AS x CREATE (",
    "DROP TABLE papers",
]


@pytest.mark.parametrize("cypher", WRITES)
def test_what_would_write_is_refused_and_writes_nothing(cypher: str, filled: Store, facts: Callable[[], Facts]) -> None:
    before = facts()
    with pytest.raises(QueryRefusedError) as caught:
        guard.ask(filled, cypher, {"x": "2401.00001"})
    assert caught.value.rule in {"writes", "procedure"}
    assert "\n" not in str(caught.value)
    assert facts() == before


@pytest.fixture
def visited() -> Iterator[tuple[str, list[str]]]:
    """An address on this machine, and the list of what was asked of it."""
    paths: list[str] = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            paths.append(self.path)
            self.send_response(200)
            self.end_headers()
            self.wfile.write(b"secret\n")

        def log_message(self, *_: Any) -> None:
            """Say nothing."""

    with http.server.HTTPServer(("127.0.0.1", 0), Handler) as listening:
        thread = threading.Thread(target=listening.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{listening.server_port}/secret.csv", paths
        listening.shutdown()
        thread.join(timeout=10)


@pytest.mark.parametrize(("cypher", "rule"), READS_MORE_THAN_THE_GRAPH)
def test_what_would_read_more_than_the_graph_is_refused(
    cypher: str, rule: str | None, filled: Store, facts: Callable[[], Facts], visited: tuple[str, list[str]]
) -> None:
    address, paths = visited
    before = facts()
    with pytest.raises((QueryRefusedError, QueryError)) as caught:
        guard.ask(filled, cypher, {"address": address})
    if rule is not None:
        assert isinstance(caught.value, QueryRefusedError)
        assert caught.value.rule == rule
    assert "\n" not in str(caught.value)
    assert paths == []
    assert facts() == before


@pytest.mark.parametrize("cypher", NO_STATEMENT)
def test_what_is_not_one_statement_is_an_error_and_does_nothing(
    cypher: str, filled: Store, facts: Callable[[], Facts]
) -> None:
    before = facts()
    with pytest.raises(KGError) as caught:
        guard.ask(filled, cypher)
    assert isinstance(caught.value, QueryError | QueryRefusedError)
    assert "\n" not in str(caught.value)
    assert facts() == before


GOOD = {
    "MATCH (p:Paper) RETURN p.title AS title ORDER BY title": [["Alpha"], ["Beta"]],
    "MATCH (p:Paper) RETURN count(*) AS n;": [[2]],
    "match (p:Paper)-[:INTRODUCES]->(m) return m.name": [["Alpha"]],
    "MATCH (p:Paper) WHERE p.title = $title RETURN p.paper_id": [["2401.00001"]],
    "MATCH (p:Paper {paper_id: '2401.00001'}) RETURN p.published": [["2024-01-02"]],
    "MATCH p = shortestPath((a:Paper {title: 'Alpha'})-[*..3]-(b:Paper {title: 'Beta'})) RETURN length(p)": [[1]],
    "UNWIND [3, 1, 2] AS x WITH x ORDER BY x RETURN collect(x)": [[[1, 2, 3]]],
    "CALL { MATCH (p:Paper) RETURN count(p) AS n } RETURN n": [[2]],
    "MATCH (p:Paper) RETURN EXISTS { (p)-[:INTRODUCES]->() } AS own ORDER BY own": [[False], [True]],
    "MATCH (p:Paper) OPTIONAL MATCH (p)-[:CITES]->(q) RETURN p.title, q.title ORDER BY p.title": [
        ["Alpha", None],
        ["Beta", "Alpha"],
    ],
    "CALL db.labels() YIELD label WITH label ORDER BY label RETURN collect(label)[0] <> '' AS some": [[True]],
    "CALL db.relationshipTypes() YIELD relationshipType AS t RETURN count(t) > 2": [[True]],
    "CALL db.index.fulltext.queryNodes('entity_name', 'alpha') YIELD node RETURN node.entity_id": [["method:alpha"]],
    "CALL `db`.`labels`() YIELD label RETURN count(label) > 0": [[True]],
    "CALL db.index.fulltext.listAvailableAnalyzers() YIELD analyzer WHERE analyzer = 'english' RETURN analyzer": [
        ["english"]
    ],
    "CALL db.index.fulltext.awaitEventuallyConsistentIndexRefresh() RETURN 1 AS one": [[1]],
    "SHOW INDEXES YIELD name WHERE name = 'paper_title' RETURN name": [["paper_title"]],
    "SHOW CONSTRAINTS YIELD name WHERE name = 'paper_key' RETURN name": [["paper_key"]],
    "CYPHER 5 RETURN 1 AS one": [[1]],
    "USE neo4j MATCH (p:Paper) RETURN count(p)": [[2]],
    "// CREATE (n)\nRETURN 'DELETE; SET' AS text": [["DELETE; SET"]],
    "RETURN 1.5 AS f, 0.0/0.0 AS nan, -1.0/0.0 AS inf, null AS none": [[1.5, "nan", "-inf", None]],
    "RETURN date('2024-02-29') AS d, duration('P1D') AS t, point({x: 1, y: 2}).x AS x": [["2024-02-29", "P1D", 1.0]],
    "RETURN {a: [1, {b: 'c'}]} AS map": [[{"a": [1, {"b": "c"}]}]],
}


@pytest.mark.parametrize("cypher", GOOD)
def test_what_only_reads_is_answered(cypher: str, filled: Store) -> None:
    answer = guard.ask(filled, cypher, {"title": "Alpha"})
    rows = [[str(v) if isinstance(v, float) and math.isnan(v) else v for v in row] for row in answer.rows]
    assert rows == GOOD[cypher]
    assert answer.cut is None
    json.dumps(answer.rows, allow_nan=False)


def test_a_parameter_that_is_not_given_is_named(filled: Store) -> None:
    with pytest.raises(QueryError, match="missing"):
        guard.ask(filled, "RETURN $missing")


def test_an_answer_brings_what_can_be_drawn(filled: Store) -> None:
    answer = guard.ask(filled, "MATCH ()-[r:USES]->() RETURN r")
    assert {node.node_id: node.kind for node in answer.nodes} == {"2401.00002": "Paper", "method:alpha": "Method"}
    assert [(edge.source, edge.type, edge.target) for edge in answer.edges] == [("2401.00002", "USES", "method:alpha")]
    path = guard.ask(filled, "MATCH p = (:Paper)-[:CITES]->(:Paper)-[:INTRODUCES]->() RETURN [p] AS found")
    assert len(path.nodes) == 3
    assert {edge.type for edge in path.edges} == {"CITES", "INTRODUCES"}


def test_hostile_values_are_values(filled: Store, tmp_path: Path) -> None:
    text = f"'}}) DETACH DELETE n // {tmp_path} \\u0027"
    answer = guard.ask(filled, "RETURN $text AS text", {"text": text})
    assert answer.rows == ((text,),)


@pytest.mark.parametrize("cypher", ["EXPLAIN MATCH (p:Paper) RETURN p", "CYPHER 5 explain MATCH (p:Paper) RETURN p"])
def test_explain_gives_the_steps_of_the_plan(cypher: str, filled: Store) -> None:
    answer = guard.ask(filled, cypher)
    assert answer.columns == ("depth", "operator", "details")
    assert [row[:2] for row in answer.rows] == [(0, "ProduceResults"), (1, "NodeByLabelScan")]
    assert answer.cut is None
    cut = guard.ask(filled, cypher, limit=1)
    assert len(cut.rows) == 1
    assert cut.cut is not None


def test_no_rows_are_no_plan(filled: Store) -> None:
    answer = guard.ask(filled, "MATCH (p:Paper {paper_id: 'none'}) RETURN p.title AS title")
    assert (answer.columns, answer.rows, answer.cut) == (("title",), (), None)


@pytest.mark.parametrize("cypher", ["PROFILE MATCH (n) RETURN n", "CYPHER 5 PROFILE MATCH (n) DETACH DELETE n"])
def test_profile_is_refused_and_runs_nothing(cypher: str, filled: Store, facts: Callable[[], Facts]) -> None:
    before = facts()
    with pytest.raises(QueryRefusedError) as caught:
        guard.ask(filled, cypher)
    assert caught.value.rule == "profile"
    assert facts() == before


def test_a_refusal_names_the_step_that_writes_and_no_other(filled: Store) -> None:
    with pytest.raises(QueryRefusedError, match=r"its plan has SetProperty"):
        guard.ask(filled, "MATCH (n:Paper) SET n.evil = 1")
    with pytest.raises(QueryRefusedError, match=r"its plan has Create"):
        guard.ask(filled, "MATCH (n) RETURN n.title AS t UNION CREATE (m) RETURN 'x' AS t")


def test_an_answer_that_breaks_the_connection_is_a_sentence_and_the_server_goes_on(filled: Store) -> None:
    # Fifty rows of 32 MB are more than the server has room to send at once.
    with pytest.raises(QueryError, match=r"too large|memory"):
        guard.ask(
            filled,
            "UNWIND range(1, 50) AS x RETURN reduce(s = 'x', i IN range(1, 25) | s + s) AS text",
            timeout=60.0,
        )
    assert guard.ask(filled, "RETURN 1 AS one").rows == ((1,),)


def test_a_server_that_is_gone_is_a_store_error(filled: Store) -> None:
    filled.close()
    with pytest.raises(StoreError):
        guard.ask(filled, "RETURN 1")
