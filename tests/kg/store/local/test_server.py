from __future__ import annotations

import contextlib
import ipaddress
import time
from typing import TYPE_CHECKING, Any

import neo4j
import psutil
import pytest
from neo4j.exceptions import AuthError, ClientError, DriverError, Neo4jError

from kg.store import local

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def driver(home: Path) -> Iterator[neo4j.Driver]:
    connection = local.ensure(home)
    with neo4j.GraphDatabase.driver(connection.url, auth=(connection.user, connection.password)) as opened:
        yield opened


def rows(driver: neo4j.Driver, cypher: str, **parameters: Any) -> list[list[Any]]:
    return [record.values() for record in driver.execute_query(cypher, parameters).records]


def test_nothing_listens_beyond_the_loopback(home: Path) -> None:
    process = psutil.Process(local.status(home).pid)
    addresses = [one.laddr.ip for one in process.net_connections("inet") if one.status == psutil.CONN_LISTEN]
    assert addresses
    assert all(ipaddress.ip_address(one.removeprefix("::ffff:")).is_loopback for one in addresses)


@pytest.mark.parametrize("auth", [None, ("neo4j", "neo4j"), ("neo4j", "wrong")])
def test_nobody_gets_in_without_the_password(home: Path, auth: tuple[str, str] | None) -> None:
    url = local.ensure(home).url
    with neo4j.GraphDatabase.driver(url, auth=auth) as opened, pytest.raises(AuthError):
        opened.verify_connectivity()


def test_the_files_that_tell_secrets_are_for_this_user_alone(home: Path) -> None:
    modes = {name: (home / name).stat().st_mode & 0o077 for name in ("password", "state.json")}
    assert modes == {"password": 0, "state.json": 0}


def test_it_is_the_engine_of_the_lock(driver: neo4j.Driver) -> None:
    found = rows(driver, "CALL dbms.components() YIELD name, versions, edition")
    assert found == [["Neo4j Kernel", ["5.26.30"], "community"]]


def test_what_the_program_calls_is_there(driver: neo4j.Driver) -> None:
    driver.execute_query("CREATE FULLTEXT INDEX probe IF NOT EXISTS FOR (n:Probe) ON EACH [n.text]")
    driver.execute_query("CALL db.awaitIndexes(30)")
    driver.execute_query("CREATE (:Probe {text: 'graph of papers'})")
    found = rows(driver, "CALL db.index.fulltext.queryNodes('probe', 'papers') YIELD node RETURN node.text")
    assert found == [["graph of papers"]]
    assert ["Probe"] in rows(driver, "CALL db.labels()")
    assert rows(driver, "RETURN date('2026-06-11') < date(), point({x: 1, y: 2}).x") == [[True, 1.0]]


@pytest.mark.parametrize(
    "cypher",
    [
        "CALL dbms.listConfig() YIELD name RETURN name",
        "CALL db.clearQueryCaches()",
        "CALL db.resampleOutdatedIndexes()",
        "CALL db.prepareForReplanning()",
        "CALL db.createLabel('Made')",
        "CALL tx.setMetaData({app: 'other'})",
        "CALL dbms.listConnections() YIELD connectionId RETURN connectionId",
        "CALL dbms.killConnection('bolt-1') YIELD message RETURN message",
    ],
)
def test_a_procedure_that_is_not_on_the_list_does_not_exist(driver: neo4j.Driver, cypher: str) -> None:
    with pytest.raises(ClientError, match="ProcedureNotFound"):
        driver.execute_query(cypher)


@pytest.mark.parametrize("address", ["file:///etc/passwd", "http://127.0.0.1:9/x.csv", "http://localhost:9/x.csv"])
def test_cypher_reads_no_file_and_no_address(driver: neo4j.Driver, address: str) -> None:
    with pytest.raises(Neo4jError, match=r"disabled|blocklist|blocked|not allowed|allow_csv"):
        driver.execute_query("LOAD CSV FROM $address AS line RETURN line", address=address)


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The folder of a server that may be stopped: one that runs is taken as it is."""
    folder = tmp_path_factory.mktemp("own")
    yield folder
    local.stop(folder)


def test_an_idle_server_stops_and_the_next_command_gets_a_new_one(own: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert not local.status(own).running, "it would have another limit"
    monkeypatch.setenv("KG_IDLE_MINUTES", "0.03")
    connection = local.ensure(own)
    pid = local.status(own).pid
    assert pid is not None
    with neo4j.GraphDatabase.driver(connection.url, auth=(connection.user, connection.password)) as opened:
        opened.execute_query("CREATE (:Kept)")
        until = time.monotonic() + 4  # twice the limit: an open connection is company
        while time.monotonic() < until:
            assert local.status(own).pid == pid
            time.sleep(0.1)  # between two looks at a condition
    psutil.Process(pid).wait(timeout=60)
    assert not local.status(own).running
    monkeypatch.delenv("KG_IDLE_MINUTES")
    again = local.ensure(own)
    with neo4j.GraphDatabase.driver(again.url, auth=(again.user, again.password)) as opened:
        assert rows(opened, "MATCH (n:Kept) RETURN count(n)") == [[1]]
    assert local.status(own).pid != pid


def test_a_server_that_is_stopped_waits_for_a_transaction_but_not_for_long(own: Path) -> None:
    connection = local.ensure(own)
    with neo4j.GraphDatabase.driver(connection.url, auth=(connection.user, connection.password)) as opened:
        session = opened.session()
        transaction = session.begin_transaction()
        transaction.run("CREATE (:Never)").consume()
        began = time.monotonic()
        assert local.stop(own)
        assert time.monotonic() - began < 10
        with pytest.raises((Neo4jError, DriverError)):
            transaction.run("RETURN 1").consume()
        with contextlib.suppress(Neo4jError, DriverError):
            session.close()
