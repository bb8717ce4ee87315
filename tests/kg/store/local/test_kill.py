"""Kill -9: no acknowledged write is lost. KG_KILLS says how often to try (2); 20 is the full proof."""

from __future__ import annotations

import contextlib
import os
import random
import threading
from typing import TYPE_CHECKING

import neo4j
import psutil
from neo4j.exceptions import DriverError, Neo4jError

from kg.store import local

if TYPE_CHECKING:
    from pathlib import Path

KILLS = int(os.environ.get("KG_KILLS", "2"))
WRITE = "UNWIND range($first, $first + 9) AS number MERGE (w:Write {number: number}) SET w.text = $text"


def write_until_killed(connection: local.Connection, pid: int, after: float, first: int) -> int:
    """Write batches of ten until the server is gone; give the first number that was not acknowledged."""
    killer = threading.Timer(after, psutil.Process(pid).kill)
    with (
        neo4j.GraphDatabase.driver(connection.url, auth=(connection.user, connection.password)) as driver,
        driver.session() as session,
        contextlib.suppress(DriverError, Neo4jError, OSError),
    ):
        while True:
            session.run(WRITE, first=first, text="x" * 500).consume()
            first += 10
            if killer.ident is None:
                killer.start()
    return first


def test_no_acknowledged_write_is_lost_to_kill_9(tmp_path: Path) -> None:
    moments = random.Random(20260611)
    acknowledged = 0
    for _ in range(KILLS):
        connection = local.ensure(tmp_path)
        pid = local.status(tmp_path).pid
        assert pid is not None
        before = acknowledged
        acknowledged = write_until_killed(connection, pid, moments.uniform(0.0, 1.5), acknowledged)
        assert acknowledged > before
        connection = local.ensure(tmp_path)
        with neo4j.GraphDatabase.driver(connection.url, auth=(connection.user, connection.password)) as driver:
            records = driver.execute_query("MATCH (w:Write) RETURN w.number AS number, size(w.text) AS size").records
        numbers = {record["number"] for record in records}
        assert numbers >= set(range(acknowledged))
        assert len(numbers) - acknowledged in {0, 10}, "a batch is there as a whole or not at all"
        assert {record["size"] for record in records} == {500}
    local.stop(tmp_path)
